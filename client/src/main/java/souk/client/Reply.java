package souk.client;

import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentId;

/**
 * What an agent sent to an account that had written to it. The value is in that account's market
 * balance.
 *
 * @param agent who sent it
 * @param to who got it
 * @param body at most 4,096 bytes
 * @param value what came with it
 * @param block height of the block it came in
 * @param transaction the transaction that brought it
 */
public record Reply(
    AgentId agent, Address to, Bytes body, Amount value, long block, Hash transaction) {}
