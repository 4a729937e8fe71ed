package souk.cli.command;

import java.time.Duration;
import java.util.function.Predicate;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.client.Job;
import souk.protocol.codec.Cid;
import souk.protocol.evidence.Receipt;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;

/** Hands a job's output over once it is there, with what it cost. */
final class JobDelivery {
  private final JobFollower follower;
  private final Money money;
  private final ProgramOutput output;

  JobDelivery(JobFollower follower, Money money, ProgramOutput output) {
    this.follower = follower;
    this.money = money;
    this.output = output;
  }

  /**
   * Waits for the job and delivers.
   *
   * @param untilSettled whether to wait until nobody can dispute the output any more
   * @throws CommandException if the job ended without a result, or not in time
   */
  void await(Hash id, boolean untilSettled, Duration timeout) throws InterruptedException {
    Predicate<JobState> enough = state -> !untilSettled && state instanceof JobState.Revealed;
    var followed = follower.follow(id, enough, timeout);
    var job = followed.job();
    var result = job.result().orElseThrow(() -> withoutResult(job));
    output.deliver(followed.output().orElseThrow().toArray(), report(job, result));
  }

  private static CommandException withoutResult(Job job) {
    return new CommandException(
        true,
        "job %s ended without a result: %s, its escrow is back"
            .formatted(job.id(), job.state().label()));
  }

  private Fields report(Job job, Result result) {
    var fields =
        new Fields()
            .add("job", job.id())
            .add("state", job.state().label())
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
        .add("paid", money.text(receipt.paid()))
        .add("refunded", money.text(receipt.refunded()))
        .add("transaction", receipt.transaction());
  }

  private void addDue(Fields fields, Job job, Result result) {
    job.price()
        .map(price -> price.paymentFor(result.fuelUsed()))
        .ifPresent(
            due ->
                fields
                    .add("due", money.text(due))
                    .add("refund", money.text(job.spec().escrow().minus(due))));
    if (job.state() instanceof JobState.Revealed(var deadline)) {
      fields.add("settledAfter", deadline);
    }
  }
}
