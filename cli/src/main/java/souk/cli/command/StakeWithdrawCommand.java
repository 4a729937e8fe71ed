package souk.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.ExitCode;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;

/** Lowers a stake, in two steps: what is taken out keeps answering for a while. */
@Command(
    name = "withdraw",
    description = {
      "Take stake out, in two steps.",
      "With TOKENS: begin to take free stake out; it stays liable while it is unbonding.",
      "Without: move what has finished unbonding to the market balance."
    })
public final class StakeWithdrawCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final RoleOption role = new RoleOption();

  @Parameters(arity = "0..1", paramLabel = "TOKENS", description = "How much, as 12.5.")
  private @Nullable Tokens tokens;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      if (tokens == null) {
        session.perform("withdraw stake", role.role().withdraw());
      } else {
        var amount = Sessions.money(session.chain()).amount(tokens);
        session.perform("unbond", role.role().unbond(amount));
      }
      console.console().show(role.role().show(session.chain(), session.address()));
    }
    return ExitCode.OK.code();
  }
}
