package souk.runtime.engine;

import java.util.Optional;
import java.util.Set;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;

/** What came of running a turn again to compare it with what somebody says. */
public sealed interface TurnCheck {

  /** What can differ. */
  enum Part {
    /** Whether and how the job ends with it. */
    END,
    /** Fuel used. */
    FUEL,
    /** Output written. */
    OUTPUT,
    /** Effects. */
    EFFECTS,
    /** The state. */
    STATE,
    /** The trace of turn hashes. */
    TRACE
  }

  /**
   * The turn was run.
   *
   * @param differing what differs; nothing if it is all as they say
   * @param actual what the turn comes to
   * @param delta what it changes; empty if it is not kept
   */
  record Compared(Set<Part> differing, Checkpoint actual, Optional<Delta> delta)
      implements TurnCheck {

    /** Copies the set. */
    public Compared {
      differing = Set.copyOf(differing);
    }

    /** Whether it is all as they say. */
    public boolean holds() {
      return differing.isEmpty();
    }
  }

  /**
   * There is no such turn: the job is not admitted, or where it is said to begin is not a place in
   * it.
   *
   * @param reason one line: what is wrong
   */
  record Rejected(String reason) implements TurnCheck {}

  /**
   * This host failed; says nothing about the turn.
   *
   * @param reason one line: what failed
   */
  record HostFault(String reason) implements TurnCheck {}
}
