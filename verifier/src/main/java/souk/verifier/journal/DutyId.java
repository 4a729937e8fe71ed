package souk.verifier.journal;

import souk.protocol.value.Hash;

/**
 * One answer a verifier owes.
 *
 * @param jobId the job
 * @param attempt attempt that is audited
 * @param round round of the audit the answer is for, as the commitment binds it
 */
public record DutyId(Hash jobId, int attempt, int round) {
  private static final int SHOWN_DIGITS = 10;

  /** The whole id as text: names the duty among all that ever were. */
  public String key() {
    return jobId + "/" + attempt + "/" + round;
  }

  /** Short, for people: the first digits of the job's id, the attempt and the round. */
  @Override
  public String toString() {
    return jobId.toString().substring(0, SHOWN_DIGITS) + "/" + attempt + "/" + round;
  }
}
