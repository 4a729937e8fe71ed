package souk.market.order;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.keys.Signers;

/**
 * Whether a signature is an account's, as our contracts see it: made with its key, or taken by its
 * code (ERC-1271); of an account that has both (EIP-7702) either will do.
 */
final class SignatureCheck {
  // Code runs on our endpoint, at our cost: not for many strangers at once.
  private static final int QUESTIONS_AT_ONCE = 4;

  private final OrderFacts facts;
  private final Semaphore questions = new Semaphore(QUESTIONS_AT_ONCE);

  SignatureCheck(OrderFacts facts) {
    this.facts = facts;
  }

  /** The account whose key made it. */
  static Optional<Address> keyOf(Hash digest, Signature signature) {
    return Signers.recover(digest, signature);
  }

  /**
   * What is wrong with a signature; empty if it is the account's.
   *
   * @throws souk.settlement.chain.ChainException if its code would have to be asked and cannot be
   */
  Optional<Reply> problem(Address account, Hash digest, Signature signature) {
    if (signature.isNone()) {
      return Optional.of(new Reply.Invalid(Reply.Why.UNSIGNED, "the signature is missing"));
    }
    if (keyOf(digest, signature).filter(account::equals).isPresent()) {
      return Optional.empty();
    }
    if (!questions.tryAcquire()) {
      return Optional.of(new Reply.Busy("too many signatures wait to be checked; try again"));
    }
    try {
      return switch (facts.codeSignature(account, digest, signature)) {
        case VALID -> Optional.empty();
        // Code may say yes to one node and no to the next: no fault of whoever hands it over.
        case REFUSED -> Optional.of(new Reply.Refused(Reply.Why.UNSIGNED, refusal(account)));
        case NO_CODE -> Optional.of(new Reply.Invalid(Reply.Why.UNSIGNED, refusal(account)));
      };
    } finally {
      questions.release();
    }
  }

  private static String refusal(Address account) {
    return "the signature is not one of %s".formatted(account);
  }
}
