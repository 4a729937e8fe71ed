package souk.testnet.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.Fields;
import souk.cli.option.ConsoleOptions;
import souk.testnet.cluster.RunningTestnet;
import souk.testnet.cluster.RunningTestnet.Started;

/** Tells which processes of the local market run. */
@Command(name = "status", description = "Tell which processes of the local market run.")
final class TestnetStatusCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Override
  public Integer call() {
    var rows =
        RunningTestnet.find(TestnetFolder.path())
            .map(RunningTestnet::processes)
            .orElse(Map.of())
            .entrySet()
            .stream()
            .map(process -> row(process.getKey(), process.getValue()))
            .toList();
    console.console().table(rows, "no testnet runs");
    return 0;
  }

  private static Fields row(String name, Started process) {
    return new Fields()
        .add("name", name)
        .add("pid", process.pid())
        .add("state", process.handle().isPresent() ? "running" : "ended");
  }
}
