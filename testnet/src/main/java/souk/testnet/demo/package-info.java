/**
 * {@code souk demo}: a whole market on one machine, real programs through it, a cheat that is
 * caught, and an account of every unit of money.
 *
 * <pre>
 *   Demo ── starts ──▶ Testnet (cluster)       JobWatch ── rows ──▶ Narrator ◀── events ── Demo
 *     └─ posts Programs through the client       ▲ chain
 *     └─ at the end: ResultCheck (re-runs everything), MoneyCount (money in = money out)
 * </pre>
 */
@NullMarked
package souk.testnet.demo;

import org.jspecify.annotations.NullMarked;
