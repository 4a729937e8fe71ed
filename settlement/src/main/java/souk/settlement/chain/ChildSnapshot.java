package souk.settlement.chain;

import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * A job that an agent spawned, until it is reported.
 *
 * @param jobId the job
 * @param agent its parent
 * @param purse which of the agent's purses is its consumer, from 1
 * @param depth how many times over it is a child's consequence, from 1
 * @param turn number of the turn that asked for it
 * @param effect number of the effect in that turn
 * @param escrow E
 */
public record ChildSnapshot(
    Hash jobId, AgentId agent, int purse, int depth, int turn, int effect, Amount escrow) {}
