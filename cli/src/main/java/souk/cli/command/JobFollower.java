package souk.cli.command;

import java.time.Duration;
import java.util.function.Predicate;
import souk.cli.console.CommandException;
import souk.cli.console.Console;
import souk.cli.console.Fields;
import souk.client.Souk;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.Head;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;

/** Follows a job to its output, and tells each state on the way. */
final class JobFollower {
  private static final int OUTPUT_TRIES = 30;
  // By then a job that somebody wants is matched.
  private static final int BLOCKS_TO_WONDER = 5;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Souk souk;
  private final Console console;
  private String told = "";
  private long toldAt;
  private boolean hinted;

  JobFollower(Souk souk, Console console) {
    this.souk = souk;
    this.console = console;
  }

  /**
   * Waits until the job is in a state that will do, or in a final one.
   *
   * @throws CommandException if there is no such job, or the time is over
   */
  IndexedJob follow(Hash id, Predicate<JobState> enough, Duration timeout) {
    var end = System.nanoTime() + timeout.toNanos();
    if (souk.job(id).isEmpty()) {
      awaitLanding(id, timeout);
    }
    var left = Duration.ofNanos(end - System.nanoTime());
    if (!index().await(() -> isOver(tell(id), enough), left)) {
      throw new CommandException(
          true, "job %s goes on: 'souk job show %s --wait' follows it further".formatted(id, id));
    }
    return index().job(id).orElseThrow();
  }

  /** A signed job is on chain no sooner than its match. */
  private void awaitLanding(Hash id, Duration timeout) {
    if (!souk.isHandedIn(id) && souk.job(id).isEmpty()) {
      throw new CommandException(false, "the market knows no such job: " + id);
    }
    console.progress(
        "Signed, waits for its match", new Fields().add("job", id).add("state", "Signed"));
    if (!index().await(() -> index().job(id).isPresent(), timeout)) {
      throw new CommandException(
          true, "job %s waits on: 'souk job show %s --wait' follows it further".formatted(id, id));
    }
  }

  /**
   * The output of a revealed job.
   *
   * @throws CommandException if no market node has it
   */
  Bytes output(Hash id) {
    for (var left = OUTPUT_TRIES; left > 0; left--) {
      var output = souk.output(id);
      if (output.isPresent()) {
        return output.get();
      }
      awaitNextBlock();
    }
    throw new CommandException(
        true, "no market node has the output: 'souk job show %s --wait' asks again".formatted(id));
  }

  private void awaitNextBlock() {
    var head = index().head();
    var unused = index().await(() -> !index().head().equals(head), TRY_AGAIN);
  }

  private static boolean isOver(IndexedJob job, Predicate<JobState> enough) {
    var state = job.snapshot().state();
    return state.isFinal() || enough.test(state);
  }

  private IndexedJob tell(Hash id) {
    var job = index().job(id).orElseThrow();
    var state = job.snapshot().state().label();
    if (!state.equals(told)) {
      told = state;
      toldAt = height();
      console.progress(text(job), fields(job));
    } else if (job.snapshot().state() instanceof JobState.Open) {
      hintAfterAWhile(id);
    }
    return job;
  }

  private void hintAfterAWhile(Hash id) {
    if (!hinted && height() >= toldAt + BLOCKS_TO_WONDER) {
      hinted = true;
      console.message("nobody has taken it yet: 'souk job explain %s' says why".formatted(id));
    }
  }

  private long height() {
    return index().head().map(Head::number).orElse(0L);
  }

  private static String text(IndexedJob job) {
    var attempt = job.snapshot().attempt();
    var provider = job.snapshot().provider();
    return job.snapshot().state().label()
        + provider.map(address -> " by " + address).orElse("")
        + (attempt == 0 ? "" : ", attempt " + attempt);
  }

  private static Fields fields(IndexedJob job) {
    var fields =
        new Fields()
            .add("job", job.id())
            .add("state", job.snapshot().state().label())
            .add("attempt", job.snapshot().attempt());
    job.snapshot().provider().ifPresent(provider -> fields.add("provider", provider));
    return fields;
  }

  private JobIndex index() {
    return souk.session().jobs();
  }
}
