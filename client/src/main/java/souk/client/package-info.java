/**
 * What an application embeds to buy compute and to hire agents: the whole public API of the
 * project. Its own types are in this package; values come from {@code souk.protocol}, programs from
 * {@code souk.runtime.machine}, keys from {@code souk.settlement.keys}, what agents live by from
 * {@code souk.settlement.chain}, and what {@link souk.client.Souk#verify} finds from {@code
 * souk.client.check}. The other packages below this one are shared by the project's nodes and may
 * change.
 *
 * <pre>
 *   Connection ─┐                   ┌─ run, post, batch, handIn ──▶ JobRequest in, id or Batch out
 *               ├─▶ Souk.connect ───┼─ watch ──▶ JobWatch ──▶ Progress ...
 *   AccountKey ─┘        │          ├─ await ──▶ JobOutcome
 *                        │          ├─ job, output, explain, verify, cancel
 *                        │          ├─ agents ──▶ Agents: create, find, send, ask, awaitReply
 *                        │          └─ balance, deposit, withdraw, offers, asked
 *                        ▼
 *     session.ChainSession ──▶ chain, outbox, job index      (settlement)
 *     market.MarketNodes ────▶ blobs, signed orders, notes   (HTTP)
 *     check.JobCheck ────────▶ a run of one's own            (runtime)
 * </pre>
 *
 * <pre>{@code
 * var market = Connection.of(System.getenv());
 * try (var password = Password.fromFile(Path.of("password"));
 *     var souk = Souk.connect(market, market.key(password))) {
 *   var program = Invocation.of(Bytes.of(module), Bytes.utf8("some text"));
 *   var request = JobRequest.of(program, new Fuel(1_000_000_000), Price.of(2_000_000));
 *   if (souk.run(request, Duration.ofMinutes(5)) instanceof JobOutcome.Settled settled) {
 *     System.out.print(settled.output().text());
 *   }
 * }
 * }</pre>
 *
 * <p>{@code docs/java.md} leads from nothing to a result.
 */
@NullMarked
package souk.client;

import org.jspecify.annotations.NullMarked;
