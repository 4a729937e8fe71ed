package souk.settlement.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.protocol.value.Address;

/** Key files in one directory, readable by their owner alone: {@code <address>.json}. */
public final class Wallet {
  private static final String SUFFIX = ".json";

  private final Path directory;
  private final KeyStrength strength;
  private final SecureRandom random = new SecureRandom();

  /**
   * The wallet in that directory, which need not exist yet.
   *
   * @param strength of the key files it writes
   */
  public Wallet(Path directory, KeyStrength strength) {
    this.directory = directory;
    this.strength = strength;
  }

  /** The accounts whose keys are here, in order. */
  public List<Address> list() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .flatMap(name -> address(name).stream())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new WalletException("the wallet %s cannot be read".formatted(directory), e);
    }
  }

  /** Makes a new key and its file. */
  public AccountKey create(Password password) {
    var key = AccountKey.random(random);
    add(key, password);
    return key;
  }

  /**
   * Writes a file for a key.
   *
   * @return where it rests
   * @throws WalletException if there is one already, or it cannot be written
   */
  public Path add(AccountKey key, Password password) {
    var file = file(key.address());
    if (Files.exists(file)) {
      throw new WalletException("the wallet already holds a key for " + key.address());
    }
    write(file, KeyFile.encrypt(key, password, strength, random));
    return file;
  }

  /**
   * Unlocks an account's key.
   *
   * @throws WalletException if it is not here, or the password is wrong
   */
  public AccountKey open(Address address, Password password) {
    var file = file(address);
    if (!Files.exists(file)) {
      throw new WalletException("the wallet %s holds no key for %s".formatted(directory, address));
    }
    return open(file, password);
  }

  /**
   * Unlocks the key in any key file.
   *
   * @throws WalletException if it cannot be read, is no key file, or the password is wrong
   */
  public static AccountKey open(Path file, Password password) {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(KeyFile.MAX_BYTES + 1);
      if (bytes.length > KeyFile.MAX_BYTES) {
        throw new WalletException("a key file has at most 16 KiB: " + file);
      }
      return KeyFile.decrypt(new String(bytes, StandardCharsets.UTF_8), password);
    } catch (IOException e) {
      throw new WalletException("the key file %s cannot be read".formatted(file), e);
    }
  }

  private Path file(Address address) {
    return directory.resolve(address + SUFFIX);
  }

  private static Optional<Address> address(String fileName) {
    try {
      return fileName.endsWith(SUFFIX)
          ? Optional.of(Address.parse(fileName.substring(0, fileName.length() - SUFFIX.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Written beside and moved into place, so that no crash leaves half a key. */
  private void write(Path file, String text) {
    try {
      Files.createDirectories(directory);
      var part = Files.createTempFile(directory, ".key", ".part", ownerOnly());
      try (var channel = FileChannel.open(part, Set.of(StandardOpenOption.WRITE))) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new WalletException("the key file %s cannot be written".formatted(file), e);
    }
  }

  private FileAttribute<?>[] ownerOnly() {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
