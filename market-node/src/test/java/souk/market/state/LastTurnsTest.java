package souk.market.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.JobTurn;
import souk.market.api.StateDesk.Receipt;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;

@InEveryJournal
class LastTurnsTest {
  private static final Duration GRACE = Duration.ofDays(30);
  private static final ExitStatus WELL = new ExitStatus.Exited(0);
  private static final Address ONE = address(1);
  private static final Address OTHER = address(2);

  private final FakeEndings chain = new FakeEndings();
  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;
  private Journal journal;
  private LastTurns turns;

  LastTurnsTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void open() {
    place = places.fresh(directory);
    start();
  }

  private void start() {
    journal = Journal.open(place);
    turns = new LastTurns(new LastTurnStore(journal), chain, GRACE);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static Address address(int octet) {
    var bytes = new byte[Address.SIZE];
    Arrays.fill(bytes, (byte) octet);
    return Address.of(bytes);
  }

  private static Hash hash(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JobTurn paying(String job, int amount) {
    var pay = new Effect.Pay(address(9), Amount.of(amount));
    return new JobTurn(hash(job), hash("state"), List.of(pay));
  }

  private static Result result(JobTurn turn, ExitStatus status) {
    var root = turn.turn().effectsRoot();
    var turnHash = Evidence.turnHash(turn.stateHash(), new Fuel(7), hash("output"), root);
    return new Result(hash("output"), hash("chunks"), status, new Fuel(7), root, List.of(turnHash));
  }

  /** A turn that opens the public result of its job. */
  private JobTurn settled(String job, Address consumer) {
    var turn = paying(job, 5);
    chain.endings.put(turn.jobId(), new Endings.Ending(consumer, result(turn, WELL)));
    return turn;
  }

  private JobTurn handed(String job, Address consumer) {
    var turn = settled(job, consumer);
    assertThat(turns.take(turn)).isEqualTo(new Receipt.Kept());
    chain.now = chain.now.plusSeconds(1);
    return turn;
  }

  @Test
  void keepsWhatOpensAPublicResult() {
    var turn = handed("job", ONE);

    assertThat(turns.turn(turn.jobId())).contains(turn);
    assertThat(turns.all()).containsExactly(turn.jobId());
  }

  @Test
  void outlivesItsProcess() {
    var turn = handed("job", ONE);
    journal.close();

    start();

    assertThat(turns.turn(turn.jobId())).contains(turn);
  }

  @Test
  void keepsBothOfTwoJobsThatLeaveTheSameState() {
    var one = handed("job", ONE);
    var other = paying("other", 6);
    chain.endings.put(other.jobId(), new Endings.Ending(ONE, result(other, WELL)));

    assertThat(turns.take(other)).isEqualTo(new Receipt.Kept());

    assertThat(turns.turn(one.jobId())).contains(one);
    assertThat(turns.turn(other.jobId())).contains(other);
  }

  @Test
  void refusesTheTurnOfAJobWithoutAPublicResult() {
    var turn = settled("job", ONE);
    chain.endings.clear();

    assertThat(turns.take(turn)).isInstanceOf(Receipt.Refused.class);
    assertThat(turns.all()).isEmpty();
  }

  @Test
  void refusesWhatOpensNoResult() {
    var turn = settled("job", ONE);
    var forged =
        List.of(
            paying("job", 6),
            new JobTurn(turn.jobId(), hash("other state"), turn.effects()),
            new JobTurn(turn.jobId(), turn.stateHash(), List.of()),
            new JobTurn(hash("no job"), turn.stateHash(), turn.effects()));

    for (var wrong : forged) {
      assertThat(turns.take(wrong)).isInstanceOf(Receipt.Refused.class);
    }
    assertThat(turns.all()).isEmpty();
  }

  @Test
  void refusesATurnThatWasDropped() {
    var turn = paying("job", 5);
    var trapped = result(turn, new ExitStatus.Trapped());
    chain.endings.put(turn.jobId(), new Endings.Ending(ONE, trapped));

    assertThat(turns.take(turn)).isInstanceOf(Receipt.Refused.class);
  }

  @Test
  void letsGoOfATurnWhoseTimeIsOver() {
    var turn = handed("job", ONE);
    chain.now = FakeEndings.NOW.plus(GRACE);
    turns.tidy();
    assertThat(turns.turn(turn.jobId())).isPresent();

    chain.now = FakeEndings.NOW.plus(GRACE).plusSeconds(1);
    turns.tidy();

    assertThat(turns.turn(turn.jobId())).isEmpty();
  }

  @Test
  void aTurnThatIsHandedInAgainStaysLonger() {
    var turn = handed("job", ONE);
    chain.now = FakeEndings.NOW.plus(Duration.ofDays(20));
    turns.take(turn);

    chain.now = FakeEndings.NOW.plus(GRACE).plus(Duration.ofDays(1));
    turns.tidy();

    assertThat(turns.turn(turn.jobId())).contains(turn);
  }

  @Test
  void letsGoOfWhatAJobDidNotEndWith() {
    var turn = handed("job", ONE);

    turns.tidy();
    assertThat(turns.turn(turn.jobId())).isPresent();
    chain.fates.put(turn.jobId(), Endings.Fate.LOST);
    turns.tidy();

    assertThat(turns.turn(turn.jobId())).isEmpty();
  }

  @Test
  void asksNoMoreAboutAJobThatIsSettled() {
    var turn = handed("job", ONE);
    chain.fates.put(turn.jobId(), Endings.Fate.SETTLED);
    for (var block = 0; block < 3; block++) {
      turns.tidy();
    }

    assertThat(chain.asked).isEqualTo(1);
    assertThat(turns.turn(turn.jobId())).isPresent();
  }

  @Test
  void keepsTheNewestOfAConsumer() {
    var oldest = handed("oldest", ONE);
    var ofAnother = handed("of another", OTHER);
    for (var number = 0; number < 16; number++) {
      handed("job " + number, ONE);
    }

    assertThat(turns.turn(oldest.jobId())).isEmpty();
    assertThat(turns.turn(ofAnother.jobId())).isPresent();
    assertThat(turns.all()).hasSize(17);
  }
}
