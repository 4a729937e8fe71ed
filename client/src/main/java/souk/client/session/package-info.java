/**
 * One account's way to one market's chain: reads, a durable way to send, the market as it is now,
 * and where all that is kept. Nodes, the command line and {@link souk.client.Souk} have one each.
 */
@NullMarked
package souk.client.session;

import org.jspecify.annotations.NullMarked;
