package souk.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.provider.journal.AttemptId;
import souk.provider.journal.PriceJournal;
import souk.provider.node.DrainRequest;
import souk.provider.node.Due;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;

/** Shows how a provider does: from its journal and the chain, without its key. */
@Command(
    name = "status",
    description = {
      "Show a provider's jobs with what is due, its earnings, stake, faults and audits.",
      "It need not run, and its key is not needed."
    })
public final class ProviderStatusCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Override
  public void run() {
    try (var account = ProviderAccount.lookInto(chain, wallet);
        var market = chain.connect()) {
      var money = Sessions.money(market);
      var jobs = jobs(market, account);
      var leaving = DrainRequest.in(wallet.home().account(chain.deployment(), account.address()));
      var fields = fields(market, account, jobs, money).add("leaving", leaving.stands());
      account.objection().ifPresent(it -> fields.add("takesNoJobs", it));
      account.price().ifPresent(it -> showPrice(fields, it, money));
      console.console().show(fields.addEach("jobs", rows(market, jobs)));
    }
  }

  private static List<JobSnapshot> jobs(Chain market, ProviderAccount account) {
    var ids = account.unfinished().stream().map(AttemptId::jobId).distinct().toList();
    return market.jobs(ids).values().stream()
        .filter(job -> isOf(account.address(), job) && !job.state().isFinal())
        .toList();
  }

  private static boolean isOf(Address provider, JobSnapshot job) {
    return job.provider().filter(provider::equals).isPresent();
  }

  private static Fields fields(
      Chain market, ProviderAccount account, List<JobSnapshot> jobs, Money money) {
    var stake = Role.PROVIDER.show(market, account.address());
    return stake
        .add("atRisk", money.text(atRisk(jobs)))
        .add("auditsPassed", account.auditsPassed())
        .add("jobsPaid", account.jobsPaid())
        .add("earned", money.text(account.earned()))
        .add("gasPaid", Holdings.NATIVE.text(account.gasPaid()))
        .add("balance", money.text(market.account(account.address()).marketBalance()));
  }

  private static void showPrice(Fields fields, PriceJournal.Decision decision, Money money) {
    fields
        .add("price", money.text(decision.price()))
        .add("priceTarget", money.text(decision.target()))
        .add("priceLeast", money.text(decision.least()))
        .add("priceReason", decision.reason())
        .add("pricedAt", decision.at());
  }

  /** What its jobs have locked: stakes, and audit deposits beside them. */
  private static Amount atRisk(List<JobSnapshot> jobs) {
    return jobs.stream()
        .flatMap(job -> job.match().stream())
        .map(match -> match.stake().plus(match.auditDeposit()))
        .reduce(Amount.ZERO, Amount::plus);
  }

  private static List<Fields> rows(Chain market, List<JobSnapshot> jobs) {
    var now = market.head();
    var window = market.parameters().revealWindow();
    return jobs.stream().map(job -> row(job, Due.of(job, window), now)).toList();
  }

  private static Fields row(JobSnapshot job, Optional<Due> due, Head now) {
    var row =
        new Fields()
            .add("job", job.id())
            .add("attempt", job.attempt())
            .add("state", job.state().label());
    due.ifPresent(
        it -> row.add("due", it.what()).add("secondsLeft", it.left(now.time()).toSeconds()));
    return row;
  }
}
