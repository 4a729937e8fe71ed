package souk.testnet.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import souk.protocol.value.Address;
import souk.settlement.keys.KeyStrength;
import souk.settlement.keys.Password;
import souk.settlement.keys.Wallet;

/** The accounts of a testnet, each with a key file and a home of its own. Not thread-safe. */
final class Accounts {
  private static final String MACHINE_FILES = "machine";
  // Testnets one after the other may share them, too.
  private static final String MACHINE_FILES_PROPERTY = "souk.machine";
  private static final String PASSWORD = "only for this testnet";

  private final Path directory;
  private final Map<String, NodeAccount> byName = new LinkedHashMap<>();

  private Accounts(Path directory) {
    this.directory = directory;
  }

  /** None yet, with homes in that folder. */
  static Accounts in(Path directory) {
    var accounts = new Accounts(directory);
    writeSecret(accounts.passwordFile());
    return accounts;
  }

  /** Makes an account with a fresh key. */
  NodeAccount create(String name) {
    var home = directory.resolve(name);
    shareMachineFiles(home);
    try (var password = Password.of(PASSWORD)) {
      var key = new Wallet(home.resolve("wallets"), KeyStrength.LIGHT).create(password);
      var account = new NodeAccount(name, key, home);
      byName.put(name, account);
      return account;
    }
  }

  /** Deletes an account and all that is in its home. */
  void forget(String name) {
    var home = named(name).home();
    byName.remove(name);
    try (var files = Files.walk(home)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the home " + home, e);
    }
  }

  /** All of them, in the order they were made. */
  Map<String, NodeAccount> all() {
    return Collections.unmodifiableMap(byName);
  }

  NodeAccount named(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no account is called " + name));
  }

  /** Name of the account with that address; the address itself if it is a stranger's. */
  String nameOf(Address address) {
    return byName.values().stream()
        .filter(account -> account.address().equals(address))
        .map(NodeAccount::name)
        .findFirst()
        .orElse(address.toString());
  }

  /** What unlocks their keys. */
  Path passwordFile() {
    return directory.resolve("password");
  }

  // Every node would make the same start-up files for itself.
  private void shareMachineFiles(Path home) {
    try {
      Files.createDirectories(home);
      var shared = Files.createDirectories(machineFiles().toAbsolutePath());
      Files.createSymbolicLink(home.resolve(MACHINE_FILES), shared);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the home " + home, e);
    }
  }

  private Path machineFiles() {
    var toldPlace = System.getProperty(MACHINE_FILES_PROPERTY);
    return toldPlace == null ? directory.resolve(MACHINE_FILES) : Path.of(toldPlace);
  }

  private static void writeSecret(Path file) {
    try {
      Files.writeString(file, PASSWORD);
      var unused = file.toFile().setReadable(false, false) && file.toFile().setReadable(true, true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
