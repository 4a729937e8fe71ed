package souk.client.api;

import java.util.List;
import java.util.Optional;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Hash;
import souk.runtime.state.Checkpoint;
import souk.settlement.chain.Turn;

/**
 * The turn of an agent job that had one: what opens its result.
 *
 * @param jobId the job
 * @param stateHash the state it left
 * @param effects what it asks for, in that order
 */
public record JobTurn(Hash jobId, Hash stateHash, List<Effect> effects) {
  private static final Optional<ExitStatus> WELL = Optional.of(new ExitStatus.Exited(0));

  public JobTurn {
    effects = List.copyOf(effects);
  }

  /**
   * The turn of a job that has come to its end; empty if it had more than one, or did not end well.
   */
  public static Optional<JobTurn> of(Hash jobId, Checkpoint end) {
    return end.turns() == 1 && end.end().equals(WELL)
        ? Optional.of(
            new JobTurn(
                jobId,
                end.stateHash().orElseThrow(),
                end.effects().stream().map(TurnEffect::effect).toList()))
        : Optional.empty();
  }

  /** As the contracts take it. */
  public Turn turn() {
    return new Turn(stateHash, effects);
  }
}
