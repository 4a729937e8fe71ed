package souk.settlement.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** How a key file turns a password into a key of 32 bytes. */
sealed interface KeyDerivation {
  int SIZE = 32;

  byte[] derive(Password password);

  /**
   * Reads the function and its parameters.
   *
   * @throws WalletException if there is none, or it would take more than a second or so, or 1 GiB
   */
  static KeyDerivation read(JsonNode crypto) {
    var parameters = crypto.path("kdfparams");
    if (parameters.path("dklen").asInt() != SIZE) {
      throw new WalletException("the key file's derived key has not 32 bytes");
    }
    var salt = KeyFile.hex(parameters.path("salt"));
    return switch (crypto.path("kdf").asText()) {
      case "scrypt" ->
          new Scrypt(
              parameters.path("n").asInt(),
              parameters.path("r").asInt(),
              parameters.path("p").asInt(),
              salt);
      case "pbkdf2" -> new Pbkdf2(parameters.path("c").asInt(), salt);
      default -> throw new WalletException("the key file's kdf is neither scrypt nor pbkdf2");
    };
  }

  /** RFC 7914. */
  final class Scrypt implements KeyDerivation {
    private static final long MAX_BYTES = 1L << 30;
    private static final int MAX_PARALLELISM = 16;

    private final int cost;
    private final int blockSize;
    private final int parallelism;
    private final byte[] salt;

    Scrypt(int cost, int blockSize, int parallelism, byte[] salt) {
      // RFC 7914, section 2: N is a power of 2 below 2^(128 r / 8).
      var power = cost > 1 && Integer.bitCount(cost) == 1;
      if (!power
          || blockSize < 1
          || (blockSize == 1 && cost >= 1 << 16)
          || parallelism < 1
          || 128L * cost * blockSize > MAX_BYTES
          || blockSize > 1024
          || parallelism > MAX_PARALLELISM) {
        throw new WalletException(
            "the key file's scrypt parameters are out of range: n=%d r=%d p=%d"
                .formatted(cost, blockSize, parallelism));
      }
      this.cost = cost;
      this.blockSize = blockSize;
      this.parallelism = parallelism;
      this.salt = salt;
    }

    @Override
    public byte[] derive(Password password) {
      return SCrypt.generate(password.utf8(), salt, cost, blockSize, parallelism, SIZE);
    }

    void write(ObjectNode crypto) {
      crypto.put("kdf", "scrypt");
      crypto
          .putObject("kdfparams")
          .put("dklen", SIZE)
          .put("n", cost)
          .put("r", blockSize)
          .put("p", parallelism)
          .put("salt", HexFormat.of().formatHex(salt));
    }
  }

  /** RFC 8018, with HMAC-SHA-256: other wallets' files. */
  final class Pbkdf2 implements KeyDerivation {
    private static final int MAX_ITERATIONS = 10_000_000;

    private final int iterations;
    private final byte[] salt;

    Pbkdf2(int iterations, byte[] salt) {
      if (iterations < 1 || iterations > MAX_ITERATIONS) {
        throw new WalletException("the key file's pbkdf2 iterations are out of range");
      }
      this.iterations = iterations;
      this.salt = salt;
    }

    @Override
    public byte[] derive(Password password) {
      var generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
      generator.init(password.utf8(), salt, iterations);
      return ((KeyParameter) generator.generateDerivedMacParameters(SIZE * Byte.SIZE)).getKey();
    }
  }
}
