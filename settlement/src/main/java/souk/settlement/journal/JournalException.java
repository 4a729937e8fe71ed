package souk.settlement.journal;

import java.io.IOException;
import java.sql.SQLException;

/** The journal cannot be opened, read or written; its message says which and why. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private enum Kind {
    BROKEN,
    IN_USE,
    NOT_LEADER,
    OVERTAKEN
  }

  private final Kind kind;

  JournalException(String message) {
    super(message);
    this.kind = Kind.BROKEN;
  }

  JournalException(String message, SQLException cause) {
    super(message, cause);
    this.kind = isRollback(cause) ? Kind.OVERTAKEN : Kind.BROKEN;
  }

  JournalException(String message, IOException cause) {
    super(message, cause);
    this.kind = Kind.BROKEN;
  }

  private JournalException(String message, Kind kind) {
    super(message);
    this.kind = kind;
  }

  static JournalException inUse(Object place) {
    return new JournalException(
        "%s is in use by another process: stop it, or give this one another journal"
            .formatted(place),
        Kind.IN_USE);
  }

  static JournalException notLeader(Object place) {
    return new JournalException(
        "another process that shares the journal %s leads: ask that one".formatted(place),
        Kind.NOT_LEADER);
  }

  /** Whether it is only that another process has the journal open, and may let go of it. */
  public boolean isInUse() {
    return kind == Kind.IN_USE;
  }

  /** Whether it is only that another process changed the same rows at the same time. */
  boolean isOvertaken() {
    return kind == Kind.OVERTAKEN;
  }

  /** SQLSTATE class 40: the transaction was undone to keep it apart from another. */
  private static boolean isRollback(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("40");
  }

  /** Whether it is only that another process holds the {@link Lease}. */
  public boolean isNotLeader() {
    return kind == Kind.NOT_LEADER;
  }
}
