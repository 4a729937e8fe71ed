package souk.settlement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.settlement.chain.Snapshots.CLAIM;
import static souk.settlement.chain.Snapshots.CONSUMER;
import static souk.settlement.chain.Snapshots.FUEL_LIMIT;
import static souk.settlement.chain.Snapshots.HEAD;
import static souk.settlement.chain.Snapshots.JOB;
import static souk.settlement.chain.Snapshots.MARKET_NODE;
import static souk.settlement.chain.Snapshots.NOW;
import static souk.settlement.chain.Snapshots.PROVIDER;
import static souk.settlement.chain.Snapshots.hash;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.protocol.evidence.Item;
import souk.protocol.job.Exit;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Moment;
import souk.protocol.value.Price;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.Deal;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.DueExit;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.Relayed;

class JobHistoryTest {
  private static final Hash DEMAND = hash(40);
  private static final Moment MOMENT = new Moment(10, NOW);

  private static final ChainEvent.JobPosted POSTED = new ChainEvent.JobPosted(at(1), JOB, spec());

  private final JobHistory history = new JobHistory(0, POSTED, Amount.of(1_000));

  @BeforeEach
  void post() {
    happen(POSTED);
  }

  @Test
  void remembersUnpaidClaimsOfAttemptsThatAreOver() {
    happen(claimOpened(0));

    var job = read(snapshot(new JobState.Open(NOW), 1));

    assertThat(job.dueExits(MOMENT)).containsExactly(new DueExit(Exit.CLOSE_CLAIM, CLAIM));
  }

  @Test
  void leavesClaimsOfThePresentAttemptToTheContracts() {
    happen(claimOpened(1));

    assertThat(read(snapshot(new JobState.Revealed(NOW), 1)).unpaidClaims()).isEmpty();
  }

  @Test
  void forgetsClaimsThatArePaidOut() {
    happen(claimOpened(0));
    happen(
        new ClaimEvent.ClaimClosed(
            at(4), CLAIM, Amount.ZERO, Amount.ZERO, Amount.ZERO, Amount.ZERO));

    assertThat(settled().unpaidClaims()).isEmpty();
  }

  @Test
  void closesDemandsThatNobodyAnsweredInTime() {
    happen(demanded(0));

    var job = read(snapshot(new JobState.Revealed(NOW), 0));

    assertThat(job.dueExits(MOMENT)).isEmpty();
    assertThat(job.dueExits(new Moment(11, NOW.plusSeconds(11))))
        .contains(new DueExit(Exit.CLOSE_DEMAND, DEMAND));
  }

  @Test
  void leavesDemandsForAnOutputUntilItsDisputeIsDecided() {
    happen(demanded(0));

    var job = read(snapshot(new JobState.Disputed(NOW), 0));

    assertThat(job.dueExits(new Moment(11, NOW.plusSeconds(11)))).isEmpty();
  }

  @Test
  void closesDemandsAboutAttemptsThatAreOver() {
    happen(demanded(0));

    assertThat(settled().dueExits(MOMENT)).containsExactly(new DueExit(Exit.CLOSE_DEMAND, DEMAND));
  }

  @Test
  void forgetsDemandsThatWereAnswered() {
    happen(demanded(0));
    happen(new DemandEvent.ChunkAnswered(at(4), DEMAND, 0, 1));

    assertThat(read(snapshot(new JobState.Revealed(NOW), 0)).demands()).isEmpty();
  }

  @Test
  void tellsTheLastAttemptOfAFinalJobFromItsEvents() {
    happen(new ChainEvent.JobReopened(at(2), JOB, 1, NOW));
    happen(matched(1));

    var snapshot = settled().snapshot();

    assertThat(snapshot.state()).isEqualTo(new JobState.Settled());
    assertThat(snapshot.readAt()).isEqualTo(HEAD);
    assertThat(snapshot.attempt()).isEqualTo(1);
    assertThat(snapshot.provider()).contains(PROVIDER);
    assertThat(snapshot.fuelLimit()).isEqualTo(FUEL_LIMIT);
    assertThat(snapshot.match().orElseThrow().fullPrice()).isEqualTo(Amount.of(2_000_000));
  }

  @Test
  void aReceiptTellsWhatAllProvidersOfTheJobGot() {
    var zero = Address.ZERO;
    happen(
        new LegEvent.LegPaid(
            at(4), JOB, 0, PROVIDER, zero, Amount.of(29), Amount.of(1), Amount.ZERO));
    happen(
        new LegEvent.LegPaid(at(4), JOB, 1, zero, zero, Amount.of(49), Amount.of(1), Amount.ZERO));

    assertThat(settled().receipt().orElseThrow().paid()).isEqualTo(Amount.of(90));
  }

  @Test
  void namesNoProviderOfAJobThatEndedUnmatched() {
    happen(matched(0));
    happen(new ChainEvent.JobReopened(at(3), JOB, 1, NOW));

    happen(new ChainEvent.JobRefunded(at(4), JOB, CONSUMER, Amount.of(2_000_000)));

    var snapshot = history.ended(HEAD).snapshot();

    assertThat(snapshot.attempt()).isEqualTo(1);
    assertThat(snapshot.provider()).isEmpty();
    assertThat(JobHistory.providers(history.events())).isEqualTo(Set.of(PROVIDER));
    assertThat(history.lastProvider()).isEmpty();
  }

  private IndexedJob read(JobSnapshot snapshot) {
    return history.with(snapshot);
  }

  private IndexedJob settled() {
    happen(new ChainEvent.JobSettled(at(5), JOB, Amount.of(9), Amount.of(1), Amount.ZERO, false));
    return history.ended(HEAD);
  }

  private static ChainEvent claimOpened(int attempt) {
    return new ClaimEvent.ClaimOpened(
        at(2),
        CLAIM,
        JOB,
        Optional.empty(),
        attempt,
        new Item.Whole(),
        hash(5),
        Hash.ZERO,
        Amount.ZERO);
  }

  @Test
  void knowsTheEngineDeclaredForThePresentAttempt() {
    happen(matched(0));

    assertThat(read(snapshot(new JobState.Running(NOW), 0)).engine())
        .contains(new EngineName("endive"));
    assertThat(read(snapshot(new JobState.Open(NOW), 1)).engine()).isEmpty();
  }

  private static ChainEvent demanded(int attempt) {
    return new DemandEvent.ChunkDemanded(
        at(2),
        DEMAND,
        JOB,
        CONSUMER,
        attempt,
        BlobRole.OUTPUT,
        0,
        Amount.of(10_000),
        NOW.plusSeconds(10));
  }

  private static ChainEvent matched(int attempt) {
    var deal =
        new Deal(
            PROVIDER,
            MARKET_NODE,
            hash(6),
            attempt,
            0,
            Price.of(1_000_000),
            20,
            Price.of(875_000),
            2,
            BigInteger.ONE,
            Duration.ofSeconds(20),
            new EngineName("endive"));
    return new ChainEvent.JobMatched(at(2), JOB, deal, NOW);
  }

  /** What the contracts tell of a job without match. */
  private static JobSnapshot snapshot(JobState state, int attempt) {
    return new JobSnapshot(
        JOB,
        state,
        attempt,
        CONSUMER,
        Amount.ZERO,
        Fuel.ZERO,
        Optional.empty(),
        false,
        HashPrefix.NONE,
        HashPrefix.NONE,
        Fuel.ZERO,
        false,
        List.of(),
        List.of(),
        Relayed.NONE,
        HEAD);
  }

  private void happen(ChainEvent event) {
    history.add(history.numbers().size(), event);
  }

  private static LogPosition at(long block) {
    return new LogPosition(block, hash((int) block), hash(50), 0);
  }

  private static JobSpec spec() {
    return new JobSpec(
        CONSUMER,
        hash(10),
        hash(11),
        hash(12),
        Hash.ZERO,
        Hash.ZERO,
        hash(13),
        JobKind.COMMAND,
        FUEL_LIMIT,
        16,
        0,
        Price.of(1_000_000),
        Amount.ZERO,
        2,
        5,
        Tags.NONE,
        NOW.plusSeconds(600),
        NOW,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ONE);
  }
}
