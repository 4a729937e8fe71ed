package souk.settlement.tx;

import souk.settlement.chain.Chain;
import souk.settlement.chain.SignedTransaction;
import souk.settlement.chain.Transaction;
import souk.settlement.keys.Signer;

/**
 * A form of an entry just signed, to be written down and then sent.
 *
 * @param sequence the entry
 * @param signedAt height of the head when it was signed
 */
record Signing(long sequence, Transaction transaction, SignedTransaction envelope, long signedAt) {
  static Signing of(
      long sequence, Transaction transaction, Chain chain, Signer signer, long signedAt) {
    return new Signing(sequence, transaction, chain.sign(transaction, signer), signedAt);
  }
}
