package souk.settlement.chain;

/**
 * A call to be tried with a limit.
 *
 * @param data what it does
 * @param gasLimit most gas it may use
 */
public record GasTrial(CallData data, long gasLimit) {}
