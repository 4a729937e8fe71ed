package souk.settlement.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalPlaceTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://host/souk?password=secret",
        "jdbc:postgresql://host/souk?ssl=true&PASSWORD=secret",
        "jdbc:postgresql://host/souk?sslpassword=secret",
        "jdbc:postgresql://souk:secret@host/souk"
      })
  void refusesAPasswordInAUrl(String url) {
    assertThatThrownBy(() -> new JournalPlace.PostgreSql(url, "souk", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("put the password in a file")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesAnotherDatabasesUrl() {
    assertThatThrownBy(
            () -> new JournalPlace.PostgreSql("jdbc:mysql://host/souk", "souk", Optional.empty()))
        .hasMessageContaining("jdbc:postgresql:");
  }

  @Test
  void readsTheFirstLineOfAPrivateFile() throws Exception {
    assertThat(new DatabasePassword.InFile(file("rw-------")).read()).isEqualTo("secret");
  }

  @Test
  void refusesAPasswordFileThatOthersMayRead() throws Exception {
    var open = new DatabasePassword.InFile(file("rw-r-----"));

    assertThatThrownBy(open::read)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void namesTheEnvironmentVariableThatIsNotSet() {
    assertThatThrownBy(() -> new DatabasePassword.InEnvironment("SOUK_NOT_SET_ANYWHERE").read())
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("SOUK_NOT_SET_ANYWHERE");
  }

  private Path file(String permissions) throws Exception {
    var file = Files.writeString(directory.resolve("password"), "secret\nand more\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
