package souk.provider.node;

import java.util.Optional;
import souk.client.api.SignedCheckpoint;
import souk.provider.journal.AttemptId;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;

/**
 * A turn that was kept, for others to go on from.
 *
 * @param signed what this provider signs of it
 * @param place where the job is behind it
 * @param delta what it changed, for nodes that have the turn before; empty if that is not known
 */
record ReachedTurn(AttemptId id, SignedCheckpoint signed, Place place, Optional<Delta> delta) {
  int turns() {
    return signed.checkpoint().turns();
  }
}
