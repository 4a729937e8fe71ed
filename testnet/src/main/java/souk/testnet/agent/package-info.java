/**
 * {@code souk demo agents}: agents that work, earn, are disturbed, freeze and go on, on a market of
 * this machine, and an account of every unit of money.
 *
 * <pre>
 *   AgentDemo ── starts ──▶ Testnet (cluster)        AgentWatch ── events ──▶ Narrator
 *     ├─ OrderStory      a customer, the orchestrator, its children, the checker
 *     ├─ ChronicleStory  a life on what others pay, whose creator's key is gone
 *     ├─ FreezeStory     out of money, and back
 *     ├─ Killer          kills providers while they run turns
 *     └─ at the end: Undisturbed (every turn again, from nothing), Treasury (each agent's money),
 *        MoneyCount (money in = money out)
 * </pre>
 */
@NullMarked
package souk.testnet.agent;

import org.jspecify.annotations.NullMarked;
