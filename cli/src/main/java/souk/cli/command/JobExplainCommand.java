package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.client.api.Explanation;
import souk.client.market.MarketNodes;
import souk.protocol.value.Hash;

/** Says why a job is not matched yet. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "explain",
    description = "Say why a job is not matched yet, and what would change that.")
public final class JobExplainCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();

  @Parameters(paramLabel = "JOB", description = "Id of the job.")
  private Hash id;

  @Override
  public void run() {
    var explanation =
        MarketNodes.at(markets.markets())
            .explain(id)
            .orElseThrow(() -> new CommandException(false, "no market node knows the job " + id));
    console.console().show(fields(explanation));
  }

  private static Fields fields(Explanation explanation) {
    return new Fields()
        .add("job", explanation.jobId())
        .add("state", explanation.state())
        .add("offers", explanation.offers())
        .add("fitting", explanation.fitting())
        .add("summary", explanation.summary())
        .addEach("failing", explanation.failing().stream().map(JobExplainCommand::fields).toList());
  }

  private static Fields fields(Explanation.Failing failing) {
    var fields =
        new Fields()
            .add("requirement", failing.requirement())
            .add("offers", failing.offers())
            .add("onlyThis", failing.onlyThis());
    failing.remedy().ifPresent(it -> fields.add("remedy", it));
    return fields;
  }
}
