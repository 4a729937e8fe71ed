/**
 * What an execution leaves behind that others can check: its {@link souk.protocol.evidence.Result},
 * the commitment to it, the {@link souk.protocol.evidence.Item}s it may be wrong at, and the
 * receipt of its settlement.
 */
@NullMarked
package souk.protocol.evidence;

import org.jspecify.annotations.NullMarked;
