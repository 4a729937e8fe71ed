package souk.verifier.journal;

import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

/**
 * An appeal this verifier has decided to pay for.
 *
 * @param jobId the job the claim is about
 * @param claimId the claim
 * @param round round of the jury that is paid for, from 1
 * @param cost what it costs
 */
public record Funding(Hash jobId, Hash claimId, int round, Amount cost) {
  /** Names it among all that ever were. */
  public String key() {
    return claimId + "/" + round;
  }
}
