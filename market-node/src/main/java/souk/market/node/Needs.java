package souk.market.node;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import souk.client.ChainSession;
import souk.market.blob.BlobStore;
import souk.market.telemetry.EventLog;
import souk.market.telemetry.Readiness;
import souk.market.telemetry.Readiness.Need;
import souk.settlement.chain.Chain;
import souk.settlement.chain.EndpointHealth;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Schema;

/** What a market node needs to do its work, and how each is tried. */
final class Needs {
  private static final Schema SCHEMA =
      new Schema(
          "readiness",
          List.of("create table readiness (id bigint primary key, tried bigint not null)"));

  private Needs() {}

  static Readiness readiness(ChainSession session, BlobStore blobs, Clock clock, EventLog log) {
    var journal = session.journal();
    journal.migrate(SCHEMA);
    return new Readiness(
        List.of(
            new Need(
                "endpoints",
                "no endpoint of the chain answers as it should",
                () -> requireEndpoint(session.chain())),
            new Need("journal", "the journal cannot be written", () -> write(journal, clock)),
            new Need("blobs", "blobs can be neither taken in nor handed out", blobs::check)),
        log);
  }

  private static void requireEndpoint(Chain chain) throws IOException {
    if (chain.endpoints().stream().noneMatch(EndpointHealth::usable)) {
      throw new IOException("every one fails, lags, or serves another chain");
    }
  }

  private static void write(Journal journal, Clock clock) {
    journal.transact(
        session ->
            session.update(
                """
                insert into readiness (id, tried) values (0, ?)
                on conflict (id) do update set tried = excluded.tried
                """,
                clock.millis()));
  }
}
