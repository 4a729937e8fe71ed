package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
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

  private Path file() {
    return directory.resolve("node").resolve("journal.db");
  }
}
