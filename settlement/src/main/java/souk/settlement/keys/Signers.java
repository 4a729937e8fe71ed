package souk.settlement.keys;

import java.util.Optional;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/** Tells who signed. */
public final class Signers {
  private Signers() {}

  /**
   * The account whose key made the signature; empty if it is no secp256k1 signature with the lower
   * s. Contract wallets (ERC-1271) are not asked.
   */
  public static Optional<Address> recover(Hash digest, Signature signature) {
    return Secp256k1.recover(digest, signature);
  }
}
