package souk.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import souk.cli.console.CommandException;
import souk.cli.console.Console;
import souk.cli.console.Fields;
import souk.client.Job;
import souk.client.Progress;
import souk.client.Souk;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.Head;
import souk.settlement.index.JobIndex;

/** Follows a job to its output, and tells each state on the way. */
final class JobFollower {
  // By then a job that somebody wants is matched.
  private static final int BLOCKS_TO_WONDER = 5;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Souk souk;
  private final JobIndex index;
  private final Console console;
  private Optional<Job> job = Optional.empty();
  private Optional<Bytes> output = Optional.empty();
  private long toldAt;
  private boolean hinted;

  /**
   * A job and its output.
   *
   * @param output empty if the job ended without
   */
  record Followed(Job job, Optional<Bytes> output) {}

  JobFollower(Souk souk, JobIndex index, Console console) {
    this.souk = souk;
    this.index = index;
    this.console = console;
  }

  /**
   * Waits until the job is in a state that will do and its output is here, or until it has ended.
   *
   * @throws CommandException if there is no such job, or the time is over
   */
  Followed follow(Hash id, Predicate<JobState> enough, Duration timeout)
      throws InterruptedException {
    var end = System.nanoTime() + timeout.toNanos();
    var isOnChain = souk.job(id).isPresent();
    var watch = souk.watch(id);
    var progress = watch.next(Duration.ZERO);
    if (!isOnChain && progress.isEmpty()) {
      throw new CommandException(false, "the market knows no such job: " + id);
    }
    while (progress.isEmpty() || !isOver(progress.get(), enough)) {
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!left.isPositive()) {
        throw late(id, enough);
      }
      progress = watch.next(left.compareTo(LOOK) < 0 ? left : LOOK);
      hintAfterAWhile(id);
    }
    return new Followed(job.orElseThrow(), output);
  }

  /** Takes what happened, and says whether it is what is waited for. */
  private boolean isOver(Progress progress, Predicate<JobState> enough) {
    return switch (progress) {
      case Progress.HandedIn(var id) -> {
        console.progress(
            "Signed, waits for its match", new Fields().add("job", id).add("state", "Signed"));
        yield false;
      }
      case Progress.Reached(var now) -> {
        job = Optional.of(now);
        toldAt = height();
        console.progress(text(now), fields(now));
        yield isEnough(enough);
      }
      case Progress.Promised _ -> false;
      case Progress.Delivered(var now, var bytes) -> {
        job = Optional.of(now);
        output = Optional.of(bytes);
        yield isEnough(enough);
      }
      case Progress.Ended _ -> true;
    };
  }

  private boolean isEnough(Predicate<JobState> enough) {
    return output.isPresent() && isIn(enough);
  }

  private boolean isIn(Predicate<JobState> enough) {
    return job.map(Job::state).filter(enough).isPresent();
  }

  private CommandException late(Hash id, Predicate<JobState> enough) {
    if (job.isEmpty()) {
      return new CommandException(
          true, "job %s waits on: 'souk job show %s --wait' follows it further".formatted(id, id));
    }
    return new CommandException(
        true,
        isIn(enough) || job.get().state().isFinal()
            ? "no market node has the output: 'souk job show %s --wait' asks again".formatted(id)
            : "job %s goes on: 'souk job show %s --wait' follows it further".formatted(id, id));
  }

  private void hintAfterAWhile(Hash id) {
    var isOpen = job.map(Job::state).filter(JobState.Open.class::isInstance).isPresent();
    if (isOpen && !hinted && height() >= toldAt + BLOCKS_TO_WONDER) {
      hinted = true;
      console.message("nobody has taken it yet: 'souk job explain %s' says why".formatted(id));
    }
  }

  private long height() {
    return index.head().map(Head::number).orElse(0L);
  }

  private static String text(Job job) {
    return job.state().label()
        + job.provider().map(address -> " by " + address).orElse("")
        + (job.attempt() == 0 ? "" : ", attempt " + job.attempt());
  }

  private static Fields fields(Job job) {
    var fields =
        new Fields()
            .add("job", job.id())
            .add("state", job.state().label())
            .add("attempt", job.attempt());
    job.provider().ifPresent(provider -> fields.add("provider", provider));
    return fields;
  }
}
