/**
 * Logs of our contracts, from an endpoint's answer to events, without reflection.
 *
 * <pre>
 *   eth_getLogs ──▶ LogReader ──▶ RawLog ──▶ LogDecoder ──▶ ChainEvent
 *   (JSON stream)   (bounded)    (journal)   (one line per event)
 * </pre>
 *
 * <p>{@link souk.settlement.log.LogDecoder} knows every event our contracts have by its signature.
 * What is no ABI encoding of its event is an endpoint's garbage and refused; what is one, but says
 * something no value of the protocol can, is a stranger's nonsense that the chain accepted, and is
 * passed over.
 */
@NullMarked
package souk.settlement.log;

import org.jspecify.annotations.NullMarked;
