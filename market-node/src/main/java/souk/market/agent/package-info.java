/**
 * What anybody may do for agents, done for the tip.
 *
 * <pre>
 *   AgentFacts ──▶ Duties ──▶ share.Turns ──▶ AgentCalls ──▶ outbox
 *      (index)     what is     which node      bodies, results, turns;
 *                  due         does it         is the gas worth it?
 *      └─────────▶ TurnInputs ──▶ blob store
 * </pre>
 *
 * <p>A node acts on what its index shows at a block, and asks the chain again before it pays for
 * gas. What comes to nothing is tried again after a while that grows, each agent's by itself. What
 * an open turn reads can be rebuilt from events alone, and every node does: nobody depends on who
 * woke the agent.
 */
@NullMarked
package souk.market.agent;

import org.jspecify.annotations.NullMarked;
