package souk.testnet.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.option.ConsoleOptions;
import souk.testnet.cluster.RunningTestnet;

/** Ends the local market. */
@Command(name = "down", description = "End every process of the local market.")
final class TestnetDownCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    var directory = TestnetFolder.path();
    var running = RunningTestnet.find(directory);
    running.ifPresent(testnet -> testnet.stop(directory));
    console.console().message(running.isPresent() ? "the testnet is down" : "no testnet runs");
    return 0;
  }
}
