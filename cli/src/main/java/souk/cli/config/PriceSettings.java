package souk.cli.config;

import java.util.List;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.provider.price.PricePolicy;

/** What a price that follows the market keeps to. */
final class PriceSettings {
  static final Setting<Tokens> FLOOR =
      Setting.of(
          "offer.floor",
          "TOKENS",
          "Tokens per Gfuel below which a price that follows the market never goes.",
          Tokens::new);

  static final Setting<Tokens> COST =
      Setting.of(
              "offer.cost",
              "TOKENS",
              "Tokens that a Gfuel costs you in electricity and wear; with its share of audits\n"
                  + "and of the market's fee, a price that follows the market covers it.",
              Tokens::new)
          .otherwise("0");

  static final List<Setting<?>> ALL = List.of(FLOOR, COST);

  private PriceSettings() {}

  /**
   * What is said of it.
   *
   * @throws CommandException if no floor is set
   * @throws IllegalArgumentException if it is beyond all prices
   */
  static PricePolicy policy(Values values, Money money) {
    var floor =
        values
            .find(FLOOR)
            .orElseThrow(
                () ->
                    new CommandException(
                        false,
                        "a price that follows the market needs a floor: give --floor TOKENS"));
    return new PricePolicy(money.price(floor), money.price(values.get(COST)));
  }
}
