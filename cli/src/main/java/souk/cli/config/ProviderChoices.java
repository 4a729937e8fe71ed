package souk.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.protocol.value.Price;
import souk.provider.machine.Proposal;
import souk.provider.price.PricePolicy;

/** What an operator chooses for a new provider: by flags, else by answers, else as proposed. */
public final class ProviderChoices {
  private static final String HEADING = "Settings of a provider, made by 'souk provider init'.";

  private final SettingChoices choices;

  /**
   * @param said values by key that flags give
   * @param environment values by variable
   */
  ProviderChoices(Map<String, String> said, Map<String, String> environment) {
    this.choices =
        new SettingChoices(HEADING, ProviderSettings.ALL, new ProviderFlags(), said, environment);
  }

  /**
   * Settles what only the operator can know: what to ask and what to stake.
   *
   * @return how the price follows the market; empty if it does not
   * @throws CommandException if something must be said and is not
   */
  public Optional<PricePolicy> settleMoney(Money money) {
    choices.ask(OfferSettings.PRICE);
    if (said().followsMarket()) {
      choices.ask(PriceSettings.FLOOR);
      choices.ask(PriceSettings.COST);
    }
    choices.ask(WorkSettings.BOND);
    return said().pricing(money);
  }

  /**
   * Settles the rest: what was not said is asked where a person can be, and else as proposed.
   *
   * @param proposal what suits the machine
   * @param highest what a price that follows the market may come to; empty if it does not follow
   */
  public ProviderSettings decide(
      Proposal proposal, long diskBytes, Money money, Optional<Price> highest) {
    choices.propose(OfferSettings.SLOTS, Integer.toString(proposal.slots()));
    choices.propose(OfferSettings.MAX_MEMORY, (proposal.maxPages() >> 4) + "MiB");
    choices.propose(OfferSettings.FUEL_PER_SECOND, Long.toString(proposal.fuelPerSecond().units()));
    choices.propose(WorkSettings.DISK, (diskBytes >> 20) + "MiB");
    choices.ask(WorkSettings.WHEN);
    choices.ask(OfferSettings.SLOTS);
    choices.ask(OfferSettings.MAX_MEMORY);
    choices.ask(OfferSettings.FUEL_PER_SECOND);
    choices.ask(WorkSettings.DISK);
    proposeMaxFuel(money, highest);
    return said();
  }

  private void proposeMaxFuel(Money money, Optional<Price> highest) {
    var said = said();
    var terms = said.terms(money);
    var fuel =
        Proposal.maxFuel(
            terms.fuelPerSecond(),
            highest.orElse(terms.price()),
            terms.stakeMultiple(),
            said.bond(money),
            terms.slots());
    choices.propose(OfferSettings.MAX_FUEL, Long.toString(fuel.units()));
  }

  private ProviderSettings said() {
    return ProviderSettings.read(choices.sources());
  }

  /**
   * Writes the settings file; nobody but its owner may read it.
   *
   * @param replace whether one that is there goes
   * @throws CommandException if one is there and may not go, or it cannot be written
   */
  public void write(Path file, boolean replace) {
    choices.write(file, replace);
  }
}
