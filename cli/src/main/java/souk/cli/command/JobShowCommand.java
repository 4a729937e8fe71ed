package souk.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.FollowOptions;
import souk.cli.option.MarketOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Hash;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Seat;

/** Shows a job as the contracts tell it. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "show",
    description = "Show a job as the contracts tell it; with --wait, follow it to its output.")
public final class JobShowCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();

  @Mixin private final MarketOptions markets = new MarketOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final FollowOptions follow = new FollowOptions();

  @Parameters(paramLabel = "JOB", description = "Id of the job.")
  private Hash id;

  @Option(
      names = "--wait",
      description = "Follow it until it is settled and hand over its output, as 'souk job run'.")
  private boolean wait;

  @Override
  public Integer call() throws InterruptedException {
    if (wait) {
      follow();
    } else {
      show();
    }
    return ExitCode.OK.code();
  }

  private void follow() throws InterruptedException {
    var output = new ProgramOutput(console.console(), follow.output());
    new JobSessions(chain, markets, wallet, console.console())
        .deliver(id, output, true, follow.timeout());
  }

  private void show() {
    try (var market = chain.connect()) {
      var job =
          market
              .job(id)
              .orElseThrow(
                  () -> new CommandException(false, "the market knows no such job: " + id));
      console.console().show(fields(job, Sessions.money(market)));
    }
  }

  private static Fields fields(JobSnapshot job, Money money) {
    var fields =
        new Fields()
            .add("job", job.id())
            .add("state", job.state().label())
            .add("attempt", job.attempt())
            .add("consumer", job.consumer())
            .add("escrow", money.text(job.escrow()));
    job.match().ifPresent(terms -> addTerms(fields, terms, money));
    if (!job.commitment().isNone()) {
      fields.add("commitment", job.commitment()).add("sampled", job.sampled());
    }
    if (!job.resultRoot().isNone()) {
      fields.add("resultRoot", job.resultRoot()).add("fuelUsed", job.fuelUsed().units());
    }
    addSeats(fields, "seat", job.seats());
    job.claims().forEach(claim -> addClaim(fields, claim));
    return fields.add("readAtBlock", job.readAt().number());
  }

  private static void addClaim(Fields fields, ClaimSnapshot claim) {
    var name = "claim" + claim.item().code();
    fields.add(name, claim.id() + " " + claim.status());
    addSeats(fields, name + "Juror", claim.jury().seats());
  }

  private static void addSeats(Fields fields, String name, List<Seat> seats) {
    seats.forEach(seat -> fields.add(name + seat.number(), seat.verifier() + " " + seat.status()));
  }

  private static void addTerms(Fields fields, MatchTerms terms, Money money) {
    fields
        .add("provider", terms.provider())
        .add("marketNode", terms.marketNode())
        .add("price", money.text(terms.price()))
        .add("fullPrice", money.text(terms.fullPrice()))
        .add("stake", money.text(terms.stake()))
        .add("auditDeposit", money.text(terms.auditDeposit()))
        .add("verifiers", terms.verifiers())
        .add("samplingRate", SamplingRate.text(terms.rate()));
  }
}
