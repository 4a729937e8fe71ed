package souk.settlement.keys;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/** ECDSA as Ethereum uses it: deterministic (RFC 6979), lower s (EIP-2), recoverable. */
final class Secp256k1 {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);
  private static final BigInteger HALF_ORDER = CURVE.getN().shiftRight(1);

  // The 27 by which Ethereum's v exceeds the recovery id (Yellow Paper, appendix F).
  private static final int V_OFFSET = 27;

  private Secp256k1() {}

  static boolean isSecret(BigInteger number) {
    return number.signum() > 0 && number.compareTo(CURVE.getN()) < 0;
  }

  static Address address(BigInteger secret) {
    return address(new FixedPointCombMultiplier().multiply(CURVE.getG(), secret));
  }

  static Signature sign(BigInteger secret, Hash digest) {
    var signer = new RecoverableSigner();
    signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
    var parts = signer.generateSignature(digest.bytes());
    var flipped = parts[1].compareTo(HALF_ORDER) > 0;
    var s = flipped ? CURVE.getN().subtract(parts[1]) : parts[1];
    return encode(parts[0], s, signer.hasOddPoint() ^ flipped ? 1 : 0);
  }

  /** Remembers the point of its nonce: the parity of its y tells which key signed. */
  private static final class RecoverableSigner extends ECDSASigner {
    private ECPoint point = CURVE.getG();

    RecoverableSigner() {
      super(new HMacDSAKCalculator(new SHA256Digest()));
    }

    boolean hasOddPoint() {
      return point.getAffineYCoord().testBitZero();
    }

    @Override
    protected ECMultiplier createBasePointMultiplier() {
      var multiplier = new FixedPointCombMultiplier();
      return (base, nonce) -> {
        point = multiplier.multiply(base, nonce).normalize();
        return point;
      };
    }
  }

  static Optional<Address> recover(Hash digest, Signature signature) {
    var bytes = signature.bytes();
    if (bytes.length != Signature.ECDSA_SIZE) {
      return Optional.empty();
    }
    var r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, 32));
    var s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
    var id = bytes[64] - V_OFFSET;
    var valid =
        isSecret(r) && s.signum() > 0 && s.compareTo(HALF_ORDER) <= 0 && (id == 0 || id == 1);
    return valid ? recover(digest, r, s, id) : Optional.empty();
  }

  // SEC 1, section 4.1.6, for the two points whose x is r itself.
  private static Optional<Address> recover(Hash digest, BigInteger r, BigInteger s, int id) {
    ECPoint point;
    try {
      var encoded = new byte[33];
      encoded[0] = (byte) (2 + id);
      copyPadded(r, encoded, 1);
      point = CURVE.getCurve().decodePoint(encoded);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    var inverse = r.modInverse(CURVE.getN());
    var e = new BigInteger(1, digest.bytes());
    var key =
        ECAlgorithms.sumOfTwoMultiplies(
            CURVE.getG(),
            inverse.multiply(e.negate()).mod(CURVE.getN()),
            point,
            inverse.multiply(s).mod(CURVE.getN()));
    return key.isInfinity() ? Optional.empty() : Optional.of(address(key));
  }

  private static Address address(ECPoint key) {
    var encoded = key.normalize().getEncoded(false);
    var hash = Digests.keccak256(Arrays.copyOfRange(encoded, 1, encoded.length)).bytes();
    return Address.of(Arrays.copyOfRange(hash, Hash.SIZE - Address.SIZE, Hash.SIZE));
  }

  private static Signature encode(BigInteger r, BigInteger s, int id) {
    var bytes = new byte[Signature.ECDSA_SIZE];
    copyPadded(r, bytes, 0);
    copyPadded(s, bytes, 32);
    bytes[64] = (byte) (V_OFFSET + id);
    return Signature.of(bytes);
  }

  /** Writes the number as 32 bytes, big-endian. */
  static void copyPadded(BigInteger number, byte[] target, int at) {
    var digits = number.toByteArray();
    var from = Math.max(0, digits.length - 32);
    var size = digits.length - from;
    System.arraycopy(digits, from, target, at + 32 - size, size);
  }
}
