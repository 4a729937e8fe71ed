package souk.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.node.BondStep;
import souk.protocol.value.Amount;

/** Raises a stake, out of the market balance first and the wallet's tokens then. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "deposit",
    description = "Add to a stake: from the market balance, and what is missing from the wallet.")
public final class StakeDepositCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final RoleOption role = new RoleOption();

  @Parameters(paramLabel = "TOKENS", description = "How much, as 12.5.")
  private Tokens tokens;

  @Override
  public void run() {
    try (var account = ActingAccount.open(chain, wallet)) {
      var more = account.money().amount(tokens);
      raise(account, role.role().held(account.chain(), account.address()).plus(more));
      console.console().show(role.role().show(account.chain(), account.address(), account.money()));
    }
  }

  private void raise(ActingAccount account, Amount wanted) {
    while (true) {
      var held = role.role().held(account.chain(), account.address());
      switch (BondStep.next(held, wanted, account.owns(), role.role()::bond)) {
        case BondStep.Enough() -> {
          return;
        }
        case BondStep.Take(var call) -> account.act(call);
        case BondStep.Lacking(var missing) ->
            throw new CommandException(
                false,
                "the account owns %s tokens too few".formatted(account.money().text(missing)));
      }
    }
  }
}
