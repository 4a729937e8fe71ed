/**
 * The HTTP API of a market node in values: what its JSON says and how hostile JSON is read.
 *
 * <p>Forms: amounts, prices, fuel, salts and rates are decimal strings in base units; hashes,
 * addresses, keys and signatures are {@code 0x} and hexadecimal digits; blobs are CIDs; times are
 * ISO 8601 in UTC; an absent value is {@code null}. Unknown fields are ignored, every known field
 * must be there.
 *
 * <pre>
 *   GET  /v1/info                                     {@link souk.client.api.NodeInfo}
 *   GET  /v1/jobs?consumer=&amp;provider=&amp;state=          {@link souk.client.api.JobList}
 *   GET  /v1/jobs/{id}                                {@link souk.client.api.JobView}
 *   GET  /v1/jobs/{id}/steps                          {@link souk.client.api.JobSteps}
 *   GET  /v1/offers                                   {@link souk.client.api.OfferList}
 *   GET  /v1/prices, flows, slashes                   {@link souk.client.api.PriceList}, ...
 *   GET  /v1/providers, verifiers                     {@link souk.client.api.ProviderList}, ...
 *   GET  /v1/providers/{address}                      {@link souk.client.api.ProviderView}
 *   GET  /v1/sampling                                 {@link souk.client.api.Sampling}
 *   GET  /v1/stats                                    {@link souk.client.api.Stats}
 *   GET  /v1/events                                   server-sent events of these documents
 *   PUT, GET, HEAD /v1/blobs/{cid}?local=             the bytes
 *   GET  /v1/providers/{address}/acceptance-requests?after=&amp;wait=
 *                                                     {@link souk.client.api.AcceptanceRequests}
 *   POST /v1/acceptances                              {@link souk.client.api.SignedAcceptance}
 *   PUT, GET /v1/jobs/{id}/sealed-output              {@link souk.client.api.SealedOutput}
 *   PUT, GET /v1/jobs/{id}/placement                  {@link souk.client.api.SignedPlacement}
 *   PUT, GET /v1/orders/offers/{id}                   {@link souk.client.api.SignedOffer}
 *   PUT, GET /v1/orders/jobs/{id}                     {@link souk.client.api.SignedJob}
 *   GET  /v1/orders?after=&amp;wait=                      {@link souk.client.api.OrderFeed}
 * </pre>
 *
 * Lists come in parts: {@code limit} says how long one is, {@code after} is the {@code next} of the
 * part before. A refusal is an RFC 9457 problem document, {@link souk.client.api.Problem}.
 */
@NullMarked
package souk.client.api;

import org.jspecify.annotations.NullMarked;
