package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.convert.Tokens;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.node.BondStep;
import souk.client.session.ChainSession;
import souk.protocol.value.Amount;

/** Raises a stake, out of the market balance first and the wallet's tokens then. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "deposit",
    description = "Add to a stake: from the market balance, and what is missing from the wallet.")
public final class StakeDepositCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final RoleOption role = new RoleOption();

  @Parameters(paramLabel = "TOKENS", description = "How much, as 12.5.")
  private Tokens tokens;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      var more = Sessions.money(session.chain()).amount(tokens);
      raise(session, role.role().held(session.chain(), session.address()).plus(more));
      console.console().show(role.role().show(session.chain(), session.address()));
    }
    return ExitCode.OK.code();
  }

  private void raise(ChainSession session, Amount wanted) throws InterruptedException {
    var done = false;
    while (!done) {
      switch (next(session, wanted)) {
        case BondStep.Enough() -> done = true;
        case BondStep.Take(var call) -> session.perform("bond", call);
        case BondStep.Lacking(var missing) ->
            throw new CommandException(
                false,
                "the account owns %s tokens too few"
                    .formatted(Sessions.money(session.chain()).text(missing)));
      }
    }
  }

  private BondStep next(ChainSession session, Amount wanted) {
    var held = role.role().held(session.chain(), session.address());
    var owns = session.chain().account(session.address());
    return BondStep.next(held, wanted, owns, role.role()::bond);
  }
}
