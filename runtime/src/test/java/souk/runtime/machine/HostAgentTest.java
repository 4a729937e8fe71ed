package souk.runtime.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.runtime.machine.Caller.BUFFER;
import static souk.runtime.machine.Caller.RESULT;
import static souk.runtime.machine.Caller.ROOT;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.EffectCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus.OutOfFuel;
import souk.protocol.evidence.ExitStatus.Trapped;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.ChildJob;
import souk.protocol.job.JobKind;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.module.HostCall;

final class HostAgentTest {
  private static final long POSTED_AT = 1_800_000_000;
  private static final int OTHER = 20_000;
  private static final Amount MOST =
      new Amount(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
  private static final Address ALICE = address(0xA1);
  private static final Address BOB = address(0xB2);
  private static final ChildJob CHILD =
      new ChildJob(
          hash(1),
          hash(2),
          hash(3),
          hash(4),
          hash(5),
          JobKind.AGENT_JOB,
          new Fuel(1_000),
          16,
          3,
          Price.of(7));

  private static final AgentStanding STANDING =
      new AgentStanding(BOB, 40, MOST, Optional.of(hash(6)));

  private final Caller guest = turn(2);

  private static Caller turn(int number) {
    return turn(number, Optional.empty());
  }

  private static Caller turn(int number, Optional<AgentStanding> standing) {
    var inbox =
        List.of(
            new Message(ALICE, Amount.of(500), new byte[] {'h', 'i', '!'}),
            new Message(BOB, MOST, new byte[0]));
    var input = new AgentInput(new Fuel(123_456_789_012L), Amount.of(1_000_000), standing, inbox);
    var invocation = Invocation.of(Bytes.utf8("module"), Bytes.of(AgentInputCodec.encode(input)));
    var job =
        new AgentJob(invocation, Limits.of(new Fuel(1), 1), 5, Instant.ofEpochSecond(POSTED_AT));
    var order = new TurnOrder(number, new Fuel(1), 100, 10);
    return new Caller(fuel -> new AgentHost(job).turn(order, fuel));
  }

  private static Address address(int octet) {
    var bytes = new byte[Address.SIZE];
    Arrays.fill(bytes, (byte) octet);
    return Address.of(bytes);
  }

  private static Hash hash(int octet) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) octet);
    return Hash.of(bytes);
  }

  @Test
  void tellsAboutTheTurn() {
    assertThat(guest.call(HostCall.TURN_INFO, BUFFER)).isZero();

    var info = ByteBuffer.wrap(guest.memory().bytes(BUFFER, 48)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(List.of(info.getInt(), info.getInt(), info.getInt(), info.getInt()))
        .containsExactly(2, 5, 2, 0);
    assertThat(List.of(info.getLong(), info.getLong(), info.getLong(), info.getLong()))
        .containsExactly(POSTED_AT, 123_456_789_012L, 1_000_000L, 0L);
  }

  @Test
  void countsTheTurnsOfAnAgentsLife() {
    var ofAgent = turn(2, Optional.of(STANDING));

    assertThat(ofAgent.call(HostCall.TURN_INFO, BUFFER)).isZero();

    var info = ByteBuffer.wrap(ofAgent.memory().bytes(BUFFER, 16)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(List.of(info.getInt(), info.getInt(), info.getInt(), info.getInt()))
        .containsExactly(42, 5, 2, 40);
  }

  @Test
  void tellsAnAgentItsAccount() {
    var ofAgent = turn(0, Optional.of(STANDING));

    assertThat(ofAgent.costOf(HostCall.ACCOUNT, BUFFER)).isEqualTo(HostFuel.CALL);

    assertThat(ofAgent.memory().bytes(BUFFER, 20)).isEqualTo(BOB.bytes());
    assertThat(ofAgent.memory().bytes(BUFFER + 20, 16)).containsOnly(0xFF);
    assertThat(ofAgent.call(HostCall.ACCOUNT, Machine.PAGE_BYTES - 35))
        .isEqualTo(Errno.FAULT.number());
  }

  @Test
  void knowsNoAccountOfAJobThatStandsForItself() {
    assertThat(guest.call(HostCall.ACCOUNT, BUFFER)).isEqualTo(Errno.NOENT.number());
    assertThat(guest.call(HostCall.ACCOUNT, -1)).isEqualTo(Errno.NOENT.number());
  }

  @Test
  void readsMessages() {
    assertThat(guest.call(HostCall.INBOX_READ, 0, 100, 200, 300, 50, 400)).isZero();

    assertThat(guest.memory().bytes(100, 20)).isEqualTo(ALICE.bytes());
    assertThat(guest.memory().bytes(200, 16))
        .isEqualTo(new byte[] {(byte) 0xF4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThat(guest.text(300, 4)).isEqualTo("hi!\0");
    assertThat(guest.memory().u32(400)).isEqualTo(3);
  }

  @Test
  void readsTheLargestValue() {
    assertThat(guest.call(HostCall.INBOX_READ, 1, 100, 200, 300, 0, 400)).isZero();

    assertThat(guest.memory().bytes(200, 16)).containsOnly(0xFF);
    assertThat(guest.memory().u32(400)).isZero();
  }

  @Test
  void readsAsMuchOfABodyAsThereIsRoomFor() {
    assertThat(guest.costOf(HostCall.INBOX_READ, 0, 100, 200, 300, 2, 400))
        .isEqualTo(HostFuel.CALL + 2);

    assertThat(guest.text(300, 3)).isEqualTo("hi\0");
    assertThat(guest.memory().u32(400)).isEqualTo(3);
  }

  @Test
  void findsNoMessageBehindTheLast() {
    assertThat(guest.call(HostCall.INBOX_READ, 2, -1, -1, -1, -1, -1))
        .isEqualTo(Errno.NOENT.number());
    assertThat(guest.call(HostCall.INBOX_READ, -1, 100, 200, 300, 0, 400))
        .isEqualTo(Errno.NOENT.number());
  }

  @Test
  void addsEffectsInTheOrderTheyAreAskedFor() {
    guest.memory().put(BUFFER, BOB.bytes());
    guest.memory().put(OTHER, new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    var size = guest.put("body");
    assertThat(guest.call(HostCall.PAY, BUFFER, OTHER)).isZero();
    assertThat(guest.costOf(HostCall.SEND, BUFFER, OTHER, Caller.TEXT, size))
        .isEqualTo(HostFuel.CALL + 4 * 4);
    assertThat(guest.call(HostCall.SLEEP, POSTED_AT + 60)).isZero();
    assertThat(guest.call(HostCall.END, BUFFER)).isZero();
    guest.memory().put(BUFFER, EffectCodec.encode(CHILD));
    assertThat(guest.call(HostCall.SPAWN, BUFFER, OTHER)).isZero();

    assertThat(guest.host().effects())
        .containsExactly(
            new Effect.Pay(BOB, Amount.of(256)),
            new Effect.Send(BOB, Amount.of(256), new byte[] {'b', 'o', 'd', 'y'}),
            new Effect.Sleep(Instant.ofEpochSecond(POSTED_AT + 60)),
            new Effect.End(BOB),
            new Effect.Spawn(CHILD, Amount.of(256)));
  }

  @Test
  void refusesEffectsOutsideTheMemory() {
    var end = Machine.PAGE_BYTES;
    for (var status :
        List.of(
            guest.call(HostCall.TURN_INFO, end - 47),
            guest.call(HostCall.INBOX_READ, 0, end - 19, 0, 0, 0, 0),
            guest.call(HostCall.INBOX_READ, 0, 0, end - 15, 0, 0, 0),
            guest.call(HostCall.INBOX_READ, 0, 0, 0, end - 99, 100, 0),
            guest.call(HostCall.INBOX_READ, 0, 0, 0, 0, 0, end - 3),
            guest.call(HostCall.PAY, end - 19, 0),
            guest.call(HostCall.PAY, 0, end - 15),
            guest.call(HostCall.SEND, end - 19, 0, 0, 0),
            guest.call(HostCall.SEND, 0, end - 15, 0, 0),
            guest.call(HostCall.SEND, 0, 0, end - 9, 10),
            guest.call(HostCall.SPAWN, end - 189, 0),
            guest.call(HostCall.SPAWN, 0, end - 15),
            guest.call(HostCall.END, end - 19))) {
      assertThat(status).isEqualTo(Errno.FAULT.number());
    }
    assertThat(guest.host().effects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 253_402_300_800L, Long.MIN_VALUE, Long.MAX_VALUE})
  void sleepsUntilNoTimeThatIsNone(long until) {
    assertThat(guest.call(HostCall.SLEEP, until)).isEqualTo(Errno.INVAL.number());
  }

  @ParameterizedTest
  @ValueSource(ints = {160, 161, 168, 173})
  void spawnsNothingThatCouldNotRun(int at) {
    var bytes = EffectCodec.encode(CHILD);
    bytes[at] = (byte) 0xFF;
    guest.memory().put(BUFFER, bytes);

    // Kind, fuel limit, memory limit and turn limit: their first bytes, and all of a short one.
    assertThat(at == 168 ? fuelOfZero(bytes) : guest.call(HostCall.SPAWN, BUFFER, OTHER))
        .isEqualTo(Errno.INVAL.number());
    assertThat(guest.host().effects()).isEmpty();
  }

  private int fuelOfZero(byte[] bytes) {
    Arrays.fill(bytes, 161, 169, (byte) 0);
    guest.memory().put(BUFFER, bytes);
    return guest.call(HostCall.SPAWN, BUFFER, OTHER);
  }

  @Test
  void sendsBodiesOfSoManyBytesAndNoMore() {
    assertThat(guest.call(HostCall.SEND, 0, 0, 0, 4_096)).isZero();
    assertThat(guest.call(HostCall.SEND, 0, 0, 0, 4_097)).isEqualTo(Errno.INVAL.number());
  }

  @Test
  void trapsAtTheSixtyFifthEffect() {
    for (var i = 0; i < 64; i++) {
      assertThat(guest.call(HostCall.SLEEP, i)).isZero();
    }

    assertTraps(() -> guest.call(HostCall.SLEEP, 64));
  }

  @Test
  void trapsAtEffectsOfTooManyBytes() {
    for (var i = 0; i < 3; i++) {
      assertThat(guest.call(HostCall.SEND, 0, 0, 0, 4_096)).isZero();
    }
    // 3 sends of 4,137 bytes leave 3,973; a send has 41 bytes beside its body.
    assertThat(guest.call(HostCall.SEND, 0, 0, 0, 3_973 - 41)).isZero();

    assertTraps(() -> guest.call(HostCall.SLEEP, 0));
  }

  @Test
  void trapsAtOutputBeyondTheTurns() {
    guest.putBuffer(0, 101);

    assertTraps(() -> guest.call(HostCall.FD_WRITE, 1, RESULT, 1, RESULT + 8));
  }

  private static void assertTraps(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            GuestEnded.class, ended -> assertThat(ended.status()).isEqualTo(new Trapped()));
  }

  @Test
  void keepsSoMuchLog() {
    guest.putBuffer(0, 50);

    assertThat(guest.call(HostCall.FD_WRITE, 2, RESULT, 1, RESULT + 8)).isZero();

    assertThat(guest.host().log().size()).isEqualTo(10);
  }

  @Test
  void addsNothingTheGuestCannotPayFor() {
    guest.fuel(HostFuel.CALL + 399);

    assertThatThrownBy(() -> guest.call(HostCall.SEND, 0, 0, 0, 100))
        .isInstanceOfSatisfying(
            GuestEnded.class, ended -> assertThat(ended.status()).isEqualTo(new OutOfFuel()));
    assertThat(guest.host().effects()).isEmpty();
  }

  @Test
  void findsNoInputAndAnEmptyScratch() {
    assertThat(guest.read(0, 100)).isEmpty();
    assertThat(guest.names(ROOT)).containsExactly(".", "..", "tmp");
  }

  @Test
  void readsTheClocksOfTheTurn() {
    assertThat(clock(0)).isEqualTo(POSTED_AT * 1_000_000_000 + 1_000_000);
    assertThat(clock(1)).isEqualTo(2 * 86_400_000_000_000L + 2_000_000);
  }

  private long clock(int number) {
    assertThat(guest.call(HostCall.CLOCK_TIME_GET, number, 0, BUFFER)).isZero();
    return ByteBuffer.wrap(guest.memory().bytes(BUFFER, 8))
        .order(ByteOrder.LITTLE_ENDIAN)
        .getLong();
  }

  @Test
  void hasARandomStreamOfItsOwnEachTurn() {
    var streams = new ArrayList<String>();
    for (var caller : List.of(turn(0), turn(1), turn(1))) {
      assertThat(caller.call(HostCall.RANDOM_GET, BUFFER, 32)).isZero();
      streams.add(Arrays.toString(caller.memory().bytes(BUFFER, 32)));
    }

    assertThat(streams.get(0)).isNotEqualTo(streams.get(1));
    assertThat(streams.get(1)).isEqualTo(streams.get(2));
  }

  @ParameterizedTest
  @EnumSource(HostCall.class)
  void survivesAnyArguments(HostCall call) {
    var random = new Random(call.functionName().hashCode());
    for (var i = 0; i < 500; i++) {
      var caller = turn(0);
      var values = new long[call.parameterCount()];
      Arrays.setAll(values, _ -> random.nextBoolean() ? random.nextInt(70_000) : random.nextLong());
      try {
        assertThat(caller.call(call, values)).isBetween(0, 76);
      } catch (GuestEnded ended) {
        assertThat(ended.status()).isNotNull();
      }
    }
  }
}
