package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("souk.settlement.journal.PostgreSqlFixture#isInstalled")
class LeaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Schema NOTES =
      new Schema("notes", List.of("create table note (id bigint primary key)"));

  // A server of its own: some of these tests break it.
  private PostgreSqlFixture server;
  private JournalPlace.PostgreSql place;

  @BeforeEach
  void start() {
    server = PostgreSqlFixture.start();
    place = server.freshPlace();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isHeldByOneReplicaAndTakenByTheNext() throws Exception {
    var first = share();
    try (var second = share()) {
      assertThat(first.lease().isHeld()).isTrue();
      assertThat(second.lease().isHeld()).isFalse();
      first.transactAsLeader(session -> note(session, 1));
      assertThatThrownBy(() -> second.transactAsLeader(session -> note(session, 2)))
          .isInstanceOf(JournalException.class)
          .matches(failure -> ((JournalException) failure).isNotLeader());

      first.close();
      await(second.lease()::isHeld);

      second.transactAsLeader(session -> note(session, 2));
      assertThat(notes(second)).containsExactly(1L, 2L);
    }
  }

  @Test
  void letsFollowersReadAndWriteWhatIsTheirs() {
    try (var first = share();
        var second = share()) {
      first.transactAsLeader(session -> note(session, 1));
      second.transact(session -> note(session, 2));

      assertThat(notes(second)).containsExactly(1L, 2L);
      assertThat(notes(first)).containsExactly(1L, 2L);
    }
  }

  @Test
  void refusesTheWritesOfAHolderThatHasASuccessor() {
    try (var first = share()) {
      first.transactAsLeader(session -> note(session, 1));

      // What a successor does first, while this one still believes it leads.
      first.transact(session -> session.update("update journal_lease set fence = fence + 1"));

      assertThat(first.lease().isHeld()).isTrue();
      assertThatThrownBy(() -> first.transactAsLeader(session -> note(session, 2)))
          .matches(failure -> ((JournalException) failure).isNotLeader());
      assertThat(notes(first)).containsExactly(1L);
    }
  }

  @Test
  void goesOnAfterItsSessionsWereCut() throws Exception {
    try (var journal = Journal.open(place)) {
      journal.migrate(NOTES);
      journal.transact(session -> note(session, 1));
      var before = journal.lease().term().orElseThrow();

      server.cutSessions();
      await(() -> journal.lease().term().orElse(0) > before);

      journal.transact(session -> note(session, 2));
      assertThat(notes(journal)).containsExactly(1L, 2L);
    }
  }

  @Test
  void goesOnAfterTheServerCrashed() throws Exception {
    try (var journal = Journal.open(place)) {
      journal.migrate(NOTES);
      journal.transact(session -> note(session, 1));

      server.kill();
      await(() -> !journal.lease().isHeld());
      for (var attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(() -> journal.transact(session -> note(session, 2)))
            .isInstanceOf(JournalException.class);
      }
      server.restart();
      await(journal.lease()::isHeld);

      journal.transact(session -> note(session, 3));
      assertThat(notes(journal)).containsExactly(1L, 3L);
    }
  }

  @Test
  void goesOnWhateverItsListenersDo() throws Exception {
    try (var journal = Journal.share(place)) {
      journal.migrate(NOTES);
      var told = new Semaphore(0);
      journal.lease().listen(() -> journal.transact(session -> note(session, 1)));
      journal.lease().listen(told::release);

      server.kill();
      await(() -> told.availablePermits() == 1);
      server.restart();
      await(journal.lease()::isHeld);

      journal.transactAsLeader(session -> note(session, 2));
      assertThat(notes(journal)).contains(2L);
    }
  }

  @Test
  void goesOnForAnOwnerThatWasNotToldThatItRaisedTheNumber() throws Exception {
    try (var owner = Journal.open(place)) {
      owner.migrate(NOTES);
      var before = owner.lease().term().orElseThrow();

      setLease("fence = fence + 1");
      server.cutSessions();
      await(() -> owner.lease().term().orElse(0) > before + 1);

      owner.transact(session -> note(session, 1));
      assertThat(notes(owner)).containsExactly(1L);
    }
  }

  @Test
  void endsForAnOwnerWhenAnotherHadTheJournalInBetween() throws Exception {
    try (var owner = Journal.open(place)) {
      owner.migrate(NOTES);
      owner.transact(session -> note(session, 1));

      setLease("fence = fence + 1, holder = 'another process'");
      server.cutSessions();
      await(() -> !owner.lease().isHeld());

      assertThatThrownBy(() -> owner.transact(session -> note(session, 2)))
          .isInstanceOf(JournalException.class);
      assertThat(owner.lease().isHeld()).isFalse();
    }
  }

  private Journal share() {
    var journal = Journal.share(place);
    journal.migrate(NOTES);
    return journal;
  }

  private void setLease(String assignments) {
    server.execute("update %s.journal_lease set %s".formatted(schema(), assignments));
  }

  private String schema() {
    return place.url().substring(place.url().lastIndexOf('=') + 1);
  }

  private static void note(Session session, long id) {
    session.update("insert into note (id) values (?)", id);
  }

  private static List<Long> notes(Journal journal) {
    return journal.compute(
        session -> session.query("select id from note order by id", row -> row.number("id")));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.sleep(Duration.ofMillis(10));
    }
  }
}
