package souk.client.api;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * A verifier's bond.
 *
 * @param address the verifier
 * @param free bonded and locked for nothing
 * @param locked locked for seats
 * @param weight weight it is drawn with in the current epoch
 */
public record VerifierView(Address address, Amount free, Amount locked, Amount weight) {}
