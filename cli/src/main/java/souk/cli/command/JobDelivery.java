package souk.cli.command;

import java.time.Duration;
import java.util.function.Predicate;
import souk.cli.console.CommandException;
import souk.cli.console.Console;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.client.Souk;
import souk.protocol.codec.Cid;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.index.IndexedJob;

/** Hands a job's output over once it is there, with what it cost. */
final class JobDelivery {
  private final Souk souk;
  private final Console console;
  private final ProgramOutput output;

  JobDelivery(Souk souk, Console console, ProgramOutput output) {
    this.souk = souk;
    this.console = console;
    this.output = output;
  }

  /**
   * Waits for the job and delivers.
   *
   * @param untilSettled whether to wait until nobody can dispute the output any more
   * @throws CommandException if the job ended without a result, or not in time
   */
  void await(Hash id, boolean untilSettled, Duration timeout) {
    var follower = new JobFollower(souk, console);
    Predicate<JobState> enough = state -> !untilSettled && state instanceof JobState.Revealed;
    var job = follower.follow(id, enough, timeout);
    var result = job.result().orElseThrow(() -> withoutResult(job));
    requireStanding(job);
    output.deliver(follower.output(id).toArray(), report(job, result));
  }

  /** A job that ended for good may have had results that did not stand. */
  private static void requireStanding(IndexedJob job) {
    var state = job.snapshot().state();
    if (state instanceof JobState.Refunded || state instanceof JobState.Void) {
      throw withoutResult(job);
    }
  }

  private static CommandException withoutResult(IndexedJob job) {
    return new CommandException(
        true,
        "job %s ended without a result: %s, its escrow is back"
            .formatted(job.id(), job.snapshot().state().label()));
  }

  private Fields report(IndexedJob job, Result result) {
    var fields =
        new Fields()
            .add("job", job.id())
            .add("state", job.snapshot().state().label())
            .add("status", ExitStatusText.of(result.exitStatus()))
            .add("fuelUsed", result.fuelUsed().units())
            .add("outputDigest", Cid.text(result.outputDigest()));
    if (job.spec().kind() == JobKind.AGENT_JOB) {
      fields.add("turns", result.trace().size()).add("effects", result.effects());
    }
    job.receipt()
        .ifPresentOrElse(receipt -> add(fields, receipt), () -> addDue(fields, job, result));
    return fields;
  }

  private void add(Fields fields, Receipt receipt) {
    fields
        .add("paid", money().text(receipt.paid()))
        .add("refunded", money().text(receipt.refunded()))
        .add("transaction", receipt.transaction());
  }

  private void addDue(Fields fields, IndexedJob job, Result result) {
    job.snapshot()
        .match()
        .map(terms -> terms.price().paymentFor(result.fuelUsed()))
        .ifPresent(
            due ->
                fields
                    .add("due", money().text(due))
                    .add("refund", money().text(job.spec().escrow().minus(due))));
    if (job.snapshot().state() instanceof JobState.Revealed(var deadline)) {
      fields.add("settledAfter", deadline);
    }
  }

  private Money money() {
    return Sessions.money(souk.session().chain());
  }
}
