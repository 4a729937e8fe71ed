package souk.client.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.JobTurn;
import souk.client.api.LastTurn;
import souk.client.market.MarketException;
import souk.client.market.StateSink;
import souk.client.node.LastStateJournal.Attempt;
import souk.client.node.LastStates.From;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Relayed;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;

class LastStatesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Bytes SNAPSHOT = Bytes.utf8("snapshot");
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Hash JOB = hash(1);
  private static final Attempt ATTEMPT = new Attempt(JOB, 0);
  private static final LastTurn LAST = new LastTurn(JOB, hash(7), new Fuel(5), hash(8), Hash.ZERO);
  private static final JobTurn TURN = new JobTurn(JOB, hash(7), List.of(Effect.Sleep.until(9)));
  private static final JobState REVEALED = new JobState.Revealed(NOW.plusSeconds(60));
  private static final JobState SETTLED = new JobState.Settled();

  @TempDir Path directory;

  private final Node one = new Node();
  private final Node other = new Node();
  private Journal journal;
  private LastStateJournal owed;
  private LastStates states;

  @BeforeEach
  void open() {
    journal = Journal.open(directory.resolve("journal"));
    owed = LastStateJournal.in(journal);
    owed.keep(ATTEMPT, LAST, SNAPSHOT, Optional.of(TURN));
    states = states(From.THE_REVEAL);
  }

  private LastStates states(From from) {
    return new LastStates(List.of(one, other), owed, from, new Deaf(), Duration.ofMillis(5));
  }

  @AfterEach
  void close() {
    states.close();
    journal.close();
  }

  private void at(JobState state, Hash... trace) {
    at(head(9), state, trace);
  }

  private void at(Head now, JobState state, Hash... trace) {
    var result =
        trace.length == 0
            ? Optional.<Result>empty()
            : Optional.of(
                new Result(
                    hash(8),
                    hash(9),
                    new ExitStatus.Exited(0),
                    new Fuel(5),
                    Hash.ZERO,
                    List.of(trace)));
    var job = new IndexedJob(JOB, spec(), snapshot(state), result, Optional.empty());
    states.atBlock(now, id -> Optional.of(job).filter(it -> it.id().equals(id)));
  }

  private void await(JobState state, BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(end);
      at(state, LAST.turnHash());
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private boolean isForgotten() {
    return owed.owed().isEmpty();
  }

  @Test
  void handsAStateToEveryNodeOnceTheResultIsPublic() {
    at(new JobState.Running(NOW.plusSeconds(60)));
    assertThat(one.taken).isEmpty();

    await(REVEALED, this::isForgotten);

    assertThat(one.taken).containsEntry(LAST, SNAPSHOT);
    assertThat(other.taken).containsEntry(LAST, SNAPSHOT);
  }

  @Test
  void sendsNothingToANodeThatHasIt() {
    one.has = true;

    await(REVEALED, this::isForgotten);

    assertThat(one.taken).isEmpty();
    assertThat(other.taken).containsKey(LAST);
  }

  @Test
  void handsInTheTurnWithTheState() {
    await(REVEALED, this::isForgotten);

    assertThat(one.turn).contains(TURN);
    assertThat(other.turn).contains(TURN);
  }

  @Test
  void handsInTheTurnWhereAnotherJobLeftTheSameState() {
    one.has = true;
    one.turn = Optional.of(new JobTurn(JOB, hash(7), List.of()));

    await(REVEALED, this::isForgotten);

    assertThat(one.turn).contains(TURN);
  }

  @Test
  void handsInNoTurnOfAJobThatHadMore() {
    owed.keep(ATTEMPT, LAST, SNAPSHOT, Optional.empty());

    await(REVEALED, this::isForgotten);

    assertThat(one.taken).containsKey(LAST);
    assertThat(one.turn).isEmpty();
  }

  @Test
  void forgetsTheTurnWithTheState() {
    await(REVEALED, this::isForgotten);

    assertThat(owed.turn(ATTEMPT)).isEmpty();
  }

  @Test
  void comesAgainToANodeThatDoesNotTakeIt() {
    other.isAway = true;
    await(REVEALED, () -> one.taken.containsKey(LAST));
    assertThat(isForgotten()).isFalse();

    other.isAway = false;
    await(SETTLED, this::isForgotten);

    assertThat(other.taken).containsKey(LAST);
  }

  @Test
  void comesNotForEverToANodeThatIsAway() {
    other.isAway = true;
    await(SETTLED, () -> one.taken.containsKey(LAST));
    var later = head(9);

    at(later, SETTLED, LAST.turnHash());
    assertThat(isForgotten()).isFalse();
    at(
        new Head(
            later.number(),
            later.hash(),
            later.parentHash(),
            later.time().plus(Duration.ofDays(2))),
        SETTLED,
        LAST.turnHash());

    assertThat(isForgotten()).isTrue();
  }

  @Test
  void letsGoOfAStateThatTheJobDidNotEndWith() {
    at(REVEALED, hash(1));
    assertThat(isForgotten()).isFalse();

    at(SETTLED, hash(1));

    assertThat(isForgotten()).isTrue();
    assertThat(one.taken).isEmpty();
  }

  @Test
  void letsGoOfTheStateOfAJobThatIsRefunded() {
    at(new JobState.Refunded());

    assertThat(isForgotten()).isTrue();
    assertThat(one.taken).isEmpty();
  }

  @Test
  void whoRanAJobAgainStepsInOnceItIsSettled() {
    states.close();
    states = states(From.THE_END);
    one.has = true;
    one.turn = Optional.of(TURN);
    at(REVEALED, LAST.turnHash());
    assertThat(isForgotten()).isFalse();

    await(SETTLED, this::isForgotten);

    assertThat(one.taken).isEmpty();
    assertThat(other.taken).containsEntry(LAST, SNAPSHOT);
    assertThat(other.turn).contains(TURN);
  }

  private static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[0] = (byte) number;
    return Hash.of(bytes);
  }

  private static JobSpec spec() {
    return new JobSpec(
        Address.ZERO,
        hash(2),
        hash(3),
        hash(4),
        Hash.ZERO,
        Hash.ZERO,
        hash(5),
        JobKind.AGENT_JOB,
        new Fuel(1_000),
        16,
        1,
        Price.of(100),
        Amount.ZERO,
        2,
        20,
        Tags.NONE,
        NOW.plusSeconds(600),
        NOW,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ONE);
  }

  private static JobSnapshot snapshot(JobState state) {
    return new JobSnapshot(
        JOB,
        state,
        0,
        Address.ZERO,
        Amount.ZERO,
        new Fuel(1_000),
        Optional.empty(),
        false,
        HashPrefix.NONE,
        HashPrefix.NONE,
        Fuel.ZERO,
        false,
        List.of(),
        List.of(),
        Relayed.NONE,
        head(9));
  }

  private static Head head(long number) {
    return new Head(number, hash((int) number), hash((int) number - 1), NOW.plusSeconds(number));
  }

  private static final class Deaf implements LastStates.Listener {
    @Override
    public void handedIn(Attempt id, StateSink node) {}

    @Override
    public void notHandedIn(Attempt id, StateSink node, String reason) {}
  }

  private static final class Node implements StateSink {
    private final Map<LastTurn, Bytes> taken = new ConcurrentHashMap<>();
    private volatile Optional<JobTurn> turn = Optional.empty();
    private volatile boolean has;
    private volatile boolean isAway;

    @Override
    public boolean has(Hash stateHash) {
      return has;
    }

    @Override
    public void put(LastTurn last, byte[] snapshot) {
      if (isAway) {
        throw new MarketException("away", true);
      }
      taken.put(last, Bytes.of(snapshot));
    }

    @Override
    public Optional<JobTurn> turn(Hash jobId) {
      return turn;
    }

    @Override
    public void put(JobTurn brought) {
      turn = Optional.of(brought);
    }
  }
}
