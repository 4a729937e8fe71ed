package souk.settlement.keys;

import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/** An account that signs. It never shows its key, nor writes it into text or errors. */
public interface Signer {

  /** The account. */
  Address address();

  /** A secp256k1 signature of the digest, 65 bytes {@code r || s || v} with the lower s. */
  Signature sign(Hash digest);
}
