/**
 * States of agents: between two turns of a job, kept for the provider that goes on if one stops;
 * and the last of a job, kept for the agent's next job, with the turn that opens its result.
 *
 * <pre>
 *   provider --sealed turn--> StateKeeper --checked against what was signed--> StateStore (journal)
 *   next provider --signed request--> StateKeeper --may it?--> the whole state
 *
 *   anybody --last state--> LastStates --checked against the trace on chain--> LastStateStore
 *   anybody &lt;----state, by its hash---- LastStates
 *
 *   anybody --turn--> LastTurns --checked against the result on chain--> LastTurnStore
 *   anybody &lt;----turn, by its job---- LastTurns
 * </pre>
 *
 * <p>Of every attempt as many of the newest turns are kept as there is room for, and the one that
 * is on chain, until the job is final. A peer hands turns on as their provider does. Nobody else is
 * given a state: a verifier that had it could copy.
 */
@NullMarked
package souk.market.state;

import org.jspecify.annotations.NullMarked;
