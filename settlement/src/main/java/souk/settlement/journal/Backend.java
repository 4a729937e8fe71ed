package souk.settlement.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the databases a journal can be kept in. */
interface Backend extends AutoCloseable {
  /** A new connection, set up, outside any transaction. */
  Connection connect() throws SQLException;

  /** The same, but nothing can be written through it. */
  Connection connectToRead() throws SQLException;

  /** Whether a connection lost is replaced: one to a file is not. */
  boolean reconnects();

  /** Lets processes that share it change its tables one after the other. */
  void beforeMigration(Session session);

  @Override
  void close();
}
