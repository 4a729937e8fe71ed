package souk.settlement.chain;

/**
 * Why a contract refused.
 *
 * @param error name of the contract's error, as {@code WrongState}; {@code 0x} and the selector if
 *     it is none of ours; {@code Panic} or {@code Revert} for Solidity's own
 * @param detail its arguments or text; empty if there are none
 */
public record Revert(String error, String detail) {
  /** Name, and detail if there is any. */
  @Override
  public String toString() {
    return detail.isEmpty() ? error : error + "(" + detail + ")";
  }
}
