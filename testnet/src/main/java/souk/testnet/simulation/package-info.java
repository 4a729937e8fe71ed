/**
 * The economics of checking, without a chain: providers that are honest or cheat in some way, one
 * job after the other, under the market's rules of drawing, auditing, slashing and paying.
 *
 * <pre>{@code
 * Policy ──▶ Conduct ─┐
 * Workload ▶ Terms ───┼──▶ SimulatedMarket ──▶ Outcome ──▶ Tally ──▶ Ratio
 * chance ──▶ Draw ────┘      │      ▲
 *                            ▼      │
 *                      Standing, Climate
 * }</pre>
 *
 * <p>Money is in base units of the token and exact: longs, with the contracts' own rounding;
 * products that might not fit throw. What is estimated from it, means and their intervals, are
 * doubles. Rates are units of 2^-24, as the contracts store them. All chance comes from one seed.
 */
@NullMarked
package souk.testnet.simulation;

import org.jspecify.annotations.NullMarked;
