package souk.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
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
import souk.client.check.Finding;
import souk.client.check.JobCheck;
import souk.client.check.Report;
import souk.client.check.RevealedResult;
import souk.client.check.SecondOpinion;
import souk.client.market.MarketNodes;
import souk.client.run.JobSources;
import souk.client.session.ChainSession;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Hash;
import souk.runtime.engine.Engines;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.Journal;
import souk.settlement.journal.JournalPlace;

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
  private static final Duration CATCHING_UP = Duration.ofMinutes(10);

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
      var revealed = find(id, scratch);
      var nodes = MarketNodes.at(markets.markets());
      var blobs = new BlobCache(nodes, scratch.file("blobs"), BLOB_BYTES, Clock.systemUTC());
      var sources = new JobSources(blobs, nodes);
      tell(revealed, check(revealed, sources), sources);
    }
  }

  /** Reads the market's past, kept in scratch meanwhile. */
  private RevealedResult find(Hash id, ScratchDirectory scratch) {
    try (var market = chain.connect();
        var journal = Journal.open(new JournalPlace.File(scratch.file("journal.db")));
        var index = JobIndex.start(market, journal, ChainSession.Config.DEFAULT_POLL_INTERVAL)) {
      index.awaitCaughtUp(CATCHING_UP);
      var job =
          index
              .job(id)
              .orElseThrow(
                  () -> new CommandException(false, "the market knows no such job: " + id));
      return RevealedResult.find(index, id, counted(attempt))
          .orElseThrow(
              () ->
                  new CommandException(
                      !job.snapshot().state().isFinal(),
                      "the job is %s: nobody revealed such a result of it"
                          .formatted(job.snapshot().state().label())));
    }
  }

  /** People count attempts from 1. */
  private static OptionalInt counted(@Nullable Integer attempt) {
    return attempt == null ? OptionalInt.empty() : OptionalInt.of(attempt - 1);
  }

  private void checkReport(Report report) {
    var revealed = RevealedResult.of(report.document());
    tell(revealed, check(revealed, report.sources()), report.sources());
  }

  private Finding check(RevealedResult revealed, JobSources sources) {
    console.console().message("running job %s again".formatted(revealed.jobId()));
    var engines = Engines.on(home.home().machineCache()).among(engine.choice(), timeLimit);
    return new JobCheck(sources, new SecondOpinion(engines))
        .check(revealed.job(), revealed.result(), revealed.declared());
  }

  private void tell(RevealedResult revealed, Finding finding, JobSources sources) {
    switch (finding) {
      case Finding.Agrees agrees ->
          console.console().show(fields(revealed, agrees.engine()).add("agrees", true));
      case Finding.Differs differs -> {
        console.console().show(fields(revealed, differs));
        throw new CommandException(false, refusal(revealed, differs, sources));
      }
      case Finding.Unknown(var reason) ->
          throw new CommandException(true, "the job could not be run here: " + reason);
    }
  }

  /** The line that says what is wrong, and where the report is, if one was asked for. */
  private String refusal(RevealedResult revealed, Finding.Differs differs, JobSources sources) {
    var wrong =
        "the result of attempt %d is wrong: %s differs"
            .formatted(revealed.attempt() + 1, differs.difference().what());
    if (save == null) {
      return wrong;
    }
    Report.keep(save, revealed.report(differs), differs, sources);
    return "%s; 'souk verify --report %s' shows it again".formatted(wrong, save);
  }

  private static Fields fields(RevealedResult revealed, EngineName engine) {
    return new Fields()
        .add("job", revealed.jobId())
        .add("attempt", revealed.attempt() + 1)
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
