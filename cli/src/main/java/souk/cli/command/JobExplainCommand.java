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
    show(explanation);
  }

  private void show(Explanation explanation) {
    var fields = fields(explanation);
    var failing = explanation.failing().stream().map(JobExplainCommand::fields).toList();
    if (console.console().isJson()) {
      console.console().show(fields.addEach("failing", failing));
    } else {
      console.console().show(fields);
      if (!failing.isEmpty()) {
        console.console().table(failing, "");
      }
    }
  }

  private static Fields fields(Explanation explanation) {
    return new Fields()
        .add("job", explanation.jobId())
        .add("state", explanation.state())
        .add("offers", explanation.offers())
        .add("fitting", explanation.fitting())
        .add("summary", explanation.summary());
  }

  private static Fields fields(Explanation.Failing failing) {
    return new Fields()
        .add("requirement", failing.requirement())
        .add("offers", failing.offers())
        .add("onlyThis", failing.onlyThis())
        .add("remedy", failing.remedy().orElse("-"));
  }
}
