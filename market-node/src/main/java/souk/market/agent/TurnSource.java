package souk.market.agent;

import java.util.Optional;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.settlement.chain.Turn;

/** Where the turns of settled turn-jobs are to be had. */
@FunctionalInterface
public interface TurnSource {
  /**
   * The turn that opens a job's result. Empty if nobody who answers has it.
   *
   * @param result of a turn that was kept
   */
  Optional<Turn> turn(Hash jobId, Result result);
}
