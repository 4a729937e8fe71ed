package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.session.ChainSession;

/** Takes everything out that a provider has in the market. */
@Command(
    name = "withdraw",
    description = {
      "Take all stake and money out of the market, into the wallet.",
      "Begins to unbond what is free and moves what is not bonded; called again once unbonding is",
      "over, it moves the rest.",
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
      return tell(session, Withdrawal.OF_PROVIDER.take(session));
    }
  }

  private int tell(ChainSession session, Withdrawal.Stake stake) {
    var money = Sessions.money(session.chain());
    var owns = session.chain().account(session.address());
    var left = stake.left(Withdrawal.now(session));
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
    var locked = Withdrawal.OF_PROVIDER.stake().apply(session).locked();
    if (!locked.isZero()) {
      throw new CommandException(
          true,
          "%s tokens are locked for jobs: let the provider leave first, with"
                  .formatted(Sessions.money(session.chain()).text(locked))
              + " 'souk provider drain --wait'");
    }
  }
}
