package souk.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.JobSnapshot;

/** Takes jobs back that nobody runs yet. */
@Command(
    name = "cancel",
    description = "Take open jobs of the wallet's back; their escrow returns.")
public final class JobCancelCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(arity = "1..*", paramLabel = "JOB", description = "Ids of the jobs.")
  private List<Hash> jobs = List.of();

  @Option(
      names = "--signed",
      description = "They were signed and are not on chain: no match can land them any more.")
  private boolean signed;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      if (!signed) {
        var known = session.chain().jobs(jobs);
        jobs.forEach(job -> requireOpen(job, known.get(job)));
      }
      session.perform("cancel", new Call.CancelJobs(jobs));
      jobs.forEach(job -> console.console().value("cancelled", job));
    }
    return ExitCode.OK.code();
  }

  private static void requireOpen(Hash id, @Nullable JobSnapshot job) {
    if (job == null) {
      throw new CommandException(false, "the market knows no such job: " + id);
    }
    if (!(job.state() instanceof JobState.Open)) {
      throw new CommandException(
          false, "job %s is not open any more but %s".formatted(id, job.state().label()));
    }
  }
}
