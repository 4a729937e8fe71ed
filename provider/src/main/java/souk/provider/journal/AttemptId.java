package souk.provider.journal;

import souk.protocol.value.Hash;

/**
 * One try at running a job.
 *
 * @param jobId the job
 * @param attempt which try, from 0
 */
public record AttemptId(Hash jobId, int attempt) {
  private static final int SHOWN_DIGITS = 10;

  /** The whole id as text: names the attempt among all that ever were. */
  public String key() {
    return jobId + "/" + attempt;
  }

  /** Short, for people: the first digits of the job's id and the attempt. */
  @Override
  public String toString() {
    return jobId.toString().substring(0, SHOWN_DIGITS) + "/" + attempt;
  }
}
