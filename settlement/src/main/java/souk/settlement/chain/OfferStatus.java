package souk.settlement.chain;

/** What the chain knows of an offer. */
public enum OfferStatus {
  /** Never posted: it needs its provider's signature to be matched. */
  UNKNOWN,
  /** Posted: it may be matched until it expires. */
  POSTED,
  /** Cancelled, posted or not: it can never be matched again. */
  CANCELLED
}
