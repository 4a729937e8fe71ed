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
   * @param reason one line: what was wrong, what to do
   */
  record Refused(String reason) implements Reply {}

  /**
   * It never was what it should be: nobody who checks would hand it over.
   *
   * @param reason one line
   */
  record Invalid(String reason) implements Reply {}

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
}
