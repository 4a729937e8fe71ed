package souk.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.Fields;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.client.api.JobView;
import souk.client.market.JobFilter;
import souk.client.market.MarketNodes;
import souk.client.market.Page;
import souk.protocol.value.Address;

/** Lists jobs as a market node sees them. */
@Command(name = "list", description = "List jobs, newest first, as a market node sees them.")
public final class JobListCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();

  @Option(names = "--consumer", paramLabel = "ADDRESS", description = "Only jobs it pays for.")
  private @Nullable Address consumer;

  @Option(names = "--provider", paramLabel = "ADDRESS", description = "Only jobs it runs.")
  private @Nullable Address provider;

  @Option(names = "--state", paramLabel = "STATE", description = "Only jobs in it, as Running.")
  private @Nullable String state;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public void run() {
    var filter =
        new JobFilter(
            Optional.ofNullable(consumer),
            Optional.ofNullable(provider),
            Optional.ofNullable(state),
            new Page(limit, Optional.empty()));
    var jobs = MarketNodes.at(markets.markets()).jobs(filter);
    console.console().table(jobs.stream().map(JobListCommand::row).toList(), "no such jobs");
  }

  private static Fields row(JobView job) {
    return new Fields()
        .add("job", job.id())
        .add("state", job.state().label())
        .add("attempt", job.attempt())
        .add("provider", job.provider().map(Address::toString).orElse("-"))
        .add("fuelLimit", job.spec().fuelLimit().units())
        .add("posted", job.spec().postedAt());
  }
}
