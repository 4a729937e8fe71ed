package souk.settlement.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** Web3 secret storage, version 3: a private key under AES-128-CTR with a key from a password. */
final class KeyFile {
  static final int MAX_BYTES = 16 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HexFormat HEX = HexFormat.of();
  private static final int VERSION = 3;
  private static final int HALF = 16;

  private KeyFile() {}

  static String encrypt(
      AccountKey key, Password password, KeyStrength strength, SecureRandom random) {
    var salt = randomBytes(random, 32);
    var iv = randomBytes(random, HALF);
    var derivation = new KeyDerivation.Scrypt(strength.cost(), 8, strength.parallelism(), salt);
    var derived = derivation.derive(password);
    var ciphertext = aes(derived, iv, key.secret());
    var file = JSON.createObjectNode().put("version", VERSION);
    file.put("id", UUID.nameUUIDFromBytes(salt).toString());
    file.put("address", key.address().toString().substring(2));
    var crypto = file.putObject("crypto").put("cipher", "aes-128-ctr");
    crypto.put("ciphertext", HEX.formatHex(ciphertext));
    crypto.putObject("cipherparams").put("iv", HEX.formatHex(iv));
    crypto.put("mac", HEX.formatHex(mac(derived, ciphertext)));
    derivation.write(crypto);
    return file.toPrettyString();
  }

  static AccountKey decrypt(String text, Password password) {
    var crypto = crypto(text);
    if (!crypto.path("cipher").asText().equals("aes-128-ctr")) {
      throw new WalletException("the key file's cipher is not aes-128-ctr");
    }
    var derived = KeyDerivation.read(crypto).derive(password);
    var ciphertext = hex(crypto.path("ciphertext"));
    if (!MessageDigest.isEqual(mac(derived, ciphertext), hex(crypto.path("mac")))) {
      throw new WalletException("wrong password for this key file");
    }
    var secret = aes(derived, hex(crypto.path("cipherparams").path("iv")), ciphertext);
    if (secret.length != Hash.SIZE) {
      throw new WalletException("the key file holds no 32-byte key");
    }
    return AccountKey.of(Hash.of(secret));
  }

  static byte[] hex(JsonNode node) {
    try {
      return HEX.parseHex(node.asText());
    } catch (IllegalArgumentException e) {
      throw new WalletException("a field of the key file is not hexadecimal", e);
    }
  }

  private static JsonNode crypto(String text) {
    JsonNode file;
    try {
      file = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new WalletException("the key file is not JSON");
    }
    // Some wallets write "Crypto", as the first version of the format did.
    var crypto = file.has("crypto") ? file.path("crypto") : file.path("Crypto");
    if (file.path("version").asInt() != VERSION || !crypto.isObject()) {
      throw new WalletException("the key file is no Web3 secret storage of version 3");
    }
    return crypto;
  }

  private static byte[] mac(byte[] derived, byte[] ciphertext) {
    return Digests.keccak256(Arrays.copyOfRange(derived, HALF, 2 * HALF), ciphertext).bytes();
  }

  private static byte[] aes(byte[] derived, byte[] iv, byte[] text) {
    try {
      var cipher = Cipher.getInstance("AES/CTR/NoPadding");
      var key = new SecretKeySpec(derived, 0, HALF, "AES");
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new WalletException("the key file's cipher parameters cannot be used", e);
    }
  }

  private static byte[] randomBytes(SecureRandom random, int sizeBytes) {
    var bytes = new byte[sizeBytes];
    random.nextBytes(bytes);
    return bytes;
  }
}
