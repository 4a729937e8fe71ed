package souk.provider.node;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether new jobs are taken now. Asked by any thread, reviewed by one. */
final class Intake {
  private final List<WorkRule> rules;
  private final Consumer<Optional<String>> note;
  private final ProviderLog log;
  private boolean isNoted;
  private volatile Optional<String> objection = Optional.empty();

  /**
   * @param rules each of them may keep jobs out
   * @param note takes why none is taken, whenever that changes, and at first
   */
  Intake(List<WorkRule> rules, Consumer<Optional<String>> note, ProviderLog log) {
    this.rules = List.copyOf(rules);
    this.note = note;
    this.log = log;
  }

  /** Asks every rule again, and tells the operator what has changed. */
  void review() {
    var before = objection;
    objection = rules.stream().flatMap(rule -> rule.objection().stream()).findFirst();
    var isNews = before.isPresent() != objection.isPresent();
    if (isNews) {
      objection.ifPresentOrElse(log::pausing, log::takingJobs);
    }
    if (isNews || !isNoted) {
      note.accept(objection);
      isNoted = true;
    }
  }

  /**
   * No job is taken any more, whatever the rules say; not to be reviewed again.
   *
   * @param reason one line for whoever asks
   */
  void close(String reason) {
    objection = Optional.of(reason);
    note.accept(objection);
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
