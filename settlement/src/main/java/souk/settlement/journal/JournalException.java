package souk.settlement.journal;

import java.nio.file.Path;

/** The journal cannot be opened, read or written; its message says which file and why. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inUse;

  JournalException(String message) {
    super(message);
    this.inUse = false;
  }

  JournalException(String message, Throwable cause) {
    super(message, cause);
    this.inUse = false;
  }

  private JournalException(Path file) {
    super(
        "%s is in use by another process: stop it, or give this one another directory"
            .formatted(file));
    this.inUse = true;
  }

  static JournalException inUse(Path file) {
    return new JournalException(file);
  }

  /** Whether it is only that another process has the journal open, and may let go of it. */
  public boolean isInUse() {
    return inUse;
  }
}
