package souk.settlement.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;

/** Where a database's password is. It is read when a connection is made and never kept. */
public sealed interface DatabasePassword {

  /** The first line of a file that only its owner may read or write (mode 0600 or less). */
  record InFile(Path path) implements DatabasePassword {
    private static final EnumSet<PosixFilePermission> OWNER =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    private static final int MAX_BYTES = 4096;

    @Override
    public String read() {
      requirePrivate();
      try (var in = Files.newBufferedReader(path)) {
        if (Files.size(path) > MAX_BYTES) {
          throw new JournalException(
              "the password file %s has more than %d bytes".formatted(path, MAX_BYTES));
        }
        var line = in.readLine();
        return line == null ? "" : line;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private void requirePrivate() {
      try {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(path))) {
          throw new JournalException(
              "others may read the password file %s: chmod 600 it".formatted(path));
        }
      } catch (UnsupportedOperationException e) {
        // A file system without such permissions: whoever chose it keeps others out another way.
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    private JournalException unreadable(IOException e) {
      return new JournalException("the password file %s cannot be read".formatted(path), e);
    }
  }

  /** The value of an environment variable. */
  record InEnvironment(String variable) implements DatabasePassword {
    @Override
    public String read() {
      var value = System.getenv(variable);
      if (value == null) {
        throw new JournalException(
            "the environment variable %s, for the journal's password, is not set"
                .formatted(variable));
      }
      return value;
    }
  }

  /**
   * The password.
   *
   * @throws JournalException if it is not there, or others may read its file
   */
  String read();
}
