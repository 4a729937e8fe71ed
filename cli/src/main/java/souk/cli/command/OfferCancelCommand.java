package souk.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.client.session.ChainSession;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.OrderStatus;

/** Cancels offers; jobs already matched go on. */
@Command(name = "cancel", description = "Cancel offers of the wallet's; matched jobs go on.")
public final class OfferCancelCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(arity = "1..*", paramLabel = "OFFER", description = "Ids of the offers.")
  private List<Hash> offers = List.of();

  @Option(
      names = "--signed",
      description = "They were signed and not posted: no match can use them any more.")
  private boolean signed;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Sessions.open(chain, wallet)) {
      if (!signed) {
        offers.forEach(offer -> requirePosted(session, offer));
      }
      session.perform("cancel", new Call.CancelOffers(offers));
      offers.forEach(offer -> console.console().value("cancelled", offer));
    }
    return ExitCode.OK.code();
  }

  private static void requirePosted(ChainSession session, Hash offer) {
    if (session.chain().order(session.address(), offer) != OrderStatus.POSTED) {
      throw new CommandException(
          false, "%s has no such offer posted: %s".formatted(session.address(), offer));
    }
  }
}
