/**
 * Which job goes to which offer. Pure: the same jobs, offers and block time give the same pairs on
 * every node, in every order of arrival.
 *
 * <pre>
 *   Demand (open job) ----+
 *   Supply (live offer) --+--> OrderBook, or plainly Matcher --> Pair (job, offer, P, S)
 *   Climate (the market) -+
 * </pre>
 *
 * <p>Jobs choose in the order they were posted. Each takes, of the offers that fit it ({@link
 * souk.market.match.Requirement}), one whose provider has left its questions unanswered least
 * often, then by the consumer's preference, then one whose provider answers at all, then the best
 * score: the price, weighted by what audits say of the provider. Between equals the next offer
 * decides that follows the job on the ring of all ids. {@link souk.market.match.Matcher} says this
 * rule plainly, {@link souk.market.match.OrderBook} follows it in logarithmic time, and {@link
 * souk.market.match.Rank} says which of several nodes goes first.
 */
@NullMarked
package souk.market.match;

import org.jspecify.annotations.NullMarked;
