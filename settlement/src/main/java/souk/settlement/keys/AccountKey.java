package souk.settlement.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import souk.protocol.codec.Digests;
import souk.protocol.job.OutputKey;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/** An account's private key in this process's memory. */
public final class AccountKey implements Signer {
  private static final byte[] OUTPUT = "souk output key".getBytes(StandardCharsets.US_ASCII);

  private final BigInteger secret;
  private final Address address;

  private AccountKey(BigInteger secret) {
    this.secret = secret;
    this.address = Secp256k1.address(secret);
  }

  /** A fresh key. */
  public static AccountKey random(SecureRandom random) {
    BigInteger secret;
    do {
      secret = new BigInteger(256, random);
    } while (!Secp256k1.isSecret(secret));
    return new AccountKey(secret);
  }

  /**
   * The key with that secret.
   *
   * @throws WalletException if it is no secp256k1 private key
   */
  public static AccountKey of(Hash secret) {
    var number = new BigInteger(1, secret.bytes());
    if (!Secp256k1.isSecret(number)) {
      throw new WalletException("a private key is between 1 and the order of secp256k1");
    }
    return new AccountKey(number);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Signature sign(Hash digest) {
    return Secp256k1.sign(secret, digest);
  }

  /** The key that outputs are encrypted to: derived from this one, so it needs no file. */
  public OutputKey outputKey() {
    return Ecies.outputKey(outputSecret());
  }

  /**
   * Decrypts a job's output that was sealed to {@link #outputKey}.
   *
   * @throws IllegalArgumentException if it was sealed to another key or job, or was changed
   */
  public byte[] unseal(Hash jobId, byte[] sealed) {
    return Ecies.open(outputSecret(), jobId, sealed);
  }

  /** The 32 bytes of the private key, for a key file. */
  byte[] secret() {
    var bytes = new byte[Hash.SIZE];
    Secp256k1.copyPadded(secret, bytes, 0);
    return bytes;
  }

  private BigInteger outputSecret() {
    var candidate = Digests.keccak256(OUTPUT, secret());
    while (!Secp256k1.isSecret(new BigInteger(1, candidate.bytes()))) {
      candidate = Digests.keccak256(candidate.bytes());
    }
    return new BigInteger(1, candidate.bytes());
  }

  /** The account's address: never the key. */
  @Override
  public String toString() {
    return address.toString();
  }
}
