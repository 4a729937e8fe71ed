package souk.testnet.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import souk.testnet.simulation.Conduct.Reveal;

/** How a provider behaves: honest, or a way to cheat. */
public enum Policy {
  /** Runs every job. */
  HONEST(0, Occasion.NEVER, Deed.INVENT, Reveal.ALWAYS, false, false),
  /** Runs no job. */
  WRONG_ALWAYS(1, Occasion.ALWAYS, Deed.INVENT, Reveal.ALWAYS, false, false),
  /** Runs no job, and commits to what others committed to. */
  COPIED_COMMITMENT(2, Occasion.ALWAYS, Deed.INVENT, Reveal.NEVER, false, false),
  /** Runs all but one job in twenty. */
  WRONG_AT_5_PERCENT(3, Occasion.ONE_IN_TWENTY, Deed.INVENT, Reveal.ALWAYS, false, false),
  /** Runs all but those whose consumers have much to lose. */
  WRONG_FOR_HIGH_VALUE(4, Occasion.HIGH_VALUE, Deed.INVENT, Reveal.ALWAYS, false, false),
  /** Earns a record of a hundred audits, then runs no job until it is caught, and begins again. */
  WRONG_AFTER_RECORD(5, Occasion.WITH_RECORD, Deed.INVENT, Reveal.ALWAYS, false, false),
  /** The same; of those sampled it reveals nothing. */
  WITHHELD_REVEAL(6, Occasion.WITH_RECORD, Deed.INVENT, Reveal.UNLESS_SAMPLED, false, false),
  /** With such a record, runs jobs and claims all their fuel limit. */
  INFLATED_FUEL(7, Occasion.WITH_RECORD, Deed.INFLATE, Reveal.ALWAYS, false, false),
  /** With such a record, runs no job, and has itself caught by identities of its own. */
  OWN_FINDER(8, Occasion.WITH_RECORD, Deed.INVENT, Reveal.ALWAYS, true, false),
  /** The same, and a fifth of the verifiers' stake confirms what it says where it can. */
  COLLUDING(9, Occasion.WITH_RECORD, Deed.INVENT, Reveal.ALWAYS, true, true),
  /** The same from the first job on: what the rule of thumb is compared with. */
  COLLUDING_ALWAYS(10, Occasion.ALWAYS, Deed.INVENT, Reveal.ALWAYS, true, true);

  /** Audited value over P that makes a long record. */
  static final int LONG_RECORD = 100;

  /** X/P that makes a job one of high value. */
  static final int HIGH_VALUE = 5;

  private static final int TWENTY = 20;

  /** When it cheats. */
  enum Occasion {
    NEVER,
    ALWAYS,
    ONE_IN_TWENTY,
    HIGH_VALUE,
    WITH_RECORD
  }

  /** How it cheats. */
  enum Deed {
    INVENT,
    INFLATE
  }

  private final int stream;
  private final Occasion occasion;
  private final Deed deed;
  private final Reveal reveal;
  private final boolean findsItself;
  private final boolean colludes;

  Policy(
      int stream,
      Occasion occasion,
      Deed deed,
      Reveal reveal,
      boolean findsItself,
      boolean colludes) {
    this.stream = stream;
    this.occasion = occasion;
    this.deed = deed;
    this.reveal = reveal;
    this.findsItself = findsItself;
    this.colludes = colludes;
  }

  /** What users call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The policy users call that.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Policy of(String label) {
    return Arrays.stream(values())
        .filter(policy -> policy.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("no policy %s: one of %s".formatted(label, labels())));
  }

  /** All labels, with commas. */
  public static String labels() {
    return Arrays.stream(values()).map(Policy::label).collect(Collectors.joining(", "));
  }

  /** What tells its chance from other policies'. */
  int stream() {
    return stream;
  }

  /** Whether a slash's finders are the cheat's. */
  boolean findsItself() {
    return findsItself;
  }

  /** Whether a part of the verifiers' stake is the cheat's. */
  boolean colludes() {
    return colludes;
  }

  /** Whether a result that cheats is none at all, rather than the right one at too high a price. */
  boolean invents() {
    return deed == Deed.INVENT;
  }

  /**
   * Whether it cheats in that job.
   *
   * @param chance 0..19
   */
  boolean cheats(Terms terms, Standing standing, int chance) {
    return switch (occasion) {
      case NEVER -> false;
      case ALWAYS -> true;
      case ONE_IN_TWENTY -> chance % TWENTY == 0;
      case HIGH_VALUE -> terms.valueAtRisk() >= HIGH_VALUE * terms.fullPrice();
      case WITH_RECORD ->
          standing.cleanAuditsOwed() == 0 && standing.audited() >= LONG_RECORD * terms.fullPrice();
    };
  }

  /** What it does when it cheats: it claims all fuel there is. */
  Conduct cheating(Terms terms) {
    return new Conduct(false, terms.fuelLimit(), reveal);
  }
}
