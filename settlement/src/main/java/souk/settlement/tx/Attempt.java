package souk.settlement.tx;

import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Fees;

/**
 * One signed form of an entry that is on its way; all forms of an entry share its nonce, so at most
 * one takes effect.
 *
 * @param sequence the entry
 * @param signedAt height of the head when it was signed
 */
record Attempt(
    long sequence, long nonce, Hash transaction, long gasLimit, Fees fees, long signedAt) {
  /** Most it may cost, wei. */
  Amount mostFees() {
    return fees.maxPerGas().times(gasLimit);
  }
}
