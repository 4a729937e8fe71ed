package souk.settlement.journal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a journal is kept. */
public sealed interface JournalPlace {

  /**
   * A SQLite file that one process at a time owns; made, with its directories, if it is not there.
   */
  record File(Path path) implements JournalPlace {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A PostgreSQL database, version 14 or newer, that one process owns or several replicas share.
   * The tables are made in the first schema of the user's search path; {@code currentSchema} in the
   * URL chooses another.
   *
   * @param url as {@code jdbc:postgresql://host:5432/souk}, without a password
   * @param user role to log in as
   * @param password where its password is; empty if the server asks for none
   */
  record PostgreSql(String url, String user, Optional<DatabasePassword> password)
      implements JournalPlace {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final Pattern SECRET =
        Pattern.compile("[?&](password|sslpassword)=|//[^/?]*@", Pattern.CASE_INSENSITIVE);

    /**
     * @throws IllegalArgumentException if the URL is not PostgreSQL's, or holds a password
     */
    public PostgreSql {
      if (!url.startsWith(SCHEME)) {
        throw new IllegalArgumentException("a PostgreSQL journal's URL begins with " + SCHEME);
      }
      if (SECRET.matcher(url).find()) {
        throw new IllegalArgumentException(
            "a journal's URL must not hold user or password: put the password in a file");
      }
      if (user.isBlank()) {
        throw new IllegalArgumentException("a PostgreSQL journal needs a user");
      }
    }

    @Override
    public String toString() {
      return url + " as " + user;
    }
  }
}
