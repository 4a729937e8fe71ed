package souk.market.order;

/** What the chain makes of an order that was taken. */
enum Standing {
  /** It may be matched. */
  IN_FORCE("it is in force"),
  /** It was taken before this node started and has not been looked at again. */
  UNCHECKED("this node has not looked at it again yet"),
  /** Its money is not there any more: in force again once it is. */
  UNBACKED("its signer's balance or bond does not back it any more"),
  /** It was posted, or landed with a match. */
  ON_CHAIN("it is on chain"),
  /** Its signer cancelled it, or all it signed under that nonce. */
  CANCELLED("its signer cancelled it");

  private final String text;

  Standing(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
