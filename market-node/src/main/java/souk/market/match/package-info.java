/**
 * Which job goes to which offer. Pure: the same jobs, offers and block time give the same pairs on
 * every node, in every order of arrival.
 *
 * <pre>
 *   Demand (open job) --+
 *                       +--> Matcher --> Pair (job, offer, P, S)
 *   Supply (live offer)-+
 * </pre>
 *
 * <p>Jobs choose in the order they were posted. Each takes, of the offers that fit it, one whose
 * provider has left its questions unanswered least often, then the cheapest; {@code keccak(job,
 * offer)} decides between equals. {@link souk.market.match.Rank} says which of several nodes goes
 * first.
 */
@NullMarked
package souk.market.match;

import org.jspecify.annotations.NullMarked;
