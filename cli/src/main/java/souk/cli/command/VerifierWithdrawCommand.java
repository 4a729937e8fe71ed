package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.session.ChainSession;

/** Takes everything out that a verifier has in the market. */
@Command(
    name = "withdraw",
    description = {
      "Take all stake and money out of the market, into the wallet.",
      "Begins to unbond what is free and moves what is not bonded; called again once unbonding is",
      "over, it moves the rest. Stop the verifier first; stake that is locked for seats stays until",
      "they are closed."
    })
public final class VerifierWithdrawCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      return tell(session, Withdrawal.OF_VERIFIER.take(session));
    }
  }

  private int tell(ChainSession session, Withdrawal.Stake stake) {
    var money = Sessions.money(session.chain());
    var left = stake.left(Withdrawal.now(session));
    var kept = stake.unbonding().plus(stake.locked()).plus(stake.free());
    console
        .console()
        .show(
            new Fields()
                .add("wallet", money.text(session.chain().account(session.address()).tokens()))
                .add("free", money.text(stake.free()))
                .add("locked", money.text(stake.locked()))
                .add("unbonding", money.text(stake.unbonding()))
                .add("secondsLeft", left.toSeconds()));
    if (kept.isZero()) {
      return ExitCode.OK.code();
    }
    console
        .console()
        .message(
            "%s tokens are unbonding for %d s more, and %s are locked for seats: call again then"
                .formatted(
                    money.text(stake.unbonding()), left.toSeconds(), money.text(stake.locked())));
    return ExitCode.RETRY.code();
  }
}
