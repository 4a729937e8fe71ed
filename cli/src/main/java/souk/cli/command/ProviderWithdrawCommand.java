package souk.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.ChainSession;
import souk.client.Funds;
import souk.settlement.chain.Call;
import souk.settlement.chain.ProviderSnapshot;

/** Takes everything out that a provider has in the market. */
@Command(
    name = "withdraw",
    description = {
      "Take everything out: begin to unbond all free stake, and move what is free already to the",
      "wallet. Called again once unbonding is over, it moves the rest.",
      "Refused while jobs have stake locked: let the provider leave first (souk provider drain)."
    })
public final class ProviderWithdrawCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      requireNothingLocked(session);
      if (isUnbonded(stake(session), now(session))) {
        session.perform("withdraw stake", new Call.WithdrawBond());
      }
      var free = stake(session).free();
      if (!free.isZero() && stake(session).unbonding().isZero()) {
        session.perform("unbond", new Call.Unbond(free));
      }
      var balance = session.chain().account(session.address()).marketBalance();
      if (!balance.isZero()) {
        new Funds(session).withdraw(balance);
      }
      return tell(session);
    }
  }

  private int tell(ChainSession session) {
    var money = Sessions.money(session.chain());
    var owns = session.chain().account(session.address());
    var stake = stake(session);
    var left = stake.unbondedAt().map(at -> left(at, now(session))).orElse(Duration.ZERO);
    console
        .console()
        .show(
            new Fields()
                .add("wallet", money.text(owns.tokens()))
                .add("unbonding", money.text(stake.unbonding()))
                .add("secondsLeft", left.toSeconds()));
    if (stake.unbonding().isZero()) {
      return ExitCode.OK.code();
    }
    console
        .console()
        .message(
            "%s tokens are unbonding for %d s more: call again then"
                .formatted(money.text(stake.unbonding()), left.toSeconds()));
    return ExitCode.RETRY.code();
  }

  private static void requireNothingLocked(ChainSession session) {
    var locked = stake(session).locked();
    if (!locked.isZero()) {
      throw new CommandException(
          true,
          "%s tokens are locked for jobs: let the provider leave first, with"
                  .formatted(Sessions.money(session.chain()).text(locked))
              + " 'souk provider drain --wait'");
    }
  }

  private static boolean isUnbonded(ProviderSnapshot stake, Instant now) {
    return !stake.unbonding().isZero()
        && stake.unbondedAt().filter(at -> at.isAfter(now)).isEmpty();
  }

  private static Duration left(Instant at, Instant now) {
    return now.isBefore(at) ? Duration.between(now, at) : Duration.ZERO;
  }

  private static ProviderSnapshot stake(ChainSession session) {
    return session.chain().provider(session.address());
  }

  private static Instant now(ChainSession session) {
    return session.chain().head().time();
  }
}
