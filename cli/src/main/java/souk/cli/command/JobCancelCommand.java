package souk.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;

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

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      session.perform("cancel", new Call.CancelJobs(jobs));
      jobs.forEach(job -> console.console().value("cancelled", job));
    }
    return ExitCode.OK.code();
  }
}
