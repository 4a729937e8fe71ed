package souk.settlement.index;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import souk.settlement.journal.JournalPlace;

class JobIndexTest extends JobIndexBehaviour {
  @TempDir private Path directory;
  private int places;

  @Override
  JournalPlace freshPlace() {
    return new JournalPlace.File(directory.resolve("index-%d.db".formatted(places++)));
  }
}
