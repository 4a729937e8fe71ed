package souk.market.agent;

import java.util.Optional;
import souk.protocol.value.Hash;
import souk.settlement.chain.Turn;

/** Where the turns of settled turn-jobs are to be had. */
@FunctionalInterface
public interface TurnSource {
  /**
   * What somebody says that a job's turn left and asks for; to be checked against its result. Empty
   * if nobody who answers has it.
   */
  Optional<Turn> turn(Hash jobId);
}
