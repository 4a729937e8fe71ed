package souk.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;

/** Lowers a stake, in two steps: what is taken out keeps answering for a while. */
@Command(
    name = "withdraw",
    description = {
      "With TOKENS: begin to take free stake out; it stays liable while it is unbonding.",
      "Without: move what has finished unbonding to the market balance."
    })
public final class StakeWithdrawCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final RoleOption role = new RoleOption();

  @Parameters(arity = "0..1", paramLabel = "TOKENS", description = "How much, as 12.5.")
  private @Nullable Tokens tokens;

  @Override
  public void run() {
    try (var account = ActingAccount.open(chain, wallet)) {
      account.act(
          tokens == null
              ? role.role().withdraw()
              : role.role().unbond(account.money().amount(tokens)));
      console.console().show(role.role().show(account.chain(), account.address(), account.money()));
    }
  }
}
