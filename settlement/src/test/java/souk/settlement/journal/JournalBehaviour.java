package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/** What a journal does wherever it is kept. */
abstract class JournalBehaviour {
  static final String NOTES = "create table note (id bigint primary key, text text)";
  private static final String COLOURS = "alter table note add column colour text";

  private JournalPlace place;

  @BeforeEach
  final void choosePlace() {
    place = freshPlace();
  }

  /** A place that nobody has used. */
  abstract JournalPlace freshPlace();

  final JournalPlace place() {
    return place;
  }

  @Test
  void keepsWhatWasWrittenAcrossRestarts() {
    try (var journal = openWithNotes()) {
      journal.transact(session -> insert(session, 1, "first"));
    }

    try (var journal = openWithNotes()) {
      assertThat(notes(journal)).containsExactly("first");
    }
  }

  @Test
  void writesAllOfATransactionOrNothing() {
    try (var journal = openWithNotes()) {
      assertThatThrownBy(
              () ->
                  journal.transact(
                      session -> {
                        insert(session, 1, "half");
                        throw new IllegalStateException("crash");
                      }))
          .hasMessage("crash");

      assertThat(notes(journal)).isEmpty();
    }
  }

  @Test
  void goesOnAfterARefusedStatement() {
    try (var journal = openWithNotes()) {
      journal.transact(session -> insert(session, 1, "first"));

      assertThatThrownBy(() -> journal.transact(session -> insert(session, 1, "again")))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("insert into note");

      journal.transact(session -> insert(session, 2, "second"));
      assertThat(notes(journal)).containsExactly("first", "second");
    }
  }

  @Test
  void refusesASecondOwner() {
    try (var journal = openWithNotes()) {
      assertThat(notes(journal)).isEmpty();

      assertThatThrownBy(() -> Journal.open(place))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use by another process")
          .matches(failure -> ((JournalException) failure).isInUse());
    }
  }

  @Test
  void runsOnlyTheStepsAddedSince() {
    try (var journal = openWithNotes()) {
      journal.transact(session -> insert(session, 1, "old"));
    }

    try (var journal = Journal.open(place)) {
      journal.migrate(new Schema("notes", List.of(NOTES, COLOURS)));

      journal.transact(session -> session.update("update note set colour = ?", "red"));
      assertThat(notes(journal)).containsExactly("old");
    }
  }

  @Test
  void refusesTablesOfANewerProgram() {
    try (var journal = Journal.open(place)) {
      journal.migrate(new Schema("notes", List.of(NOTES, COLOURS)));

      assertThatThrownBy(() -> journal.migrate(new Schema("notes", List.of(NOTES))))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("newer than this program");
    }
  }

  @Test
  void storesTheProtocolsValues() {
    var hash = Digests.keccak256(new byte[] {1});
    var address = Address.parse("00000000000000000000000000000000000000aa");
    var amount = new Amount(BigInteger.TWO.pow(200));
    try (var journal = Journal.open(place)) {
      journal.migrate(
          new Schema("v", List.of("create table v (h text, a text, m text, b bytea, n bigint)")));

      journal.transact(
          session ->
              session.update(
                  "insert into v values (?, ?, ?, ?, ?)",
                  hash,
                  address,
                  amount,
                  new byte[] {7},
                  null));

      var read =
          journal.compute(session -> session.query("select * from v", Values::of)).getFirst();
      assertThat(read).isEqualTo(new Values(hash, address, amount, 7, true));
    }
  }

  @Test
  void runsAStatementForEachOfManyElements() {
    try (var journal = openWithNotes()) {
      var ids = IntStream.range(0, 2500).boxed().toList();

      journal.transact(
          session ->
              session.updateAll(
                  "insert into note (id, text) values (?, ?)",
                  ids,
                  id -> new Object[] {id, "note " + id}));

      assertThat(notes(journal)).hasSize(2500).startsWith("note 0").endsWith("note 2499");
    }
  }

  @Test
  void asksAQueryWithinItself() {
    try (var journal = openWithNotes()) {
      journal.transact(session -> insert(session, 1, "first"));
      journal.transact(session -> insert(session, 2, "second"));

      var both =
          journal.compute(
              session ->
                  session.query(
                      "select text from note order by id",
                      row -> row.text("text") + notes(session)));

      assertThat(both).containsExactly("first[first, second]", "second[first, second]");
    }
  }

  @Test
  void letsItsOnlyOwnerLead() {
    try (var journal = openWithNotes()) {
      journal.transactAsLeader(session -> insert(session, 1, "first"));

      assertThat(journal.lease().isHeld()).isTrue();
      assertThat(notes(journal)).containsExactly("first");
    }
  }

  @Test
  void letsAnotherWriteWhileItIsRead() {
    try (var journal = openWithNotes();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      journal.transact(session -> insert(session, 1, "old"));

      var read =
          journal.read(
              session -> {
                var before = notes(session);
                var writing =
                    threads.submit(
                        () -> journal.transact(other -> insert(other, before.size() + 1, "new")));
                assertThat(writing).succeedsWithin(Duration.ofSeconds(20));
                assertThat(notes(session)).isEqualTo(before);
                return before;
              });

      assertThat(read).containsExactly("old");
      assertThat(readNotes(journal)).containsExactly("old", "new");
    }
  }

  @Test
  void letsNobodyWriteThatOnlyReads() {
    try (var journal = openWithNotes()) {
      assertThatThrownBy(
              () ->
                  journal.read(
                      session -> {
                        insert(session, 1, "secret");
                        return true;
                      }))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("insert into note");

      assertThat(readNotes(journal)).isEmpty();
    }
  }

  @Test
  void isNotReadOnceItIsClosed() {
    var journal = openWithNotes();
    assertThat(readNotes(journal)).isEmpty();

    journal.close();

    assertThatThrownBy(() -> readNotes(journal))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is closed");
  }

  private record Values(Hash hash, Address address, Amount amount, int first, boolean isNull) {
    static Values of(Row row) {
      return new Values(
          row.hash("h"),
          row.address("a"),
          row.amount("m"),
          row.bytes("b")[0],
          row.maybeNumber("n").isEmpty());
    }
  }

  final Journal openWithNotes() {
    var journal = Journal.open(place);
    journal.migrate(new Schema("notes", List.of(NOTES)));
    return journal;
  }

  static void insert(Session session, int id, String text) {
    session.update("insert into note (id, text) values (?, ?)", id, text);
  }

  static List<String> notes(Journal journal) {
    return journal.compute(JournalBehaviour::notes);
  }

  private static List<String> readNotes(Journal journal) {
    return journal.read(JournalBehaviour::notes);
  }

  private static List<String> notes(Session session) {
    return session.query("select text from note order by id", row -> row.text("text"));
  }
}
