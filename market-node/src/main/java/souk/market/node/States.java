package souk.market.node;

import java.util.List;
import java.util.Optional;
import souk.client.api.SignedCheckpoint;
import souk.market.state.KeptTurn;
import souk.market.state.StateKeeper;
import souk.protocol.value.Hash;

/** The states of agents that this node has; the keeper's, but for tests. */
interface States {
  /** Jobs that states are kept of. */
  List<Hash> jobs();

  /** What the provider of an attempt signed of the newest turn that is kept. */
  Optional<SignedCheckpoint> newest(Hash jobId, int attempt);

  /** The turn that was signed so, with its state. */
  Optional<KeptTurn> turn(SignedCheckpoint signed);

  /** The states of that keeper. */
  static States of(StateKeeper keeper) {
    return new States() {
      @Override
      public List<Hash> jobs() {
        return keeper.jobs();
      }

      @Override
      public Optional<SignedCheckpoint> newest(Hash jobId, int attempt) {
        return keeper.newest(jobId, attempt);
      }

      @Override
      public Optional<KeptTurn> turn(SignedCheckpoint signed) {
        return keeper.turn(signed);
      }
    };
  }
}
