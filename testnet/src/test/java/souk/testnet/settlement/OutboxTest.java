package souk.testnet.settlement;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import souk.settlement.journal.JournalPlace;

class OutboxTest extends OutboxBehaviour {
  @TempDir private Path directory;
  private int journals;

  @Override
  JournalPlace freshPlace() {
    return new JournalPlace.File(directory.resolve("journal" + journals++ + ".db"));
  }
}
