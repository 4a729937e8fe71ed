/**
 * What one market looks like at one block, followed by block hash, taken back when the chain is,
 * and kept in the journal.
 *
 * <pre>
 *   Chain ─ spans ▶ ChainReader ▶ IndexWriter ▶ journal ─ (replicas that follow) ▶ IndexCycle
 *     │                               │                                               │
 *     │                               ▼                                               │
 *     │                          LiveMarket ◀─────────────────────────────────────────┘
 *     │                               │ what was touched
 *     └── contracts, at that block ─▶ UpdateReader ─▶ View ─▶ JobIndex ─▶ nodes, Changes
 * </pre>
 *
 * <p>{@link souk.settlement.index.JobIndex} has at hand what goes on: jobs that are not final or
 * ended less than 128 blocks ago, standing offers, agents, bonds. All else is read from the journal
 * when somebody asks. Agents are what events tell: the journal says of which the last word still
 * holds, so that a long life need not be read again. Everything is numbered by events, so that one
 * number says how much of the journal a block has; a reorg deletes what is above that number, and
 * jobs and offers that it was about are read from the journal again. A restart goes on where the
 * journal ends.
 *
 * <p>Who keeps a picture of its own applies {@link souk.settlement.index.Changes}: for everything
 * named there it asks again, and what the index does not know any more is gone.
 *
 * <pre>{@code
 * var index = JobIndex.start(chain, journal, Duration.ofMillis(250));
 * index.listen(changes -> changes.jobs().forEach(id -> show(index.job(id))));
 * }</pre>
 */
@NullMarked
package souk.settlement.index;

import org.jspecify.annotations.NullMarked;
