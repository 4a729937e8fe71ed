package souk.settlement.tx;

import souk.settlement.chain.Fees;
import souk.settlement.chain.SignedTransaction;

/**
 * One signed form of an entry; all forms of an entry share its nonce, so at most one takes effect.
 *
 * @param signedAt height of the head when it was signed
 */
record Version(SignedTransaction transaction, long gasLimit, Fees fees, long signedAt) {}
