package souk.market.signature;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.CodeSignature;
import souk.settlement.keys.Signers;

/**
 * Whether a signature is an account's, as our contracts see it: made with its key, or taken by its
 * code (ERC-1271); of an account that has both (EIP-7702) either will do. Thread-safe.
 */
public final class SignatureCheck {
  // Code runs on our endpoint, at our cost: not for many strangers at once.
  private static final int QUESTIONS_AT_ONCE = 4;

  private final Code code;
  private final Semaphore questions = new Semaphore(QUESTIONS_AT_ONCE);

  /** Asks accounts' code, with bounded gas: {@link souk.settlement.chain.Chain#codeSignature}. */
  @FunctionalInterface
  public interface Code {
    /**
     * What the account's code says of a signature.
     *
     * @throws souk.settlement.chain.ChainException if the chain cannot be asked
     */
    CodeSignature ask(Address account, Hash digest, Signature signature);
  }

  /** What a signature is. */
  public enum Finding {
    /** The account's. */
    GENUINE,
    /** Not there. */
    MISSING,
    /** Not the account's, which has no code. */
    FORGED,
    /** Not taken by the account's code, which may say otherwise to others. */
    REFUSED,
    /** Not looked at: too many are at this moment. */
    UNCHECKED
  }

  public SignatureCheck(Code code) {
    this.code = code;
  }

  /** The account whose key made it. */
  public static Optional<Address> keyOf(Hash digest, Signature signature) {
    return Signers.recover(digest, signature);
  }

  /** Whether the account's key made it: costs nothing but time. */
  public static boolean isByKey(Address account, Hash digest, Signature signature) {
    return keyOf(digest, signature).filter(account::equals).isPresent();
  }

  /**
   * Looks at a signature.
   *
   * @throws souk.settlement.chain.ChainException if the account's code would have to be asked and
   *     cannot be
   */
  public Finding of(Address account, Hash digest, Signature signature) {
    if (signature.isNone()) {
      return Finding.MISSING;
    }
    if (isByKey(account, digest, signature)) {
      return Finding.GENUINE;
    }
    if (!questions.tryAcquire()) {
      return Finding.UNCHECKED;
    }
    try {
      return switch (code.ask(account, digest, signature)) {
        case VALID -> Finding.GENUINE;
        case REFUSED -> Finding.REFUSED;
        case NO_CODE -> Finding.FORGED;
      };
    } finally {
      questions.release();
    }
  }
}
