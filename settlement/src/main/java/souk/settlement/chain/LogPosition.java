package souk.settlement.chain;

import souk.protocol.value.Hash;

/**
 * Where an event was logged.
 *
 * @param blockNumber height of its block
 * @param blockHash its block: after a reorg there may be another of this height
 * @param transaction its transaction
 * @param index its place among all logs of the block
 */
public record LogPosition(long blockNumber, Hash blockHash, Hash transaction, int index) {}
