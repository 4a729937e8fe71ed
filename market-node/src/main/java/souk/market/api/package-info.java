/**
 * The HTTP API over a {@link souk.market.api.Desk}: routes, what is read from a request and how it
 * is refused. {@link souk.client.api} says what the documents are.
 */
@NullMarked
package souk.market.api;

import org.jspecify.annotations.NullMarked;
