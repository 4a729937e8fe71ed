package souk.cli.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.Console;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.provider.node.DrainRequest;
import souk.provider.node.Leaving;

/** Asks a provider to leave. */
@Command(
    name = "drain",
    description = {
      "Ask the provider to finish what it has and leave.",
      "It takes no more jobs, cancels its offers, and ends once all is done. The wish stays until",
      "it has left, even if its process is killed."
    })
public final class ProviderDrainCommand implements Callable<Integer> {
  private static final long POLL_MILLIS = 500;

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Option(names = "--wait", description = "Wait until it has left, and tell what is left to do.")
  private boolean wait;

  @Option(
      names = "--hand-over",
      description = {
        "Give agents' jobs with a turn behind them to the next provider.",
        "Costs the late fee, a fifth of the job's price; the turns are",
        "paid when the job settles."
      })
  private boolean handOver;

  @Option(names = "--cancel", description = "Take the wish back: it takes jobs again.")
  private boolean cancel;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "1d",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private Duration timeout = Duration.ofDays(1);

  @Override
  public Integer call() throws InterruptedException {
    var request = DrainRequest.in(wallet.home().account(chain.deployment(), wallet.account()));
    if (cancel) {
      request.end();
      console.console().value("state", "taking jobs");
      return ExitCode.OK.code();
    }
    request.make(handOver ? Leaving.HAND_OVER : Leaving.FINISH);
    return wait ? await(request) : tell("leaving");
  }

  private int tell(String state) {
    console.console().value("state", state);
    return ExitCode.OK.code();
  }

  private int await(DrainRequest request) throws InterruptedException {
    var end = System.nanoTime() + timeout.toNanos();
    var told = -1;
    try (var accounts = ProviderAccount.lookInto(chain, wallet)) {
      while (request.stands()) {
        var left = accounts.unfinished().size();
        if (left != told) {
          progress(console.console(), left);
          told = left;
        }
        if (System.nanoTime() > end) {
          console.console().message("it has not left yet; it goes on leaving");
          return ExitCode.RETRY.code();
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
    return tell("left");
  }

  private static void progress(Console console, int jobs) {
    console.progress(
        jobs == 1 ? "1 job to finish" : jobs + " jobs to finish",
        new Fields().add("state", "leaving").add("jobs", jobs));
  }
}
