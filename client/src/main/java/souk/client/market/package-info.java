/**
 * Talks to market nodes over HTTP. Any of them may lie, stall or die: every answer is limited in
 * size and time, bytes are checked against their digest, and with several nodes the next is asked.
 */
@NullMarked
package souk.client.market;

import org.jspecify.annotations.NullMarked;
