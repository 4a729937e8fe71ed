package souk.settlement.chain;

/** What an endpoint said to a transaction. None of these tells whether it will be in a block. */
public sealed interface SendResult {
  /** It is in the pool, or was there already. */
  record Accepted() implements SendResult {}

  /** Its nonce has been used: by this transaction, another of its versions, or another process. */
  record NonceUsed() implements SendResult {}

  /** Another transaction with this nonce is in the pool, and this one offers too little more. */
  record Underpriced() implements SendResult {}

  /** The endpoint will not take it: too little balance for fees, or a limit of its own. */
  record Refused(String reason) implements SendResult {}
}
