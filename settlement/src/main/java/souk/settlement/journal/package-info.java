/**
 * What a node must not forget, in one file with transactions.
 *
 * <p>Every part of a node brings its own tables ({@link souk.settlement.journal.Schema}) and writes
 * through a {@link souk.settlement.journal.Session}; all of them share one {@link
 * souk.settlement.journal.Journal}, so that what belongs together is written together.
 *
 * <pre>{@code
 * try (var journal = Journal.open(directory.resolve("provider.db"))) {
 *   journal.migrate(SCHEMA);
 *   journal.transact(session -> session.update("insert into run (job) values (?)", jobId));
 * }
 * }</pre>
 */
@NullMarked
package souk.settlement.journal;

import org.jspecify.annotations.NullMarked;
