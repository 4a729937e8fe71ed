package souk.settlement.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a node must not forget, in a database. Safe for use by many threads; transactions of a
 * process that may write run one after the other, so keep them short and ask the chain nothing
 * inside. Who only reads ({@link #read}) keeps none of them waiting.
 *
 * <p>One process owns it ({@link #open}), or several replicas of a node share it ({@link #share})
 * and the one that holds its {@link Lease} acts.
 */
public final class Journal implements AutoCloseable {
  private static final String VERSIONS =
      "create table if not exists schema_version (owner text primary key, steps bigint not null)";

  // Of the replicas that change the same rows one always gets its way.
  private static final int MOST_TRIES = 100;

  private final ReentrantLock turn = new ReentrantLock();
  private final Backend backend;
  private final Link link;
  private final Readers readers;
  private final Lease lease;
  private final boolean alone;

  private Journal(Backend backend, Link link, Lease lease, boolean alone) {
    this.backend = backend;
    this.link = link;
    this.readers = new Readers(backend);
    this.lease = lease;
    this.alone = alone;
  }

  /** As {@link #open(JournalPlace)}, in that file. */
  public static Journal open(Path file) {
    return open(new JournalPlace.File(file));
  }

  /**
   * Opens a journal for this process alone, or begins one.
   *
   * @throws JournalException if another process has it open, or it cannot be read and written
   */
  public static Journal open(JournalPlace place) {
    return switch (place) {
      case JournalPlace.File(var file) -> over(SqliteFile.own(file));
      case JournalPlace.PostgreSql database -> onServer(database, true);
    };
  }

  /**
   * Opens a journal that other processes may have open too, or begins one. One in a file is still
   * this process's alone.
   *
   * @throws JournalException if it cannot be read and written
   */
  public static Journal share(JournalPlace place) {
    return switch (place) {
      case JournalPlace.File(var file) -> over(SqliteFile.own(file));
      case JournalPlace.PostgreSql database -> onServer(database, false);
    };
  }

  /**
   * Opens a journal in a file to look into it, whoever has it open: nothing can be written, not
   * even tables.
   *
   * @throws JournalException if there is none, or it cannot be read
   */
  public static Journal look(Path file) {
    return over(SqliteFile.look(file));
  }

  /** Which process acts. */
  public Lease lease() {
    return lease;
  }

  /** Brings the tables of a part up to date. */
  public void migrate(Schema schema) {
    compute(
        open -> {
          backend.beforeMigration(open);
          migrate(open, schema);
          return true;
        },
        false);
  }

  /** Whether a part's tables are up to date in this journal, which some part has tables in. */
  public boolean has(Schema schema) {
    return compute(open -> stepsDone(open, schema) == schema.steps().size());
  }

  /**
   * Runs the work in one transaction, which sees one state of the journal: all of it is on disk
   * when this returns, or none. Where a replica changed the same rows at the same time, the work is
   * run again: of work that does as replicas do, nothing but the journal may change.
   *
   * @throws JournalException if it cannot be written, or another process has taken a journal that
   *     was opened for this one alone; whatever the work throws is thrown on
   */
  public <T> T compute(Function<Session, T> work) {
    return compute(work, alone);
  }

  /** As {@link #compute}, for work that has no result. */
  public void transact(Consumer<Session> work) {
    compute(resultless(work), alone);
  }

  /**
   * As {@link #compute}, but nothing is written unless this process holds the lease until the
   * transaction is on disk.
   *
   * @throws JournalException also if it does not; {@link JournalException#isNotLeader} tells
   */
  public <T> T computeAsLeader(Function<Session, T> work) {
    return compute(work, true);
  }

  /** As {@link #computeAsLeader}, for work that has no result. */
  public void transactAsLeader(Consumer<Session> work) {
    compute(resultless(work), true);
  }

  /**
   * Runs work that only reads, beside those that write: it sees one state of the journal, the
   * newest that was on disk when it began. At most two do so at a time; others wait.
   *
   * @throws JournalException if it cannot be read, or the work writes; whatever the work throws is
   *     thrown on
   */
  public <T> T read(Function<Session, T> work) {
    return readers.read(work);
  }

  @Override
  public void close() {
    // While whoever hears of it may still use the journal.
    lease.close();
    turn.lock();
    try {
      readers.close();
      link.close();
    } finally {
      backend.close();
      turn.unlock();
    }
  }

  private <T> T compute(Function<Session, T> work, boolean asLeader) {
    turn.lock();
    try {
      for (var left = MOST_TRIES; ; left--) {
        try {
          return computeOnce(work, asLeader);
        } catch (JournalException e) {
          if (!e.isOvertaken() || left == 1) {
            throw e;
          }
        }
      }
    } finally {
      turn.unlock();
    }
  }

  private <T> T computeOnce(Function<Session, T> work, boolean asLeader) {
    try {
      var session = link.begin();
      if (asLeader) {
        lease.require(session);
      }
      var result = work.apply(session);
      link.commit();
      return result;
    } finally {
      link.end();
    }
  }

  /** A journal in a database that this process has for itself by other means. */
  static Journal over(Backend owned) {
    return new Journal(owned, connect(owned), new SoleLease(), true);
  }

  private static Journal onServer(JournalPlace.PostgreSql place, boolean alone) {
    var server = new PostgreSqlServer(place);
    var lease = new AdvisoryLease(server, alone);
    var journal = new Journal(server, connect(server), lease, alone);
    try {
      journal.migrate(AdvisoryLease.SCHEMA);
      lease.start();
      if (alone && !lease.isHeld()) {
        throw JournalException.inUse(place);
      }
      return journal;
    } catch (JournalException e) {
      journal.close();
      throw e;
    }
  }

  private static Link connect(Backend backend) {
    try {
      return Link.open(backend);
    } catch (SQLException e) {
      backend.close();
      throw new JournalException(
          "the journal %s cannot be opened: %s".formatted(backend, e.getMessage()), e);
    }
  }

  private static Function<Session, Boolean> resultless(Consumer<Session> work) {
    return session -> {
      work.accept(session);
      return true;
    };
  }

  private static void migrate(Session open, Schema schema) {
    open.update(VERSIONS);
    var done = stepsDone(open, schema);
    if (done == schema.steps().size()) {
      return;
    }
    schema.steps().stream().skip(done).forEach(open::update);
    open.update(
        """
        insert into schema_version (owner, steps) values (?, ?)
        on conflict (owner) do update set steps = excluded.steps
        """,
        schema.owner(),
        schema.steps().size());
  }

  private static long stepsDone(Session open, Schema schema) {
    var done =
        open.first(
                "select steps from schema_version where owner = ?",
                row -> row.number("steps"),
                schema.owner())
            .orElse(0L);
    if (done > schema.steps().size()) {
      throw new JournalException(
          "the journal's tables for %s are newer than this program: update it"
              .formatted(schema.owner()));
    }
    return done;
  }
}
