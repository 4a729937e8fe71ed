package souk.settlement.chain;

/**
 * A transaction before it is signed.
 *
 * @param data what it does
 * @param nonce its place in the signer's sequence
 * @param gasLimit most gas it may use
 * @param fees what it offers
 */
public record Transaction(CallData data, long nonce, long gasLimit, Fees fees) {}
