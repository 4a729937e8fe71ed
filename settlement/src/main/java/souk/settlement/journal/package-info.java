/**
 * What a node must not forget, in a database with transactions: a SQLite file, or PostgreSQL.
 *
 * <p>Every part of a node brings its own tables ({@link souk.settlement.journal.Schema}) and writes
 * through a {@link souk.settlement.journal.Session}; all of them share one {@link
 * souk.settlement.journal.Journal}, so that what belongs together is written together.
 *
 * <p>What may write runs one after the other; what only reads, as a page of the past, has
 * connections of its own and sees the newest state that was on disk when it began.
 *
 * <p>Replicas of a node share a PostgreSQL journal. One of them holds its {@link
 * souk.settlement.journal.Lease} and acts; the others read, and one takes over when it is gone:
 *
 * <pre>
 *   replica 1 --- lease session: advisory lock, heartbeat ---+
 *             --- transactions, each checked: fence = 7 -----+-- PostgreSQL
 *   replica 2 --- tries the lock, takes it: fence = 8 -------+
 * </pre>
 *
 * <p>Statements are plain SQL that both databases understand: {@code bigint}, {@code text} and
 * {@code bytea} columns, and {@code on conflict} for upserts.
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
