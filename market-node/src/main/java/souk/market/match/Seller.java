package souk.market.match;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * A provider as a match sees it; all its offers draw on the same slots and the same bond.
 *
 * @param provider the account
 * @param freeBond bonded and locked for nothing
 * @param running jobs it runs now, whoever matched them; at least 0
 * @param audited audited value since its last fault
 * @param cleanAuditsOwed clean audits until its last fault stops counting, 0..255
 * @param silent whether it left a question open lately, about whatever job
 */
public record Seller(
    Address provider,
    Amount freeBond,
    int running,
    Amount audited,
    int cleanAuditsOwed,
    boolean silent) {

  /** A provider of which nothing is known: it has no bond. */
  public static Seller unknown(Address provider) {
    return new Seller(provider, Amount.ZERO, 0, Amount.ZERO, 0, false);
  }

  /** The same with so much more taken. */
  Seller taking(int jobs, Amount bond) {
    return new Seller(
        provider,
        freeBond.minus(bond.min(freeBond)),
        running + jobs,
        audited,
        cleanAuditsOwed,
        silent);
  }
}
