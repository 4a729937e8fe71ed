package souk.protocol.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.digests.KeccakDigest;
import souk.protocol.value.Hash;

/** The two hash functions of the protocol. */
public final class Digests {
  private Digests() {}

  /** Keccak-256 as the EVM computes it, over the concatenation of the parts. */
  public static Hash keccak256(byte[]... parts) {
    var digest = new KeccakDigest(256);
    for (var part : parts) {
      digest.update(part, 0, part.length);
    }
    var hash = new byte[Hash.SIZE];
    digest.doFinal(hash, 0);
    return Hash.of(hash);
  }

  /** SHA-256 (FIPS 180-4) over the concatenation of the parts. */
  public static Hash sha256(byte[]... parts) {
    var digest = newSha256();
    for (var part : parts) {
      digest.update(part);
    }
    return Hash.of(digest.digest());
  }

  /** A fresh SHA-256 for bytes that arrive piece by piece. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
