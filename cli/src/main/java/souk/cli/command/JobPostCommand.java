package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.JobOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;

/** Posts a job and leaves it to the market. */
@Command(
    name = "post",
    description = {
      "Post a job and print its id.",
      "'souk job show JOB --wait' hands its output over when it is there."
    })
public final class JobPostCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final JobOptions job = new JobOptions();

  @Override
  public Integer call() throws InterruptedException {
    var program = job.program(wallet.account(), chain.money());
    var id = new JobSessions(chain, markets, wallet, console.console()).post(program, job);
    console.console().value("job", id);
    return ExitCode.OK.code();
  }
}
