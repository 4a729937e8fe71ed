/**
 * States of agents between two turns, kept for the provider that goes on if one stops.
 *
 * <pre>
 *   provider --sealed turn--> StateKeeper --checked against what was signed--> StateStore (journal)
 *   next provider --signed request--> StateKeeper --may it?--> the whole state
 * </pre>
 *
 * <p>Of every attempt as many of the newest turns are kept as there is room for, and the one that
 * is on chain, until the job is final. A peer hands turns on as their provider does. Nobody else is
 * given a state: a verifier that had it could copy.
 */
@NullMarked
package souk.market.state;

import org.jspecify.annotations.NullMarked;
