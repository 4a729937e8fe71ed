package souk.runtime.state;

import java.util.List;
import java.util.Optional;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Machine;

/**
 * How far an agent job has come: with the snapshot of the state its trace ends with, all that is
 * needed to go on. Immutable.
 *
 * @param job the {@link JobDigest} of the job
 * @param end how the job ended; empty while there are turns to come
 * @param fuelUsed fuel of all turns so far
 * @param output output of all turns so far
 * @param log what is kept of the log of all turns so far; not part of a result
 * @param effects effects of the turns that were kept, in order
 * @param trace turn hash of each turn that was kept
 * @param stateHash hash of the state to go on from; empty before the first turn
 */
public record Checkpoint(
    Hash job,
    Optional<ExitStatus> end,
    Fuel fuelUsed,
    Bytes output,
    Bytes log,
    List<TurnEffect> effects,
    List<Hash> trace,
    Optional<Hash> stateHash) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if no job comes to this: too many turns, too much output or
   *     log, an effect out of order or of a turn that is not in the trace, or a state without a
   *     turn or a turn without a state
   */
  public Checkpoint {
    effects = List.copyOf(effects);
    trace = List.copyOf(trace);
    if (trace.size() > Result.MAX_TURNS) {
      throw new IllegalArgumentException("a job has at most 64 turns, not " + trace.size());
    }
    requireAtMost(Machine.MAX_OUTPUT_BYTES, output, "output");
    requireAtMost(Machine.MAX_LOG_BYTES, log, "log");
    requireOrder(effects, trace.size());
    if (stateHash.isEmpty() != trace.isEmpty()) {
      throw new IllegalArgumentException("a job has a state once a turn was kept, and not before");
    }
  }

  private static void requireAtMost(int most, Bytes bytes, String what) {
    if (bytes.size() > most) {
      throw new IllegalArgumentException(
          "a job has at most %d bytes of %s, not %d".formatted(most, what, bytes.size()));
    }
  }

  private static void requireOrder(List<TurnEffect> effects, int turns) {
    var last = 0;
    for (var effect : effects) {
      if (effect.turn() < last || effect.turn() >= turns) {
        throw new IllegalArgumentException(
            "an effect of turn %d follows turn %d of %d".formatted(effect.turn(), last, turns));
      }
      last = effect.turn();
    }
  }

  /** A job that has not begun. */
  public static Checkpoint start(AgentJob job) {
    return new Checkpoint(
        JobDigest.of(job),
        Optional.empty(),
        Fuel.ZERO,
        Bytes.EMPTY,
        Bytes.EMPTY,
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Number of turns that were kept; the number of the next, if there is one. */
  public int turns() {
    return trace.size();
  }

  /** Hash of the last turn that was kept, as this checkpoint has it; empty before the first. */
  public Optional<Hash> turnHash() {
    return stateHash.map(
        state -> Evidence.turnHash(state, fuelUsed, output.sha256(), EffectCodec.root(effects)));
  }

  /** What the job produced; empty while there are turns to come. */
  public Optional<Execution> execution() {
    return end.map(status -> new Execution(status, fuelUsed, output, log, effects, trace));
  }
}
