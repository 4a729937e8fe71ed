package souk.provider.node;

import souk.protocol.job.JobSpec;
import souk.provider.journal.Produced;

/**
 * What a provider commits to, given what it computed. Asked once for each attempt; the answer is
 * journaled before anybody sees its commitment.
 */
@FunctionalInterface
public interface ResultPolicy {
  /** Commits to what was computed. */
  ResultPolicy HONEST = (job, computed) -> computed;

  /**
   * Chooses what to commit to.
   *
   * @param job the job that was run
   * @param computed what the run produced
   */
  Produced commitTo(JobSpec job, Produced computed);
}
