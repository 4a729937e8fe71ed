package souk.settlement.chain;

/** What its signer has done on chain with an order: an offer, or a job never posted. */
public enum OrderStatus {
  /** Nothing: it needs its signer's signature to be matched. */
  NONE,
  /** Posted it: it may be matched until it expires. */
  POSTED,
  /** Cancelled it, posted or not: it can never be matched again. */
  CANCELLED
}
