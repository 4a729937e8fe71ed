package souk.settlement.chain;

import souk.protocol.job.SlotNonce;

/**
 * One of a provider's lanes.
 *
 * @param busy whether it carries a job
 * @param next what the next acceptance that takes it has to name
 */
public record LaneSnapshot(boolean busy, SlotNonce next) {}
