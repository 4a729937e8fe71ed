package souk.settlement.chain;

/**
 * How one endpoint of the chain does.
 *
 * @param label its host and port: the rest of an address may hold a secret
 * @param calls questions it was asked, a batch counting once
 * @param failures those it did not answer, or with garbage or lies
 * @param usable whether it is asked first or among the first: it neither rests nor lags, and serves
 *     this chain
 */
public record EndpointHealth(String label, long calls, long failures, boolean usable) {}
