package souk.cli.command;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.cli.console.Fields;
import souk.cli.convert.Money;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.MarketOptions;
import souk.client.api.OfferView;
import souk.client.api.WireLimits;
import souk.client.market.MarketNodes;
import souk.client.market.Page;

/** Lists offers as a market node sees them. */
@Command(
    name = "list",
    description = "List live offers, cheapest first, as a market node sees them.")
public final class OfferListCommand implements Runnable {
  private static final Page ALL = new Page(WireLimits.MAX_LIST, Optional.empty());

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final MarketOptions markets = new MarketOptions();

  @Override
  public void run() {
    var money = chain.money();
    var offers = MarketNodes.at(markets.markets()).offers(ALL);
    console
        .console()
        .table(offers.stream().map(offer -> row(offer, money)).toList(), "no live offers");
  }

  private static Fields row(OfferView view, Money money) {
    var offer = view.offer();
    return new Fields()
        .add("offer", view.id())
        .add("provider", offer.provider())
        .add("price", money.text(offer.price()))
        .add("freeSlots", view.freeSlots())
        .add("slots", offer.slots())
        .add("maxFuel", offer.maxFuel().units())
        .add("maxPages", offer.maxPages())
        .add("stakeMultiple", offer.stakeMultiple())
        .add("engine", offer.engine().text())
        .add("expiry", offer.expiry());
  }
}
