package souk.settlement.web3j;

import java.util.Arrays;
import org.web3j.crypto.Sign.SignatureData;
import souk.protocol.value.Signature;

/** Signatures as web3j has them. */
final class Signatures {
  private Signatures() {}

  /**
   * @throws IllegalArgumentException if it is no secp256k1 signature
   */
  static SignatureData data(Signature signature) {
    var bytes = signature.bytes();
    if (bytes.length != Signature.ECDSA_SIZE) {
      throw new IllegalArgumentException("a secp256k1 signature has 65 bytes, not " + bytes.length);
    }
    return new SignatureData(
        bytes[64], Arrays.copyOfRange(bytes, 0, 32), Arrays.copyOfRange(bytes, 32, 64));
  }
}
