package souk.client.check;

import java.util.List;
import java.util.Optional;
import souk.protocol.offer.EngineName;
import souk.runtime.engine.ChildEngine;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

/**
 * Chooses the engine a job is run again on: where this machine has one that suits the job, another
 * than its provider declared, so that one engine's bug is found and not agreed on.
 */
public final class SecondOpinion {
  private final List<ChildEngine> engines;

  /**
   * @param engines what this machine has, the fastest first; at least one
   */
  public SecondOpinion(List<ChildEngine> engines) {
    this.engines = List.copyOf(engines);
  }

  /**
   * The engine for a job.
   *
   * @param declared what the job's provider runs it on; empty if nobody knows
   */
  public ChildEngine engineFor(
      Optional<EngineName> declared, Invocation invocation, Limits limits) {
    var suited = engines.stream().filter(it -> it.objection(invocation, limits).isEmpty()).toList();
    return suited.stream()
        .filter(it -> !declared.equals(Optional.of(it.name())))
        .findFirst()
        .or(() -> suited.stream().findFirst())
        .orElseGet(engines::getFirst);
  }
}
