package souk.verifier.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.verifier.node.Fixtures.COMMITTING;
import static souk.verifier.node.Fixtures.DRAWN;
import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.JUROR;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.SPEC;
import static souk.verifier.node.Fixtures.disputed;
import static souk.verifier.node.Fixtures.hash;
import static souk.verifier.node.Fixtures.head;
import static souk.verifier.node.Fixtures.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import souk.client.market.MarketException;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.job.JuryState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.DemandCall;
import souk.settlement.chain.DemandEvent.ChunkAnswered;
import souk.settlement.chain.DemandEvent.ChunkDemanded;
import souk.settlement.chain.LogPosition;
import souk.settlement.index.IndexedJob;
import souk.settlement.tx.TxOutcome;

class DemanderTest {
  // The reward of 2, and 2% of the lock of ten times the price of 1,000.
  private static final Amount WORTH = Amount.of(202);
  private static final LogPosition HERE = new LogPosition(1, Hash.ZERO, Hash.ZERO, 0);
  private static final IndexedJob SEATED =
      new IndexedJob(JOB, SPEC, job(COMMITTING), Optional.empty(), Optional.empty());

  private final List<ChainEvent> events = new ArrayList<>();
  private final Set<Hash> withheld = new HashSet<>();
  private final List<Call> sent = new ArrayList<>();
  private final List<Amount> tooDear = new ArrayList<>();

  @Test
  void anAnswerIsWorthItsRewardAndWhatANoShowLoses() {
    var inJury = disputed(new JuryState.Committing(NOW.plusSeconds(60)));

    assertThat(Worth.of(DRAWN, job(COMMITTING))).isEqualTo(WORTH);
    assertThat(Worth.of(JUROR, inJury)).isEqualTo(Amount.of(1_000 + 160));
  }

  @Test
  void demandsWhatIsWorthItsFee() {
    withheld.add(SPEC.module());

    demands(WORTH);

    assertThat(sent).containsExactly(new DemandCall.ForAudit(SPEC, BlobRole.MODULE, 0, 0));
    assertThat(tooDear).isEmpty();
  }

  @Test
  void demandsNothingThatCostsMoreThanTheAnswerBrings() {
    withheld.addAll(List.of(SPEC.module(), SPEC.input()));

    demands(Amount.of(102));

    assertThat(sent).isEmpty();
    assertThat(tooDear).containsExactly(Amount.of(204));
  }

  @Test
  void leavesALargeModuleToItsProviderAsSoonAsItsSizeIsKnown() {
    withheld.add(SPEC.module());
    events.add(
        new ChunkDemanded(HERE, hash(70), JOB, SELF, 0, BlobRole.MODULE, 0, Amount.of(100), NOW));
    events.add(new ChunkAnswered(HERE, hash(70), 0, 4));

    demands(Amount.of(100));

    assertThat(sent).isEmpty();
    assertThat(tooDear).containsExactly(Amount.of(300));
  }

  /** At two blocks, behind its patience, once a run has missed its blobs. */
  private void demands(Amount fee) {
    var blobs = new DemandedBlobs(this::node, _ -> events, _ -> Optional.empty());
    assertThatThrownBy(() -> blobs.of(SEATED).getBlob(SPEC.module(), 10))
        .isInstanceOf(MarketException.class);
    var pursuits = new Pursuits(this::submit);
    var demander =
        new Demander(
            blobs,
            _ -> events,
            new Payments(DemanderTest::owner, pursuits, DemanderTest::fail),
            pursuits,
            fee,
            Duration.ZERO,
            (_, cost) -> tooDear.add(cost),
            DemanderTest::fail);
    demander.demand(DRAWN, SEATED, head(1));
    demander.demand(DRAWN, SEATED, head(2));
    demander.demand(DRAWN, SEATED, head(2));
  }

  private TxOutcome submit(String key, Call call) {
    if (!sent.contains(call)) {
      sent.add(call);
    }
    return new TxOutcome.Pending();
  }

  private byte[] node(Hash digest, int maxBytes) {
    if (withheld.contains(digest)) {
      throw new MarketException("no blob", false);
    }
    return new byte[0];
  }

  private static AccountSnapshot owner() {
    return new AccountSnapshot(SELF, Amount.of(1), Amount.ZERO, Amount.ZERO, Amount.of(1_000_000));
  }

  private static void fail(String aim, String reason) {
    throw new AssertionError(aim + ": " + reason);
  }
}
