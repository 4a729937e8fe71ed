package souk.provider.node;

import java.util.List;
import java.util.Optional;

/** Whether new jobs are taken now. Asked by any thread, reviewed by one. */
final class Intake {
  private final List<WorkRule> rules;
  private final ProviderLog log;
  private volatile Optional<String> objection = Optional.empty();

  /**
   * @param rules each of them may keep jobs out
   */
  Intake(List<WorkRule> rules, ProviderLog log) {
    this.rules = List.copyOf(rules);
    this.log = log;
  }

  /** Asks every rule again, and tells the operator what has changed. */
  void review() {
    var before = objection;
    objection = rules.stream().flatMap(rule -> rule.objection().stream()).findFirst();
    if (before.isPresent() != objection.isPresent()) {
      objection.ifPresentOrElse(log::pausing, log::takingJobs);
    }
  }

  /** Why no new job is taken; empty if one may be. */
  Optional<String> objection() {
    return objection;
  }

  /** Whether no new job is taken. */
  boolean isClosed() {
    return objection.isPresent();
  }
}
