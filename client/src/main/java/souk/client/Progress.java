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
   * Its output is here. Before {@link JobState.Revealed} it is only its provider's word, and until
   * {@link JobState.Settled} others may prove it wrong; if another one takes its place, that is
   * told too.
   *
   * @param job the job as it was then
   * @param output all of it
   */
  record Delivered(Job job, Bytes output) implements Progress {}

  /** Nothing follows. */
  record Ended(JobOutcome outcome) implements Progress {}
}
