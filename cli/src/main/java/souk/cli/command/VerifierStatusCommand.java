package souk.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Address;
import souk.settlement.chain.Chain;
import souk.verifier.account.Accounting;
import souk.verifier.node.Owed;

/** Shows how a verifier does: from its journal and the chain, without its key. */
@Command(
    name = "status",
    description = {
      "Show a verifier's duties, earnings, losses, stake and reports.",
      "It need not run, and its key is not needed."
    })
public final class VerifierStatusCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Override
  public void run() {
    var self = wallet.account();
    try (var records = VerifierRecords.lookInto(chain, wallet, self);
        var market = chain.connect()) {
      var money = Sessions.money(market);
      var fields =
          Role.VERIFIER
              .show(market, self)
              .add("balance", money.text(market.account(self).marketBalance()))
              .addEach("owed", owed(market, records, self));
      add(fields, records.accounting(market), money)
          .add("gasPaid", Holdings.NATIVE.text(records.gasPaid()))
          .add("accountedToBlock", records.reached())
          .addEach("challenges", challenges(records, money))
          .addEach("appeals", appeals(records, money))
          .addEach("reports", reports(chain.reports(wallet.home(), self)));
      console.console().show(fields);
    }
  }

  private static List<Fields> owed(Chain market, VerifierRecords records, Address self) {
    var now = market.head().time();
    return market.jobs(records.unfinishedJobs()).values().stream()
        .flatMap(job -> Owed.of(job, self).stream())
        .map(
            owed ->
                new Fields()
                    .add("job", owed.duty().jobId())
                    .add("seat", owed.duty().seat())
                    .add("due", owed.what())
                    .add("secondsLeft", owed.left(now).toSeconds()))
        .toList();
  }

  private static Fields add(Fields fields, Accounting account, Money money) {
    return fields
        .add("rewards", money.text(account.rewards()))
        .add("findersShares", money.text(account.findersShares()))
        .add("appealGains", money.text(account.appealGains()))
        .add("lostLocks", money.text(account.lostLocks()))
        .add("lostBonds", money.text(account.lostBonds()))
        .add("lostAppeals", money.text(account.lostAppeals()))
        .add("demandFees", money.text(account.demandFees()))
        .add("bondsOut", money.text(account.bondsOut()))
        .add("appealsOut", money.text(account.appealsOut()))
        .add("demandsOut", money.text(account.demandsOut()));
  }

  private static List<Fields> challenges(VerifierRecords records, Money money) {
    return records.accusations().stream()
        .map(
            it ->
                new Fields()
                    .add("job", it.jobId())
                    .add("attempt", it.attempt() + 1)
                    .add("bond", money.text(it.bond())))
        .toList();
  }

  private static List<Fields> appeals(VerifierRecords records, Money money) {
    return records.fundings().stream()
        .map(
            it ->
                new Fields()
                    .add("claim", it.claimId())
                    .add("round", it.round() + 1)
                    .add("cost", money.text(it.cost())))
        .toList();
  }

  private static List<Fields> reports(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var reports = Files.list(directory)) {
      return reports.sorted().map(it -> new Fields().add("report", it)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(directory), e);
    }
  }
}
