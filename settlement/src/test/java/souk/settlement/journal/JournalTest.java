package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

class JournalTest {
  private static final String NOTES = "create table note (id bigint primary key, text text)";
  private static final String COLOURS = "alter table note add column colour text";

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = directory.resolve("node").resolve("journal.db");
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

      assertThatThrownBy(() -> Journal.open(file))
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

    try (var journal = Journal.open(file)) {
      journal.migrate(new Schema("notes", List.of(NOTES, COLOURS)));

      journal.transact(session -> session.update("update note set colour = ?", "red"));
      assertThat(notes(journal)).containsExactly("old");
    }
  }

  @Test
  void refusesTablesOfANewerProgram() {
    try (var journal = Journal.open(file)) {
      journal.migrate(new Schema("notes", List.of(NOTES, COLOURS)));

      assertThatThrownBy(() -> journal.migrate(new Schema("notes", List.of(NOTES))))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("newer than this program");
    }
  }

  @Test
  void refusesAFileThatIsNoJournal() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not a database at all, but long enough to look like one".repeat(50));

    assertThatThrownBy(() -> Journal.open(file))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void storesTheProtocolsValues() {
    var hash = Digests.keccak256(new byte[] {1});
    var address = Address.parse("00000000000000000000000000000000000000aa");
    var amount = new Amount(java.math.BigInteger.TWO.pow(200));
    try (var journal = Journal.open(file)) {
      journal.migrate(
          new Schema("v", List.of("create table v (h text, a text, m text, b blob, n bigint)")));

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

  private Journal openWithNotes() {
    var journal = Journal.open(file);
    journal.migrate(new Schema("notes", List.of(NOTES)));
    return journal;
  }

  private static void insert(Session session, int id, String text) {
    session.update("insert into note (id, text) values (?, ?)", id, text);
  }

  private static List<String> notes(Journal journal) {
    return journal.compute(
        session -> session.query("select text from note order by id", row -> row.text("text")));
  }
}
