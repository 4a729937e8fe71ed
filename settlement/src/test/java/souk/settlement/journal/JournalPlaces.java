package souk.settlement.journal;

import java.nio.file.Path;

/** Where the journals of a test are. */
@FunctionalInterface
public interface JournalPlaces {
  /**
   * A place that nobody has used.
   *
   * @param directory of the test, for what is a file
   */
  JournalPlace fresh(Path directory);
}
