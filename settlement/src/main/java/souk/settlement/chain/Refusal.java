package souk.settlement.chain;

import java.util.Arrays;

/** Why an agent's effect was refused. */
public enum Refusal {
  /** It has not the form of its kind. */
  MALFORMED(1),
  /** The policy does not have its kind. */
  NOT_ALLOWED(2),
  /** It is beyond what is left of the turn's X. */
  BEYOND_TURN(3),
  /** It is beyond what is left of the day's. */
  BEYOND_DAY(4),
  /** It would leave less than the reserve and what the turn still owes. */
  BEYOND_RESERVE(5),
  /** It is for an agent that has ended. */
  NOBODY_THERE(6),
  /** The agent has as many children as it may. */
  TOO_MANY_CHILDREN(7),
  /** The turn is a child's consequence, and its children's, too many times over. */
  TOO_DEEP(8),
  /** The child's escrow is above its budget. */
  BEYOND_BUDGET(9),
  /** The market would not have the child job. */
  JOB_REFUSED(10);

  private final int code;

  Refusal(int code) {
    this.code = code;
  }

  /** The contracts' {@code Refusal}. */
  public int code() {
    return code;
  }

  /**
   * Reads the contracts' {@code Refusal}.
   *
   * @throws IllegalArgumentException if there is no such refusal
   */
  public static Refusal of(int code) {
    return Arrays.stream(values())
        .filter(refusal -> refusal.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such refusal: " + code));
  }
}
