package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.JobKind;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.TestAgents;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Limits;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.Delta;
import souk.runtime.state.Snapshot;

final class AgentWireTest {
  private static final TurnOrder ORDER = new TurnOrder(3, new Fuel(50), 6, 3);
  private static final Limits LIMITS = Limits.of(new Fuel(500), 2);
  private static final Address SOMEBODY = Address.of(new byte[Address.SIZE]);
  private static final Effect PAY = new Effect.Pay(SOMEBODY, Amount.of(7));
  private static final Effect SEND = new Effect.Send(SOMEBODY, Amount.ZERO, new byte[4_096]);

  static Stream<TurnOutcome> outcomes() {
    return Stream.of(
        kept(List.of(), delta(2)),
        kept(List.of(PAY, SEND), delta(0)),
        dropped(new ExitStatus.Trapped()),
        dropped(new ExitStatus.OutOfFuel()),
        dropped(new ExitStatus.Exited(4)),
        new TurnOutcome.HostFault("oh"));
  }

  private static TurnOutcome kept(List<Effect> effects, Delta delta) {
    return ended(new ExitStatus.Exited(0), true, effects, Optional.of(delta));
  }

  private static TurnOutcome dropped(ExitStatus status) {
    return ended(status, false, List.of(), Optional.empty());
  }

  private static TurnOutcome ended(
      ExitStatus status, boolean returned, List<Effect> effects, Optional<Delta> delta) {
    return new TurnOutcome.Ended(
        status, returned, new Fuel(50), Bytes.utf8("output"), Bytes.utf8("log"), effects, delta);
  }

  private static Delta delta(int pages) {
    var blocks = new TreeMap<Integer, Bytes>();
    if (pages > 0) {
      blocks.put(5, Bytes.of(new byte[Delta.BLOCK_BYTES]));
    }
    return new Delta(pages, List.of(-1L), blocks);
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void carriesTurns(TurnOutcome outcome) throws IOException {
    assertThat(AgentWire.readTurn(input(bytes(outcome)), ORDER, LIMITS)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void refusesAnswersThatEndEarly(TurnOutcome outcome) throws IOException {
    var whole = bytes(outcome);

    for (var size = 0; size < whole.length; size += size < 128 ? 1 : 101) {
      var part = Arrays.copyOf(whole, size);
      assertThatThrownBy(() -> AgentWire.readTurn(input(part), ORDER, LIMITS))
          .isInstanceOf(IOException.class);
    }
  }

  static Stream<TurnOutcome> impossible() {
    var success = new ExitStatus.Exited(0);
    var trap = new ExitStatus.Trapped();
    return Stream.of(
        kept(List.of(), delta(3)),
        ended(success, true, List.of(), Optional.empty()),
        ended(trap, false, List.of(), Optional.of(delta(1))),
        ended(trap, true, List.of(), Optional.empty()),
        ended(trap, false, List.of(PAY), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void refusesTurnsThatCannotBe(TurnOutcome outcome) throws IOException {
    var sent = bytes(outcome);

    assertThatThrownBy(() -> AgentWire.readTurn(input(sent), ORDER, LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessage("no turn ends as the worker says");
  }

  static Stream<TurnOrder> stricterOrders() {
    return Stream.of(
        new TurnOrder(3, new Fuel(49), 6, 3),
        new TurnOrder(3, new Fuel(50), 5, 3),
        new TurnOrder(3, new Fuel(50), 6, 2));
  }

  @ParameterizedTest
  @MethodSource("stricterOrders")
  void refusesMoreThanWasOrdered(TurnOrder order) throws IOException {
    var sent = bytes(kept(List.of(), delta(1)));

    assertThatThrownBy(() -> AgentWire.readTurn(input(sent), order, LIMITS))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesMoreEffectsThanATurnHas() throws IOException {
    var sent = bytes(kept(List.of(SEND, SEND, SEND, SEND), delta(1)));

    assertThatThrownBy(() -> AgentWire.readTurn(input(sent), ORDER, LIMITS))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a length of");
  }

  static Stream<Optional<Snapshot>> snapshots() {
    return Stream.of(Optional.empty(), Optional.of(new Snapshot(2, List.of(5L), blocks())));
  }

  private static SortedMap<Integer, Bytes> blocks() {
    var block = new byte[Delta.BLOCK_BYTES];
    block[17] = 1;
    return new TreeMap<>(Map.of(31, Bytes.of(block)));
  }

  @ParameterizedTest
  @MethodSource("snapshots")
  void carriesRequestsAndOrders(Optional<Snapshot> from) throws IOException {
    var job = TestAgents.keeper();
    var sent = new ByteArrayOutputStream();
    var out = new DataOutputStream(sent);

    AgentWire.writeRequest(out, new Preparation.Wanted(), job, from);
    AgentWire.writeOrder(out, ORDER);

    var in = input(sent.toByteArray());
    assertThat(Wire.readPreparation(in)).isEqualTo(new Preparation.Wanted());
    assertThat(Wire.readKind(in)).isEqualTo(JobKind.AGENT_JOB);
    var limits = Wire.readLimits(in);
    AgentJob read = AgentWire.readJob(in, Wire.readInvocation(in), limits);
    assertThat(read).isEqualTo(job);
    assertThat(AgentWire.readSnapshot(in)).isEqualTo(from);
    assertThat(AgentWire.readOrder(in)).isEqualTo(ORDER);
  }

  private static byte[] bytes(TurnOutcome outcome) throws IOException {
    var sent = new ByteArrayOutputStream();
    AgentWire.writeTurn(new DataOutputStream(sent), outcome);
    return sent.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
