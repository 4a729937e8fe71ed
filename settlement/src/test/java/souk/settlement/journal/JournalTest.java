package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest extends JournalBehaviour {
  @TempDir private Path directory;

  @Override
  JournalPlace freshPlace() {
    return new JournalPlace.File(file());
  }

  @Test
  void refusesAFileThatIsNoJournal() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "not a database at all, but long enough to look like one".repeat(50));

    assertThatThrownBy(() -> Journal.open(file()))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file().toString());
  }

  @Test
  void isLookedIntoWhileItsOwnerWritesAndNeverWrittenThrough() {
    var schema = new Schema("notes", List.of(NOTES));
    try (var owner = Journal.open(file())) {
      owner.migrate(schema);
      try (var looker = Journal.look(file())) {
        owner.transact(open -> open.update("insert into note values (1, 'new')"));

        assertThat(notes(looker)).containsExactly("new");
        assertThatThrownBy(
                () -> looker.transact(open -> open.update("insert into note values (2, 'no')")))
            .isInstanceOf(JournalException.class);
      }
      assertThat(notes(owner)).containsExactly("new");
    }
  }

  @Test
  void isNotMadeByLookingIntoIt() {
    assertThatThrownBy(() -> Journal.look(file())).isInstanceOf(JournalException.class);

    assertThat(file()).doesNotExist();
  }

  private Path file() {
    return directory.resolve("node").resolve("journal.db");
  }
}
