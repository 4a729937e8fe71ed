package souk.settlement.journal;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A PostgreSQL server for all test classes of this JVM, which ends with it; classes that want it
 * are left out where PostgreSQL is not installed.
 */
public final class PostgreSqlExtension implements ExecutionCondition, BeforeAllCallback {
  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(PostgreSqlExtension.class);

  private @Nullable PostgreSqlFixture server;

  /** A place for a journal that nobody has used. */
  public JournalPlace.PostgreSql freshPlace() {
    var running = server;
    if (running == null) {
      throw new IllegalStateException("the server is not running yet");
    }
    return running.freshPlace();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return PostgreSqlFixture.isInstalled()
        ? ConditionEvaluationResult.enabled("PostgreSQL is installed")
        : ConditionEvaluationResult.disabled("PostgreSQL is not installed");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = serverOf(context);
  }

  static PostgreSqlFixture serverOf(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent("server", key -> PostgreSqlFixture.start(), PostgreSqlFixture.class);
  }
}
