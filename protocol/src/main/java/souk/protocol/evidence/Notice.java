package souk.protocol.evidence;

import java.util.Set;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;

/**
 * What the contract itself tells an agent, as a message from the zero address; {@link
 * souk.protocol.codec.NoticeCodec} has the bytes.
 */
public sealed interface Notice {

  /** The number of the turn that it is about. */
  int turn();

  /**
   * A child job is final.
   *
   * @param turn number of the turn that asked for it
   * @param effect number of the effect in that turn, 0..65535
   * @param jobId the job
   * @param outcome what came of it
   * @param cost what it has cost, below 2^128
   * @param refunded what came back, below 2^128
   */
  record ChildEnded(int turn, int effect, Hash jobId, Outcome outcome, Amount cost, Amount refunded)
      implements Notice {}

  /**
   * Effects of a turn were refused.
   *
   * @param effects their numbers in the turn, 0..63
   */
  record EffectsRefused(int turn, Set<Integer> effects) implements Notice {
    /**
     * @throws IllegalArgumentException if a turn has no effect of such a number
     */
    public EffectsRefused {
      effects = Set.copyOf(effects);
      if (effects.stream().anyMatch(effect -> effect < 0 || effect >= Effect.MAX_PER_TURN)) {
        throw new IllegalArgumentException("a turn has effects 0..63, not all of " + effects);
      }
    }
  }

  /** What came of a child job. */
  sealed interface Outcome {
    /**
     * It was run and paid.
     *
     * @param exitStatus how it ended
     * @param outputDigest SHA-256 of its output
     * @param fuelUsed by it
     */
    record Settled(ExitStatus exitStatus, Hash outputDigest, Fuel fuelUsed) implements Outcome {}

    /** Nobody ran it. */
    record Refunded() implements Outcome {}

    /** Nobody could decide what is right. */
    @SuppressWarnings("JavaLangClash") // the protocol's word for it
    record Void() implements Outcome {}
  }
}
