package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.config.MarketFlags;
import souk.cli.config.MarketSettingsOptions;
import souk.cli.console.ExitCode;
import souk.cli.option.ConsoleOptions;
import souk.market.node.MarketNode;

/** Runs a market node. */
@Command(
    name = "run",
    modelTransformer = MarketFlags.class,
    description = "Run a market node until it is stopped; print its address once it serves.",
    footer = {
      "",
      "Every flag is a setting that the environment or the file can give as well:",
      "'souk market config' lists them all, and --set KEY=VALUE takes any."
    })
public final class MarketRunCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final MarketSettingsOptions settings = new MarketSettingsOptions();

  @Override
  public Integer call() throws InterruptedException {
    var settings = this.settings.read();
    settings.beginLog(console);
    var key = settings.wallet().key();
    var node = Running.start(() -> MarketNode.start(settings.config(), key));
    console.console().value("url", "http://%s:%d".formatted(settings.host(), node.port()));
    Running.keep(node, node::awaitEnd);
    return ExitCode.OK.code();
  }
}
