package souk.market.blob;

/** What became of an upload. */
public sealed interface Upload {
  /** The blob is here and is kept. */
  record Kept() implements Upload {}

  /**
   * It is not.
   *
   * @param why what is wrong
   * @param detail one line that says what to do
   */
  record Refused(Why why, String detail) implements Upload {}

  /** What can be wrong with an upload. */
  enum Why {
    /** It is not signed by the account it names, or no longer. */
    UNSIGNED,
    /** The account has no money in the market. */
    UNFUNDED,
    /** The bytes are others than announced. */
    OTHER_BYTES,
    /** The account's quota is used up. */
    OVER_QUOTA,
    /** The node's store is full. */
    NO_ROOM,
    /** The node cannot tell or take it now. */
    BUSY
  }
}
