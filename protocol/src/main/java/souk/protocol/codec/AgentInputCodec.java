package souk.protocol.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * Canonical bytes of an agent job's input, in two formats: for a job that stands for itself, and
 * for one of an agent that has an account; {@code docs/agent-abi.md}, "Input".
 */
public final class AgentInputCodec {
  private static final byte[] MAGIC = ascii("SOUKIN1\0");
  private static final byte[] MAGIC_OF_STANDING = ascii("SOUKIN2\0");
  private static final String WHAT = "an agent job's input";

  private AgentInputCodec() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The bytes of an input. */
  public static byte[] encode(AgentInput input) {
    var out = new CanonicalWriter();
    out.raw(input.standing().isPresent() ? MAGIC_OF_STANDING : MAGIC);
    out.number(input.turnFuel().units()).amount(input.budget());
    input.standing().ifPresent(standing -> write(out, standing));
    out.count(input.inbox().size());
    for (var message : input.inbox()) {
      out.address(message.sender()).amount(message.value()).sized(message.body());
    }
    return out.bytes();
  }

  private static void write(CanonicalWriter out, AgentStanding standing) {
    out.address(standing.account())
        .count(standing.firstTurn())
        .amount(standing.balance())
        .hash(standing.state().orElse(Hash.ZERO));
  }

  /**
   * Reads an input.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static AgentInput decode(byte[] bytes) {
    var in = new CanonicalReader(bytes, WHAT);
    var hasStanding = in.magic(MAGIC, MAGIC_OF_STANDING) == 1;
    var turnFuel = new Fuel(in.number());
    var budget = in.amount();
    var standing = hasStanding ? Optional.of(standing(in)) : Optional.<AgentStanding>empty();
    var inbox = new ArrayList<Message>();
    for (var left = in.count(AgentInput.MAX_MESSAGES); left > 0; left--) {
      inbox.add(new Message(in.address(), in.amount(), in.sized(Message.MAX_BODY_BYTES)));
    }
    in.end();
    return new AgentInput(turnFuel, budget, standing, inbox);
  }

  private static AgentStanding standing(CanonicalReader in) {
    return new AgentStanding(
        in.address(),
        in.count(Integer.MAX_VALUE),
        in.amount(),
        Optional.of(in.hash()).filter(hash -> !hash.isZero()));
  }
}
