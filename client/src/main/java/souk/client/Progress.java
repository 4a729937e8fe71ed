package souk.client;

import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/** What happens to a job that is watched. */
public sealed interface Progress {

  /** It was signed and handed in, and comes on chain no sooner than with its match. */
  record HandedIn(Hash jobId) implements Progress {}

  /** It is in another {@link JobState}, or another attempt, than what was told before. */
  record Reached(Job job) implements Progress {}

  /**
   * Its provider has sent the output ahead of the reveal, to this account alone. Whether it is what
   * the provider committed to shows with the reveal.
   *
   * @param job the job as it was then
   * @param output all of it
   */
  record Promised(Job job, Bytes output) implements Progress {}

  /**
   * Its output, as its provider revealed it: told once for each attempt that gets there. Until
   * {@link JobState.Settled} others may prove it wrong.
   *
   * @param job the job as it was then, with its result
   * @param output all of it, checked against the result
   */
  record Delivered(Job job, Bytes output) implements Progress {}

  /** Nothing follows. */
  record Ended(JobOutcome outcome) implements Progress {}
}
