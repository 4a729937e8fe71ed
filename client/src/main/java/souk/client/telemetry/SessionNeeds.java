package souk.client.telemetry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import souk.client.session.ChainSession;
import souk.client.telemetry.Readiness.Need;
import souk.settlement.chain.Chain;
import souk.settlement.chain.EndpointHealth;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Schema;

/** What every node needs of its market's chain and its journal, and how each is tried. */
public final class SessionNeeds {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Schema SCHEMA =
      new Schema(
          "readiness",
          List.of("create table readiness (id bigint primary key, tried bigint not null)"));

  private SessionNeeds() {}

  /** An endpoint of the chain that is fit to be asked. */
  public static Need endpoint(Chain chain) {
    return new Need(
        "endpoints", "no endpoint of the chain answers as it should", () -> requireEndpoint(chain));
  }

  /** A journal that can be written. */
  public static Need journal(Journal journal, Clock clock) {
    journal.migrate(SCHEMA);
    return new Need("journal", "the journal cannot be written", () -> write(journal, clock));
  }

  /** A newest block of less than a minute, by this machine's clock. */
  public static Need chain(JobIndex index, Clock clock) {
    return new Need(
        "chain",
        "the node does not follow the chain: its newest block is older than a minute",
        () -> requireFresh(index, clock));
  }

  /** All of them. */
  public static List<Need> of(ChainSession session, Clock clock) {
    return List.of(
        endpoint(session.chain()), journal(session.journal(), clock), chain(session.jobs(), clock));
  }

  private static void requireEndpoint(Chain chain) throws IOException {
    if (chain.endpoints().stream().noneMatch(EndpointHealth::usable)) {
      throw new IOException("every one fails, lags, or serves another chain");
    }
  }

  private static void requireFresh(JobIndex index, Clock clock) throws IOException {
    var stale = clock.instant().minus(FRESH);
    if (index.head().filter(head -> head.time().isAfter(stale)).isEmpty()) {
      throw new IOException("no block of the last minute is indexed");
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
