package souk.settlement.chain;

/** What an account's code says of a signature (ERC-1271). */
public enum CodeSignature {
  /** It is the account's. */
  VALID,
  /** It is not, or the code fails, answers anything else, or uses more gas than it is given. */
  REFUSED,
  /** The account has no code. */
  NO_CODE
}
