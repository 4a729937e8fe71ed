package souk.protocol.seal;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import souk.protocol.job.OutputKey;
import souk.protocol.value.Hash;

/**
 * Encrypts outputs to the consumer's key: ECIES over secp256k1 (SEC 1, section 5.1) with
 * HKDF-SHA-256 (RFC 5869) and AES-256-GCM.
 *
 * <pre>
 *   sealed = ephemeral compressed key (33) || nonce (12) || ciphertext || tag (16)
 *   key    = HKDF(salt = ephemeral key, ikm = x of the shared point, info = "souk output")
 *   AAD    = job id (32)
 * </pre>
 */
public final class Ecies {
  /** Bytes that sealing adds. */
  public static final int OVERHEAD = OutputKey.SIZE + 12 + 16;

  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final int NONCE_SIZE = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] INFO = "souk output".getBytes(StandardCharsets.US_ASCII);

  private Ecies() {}

  /** The output key that belongs to a private key, 1..n - 1. */
  public static OutputKey outputKey(BigInteger privateKey) {
    return OutputKey.of(times(CURVE.getG(), requireScalar(privateKey)).getEncoded(true));
  }

  /**
   * Encrypts bytes so that only the holder of the key's private part reads them, bound to one job.
   *
   * @throws IllegalArgumentException if the key is not a point of the curve
   */
  public static byte[] seal(OutputKey to, Hash jobId, byte[] bytes, SecureRandom random) {
    var ephemeral = new BigInteger(255, random).add(BigInteger.ONE);
    var own = times(CURVE.getG(), ephemeral).getEncoded(true);
    var nonce = new byte[NONCE_SIZE];
    random.nextBytes(nonce);
    var key = key(own, times(point(to.compressed()), ephemeral));
    var text = cipher(Cipher.ENCRYPT_MODE, key, nonce, jobId, bytes, 0);
    return ByteBuffer.allocate(own.length + nonce.length + text.length)
        .put(own)
        .put(nonce)
        .put(text)
        .array();
  }

  /**
   * Decrypts what {@link #seal} made for this job.
   *
   * @throws IllegalArgumentException if it was sealed to another key or job, or was changed
   */
  public static byte[] open(BigInteger privateKey, Hash jobId, byte[] sealed) {
    if (sealed.length < OVERHEAD) {
      throw new IllegalArgumentException("a sealed output has at least " + OVERHEAD + " bytes");
    }
    var ephemeral = Arrays.copyOf(sealed, OutputKey.SIZE);
    var nonce = Arrays.copyOfRange(sealed, OutputKey.SIZE, OutputKey.SIZE + NONCE_SIZE);
    var key = key(ephemeral, times(point(ephemeral), requireScalar(privateKey)));
    return cipher(Cipher.DECRYPT_MODE, key, nonce, jobId, sealed, OutputKey.SIZE + NONCE_SIZE);
  }

  private static byte[] cipher(
      int mode, byte[] key, byte[] nonce, Hash jobId, byte[] bytes, int from) {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(jobId.bytes());
      return cipher.doFinal(bytes, from, bytes.length - from);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "the output was sealed to another key or job, or was changed", e);
    }
  }

  private static byte[] key(byte[] ephemeral, ECPoint shared) {
    var generator = new HKDFBytesGenerator(new SHA256Digest());
    var secret = shared.getAffineXCoord().getEncoded();
    generator.init(new HKDFParameters(secret, ephemeral, INFO));
    var key = new byte[32];
    generator.generateBytes(key, 0, key.length);
    return key;
  }

  private static ECPoint point(byte[] compressed) {
    try {
      return CURVE.getCurve().decodePoint(compressed);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the key is not a point of secp256k1", e);
    }
  }

  private static ECPoint times(ECPoint point, BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(point, scalar).normalize();
  }

  private static BigInteger requireScalar(BigInteger privateKey) {
    if (privateKey.signum() <= 0 || privateKey.compareTo(CURVE.getN()) >= 0) {
      throw new IllegalArgumentException("a private key is 1..n - 1");
    }
    return privateKey;
  }
}
