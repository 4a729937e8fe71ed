/**
 * Attacks on a whole market: who attacks it how, and what that costs whom.
 *
 * <pre>
 *   Attack ── Play ── starts ──▶ programs of souk.testnet.attack.actor, processes of their own
 *               │
 *               └─ posts jobs, through the Stage ──▶ Testnet of honest nodes
 *
 *   AttackRun: money before ▶ plays ▶ money after ▶ Toll: attacker's profit, honest losses
 *                                      events ──▶ Dues: what each honest party is owed
 * </pre>
 */
@NullMarked
package souk.testnet.attack;

import org.jspecify.annotations.NullMarked;
