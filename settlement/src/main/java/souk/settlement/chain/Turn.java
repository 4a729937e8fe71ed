package souk.settlement.chain;

import java.util.List;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Hash;

/**
 * What opens the result of a turn-job.
 *
 * @param stateHash the state it leaves
 * @param effects what it asks for, in that order, at most {@value Effect#MAX_PER_TURN}
 */
public record Turn(Hash stateHash, List<Effect> effects) {
  private static final ExitStatus KEPT = new ExitStatus.Exited(0);

  public Turn {
    effects = List.copyOf(effects);
  }

  /** The root of the effects, as results have it. */
  public Hash effectsRoot() {
    return EffectCodec.root(effects.stream().map(effect -> new TurnEffect(0, effect)).toList());
  }

  /** Whether that result was kept and is this turn's: whether an agent can advance by it. */
  public boolean opens(Result result) {
    var hash =
        Evidence.turnHash(stateHash, result.fuelUsed(), result.outputDigest(), result.effects());
    return isKept(result)
        && effectsRoot().equals(result.effects())
        && result.trace().equals(List.of(hash));
  }

  /** Whether a turn-job's turn was not dropped; one that was consumes mail, and nothing else. */
  public static boolean isKept(Result result) {
    return result.exitStatus().equals(KEPT) && result.trace().size() == 1;
  }
}
