package souk.protocol.codec;

import java.util.Set;
import java.util.TreeSet;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Notice;
import souk.protocol.evidence.Notice.Outcome;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/** Bodies of messages that the contract itself sends to agents; {@code IAgents}. */
public final class NoticeCodec {
  private static final int CHILD_ENDED = 1;
  private static final int EFFECTS_REFUSED = 2;
  private static final int SETTLED = 0;
  private static final int REFUNDED = 1;
  private static final int VOID = 2;
  private static final String WHAT = "a notice";
  // What stands in place of a result.
  private static final Outcome.Settled NOTHING =
      new Outcome.Settled(new ExitStatus.Exited(0), Hash.ZERO, Fuel.ZERO);

  private NoticeCodec() {}

  /** The body of a notice. */
  public static byte[] encode(Notice notice) {
    var out = new CanonicalWriter();
    switch (notice) {
      case Notice.ChildEnded child -> {
        out.octet(CHILD_ENDED).count(child.turn());
        out.octet(child.effect() >> Byte.SIZE).octet(child.effect()).hash(child.jobId());
        write(child.outcome(), out);
        out.amount(child.cost()).amount(child.refunded());
      }
      case Notice.EffectsRefused(var turn, var effects) ->
          out.octet(EFFECTS_REFUSED).count(turn).number(bits(effects));
    }
    return out.bytes();
  }

  /**
   * Reads a body.
   *
   * @throws IllegalArgumentException if it is none of a notice
   */
  public static Notice decode(byte[] body) {
    var in = new CanonicalReader(body, WHAT);
    var notice =
        switch (in.octet()) {
          case CHILD_ENDED -> childEnded(in);
          case EFFECTS_REFUSED ->
              new Notice.EffectsRefused(in.count(Integer.MAX_VALUE), places(in.number()));
          default -> throw damaged();
        };
    in.end();
    return notice;
  }

  private static Notice childEnded(CanonicalReader in) {
    return new Notice.ChildEnded(
        in.count(Integer.MAX_VALUE),
        in.octet() << Byte.SIZE | in.octet(),
        in.hash(),
        outcome(in),
        in.amount(),
        in.amount());
  }

  private static void write(Outcome outcome, CanonicalWriter out) {
    switch (outcome) {
      case Outcome.Settled settled -> write(SETTLED, settled, out);
      case Outcome.Refunded() -> write(REFUNDED, NOTHING, out);
      case Outcome.Void() -> write(VOID, NOTHING, out);
    }
  }

  private static void write(int code, Outcome.Settled told, CanonicalWriter out) {
    out.octet(code).number(told.exitStatus().code());
    out.hash(told.outputDigest()).number(told.fuelUsed().units());
  }

  private static Outcome outcome(CanonicalReader in) {
    var code = in.octet();
    var told = new Outcome.Settled(ExitStatus.of(in.number()), in.hash(), new Fuel(in.number()));
    if (code != SETTLED && !told.equals(NOTHING)) {
      throw damaged();
    }
    return switch (code) {
      case SETTLED -> told;
      case REFUNDED -> new Outcome.Refunded();
      case VOID -> new Outcome.Void();
      default -> throw damaged();
    };
  }

  private static long bits(Set<Integer> effects) {
    return effects.stream().mapToLong(effect -> 1L << effect).sum();
  }

  private static Set<Integer> places(long bits) {
    var places = new TreeSet<Integer>();
    for (var effect = 0; effect < Effect.MAX_PER_TURN; effect++) {
      if ((bits >> effect & 1) == 1) {
        places.add(effect);
      }
    }
    return places;
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("not the canonical bytes of " + WHAT);
  }
}
