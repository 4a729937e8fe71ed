package souk.protocol.codec;

import java.nio.ByteBuffer;
import java.util.List;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.ChildJob;
import souk.protocol.job.JobKind;
import souk.protocol.job.Message;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/** Canonical bytes and the root of effects; {@code docs/agent-abi.md}, "Effects". */
public final class EffectCodec {
  /** Bytes of a child job. */
  public static final int CHILD_JOB_BYTES = 5 * Hash.SIZE + 1 + 8 + 4 + 1 + 16;

  private static final String WHAT = "an effect";

  private EffectCodec() {}

  /** The bytes of an effect. */
  public static byte[] encode(Effect effect) {
    var out = new CanonicalWriter().octet(EffectKind.of(effect).code());
    switch (effect) {
      case Effect.Pay(var to, var amount) -> out.address(to).amount(amount);
      case Effect.Send send -> out.address(send.to()).amount(send.value()).sized(send.body());
      case Effect.Spawn(var job, var budget) -> out.amount(budget).raw(encode(job));
      case Effect.Sleep(var until) -> out.number(until.getEpochSecond());
      case Effect.End(var heir) -> out.address(heir);
    }
    return out.bytes();
  }

  /**
   * Reads an effect.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static Effect decode(byte[] bytes) {
    var in = new CanonicalReader(bytes, WHAT);
    var effect =
        switch (EffectKind.of(in.octet())) {
          case PAY -> new Effect.Pay(in.address(), in.amount());
          case SEND -> new Effect.Send(in.address(), in.amount(), in.sized(Message.MAX_BODY_BYTES));
          case SPAWN -> spawn(in);
          case SLEEP -> Effect.Sleep.until(in.number());
          case END -> new Effect.End(in.address());
        };
    in.end();
    return effect;
  }

  private static Effect spawn(CanonicalReader in) {
    var budget = in.amount();
    return new Effect.Spawn(childJob(in), budget);
  }

  /** The bytes of a child job. */
  public static byte[] encode(ChildJob job) {
    return new CanonicalWriter()
        .hash(job.module())
        .hash(job.input())
        .hash(job.mounts())
        .hash(job.arguments())
        .hash(job.chunks())
        .octet(job.kind().code())
        .number(job.fuelLimit().units())
        .count(job.memoryLimit())
        .octet(job.turnLimit())
        .amount(job.priceCeiling().perGfuel())
        .bytes();
  }

  /**
   * Reads a child job.
   *
   * @throws IllegalArgumentException if the bytes are not the canonical form
   */
  public static ChildJob decodeChildJob(byte[] bytes) {
    var in = new CanonicalReader(bytes, "a child job");
    var job = childJob(in);
    in.end();
    return job;
  }

  private static ChildJob childJob(CanonicalReader in) {
    return new ChildJob(
        in.hash(),
        in.hash(),
        in.hash(),
        in.hash(),
        in.hash(),
        JobKind.of(in.octet()),
        new Fuel(in.number()),
        in.count(Integer.MAX_VALUE),
        in.octet(),
        new Price(in.amount()));
  }

  /** The root of a job's effects, in the order they were added; zero if there are none. */
  public static Hash root(List<TurnEffect> effects) {
    if (effects.isEmpty()) {
      return Hash.ZERO;
    }
    var leaves = effects.stream().map(EffectCodec::leaf).toList();
    return Digests.sha256(number(effects.size()), MerkleTree.root(leaves).bytes());
  }

  private static Hash leaf(TurnEffect effect) {
    var out = new CanonicalWriter().count(effect.turn()).raw(encode(effect.effect()));
    return MerkleTree.leaf(out.bytes());
  }

  private static byte[] number(int count) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(count).array();
  }
}
