package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.FollowOptions;
import souk.cli.option.JobOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;

/** Posts a job and waits for its output. */
@Command(
    name = "run",
    description = {
      "Have a program run by the market, and hand over its output once it is revealed.",
      "If this is stopped the job goes on: 'souk job show JOB --wait' follows it further."
    })
public final class JobRunCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final JobOptions job = new JobOptions();
  @Mixin private final FollowOptions follow = new FollowOptions();

  @Option(
      names = "--wait",
      description = "Wait until it is settled: nobody can dispute the output any more.")
  private boolean untilSettled;

  @Override
  public Integer call() throws InterruptedException {
    var output = new ProgramOutput(console.console(), follow.output());
    var program = job.program(wallet.account(), chain.money());
    var sessions = new JobSessions(chain, markets, wallet, console.console());
    var id = sessions.post(program, job);
    if (!job.isSigned()) {
      console
          .console()
          .progress("posted " + id, new Fields().add("job", id).add("state", "Posted"));
    }
    sessions.deliver(id, output, untilSettled, follow.timeout());
    return ExitCode.OK.code();
  }
}
