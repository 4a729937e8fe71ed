package souk.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Hash;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Password;
import souk.settlement.keys.Wallet;

class WalletCommandTest {
  private static final String KEY =
      "0x0101010101010101010101010101010101010101010101010101010101010101";
  private static final String ADDRESS = "0x1a642f0e3c3af545e7acbd38b07251b3990914f1";

  @TempDir private Path directory;
  private String home = "";
  private String passwordFile = "";

  @BeforeEach
  void writePassword() throws IOException {
    home = directory.resolve("home").toString();
    passwordFile = write("password", "correct horse\n");
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private CliRun wallet(String verb, String... more) {
    return CliRun.withInput(KEY.getBytes(UTF_8), args(verb, more));
  }

  private String[] args(String verb, String... more) {
    var args = new ArrayList<>(List.of("wallet", verb, "--home", home));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private String keyFile() {
    try (var password = Password.fromFile(Path.of(passwordFile))) {
      var wallet = new Wallet(directory.resolve("elsewhere"), KeyStrength.LIGHT);
      return wallet.add(AccountKey.of(Hash.parse(KEY)), password).toString();
    }
  }

  @Test
  void newKeysAreListed() {
    var made = wallet("new", "--password-file", passwordFile);

    assertThat(made.exitCode()).isZero();
    assertThat(made.text()).matches("0x[0-9a-f]{40}\n");
    assertThat(wallet("list").text()).endsWith(made.text());
    assertThat(wallet("list", "--json").text())
        .isEqualTo("{\"address\":\"" + made.text().strip() + "\"}\n");
  }

  @Test
  void takesABareKeyFromStandardInput() {
    var run = wallet("import", "-", "--password-file", passwordFile);

    assertThat(run.text()).isEqualTo(ADDRESS + "\n");
    assertThat(run.messages()).isEmpty();
  }

  @Test
  void takesAKeyFileOverWithItsPassword() {
    assertThat(wallet("import", keyFile(), "--password-file", passwordFile).text())
        .isEqualTo(ADDRESS + "\n");
  }

  @Test
  void saysThatAPasswordIsWrong() throws IOException {
    var run = wallet("import", keyFile(), "--password-file", write("other", "battery staple"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).startsWith("souk: wrong password").hasLineCount(1);
  }

  @Test
  void neverQuotesWhatMayBeMostOfAKey() throws IOException {
    var run = wallet("import", write("key", KEY.substring(0, 60)), "--password-file", passwordFile);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages())
        .isEqualTo("souk: that is no key: a key is 64 hexadecimal digits\n")
        .doesNotContain("0101");
  }

  @Test
  void namesTheFileThatIsMissing() {
    var run = wallet("import", "nowhere.json", "--password-file", passwordFile);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).isEqualTo("souk: no such file: nowhere.json\n");
  }

  @Test
  void saysHowToGiveAPasswordWhereNobodyCanBeAsked() {
    assertThat(wallet("new").messages())
        .isEqualTo(
            "souk: no terminal to ask for a password on: give one with --password-file FILE\n");
  }
}
