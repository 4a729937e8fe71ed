package souk.settlement.index;

import java.util.Optional;
import java.util.OptionalLong;
import souk.protocol.value.Address;

/**
 * Which jobs to list.
 *
 * @param consumer who pays
 * @param provider who runs the current attempt, or ran the last
 * @param state label of the state, as {@link souk.protocol.job.JobState#label} gives it
 * @param before only jobs older than the one of this number; see {@link JobPage#next}
 * @param limit most jobs, 1..1000
 */
public record JobQuery(
    Optional<Address> consumer,
    Optional<Address> provider,
    Optional<String> state,
    OptionalLong before,
    int limit) {
  /** Most jobs of one page. */
  public static final int MOST = 1_000;

  public JobQuery {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a page has 1 to %d jobs, not %d".formatted(MOST, limit));
    }
  }

  /** The newest jobs of all. */
  public static JobQuery newest(int limit) {
    return new JobQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), limit);
  }

  /** Whether it asks for such a job, of whatever number. */
  boolean isAbout(IndexedJob job) {
    var snapshot = job.snapshot();
    return consumer.filter(it -> !it.equals(snapshot.consumer())).isEmpty()
        && provider.filter(it -> !snapshot.provider().equals(Optional.of(it))).isEmpty()
        && state.filter(it -> !it.equals(snapshot.state().label())).isEmpty();
  }
}
