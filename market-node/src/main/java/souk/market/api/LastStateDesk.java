package souk.market.api;

import java.util.Optional;
import java.util.OptionalInt;
import souk.client.api.LastTurn;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * Takes the last states of agent jobs, from anybody, and gives them to anybody: an agent's next job
 * goes on from there. Thread-safe.
 */
public interface LastStateDesk {
  /** What a state will come to whatever its bytes are; kept if they are to be looked at. */
  StateDesk.Receipt admit(LastTurn last);

  /** Whether the state is here already; if so, it is kept for this job as well. */
  boolean isKept(LastTurn last);

  /**
   * Takes a state.
   *
   * @param snapshot the canonical bytes of the state
   */
  StateDesk.Receipt take(LastTurn last, byte[] snapshot) throws InterruptedException;

  /** The canonical bytes of a state, if it is here. */
  Optional<Bytes> state(Hash stateHash);

  /** How many those are. */
  OptionalInt sizeBytes(Hash stateHash);
}
