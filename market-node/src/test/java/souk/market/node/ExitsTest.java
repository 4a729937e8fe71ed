package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.NOW;
import static souk.market.node.Samples.disputed;
import static souk.market.node.Samples.hash;
import static souk.market.node.Samples.head;
import static souk.market.node.Samples.job;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import souk.market.share.FakeSubmissions;
import souk.market.share.TransactionCounts;
import souk.market.share.Turns;
import souk.market.telemetry.EventLog;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.settlement.chain.Call;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.Revert;
import souk.settlement.index.IndexedJob;
import souk.settlement.tx.TxOutcome;

class ExitsTest {
  private static final int SECRET_BLOCKS = 10;
  // Exits that fit in a transaction.
  private static final int MOST = 50;
  private static final IndexedJob RIPE = job(hash(50), new JobState.Revealed(NOW));

  private final FakeSubmissions outbox = new FakeSubmissions(MOST);
  private final AtomicInteger landed = new AtomicInteger();
  private final AtomicInteger wasted = new AtomicInteger();
  private final Exits exits =
      new Exits(
          outbox,
          new Turns(Samples.address(7), List::of, 4),
          SECRET_BLOCKS,
          new EventLog(),
          new TransactionCounts(landed::incrementAndGet, wasted::incrementAndGet));

  @Test
  void callsWhatIsDueInOneBatchForEachExit() {
    var alsoRipe = job(hash(51), new JobState.Revealed(NOW));
    var late = job(hash(52), new JobState.Running(NOW));
    var early = job(hash(53), new JobState.Running(NOW.plusSeconds(1000)));

    exits.call(List.of(RIPE, late, alsoRipe, early), head(5));

    assertThat(outbox.calls())
        .containsExactlyInAnyOrder(
            new Call.Reassign(List.of(late.id())),
            new Call.Settle(List.of(RIPE.id(), alsoRipe.id())));
  }

  @Test
  void mindsTheJuriesOfJobsInDispute() {
    var seated = disputed(hash(54), hash(64), new JuryState.Seating(4));
    var found = disputed(hash(55), hash(65), new JuryState.Appealable(NOW));

    exits.call(List.of(seated, found), head(5));

    assertThat(outbox.calls())
        .containsExactlyInAnyOrder(
            new ClaimCall.SeatJuries(List.of(hash(64))),
            new ClaimCall.AdvanceJuries(List.of(hash(65))));
  }

  @Test
  void doesNotCallAgainWhatIsOnItsWay() {
    exits.call(List.of(RIPE), head(5));
    exits.call(List.of(RIPE), head(30));

    assertThat(outbox.calls()).hasSize(1);
  }

  @Test
  void doesNotCallAgainBeforeTheIndexHasSeenTheEffect() {
    exits.call(List.of(RIPE), head(5));
    outbox.decide(new TxOutcome.Included(hash(9), 30, Map.of()));

    exits.call(List.of(RIPE), head(30));

    assertThat(outbox.calls()).hasSize(1);
  }

  @Test
  void callsAgainAfterAWhileWhatWasSkipped() {
    var skipped = Map.of(0, new Revert("TooEarly", ""));
    exits.call(List.of(RIPE), head(5));
    outbox.decide(new TxOutcome.Included(hash(9), 6, skipped));

    exits.call(List.of(RIPE), head(8));
    assertThat(outbox.calls()).hasSize(1);

    exits.call(List.of(RIPE), head(9));
    assertThat(outbox.calls()).hasSize(2);
  }

  @Test
  void countsATransactionThatChangedNothingOnce() {
    exits.call(List.of(RIPE), head(5));
    outbox.decide(new TxOutcome.Included(hash(9), 6, Map.of(0, new Revert("WrongState", ""))));

    exits.call(List.of(), head(6));
    exits.call(List.of(), head(7));

    assertThat(wasted).hasValue(1);
    assertThat(landed).hasValue(0);
  }

  @Test
  void aTransactionThatHelpedIsNotWasted() {
    exits.call(List.of(RIPE), head(5));
    outbox.decide(new TxOutcome.Included(hash(9), 6, Map.of()));

    exits.call(List.of(), head(6));

    assertThat(wasted).hasValue(0);
    assertThat(landed).hasValue(1);
  }

  @Test
  void aJobSettledByAnotherIsForgotten() {
    exits.call(List.of(RIPE), head(5));
    exits.call(List.of(), head(6));
    exits.call(List.of(RIPE), head(7));

    assertThat(outbox.calls()).hasSize(2);
  }

  @Test
  void splitsBatchesThatAreTooLarge() {
    var many =
        IntStream.range(0, 120).mapToObj(i -> job(hash(i), new JobState.Revealed(NOW))).toList();

    exits.call(many, head(5));

    assertThat(outbox.calls())
        .extracting(call -> ((Call.Settle) call).jobIds().size())
        .containsExactly(50, 50, 20);
  }

  @Test
  void drawsAJobWhoseSecretItDoesNotKnowOnlyWhenItMay() {
    var secret = job(hash(50), new JobState.Committed(20), hash(3));

    exits.call(List.of(secret), head(20 + SECRET_BLOCKS));
    assertThat(outbox.calls()).isEmpty();

    exits.call(List.of(secret), head(21 + SECRET_BLOCKS));
    assertThat(outbox.calls()).hasSize(1);
  }

  @Test
  void drawsAJobWithoutASecretAtOnce() {
    exits.call(List.of(job(hash(50), new JobState.Committed(20))), head(21));

    assertThat(outbox.calls())
        .containsExactly(new Call.Draw(List.of(Call.SecretShown.none(hash(50)))));
  }
}
