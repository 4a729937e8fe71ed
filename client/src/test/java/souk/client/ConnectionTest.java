package souk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.value.Address;
import souk.settlement.keys.AccountKey;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Password;
import souk.settlement.keys.Wallet;

class ConnectionTest {
  private static final URI NODE = URI.create("http://127.0.0.1:7070");
  private static final Password PASSWORD = Password.of("open sesame");

  @TempDir private Path home;

  @Test
  void takesWhatTheCommandLineTakesFromTheEnvironment() {
    var environment =
        Map.of(
            "SOUK_RPC", "http://127.0.0.1:8545, https://rpc.example",
            "SOUK_DEPLOYMENT", "market.json",
            "SOUK_MARKETS", "http://127.0.0.1:7070",
            "SOUK_HOME", home.toString());

    assertThat(Connection.of(environment))
        .isEqualTo(
            new Connection(
                List.of(URI.create("http://127.0.0.1:8545"), URI.create("https://rpc.example")),
                Path.of("market.json"),
                List.of(NODE),
                home));
  }

  @Test
  void saysWhichVariableIsMissing() {
    var environment = new HashMap<>(Map.of("SOUK_RPC", NODE.toString(), "SOUK_MARKETS", " "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Connection.of(environment))
        .withMessage("SOUK_DEPLOYMENT is not set");

    environment.put("SOUK_DEPLOYMENT", "market.json");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Connection.of(environment))
        .withMessage("SOUK_MARKETS is not set");
  }

  @Test
  void refusesWhatIsNoAddress() {
    for (var bad : List.of("localhost:7070", "ftp://node", "http:/node", "/tmp/geth.ipc")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> connection(List.of(URI.create(bad))))
          .withMessage("market nodes are http(s) URLs: '%s'", bad);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> connection(List.of()))
        .withMessage("no market nodes are named");
  }

  @Test
  void opensTheOnlyKeyAtHome() {
    var key = addKey();

    var opened = connection(List.of(NODE)).key(PASSWORD);

    assertThat(opened.address()).isEqualTo(key.address());
  }

  @Test
  void wantsToKnowWhichOfSeveralKeys() {
    var first = addKey();
    addKey();
    var connection = connection(List.of(NODE));

    assertRefused(() -> connection.key(PASSWORD));
    assertThat(connection.key(first.address(), PASSWORD).address()).isEqualTo(first.address());
  }

  @Test
  void refusesAWrongPasswordAndAKeyThatIsNotThere() {
    addKey();
    var connection = connection(List.of(NODE));

    assertRefused(() -> connection.key(Password.of("another")));
    assertRefused(() -> connection.key(Address.ZERO, PASSWORD));
  }

  private static void assertRefused(Runnable attempt) {
    assertThatExceptionOfType(SoukException.class)
        .isThrownBy(attempt::run)
        .satisfies(e -> assertThat(e.kind()).isEqualTo(SoukException.Kind.REFUSED));
  }

  private AccountKey addKey() {
    var key = AccountKey.random(new SecureRandom());
    new Wallet(home.resolve("wallets"), KeyStrength.LIGHT).add(key, PASSWORD);
    return key;
  }

  private Connection connection(List<URI> markets) {
    return new Connection(List.of(NODE), Path.of("market.json"), markets, home);
  }
}
