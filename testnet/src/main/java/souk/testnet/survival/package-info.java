/**
 * {@code souk testnet survive}: work goes on while nodes are killed, paused and cut off and the
 * chain reorganizes, and everybody honest has what it is owed in the end.
 *
 * <pre>
 *   Survival ── posts jobs ──▶ Testnet ◀── strikes ── Storm ◀── Strikes (seeded)
 *      │                         └ every node talks through Links
 *      └─ at the end: ResultCheck (re-runs everything), Dues (from the chain's events) = MoneyCount
 * </pre>
 */
@NullMarked
package souk.testnet.survival;

import org.jspecify.annotations.NullMarked;
