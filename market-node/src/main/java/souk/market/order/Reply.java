package souk.market.order;

/** What became of an order or placement that was handed over. */
public sealed interface Reply {
  /** It is written down and in force. */
  record Taken() implements Reply {}

  /** It was taken before, or the chain has it. */
  record Known() implements Reply {}

  /**
   * It is not what it should be now.
   *
   * @param why what was wrong
   * @param reason one line: what was wrong, what to do
   */
  record Refused(Why why, String reason) implements Reply {}

  /**
   * It never was what it should be: nobody who checks would hand it over.
   *
   * @param why what was wrong
   * @param reason one line
   */
  record Invalid(Why why, String reason) implements Reply {}

  /**
   * This node keeps no more of its kind.
   *
   * @param reason one line
   */
  record Full(String reason) implements Reply {}

  /**
   * Nobody who knows could be asked: try again.
   *
   * @param reason one line
   */
  record Busy(String reason) implements Reply {}

  /** What can be wrong with an order or placement. */
  enum Why {
    /** The contracts would never take it. */
    FLAWED,
    /** It is over, or ends or was posted too far ahead. */
    UNTIMELY,
    /** Its signer has too little in the market. */
    UNBACKED,
    /** The signature is not its signer's. */
    UNSIGNED,
    /** Its signer cancelled it. */
    WITHDRAWN,
    /** A newer placement is in force. */
    SUPERSEDED,
    /** It is about a job that nobody knows. */
    UNKNOWN_JOB
  }
}
