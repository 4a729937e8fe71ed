package souk.settlement.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.WalletUtils;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

class WalletTest {
  private static final Password PASSWORD = Password.of("correct horse");

  // Web3 Secret Storage Definition, test vectors.
  private static final String SECRET =
      "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";
  private static final String PBKDF2_FILE =
      """
      {"crypto": {"cipher": "aes-128-ctr",
        "cipherparams": {"iv": "6087dab2f9fdbbfaddc31a909735c1e6"},
        "ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
        "kdf": "pbkdf2",
        "kdfparams": {"c": 262144, "dklen": 32, "prf": "hmac-sha256",
          "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
        "mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},
       "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6", "version": 3}
      """;
  @TempDir private Path directory;
  private Wallet wallet;

  @BeforeEach
  void openWallet() {
    wallet = new Wallet(directory.resolve("keys"), KeyStrength.LIGHT);
  }

  @Test
  void isEmptyBeforeItsFirstKey() {
    assertThat(wallet.list()).isEmpty();
  }

  @Test
  void opensTheKeyItMade() {
    var key = wallet.create(PASSWORD);

    var opened = wallet.open(key.address(), PASSWORD);

    assertThat(opened.sign(Hash.ZERO)).isEqualTo(key.sign(Hash.ZERO));
    assertThat(wallet.list()).containsExactly(key.address());
  }

  @Test
  void writesFilesForTheirOwnerAlone() throws Exception {
    var file = wallet.add(AccountKey.random(new SecureRandom()), PASSWORD);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void neverReplacesAKey() {
    var key = wallet.create(PASSWORD);

    assertThatThrownBy(() -> wallet.add(key, Password.of("other")))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("already holds a key");
  }

  @Test
  void saysThatThePasswordIsWrong() {
    var key = wallet.create(PASSWORD);

    assertThatThrownBy(() -> wallet.open(key.address(), Password.of("wrong")))
        .isInstanceOf(WalletException.class)
        .hasMessage("wrong password for this key file");
  }

  @Test
  void saysThatAKeyIsNotHere() {
    assertThatThrownBy(() -> wallet.open(Address.ZERO, PASSWORD))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("holds no key for " + Address.ZERO);
  }

  @Test
  void readsTheStandardsTestVector() throws Exception {
    var file = Files.writeString(directory.resolve("vector.json"), PBKDF2_FILE);

    var key = Wallet.open(file, Password.of("testpassword"));

    assertThat(key.address()).isEqualTo(AccountKey.of(Hash.parse(SECRET)).address());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\": 3}",
        "{\"version\": 3, \"crypto\": {\"cipher\": \"rot13\"}}",
        "{\"version\": 3, \"crypto\": {\"cipher\": \"aes-128-ctr\", \"kdf\": \"scrypt\","
            + " \"kdfparams\": {\"dklen\": 32, \"n\": 1073741824, \"r\": 8, \"p\": 1, \"salt\": \"\"}}}"
      })
  void refusesWhatIsNoKeyFile(String text) throws Exception {
    var file = Files.writeString(directory.resolve("broken.json"), text);

    assertThatThrownBy(() -> Wallet.open(file, PASSWORD)).isInstanceOf(WalletException.class);
  }

  @ParameterizedTest
  @EnumSource
  void writesFilesThatOtherWalletsOpen(KeyStrength strength) throws Exception {
    var file = new Wallet(directory, strength).add(AccountKey.of(Hash.parse(SECRET)), PASSWORD);

    var opened = WalletUtils.loadCredentials("correct horse", file.toFile());

    assertThat(opened.getEcKeyPair().getPrivateKey()).isEqualTo(new BigInteger(SECRET, 16));
  }

  @Test
  void refusesAHugeKeyFileUnread() throws Exception {
    var file = Files.write(directory.resolve("huge.json"), new byte[KeyFile.MAX_BYTES + 1]);

    assertThatThrownBy(() -> Wallet.open(file, PASSWORD))
        .isInstanceOf(WalletException.class)
        .hasMessageContaining("at most 16 KiB");
  }

  @Test
  void readsAPasswordsFirstLine() throws Exception {
    var key = wallet.create(PASSWORD);
    var file = Files.writeString(directory.resolve("password"), "correct horse\r\nbattery\n");
    var stream = new ByteArrayInputStream("correct horse\n".getBytes(StandardCharsets.UTF_8));

    assertThat(wallet.open(key.address(), Password.fromFile(file)).address())
        .isEqualTo(key.address());
    assertThat(wallet.open(key.address(), Password.fromStream(stream)).address())
        .isEqualTo(key.address());
  }

  @Test
  void showsNeitherKeysNorPasswords() {
    var key = AccountKey.of(Hash.parse(SECRET));

    assertThat(key.toString()).isEqualTo(key.address().toString());
    assertThat(PASSWORD.toString()).isEqualTo("(hidden)");
  }
}
