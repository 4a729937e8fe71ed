package souk.provider.journal;

import java.util.List;
import java.util.Optional;
import souk.settlement.journal.Journal;
import souk.settlement.journal.Schema;

/**
 * Why a provider takes no jobs, for whoever looks at it from outside. What a method has written is
 * on disk when it returns. Thread-safe.
 */
public final class IntakeJournal {
  private static final Schema SCHEMA =
      new Schema("provider.intake", List.of("create table intake (objection text not null)"));

  private final Journal journal;

  private IntakeJournal(Journal journal) {
    this.journal = journal;
  }

  /** The table in that journal, made if missing. */
  public static IntakeJournal in(Journal journal) {
    journal.migrate(SCHEMA);
    return new IntakeJournal(journal);
  }

  /** Whether a provider of this version ever used that journal. */
  public static boolean isIn(Journal journal) {
    return journal.has(SCHEMA);
  }

  /** The table of a journal it is in that was opened to look into it. */
  public static IntakeJournal lookInto(Journal journal) {
    return new IntakeJournal(journal);
  }

  /**
   * Writes down what holds from now on.
   *
   * @param objection why no job is taken, one line; empty if jobs are taken
   */
  public void say(Optional<String> objection) {
    journal.transact(
        open -> {
          open.update("delete from intake");
          objection.ifPresent(
              reason -> open.update("insert into intake (objection) values (?)", reason));
        });
  }

  /** Why no job was taken when the provider last wrote that down; empty if jobs were. */
  public Optional<String> objection() {
    return journal.compute(
        open -> open.first("select objection from intake", row -> row.text("objection")));
  }
}
