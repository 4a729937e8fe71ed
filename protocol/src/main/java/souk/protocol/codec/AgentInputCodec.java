package souk.protocol.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import souk.protocol.job.AgentInput;
import souk.protocol.job.Message;
import souk.protocol.value.Fuel;

/** Canonical bytes of an agent job's input; {@code docs/agent-abi.md}, "Input". */
public final class AgentInputCodec {
  private static final byte[] MAGIC = "SOUKIN1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String WHAT = "an agent job's input";

  private AgentInputCodec() {}

  /** The bytes of an input. */
  public static byte[] encode(AgentInput input) {
    var out = new CanonicalWriter().raw(MAGIC).number(input.turnFuel().units());
    out.amount(input.budget()).count(input.inbox().size());
    for (var message : input.inbox()) {
      out.address(message.sender()).amount(message.value()).sized(message.body());
    }
    return out.bytes();
  }

  /**
   * Reads an input.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static AgentInput decode(byte[] bytes) {
    var in = new CanonicalReader(bytes, WHAT);
    in.magic(MAGIC);
    var turnFuel = new Fuel(in.number());
    var budget = in.amount();
    var inbox = new ArrayList<Message>();
    for (var left = in.count(AgentInput.MAX_MESSAGES); left > 0; left--) {
      inbox.add(new Message(in.address(), in.amount(), in.sized(Message.MAX_BODY_BYTES)));
    }
    in.end();
    return new AgentInput(turnFuel, budget, inbox);
  }
}
