package souk.settlement.index;

/**
 * What an index has met since it was started.
 *
 * @param events events of the market up to the block shown, of all times
 * @param reorgs times the chain took back blocks
 * @param deepestReorg most blocks taken back at once
 * @param repairs jobs and bonds that were not as the contracts have them, and are again
 */
public record IndexCounts(long events, long reorgs, long deepestReorg, long repairs) {}
