package souk.settlement.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends a process at one of its steps, as {@code kill -9} would: from that step on nothing it does
 * reaches the journal or anything else that was put behind the point. Thread-safe.
 *
 * <p>Every commit that writes is two steps, before it is on disk and after; so is every call of a
 * method of what is put {@link #behind} it.
 */
public final class CrashPoint {
  private final List<String> steps = new ArrayList<>();
  private final int last;
  private long changes;

  /** Crashes at the step with that number, from 0. */
  public CrashPoint(int last) {
    this.last = last;
  }

  /** Whether the process has ended. */
  public synchronized boolean hasCrashed() {
    return steps.size() > last;
  }

  /** What it did last: where it crashed, if it has. */
  public synchronized String lastStep() {
    return steps.isEmpty() ? "" : steps.getLast();
  }

  /** A SQLite journal written by that process. */
  public Journal journal(Path file) {
    var real = SqliteFile.own(file);
    return Journal.over(
        new Backend() {
          @Override
          public Connection connect() throws SQLException {
            return behind(real.connect());
          }

          @Override
          public Connection connectToRead() throws SQLException {
            return behind(real.connectToRead());
          }

          @Override
          public boolean reconnects() {
            return false;
          }

          @Override
          public void beforeMigration(Session session) {
            real.beforeMigration(session);
          }

          @Override
          public void close() {
            real.close();
          }
        });
  }

  /**
   * What that process calls.
   *
   * @param isStep by the method's name, whether it is a step
   * @param failure what a call fails with once the process has ended
   */
  public <T> T behind(
      Class<T> type,
      T real,
      Function<String, Boolean> isStep,
      Function<String, ? extends Exception> failure) {
    var proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (!isStep.apply(method.getName())) {
                requireAlive(failure);
                return invoke(() -> method.invoke(real, arguments));
              }
              step("before " + method.getName(), failure);
              var result = invoke(() -> method.invoke(real, arguments));
              step("after " + method.getName(), failure);
              return result;
            });
    return type.cast(proxy);
  }

  private Connection behind(Connection real) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              if (!method.getName().equals("commit") || !writes(real)) {
                return invoke(() -> method.invoke(real, arguments));
              }
              step("before commit", SQLException::new);
              real.commit();
              step("after commit", SQLException::new);
              return null;
            });
  }

  private synchronized boolean writes(Connection real) throws SQLException {
    try (var statement = real.createStatement();
        var result = statement.executeQuery("select total_changes()")) {
      var before = changes;
      changes = result.next() ? result.getLong(1) : before;
      return changes != before;
    }
  }

  private synchronized void step(String name, Function<String, ? extends Exception> failure)
      throws Exception {
    requireAlive(failure);
    steps.add(name);
    requireAlive(failure);
  }

  private synchronized void requireAlive(Function<String, ? extends Exception> failure)
      throws Exception {
    if (hasCrashed()) {
      throw failure.apply("the process ended " + lastStep());
    }
  }

  private static @Nullable Object invoke(Invocation invocation) throws Exception {
    try {
      return invocation.run();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private interface Invocation {
    @Nullable Object run() throws Exception;
  }
}
