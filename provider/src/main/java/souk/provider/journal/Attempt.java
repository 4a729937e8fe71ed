package souk.provider.journal;

import java.util.Optional;
import souk.client.api.SignedAcceptance;
import souk.protocol.value.Moment;

/**
 * An attempt as far as the provider's journal knows it.
 *
 * @param id which one
 * @param promise the newest acceptance signed for it; empty if the chain says that there was one
 *     and the journal does not know it
 * @param opening what it committed to, or will; empty until it has run
 */
public record Attempt(AttemptId id, Optional<SignedAcceptance> promise, Optional<Opening> opening) {

  /** Whether a market node may still land the promise. */
  public boolean canLandAt(Moment now) {
    return promise.filter(signed -> !now.isPast(signed.acceptance().expiry())).isPresent();
  }
}
