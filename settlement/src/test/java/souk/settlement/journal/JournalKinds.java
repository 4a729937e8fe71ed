package souk.settlement.journal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The kinds of journals there are on this machine. */
final class JournalKinds implements ArgumentsProvider {
  private final AtomicInteger files = new AtomicInteger();

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    JournalPlaces inFiles =
        directory ->
            new JournalPlace.File(
                directory.resolve("journal-%d.db".formatted(files.incrementAndGet())));
    var kinds = Stream.of(Named.of("SQLite", inFiles));
    return (PostgreSqlFixture.isInstalled()
            ? Stream.concat(kinds, Stream.of(Named.of("PostgreSQL", onServer(context))))
            : kinds)
        .map(Arguments::of);
  }

  private static JournalPlaces onServer(ExtensionContext context) {
    var server = PostgreSqlExtension.serverOf(context);
    return _ -> server.freshPlace();
  }
}
