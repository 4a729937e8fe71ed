package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.settlement.chain.Call;

/** Cancels every signed order of an account's that is not on chain. */
@Command(
    name = "cancel-all",
    description = {
      "Cancel every offer and job the wallet has signed and nobody landed, with one transaction.",
      "Offers and jobs on chain stay as they are; print the order nonce that counts from now on."
    })
public final class OrderCancelAllCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      session.perform("cancel", new Call.CancelAllOrders());
      console.console().value("nonce", session.chain().orderNonce(session.address()));
    }
    return ExitCode.OK.code();
  }
}
