package souk.settlement.chain;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * What an account owns.
 *
 * @param address the account
 * @param wei native currency, for fees
 * @param tokens tokens in its own hands, base units
 * @param allowance tokens the market may take from it
 * @param marketBalance tokens it has deposited in the market and not committed to anything
 */
public record AccountSnapshot(
    Address address, Amount wei, Amount tokens, Amount allowance, Amount marketBalance) {}
