package souk.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.EngineOptions;
import souk.cli.option.HomeOptions;
import souk.cli.option.MarketOptions;
import souk.client.blob.BlobCache;
import souk.client.blob.BlobSource;
import souk.client.market.MarketNodes;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.runtime.engine.Engines;
import souk.verifier.check.Finding;
import souk.verifier.check.JobCheck;
import souk.verifier.check.Report;
import souk.verifier.check.SecondOpinion;

/** Runs a job again and says whether its result holds. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
@Command(
    name = "verify",
    description = {
      "Run a job of the market again, here, and say whether its result holds or where it does not.",
      "It needs no wallet and costs nothing. The exit code is 0 only if the result holds."
    })
public final class VerifyCommand implements Runnable {
  private static final long BLOB_BYTES = 2L << 30;

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final HomeOptions home = new HomeOptions();
  @Mixin private final EngineOptions engine = new EngineOptions();

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--attempt",
      paramLabel = "N",
      description = "Check what the Nth attempt revealed (default: what was revealed last).")
  private @Nullable Integer attempt;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "If the result is wrong, keep a report with all it takes to see that.")
  private @Nullable Path save;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "Give up after this time, as 30s (default: ${DEFAULT-VALUE}).")
  private Duration timeLimit;

  /** What is to be checked. */
  private static final class What {
    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private @Nullable Hash job;

    @Option(
        names = "--report",
        paramLabel = "DIR",
        description = "Check a report that was kept, without chain and market nodes.")
    private @Nullable Path report;
  }

  @Override
  public void run() {
    if (what.report != null && attempt != null) {
      throw new CommandException(false, "a report is of one attempt: leave --attempt out");
    } else if (what.report != null) {
      checkReport(Report.read(what.report));
    } else if (what.job != null) {
      checkJob(what.job);
    }
  }

  private void checkJob(Hash id) {
    try (var scratch = ScratchDirectory.create()) {
      var revealed = RevealedResult.find(chain, scratch, id, Optional.ofNullable(attempt));
      var nodes = MarketNodes.at(markets.markets());
      var blobs = new BlobCache(nodes, scratch.file("blobs"), BLOB_BYTES, Clock.systemUTC());
      tell(revealed, check(revealed, blobs), blobs);
    }
  }

  private void checkReport(Report report) {
    var document = report.document();
    var revealed =
        new RevealedResult(
            document.jobId(),
            document.attempt(),
            document.job(),
            document.declared(),
            document.claimed());
    tell(revealed, check(revealed, report.blobs()), report.blobs());
  }

  private Finding check(RevealedResult revealed, BlobSource blobs) {
    console.console().message("running job %s again".formatted(revealed.jobId()));
    var engines = Engines.on(home.machineCache()).among(engine.choice(), timeLimit);
    return new JobCheck(blobs, new SecondOpinion(engines))
        .check(revealed.job(), revealed.result(), revealed.declared());
  }

  private void tell(RevealedResult revealed, Finding finding, BlobSource blobs) {
    switch (finding) {
      case Finding.Agrees agrees ->
          console.console().show(fields(revealed, agrees.engine()).add("agrees", true));
      case Finding.Differs differs -> {
        console.console().show(fields(revealed, differs));
        throw new CommandException(false, refusal(revealed, differs, blobs));
      }
      case Finding.Unknown(var reason) ->
          throw new CommandException(true, "the job could not be run here: " + reason);
    }
  }

  /** The line that says what is wrong, and where the report is, if one was asked for. */
  private String refusal(RevealedResult revealed, Finding.Differs differs, BlobSource blobs) {
    var wrong =
        "the result of attempt %d is wrong: %s differs"
            .formatted(revealed.number(), differs.difference().what());
    if (save == null) {
      return wrong;
    }
    Report.keep(save, revealed.report(differs), differs, blobs);
    return "%s; 'souk verify --report %s' shows it again".formatted(wrong, save);
  }

  private static Fields fields(RevealedResult revealed, EngineName engine) {
    return new Fields()
        .add("job", revealed.jobId())
        .add("attempt", revealed.number())
        .add("declared", revealed.declared().map(EngineName::text).orElse("nothing"))
        .add("engine", engine.text())
        .add("fuelUsed", revealed.result().fuelUsed().units());
  }

  private static Fields fields(RevealedResult revealed, Finding.Differs differs) {
    var fields =
        fields(revealed, differs.engine())
            .add("agrees", false)
            .add("differs", differs.difference().what())
            .add("claimed", differs.difference().claimed())
            .add("found", differs.difference().found());
    differs.outputByte().ifPresent(at -> fields.add("firstDifferentByte", at));
    return fields;
  }
}
