package souk.runtime;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Arguments;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/** Jobs for the agents of the tests; their text lies in {@code src/test/resources/wasm/agents}. */
public final class TestAgents {
  private static final Instant POSTED_AT = Instant.ofEpochSecond(1_760_000_000);
  private static final Fuel TURN_FUEL = new Fuel(2_000_000);
  private static final Limits LIMITS = new Limits(new Fuel(20_000_000), 16, 50_000);

  private TestAgents() {}

  /** An agent that keeps something in every place that lasts. */
  public static AgentJob keeper() {
    return job("keeper", 8);
  }

  /** An agent that ends in its third turn as the letter says. */
  public static AgentJob ending(String letter) {
    return job("ends", 8, letter);
  }

  /** A job with enough of everything. */
  public static AgentJob job(String name, int turnLimit, String... arguments) {
    return job(name, turnLimit, TURN_FUEL, LIMITS, arguments);
  }

  /** A job under limits of its own. */
  public static AgentJob job(
      String name, int turnLimit, Fuel turnFuel, Limits limits, String... arguments) {
    var inbox = List.of(new Message(Address.of(new byte[20]), Amount.of(3), new byte[] {1, 2}));
    var input = AgentInputCodec.encode(new AgentInput(turnFuel, Amount.of(1_000), inbox));
    var invocation =
        new Invocation(
            TestModules.load("agents/" + name),
            new Arguments(List.of(arguments), new TreeMap<>()),
            Bytes.of(input),
            new TreeMap<>());
    return new AgentJob(invocation, limits, turnLimit, POSTED_AT);
  }
}
