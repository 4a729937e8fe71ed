package souk.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.ChainSession;
import souk.client.Funds;
import souk.settlement.chain.Call;
import souk.settlement.chain.VerifierSnapshot;

/** Takes everything out that a verifier has in the market. */
@Command(
    name = "withdraw",
    description = {
      "Take everything out: begin to unbond all free stake, and move what is free already to the",
      "wallet. Called again once unbonding is over, it moves the rest. Stop the verifier first;",
      "stake that is locked for seats stays until they are closed."
    })
public final class VerifierWithdrawCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      if (isUnbonded(stake(session), now(session))) {
        session.perform("withdraw stake", new Call.WithdrawVerifierBond());
      }
      var free = stake(session).free();
      // Asking again would begin the wait for all of it anew.
      if (!free.isZero() && stake(session).unbonding().isZero()) {
        session.perform("unbond", new Call.UnbondVerifier(free));
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
    var stake = stake(session);
    var left = stake.unbondedAt().map(at -> left(at, now(session))).orElse(Duration.ZERO);
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

  private static boolean isUnbonded(VerifierSnapshot stake, Instant now) {
    return !stake.unbonding().isZero()
        && stake.unbondedAt().filter(at -> at.isAfter(now)).isEmpty();
  }

  private static Duration left(Instant at, Instant now) {
    return now.isBefore(at) ? Duration.between(now, at) : Duration.ZERO;
  }

  private static VerifierSnapshot stake(ChainSession session) {
    return session.chain().verifier(session.address());
  }

  private static Instant now(ChainSession session) {
    return session.chain().head().time();
  }
}
