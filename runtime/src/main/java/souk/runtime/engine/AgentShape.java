package souk.runtime.engine;

import java.util.Optional;
import souk.runtime.machine.Limits;
import souk.runtime.module.AdmittedModule;
import souk.runtime.state.Snapshot;

/**
 * What the states of an agent have in common.
 *
 * @param initialPages pages of memory it starts with
 * @param maximumPages pages its memory may grow to
 * @param globals number of its mutable globals
 */
record AgentShape(int initialPages, int maximumPages, int globals) {

  /** The shape of an agent's states under these limits. */
  static AgentShape of(AdmittedModule module, Limits limits) {
    return new AgentShape(
        module.initialMemoryPages(),
        module.maximumMemoryPages(limits.memoryCap()),
        module.mutableGlobals().size());
  }

  /** Why a snapshot is of no state of the agent: one line; empty if it may be. */
  Optional<String> objection(Snapshot snapshot) {
    if (snapshot.pages() < initialPages || snapshot.pages() > maximumPages) {
      return Optional.of(
          "the snapshot has %d pages of memory, the agent %d..%d"
              .formatted(snapshot.pages(), initialPages, maximumPages));
    }
    return snapshot.globals().size() == globals
        ? Optional.empty()
        : Optional.of(
            "the snapshot has %d globals, the agent %d"
                .formatted(snapshot.globals().size(), globals));
  }
}
