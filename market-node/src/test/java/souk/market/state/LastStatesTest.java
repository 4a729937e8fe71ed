package souk.market.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.LastTurn;
import souk.client.api.WireLimits;
import souk.market.api.StateDesk.Receipt;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;
import souk.runtime.state.StateCodec;
import souk.settlement.journal.InEveryJournal;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;
import souk.settlement.journal.JournalPlaces;

@InEveryJournal
class LastStatesTest {
  private static final Instant NOW = FakeEndings.NOW;
  private static final Duration GRACE = Duration.ofDays(30);
  private static final Address ONE = address(1);
  private static final Address OTHER = address(2);

  /** Three of these fill the quota of {@link #small}. */
  private static final int LARGE_BLOCKS = 1_300;

  private final FakeEndings chain = new FakeEndings();
  private final List<Hash> paid = new ArrayList<>();
  private final JournalPlaces places;
  @TempDir private Path directory;
  private JournalPlace place;
  private Journal journal;
  private LastStates states;

  LastStatesTest(JournalPlaces places) {
    this.places = places;
  }

  @BeforeEach
  void open() {
    place = places.fresh(directory);
    start(LastStates.Config.DEFAULT);
  }

  private void start(LastStates.Config config) {
    journal = Journal.open(place);
    states = new LastStates(new LastStateStore(journal), chain, () -> List.copyOf(paid), config);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static LastStates.Config small() {
    var bytes = (long) WireLimits.MAX_STATE_BYTES;
    return new LastStates.Config(2 * bytes, bytes, GRACE);
  }

  private static Address address(int octet) {
    var bytes = new byte[Address.SIZE];
    bytes[0] = (byte) octet;
    return Address.of(bytes);
  }

  private static Hash hash(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Snapshot state(int mark) {
    return state(mark, 1);
  }

  private static Snapshot state(int mark, int blocks) {
    var content = new byte[Delta.BLOCK_BYTES];
    content[0] = (byte) mark;
    var all = new TreeMap<Integer, Bytes>();
    IntStream.range(0, blocks).forEach(block -> all.put(block, Bytes.of(content)));
    return new Snapshot(200, List.of(), all);
  }

  /** A turn that a public result of a job ends with. */
  private LastTurn settled(String job, Address consumer, Snapshot state) {
    var last = new LastTurn(hash(job), state.root(), new Fuel(7), hash("output"), Hash.ZERO);
    chain.endings.put(last.jobId(), new Endings.Ending(consumer, result(last)));
    return last;
  }

  private static Result result(LastTurn last) {
    return new Result(
        last.outputDigest(),
        hash("chunks"),
        new ExitStatus.Exited(0),
        last.fuelUsed(),
        last.effects(),
        List.of(last.turnHash()));
  }

  private Receipt hand(LastTurn last, Snapshot state) throws InterruptedException {
    return states.take(last, StateCodec.encode(state).toArray());
  }

  private LastTurn handed(String job, Address consumer, Snapshot state)
      throws InterruptedException {
    var last = settled(job, consumer, state);
    assertThat(hand(last, state)).isEqualTo(new Receipt.Kept());
    chain.now = chain.now.plusSeconds(1);
    return last;
  }

  private boolean has(Snapshot state) {
    return states.sizeBytes(state.root()).isPresent();
  }

  @Test
  void keepsWhatAPublicResultEndsWith() throws InterruptedException {
    var last = handed("job", ONE, state(1));

    assertThat(states.state(state(1).root())).contains(StateCodec.encode(state(1)));
    assertThat(states.all()).containsExactly(last);
  }

  @Test
  void outlivesItsProcess() throws InterruptedException {
    handed("job", ONE, state(1));
    journal.close();

    start(LastStates.Config.DEFAULT);

    assertThat(states.state(state(1).root())).contains(StateCodec.encode(state(1)));
  }

  @Test
  void refusesTheStateOfAJobWithoutAPublicResult() throws InterruptedException {
    var last = settled("job", ONE, state(1));
    chain.endings.clear();

    assertThat(states.admit(last)).isInstanceOf(Receipt.Refused.class);
    assertThat(hand(last, state(1))).isInstanceOf(Receipt.Refused.class);
    assertThat(states.all()).isEmpty();
  }

  @Test
  void refusesWhatTheTraceDoesNotEndWith() throws InterruptedException {
    var last = settled("job", ONE, state(1));
    var other =
        List.of(
            new LastTurn(last.jobId(), state(2).root(), last.fuelUsed(), hash("output"), Hash.ZERO),
            new LastTurn(last.jobId(), last.stateHash(), new Fuel(8), hash("output"), Hash.ZERO),
            new LastTurn(last.jobId(), last.stateHash(), new Fuel(7), hash("other"), Hash.ZERO),
            new LastTurn(last.jobId(), last.stateHash(), new Fuel(7), hash("output"), hash("e")),
            new LastTurn(hash("no job"), last.stateHash(), new Fuel(7), hash("output"), Hash.ZERO));

    for (var wrong : other) {
      assertThat(states.admit(wrong)).isInstanceOf(Receipt.Refused.class);
      assertThat(hand(wrong, state(1))).isInstanceOf(Receipt.Refused.class);
    }
    assertThat(states.all()).isEmpty();
  }

  @Test
  void refusesOtherBytesThanTheStates() throws InterruptedException {
    var last = settled("job", ONE, state(1));
    var longer = new byte[StateCodec.encode(state(1)).size() + 1];
    StateCodec.encode(state(1)).copyTo(0, longer, 0, longer.length - 1);

    assertThat(hand(last, state(2))).isInstanceOf(Receipt.Refused.class);
    assertThat(states.take(last, new byte[0])).isInstanceOf(Receipt.Refused.class);
    assertThat(states.take(last, longer)).isInstanceOf(Receipt.Refused.class);
    assertThat(states.all()).isEmpty();
  }

  @Test
  void letsGoOfAStateWhoseTimeIsOver() throws InterruptedException {
    handed("job", ONE, state(1));
    chain.now = NOW.plus(GRACE);
    states.tidy();
    assertThat(has(state(1))).isTrue();

    chain.now = NOW.plus(GRACE).plusSeconds(1);
    states.tidy();

    assertThat(has(state(1))).isFalse();
  }

  @Test
  void keepsTheStateOfAnAgentThatCanPayWhateverItsAge() throws InterruptedException {
    handed("job", ONE, state(1));
    handed("another", ONE, state(2));
    paid.add(state(1).root());

    chain.now = NOW.plus(GRACE.multipliedBy(10));
    states.tidy();

    assertThat(has(state(1))).isTrue();
    assertThat(has(state(2))).isFalse();
  }

  @Test
  void letsGoOfTheStateOfAnAgentThatCannotPayAnyMore() throws InterruptedException {
    handed("job", ONE, state(1));
    paid.add(state(1).root());
    chain.now = NOW.plus(GRACE.multipliedBy(10));
    states.tidy();

    paid.clear();
    states.tidy();

    assertThat(has(state(1))).isFalse();
  }

  @Test
  void thoseWhoHaveMostKeepTheirOldStatesInHalfOfTheRoom() throws InterruptedException {
    journal.close();
    start(small());
    for (var mark = 1; mark <= 4; mark++) {
      handed("job " + mark, address(mark), state(mark, LARGE_BLOCKS));
      paid.addFirst(state(mark, LARGE_BLOCKS).root());
    }

    chain.now = NOW.plus(GRACE.multipliedBy(2));
    states.tidy();

    assertThat(has(state(1, LARGE_BLOCKS))).isFalse();
    for (var mark = 2; mark <= 4; mark++) {
      assertThat(has(state(mark, LARGE_BLOCKS))).isTrue();
    }
  }

  @Test
  void whatAnAgentGoesOnFromTakesNoRoomFromItsCreatorsQuota() throws InterruptedException {
    journal.close();
    start(small());
    paid.add(state(1, LARGE_BLOCKS).root());
    for (var mark = 1; mark <= 4; mark++) {
      handed("job " + mark, ONE, state(mark, LARGE_BLOCKS));
    }

    assertThat(has(state(1, LARGE_BLOCKS))).isTrue();
  }

  @Test
  void whatAnAgentGoesOnFromStaysIfAnotherJobDidNotEndWithIt() throws InterruptedException {
    var last = handed("job", ONE, state(1));
    paid.add(state(1).root());

    chain.fates.put(last.jobId(), Endings.Fate.LOST);
    states.tidy();

    assertThat(has(state(1))).isTrue();
  }

  @Test
  void aStateThatAnotherJobEndsWithStaysLonger() throws InterruptedException {
    handed("job", ONE, state(1));
    chain.now = NOW.plus(Duration.ofDays(20));
    var later = settled("a later job", ONE, state(1));
    assertThat(states.isKept(later)).isTrue();

    chain.now = NOW.plus(GRACE).plus(Duration.ofDays(1));
    states.tidy();

    assertThat(has(state(1))).isTrue();
    assertThat(states.all()).containsExactly(later);
  }

  @Test
  void nobodyProlongsAStateWithoutAJob() throws InterruptedException {
    var last = handed("job", ONE, state(1));
    chain.now = NOW.plus(Duration.ofDays(20));
    var claimed = new LastTurn(hash("no job"), last.stateHash(), new Fuel(1), hash("x"), Hash.ZERO);

    assertThat(states.isKept(claimed)).isFalse();
    assertThat(states.all()).containsExactly(last);
  }

  @Test
  void letsGoOfWhatAJobDidNotEndWith() throws InterruptedException {
    var last = handed("job", ONE, state(1));

    states.tidy();
    assertThat(has(state(1))).isTrue();
    chain.fates.put(last.jobId(), Endings.Fate.LOST);
    states.tidy();

    assertThat(has(state(1))).isFalse();
  }

  @Test
  void asksNoMoreAboutAJobThatIsSettled() throws InterruptedException {
    var last = handed("job", ONE, state(1));
    chain.fates.put(last.jobId(), Endings.Fate.SETTLED);
    for (var block = 0; block < 3; block++) {
      states.tidy();
    }

    assertThat(chain.asked).isEqualTo(1);
    assertThat(has(state(1))).isTrue();
  }

  @Test
  void keepsTheNewestOfAConsumerThatThereIsRoomFor() throws InterruptedException {
    journal.close();
    start(small());
    for (var mark = 1; mark <= 4; mark++) {
      handed("job " + mark, ONE, state(mark, LARGE_BLOCKS));
    }
    handed("of another", OTHER, state(9));

    assertThat(has(state(1, LARGE_BLOCKS))).isFalse();
    for (var mark = 2; mark <= 4; mark++) {
      assertThat(has(state(mark, LARGE_BLOCKS))).isTrue();
    }
    assertThat(has(state(9))).isTrue();
  }

  @Test
  void takesNoneWhenThereIsNoRoom() throws InterruptedException {
    journal.close();
    start(small());
    for (var mark = 1; mark <= 3; mark++) {
      handed("job " + mark, ONE, state(mark, LARGE_BLOCKS));
    }
    handed("of another", OTHER, state(9, LARGE_BLOCKS));
    var refused = settled("one more", address(3), state(10));

    assertThat(states.admit(refused)).isInstanceOf(Receipt.OverQuota.class);
    assertThat(hand(refused, state(10))).isInstanceOf(Receipt.OverQuota.class);
    assertThat(has(state(10))).isFalse();
  }

  @Test
  void hasRoomForOneStateAtLeast() {
    var tooSmall = WireLimits.MAX_STATE_BYTES - 1L;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LastStates.Config(tooSmall, 1L << 30, GRACE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LastStates.Config(1L << 30, tooSmall, GRACE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LastStates.Config(1L << 30, 1L << 30, Duration.ofDays(367)));
  }
}
