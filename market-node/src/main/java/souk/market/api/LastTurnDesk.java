package souk.market.api;

import java.util.Optional;
import souk.client.api.JobTurn;
import souk.protocol.value.Hash;

/**
 * Takes the turns of agent jobs that had one, from anybody, and gives them to anybody: what they
 * ask for can be done by whoever has them. Thread-safe.
 */
public interface LastTurnDesk {
  /** Takes a turn; one that is here is kept for longer. */
  StateDesk.Receipt take(JobTurn turn);

  /** The turn that opens a job's result, if it is here. */
  Optional<JobTurn> turn(Hash jobId);
}
