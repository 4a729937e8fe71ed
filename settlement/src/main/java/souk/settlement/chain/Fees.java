package souk.settlement.chain;

import souk.protocol.value.Amount;

/**
 * What a transaction offers to pay (EIP-1559).
 *
 * @param maxPerGas most it pays per unit of gas, wei
 * @param tipPerGas most of it that goes to the block's producer, wei
 */
public record Fees(Amount maxPerGas, Amount tipPerGas) {}
