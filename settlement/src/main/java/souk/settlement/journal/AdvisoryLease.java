package souk.settlement.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that a PostgreSQL server gives: a session's advisory lock, which goes with the process,
 * and a number that grows with every holder, which every write of the holder's is checked against.
 *
 * <p>The lock decides who may act soon after the holder is gone; the number keeps one that was only
 * slow, or cut off, from writing after its successor has begun. Who raised it last is kept beside
 * it: an owner that was not told how that went knows whether it was itself.
 */
final class AdvisoryLease extends Lease {
  private static final Logger log = LoggerFactory.getLogger(AdvisoryLease.class);

  static final Schema SCHEMA =
      new Schema(
          "lease",
          List.of(
              "create table journal_lease (fence bigint not null)",
              "insert into journal_lease (fence) values (0)",
              "alter table journal_lease add column holder text not null default ''"));

  private static final Duration BEAT = Duration.ofMillis(500);
  private static final Duration ANSWERING = Duration.ofSeconds(3);

  // A holder that has stopped, or whose machine is gone, loses its session and with it the lock.
  private static final List<String> SETTINGS =
      List.of(
          "idle_session_timeout = '5s'",
          "tcp_keepalives_idle = 2",
          "tcp_keepalives_interval = 1",
          "tcp_keepalives_count = 3",
          "synchronous_commit = on");
  private static final long NONE = 0;

  // Parameters: who takes it, and the only one it may be taken from, or null for anybody.
  private static final String RAISE =
      "update journal_lease set fence = fence + 1, holder = ?"
          + " where holder = coalesce(?, holder) returning fence";

  private final PostgreSqlServer server;
  private final boolean alone;
  private final String self = UUID.randomUUID().toString();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread keeper = Thread.ofVirtual().name("journal lease").unstarted(this::keep);
  private @Nullable Connection connection;
  private boolean hasHeld;
  private volatile long term = NONE;

  /**
   * @param alone whether nobody else may have held it in between when it is taken again
   */
  AdvisoryLease(PostgreSqlServer server, boolean alone) {
    this.server = server;
    this.alone = alone;
  }

  /** Tries to take it now, and from then on keeps it or tries again. */
  void start() {
    beat();
    keeper.start();
  }

  @Override
  public OptionalLong term() {
    var now = term;
    return now == NONE ? OptionalLong.empty() : OptionalLong.of(now);
  }

  @Override
  public void listen(Runnable changed) {
    listeners.add(changed);
  }

  // Until that transaction ends, a successor cannot raise the number.
  @Override
  void require(Session session) {
    var mine = term;
    var holder =
        session.first("select fence from journal_lease for share", row -> row.number("fence"));
    if (mine == NONE || holder.filter(fence -> fence == mine).isEmpty()) {
      throw JournalException.notLeader(server);
    }
  }

  @Override
  void close() {
    closed.countDown();
    try {
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disconnect();
  }

  private void keep() {
    try {
      while (!closed.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    set(NONE);
  }

  private void beat() {
    try {
      if (term == NONE) {
        take();
      } else if (!live().isValid((int) ANSWERING.toSeconds())) {
        throw new SQLException("the session is gone");
      }
    } catch (SQLException | RuntimeException e) {
      log.debug("the lease on {} waits: {}", server, e.getMessage());
      disconnect();
      set(NONE);
    }
  }

  private void take() throws SQLException {
    if (!truth("select pg_try_advisory_lock(hashtextextended(current_schema() || ' lease', 0))")) {
      return;
    }
    var fence = raise(alone && hasHeld ? self : null);
    if (fence.isEmpty()) {
      closed.countDown();
      throw JournalException.inUse(server);
    }
    hasHeld = true;
    set(fence.getAsLong());
  }

  private void set(long now) {
    var before = term;
    term = now;
    if (before != now) {
      listeners.forEach(this::tell);
    }
  }

  // A listener that fails must cost neither the others the news nor this process its lease.
  private void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      log.error("who listens to the lease on {} failed", server, e);
    }
  }

  private Connection live() throws SQLException {
    var live = connection;
    if (live == null) {
      live = server.connect(ANSWERING, SETTINGS);
      connection = live;
    }
    return live;
  }

  private boolean truth(String sql) throws SQLException {
    try (var statement = live().createStatement();
        var result = statement.executeQuery(sql)) {
      return result.next() && result.getBoolean(1);
    }
  }

  private OptionalLong raise(@Nullable String from) throws SQLException {
    try (var statement = live().prepareStatement(RAISE)) {
      statement.setString(1, self);
      statement.setString(2, from);
      try (var result = statement.executeQuery()) {
        return result.next() ? OptionalLong.of(result.getLong(1)) : OptionalLong.empty();
      }
    }
  }

  private void disconnect() {
    var live = connection;
    connection = null;
    try {
      if (live != null) {
        live.close();
      }
    } catch (SQLException e) {
      log.debug("the lease's session was gone: {}", e.getMessage());
    }
  }
}
