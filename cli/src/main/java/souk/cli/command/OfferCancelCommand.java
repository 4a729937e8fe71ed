package souk.cli.command;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;

/** Cancels offers; jobs already matched go on. */
@Command(name = "cancel", description = "Cancel offers of the wallet's; matched jobs go on.")
public final class OfferCancelCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();

  @Parameters(arity = "1..*", paramLabel = "OFFER", description = "Ids of the offers.")
  private List<Hash> offers = List.of();

  @Override
  public void run() {
    try (var account = ActingAccount.open(chain, wallet)) {
      account.act(new Call.CancelOffers(offers));
      offers.forEach(offer -> console.console().value("cancelled", offer));
    }
  }
}
