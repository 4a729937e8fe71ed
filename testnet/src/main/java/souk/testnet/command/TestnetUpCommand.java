package souk.testnet.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.option.ConsoleOptions;
import souk.testnet.cluster.RunningTestnet;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/** Starts a local market and leaves it running. */
@Command(
    name = "up",
    description = "Start a chain, contracts and honest nodes on this machine; leave them running.")
final class TestnetUpCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() throws InterruptedException {
    var directory = TestnetFolder.fresh(console.console());
    TestnetFolder.show(start(directory), console.console());
    return 0;
  }

  private static RunningTestnet start(Path directory) throws InterruptedException {
    var testnet = Testnet.prepare(TestnetPlan.honest(), directory);
    try {
      testnet.startNodes();
      return RunningTestnet.leave(testnet, directory);
    } catch (RuntimeException e) {
      testnet.close();
      throw e;
    }
  }
}
