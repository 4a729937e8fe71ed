package souk.cli.config;

import java.time.Duration;
import java.util.List;
import souk.cli.console.CommandException;
import souk.cli.convert.AskedPrice;
import souk.cli.convert.DurationText;
import souk.cli.convert.FuelText;
import souk.cli.convert.Money;
import souk.cli.convert.Pages;
import souk.cli.option.TagNumbers;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.provider.node.OfferTerms;

/** What a provider asks for. */
final class OfferSettings {
  private static final int MOST_STAKE_MULTIPLE = 1_000_000;
  private static final int MOST_SLOTS = 65_535;

  // Fetching, starting and landing the commitment, beside the running itself.
  private static final Duration RUN_MARGIN = Duration.ofSeconds(10);

  static final Setting<AskedPrice> PRICE =
      Setting.of(
          "offer.price",
          "TOKENS|auto",
          "Tokens asked per Gfuel, as 0.5; auto follows the market.",
          AskedPrice::parse);

  static final Setting<Integer> STAKE_MULTIPLE =
      Setting.of(
              "offer.stake-multiple",
              Offer.MIN_STAKE_MULTIPLE + ".." + MOST_STAKE_MULTIPLE,
              "Stake locked for a job, in times its price.",
              Readers.integer(Offer.MIN_STAKE_MULTIPLE, MOST_STAKE_MULTIPLE))
          .otherwise(20);

  static final Setting<Integer> SLOTS =
      Setting.of(
              "offer.slots",
              "1.." + MOST_SLOTS,
              "Jobs run at the same time.",
              Readers.integer(1, MOST_SLOTS))
          .otherwise(1);

  static final Setting<Fuel> MAX_FUEL =
      Setting.of("offer.max-fuel", "FUEL", "Most fuel of a job.", FuelText::parse).otherwise("1T");

  static final Setting<Pages> MAX_MEMORY =
      Setting.of("offer.max-memory", "SIZE", "Most memory of a job.", Pages::parse)
          .otherwise("256MiB");

  static final Setting<Fuel> FUEL_PER_SECOND =
      Setting.of("offer.fuel-per-second", "FUEL", "Speed promised.", FuelText::parse)
          .otherwise("100M");

  static final Setting<Tags> TAGS =
      Setting.of(
              "offer.tags",
              "0..255" + Setting.REPEATED,
              "Capability tags carried.",
              text -> TagNumbers.set(Readers.list(Readers.integer(0, 255)).apply(text)))
          .otherwise("");

  static final Setting<Duration> LIFETIME =
      Setting.of("offer.lifetime", "TIME SPAN", "How long the offer stands.", DurationText::parse)
          .otherwise("1d");

  static final Setting<Region> REGION =
      Setting.of(
          "offer.region",
          "REGION",
          "Where it runs, as europe or north-america: said as a tag.",
          Region::parse);

  static final List<Setting<?>> ALL =
      List.of(
          PRICE,
          STAKE_MULTIPLE,
          SLOTS,
          MAX_FUEL,
          MAX_MEMORY,
          FUEL_PER_SECOND,
          TAGS,
          LIFETIME,
          REGION);

  private OfferSettings() {}

  /**
   * The terms.
   *
   * @throws CommandException if no price is set, or one that follows the market
   * @throws IllegalArgumentException if settings do not go together
   */
  static OfferTerms terms(Values values, Money money) {
    var asked = asked(values).fixed().orElseThrow(OfferSettings::noFixedPrice);
    return terms(values, money.price(asked));
  }

  /**
   * What is said of the price.
   *
   * @throws CommandException if nothing is
   */
  static AskedPrice asked(Values values) {
    return values.find(PRICE).orElseThrow(OfferSettings::noPrice);
  }

  /**
   * The terms at a price.
   *
   * @throws IllegalArgumentException if settings do not go together
   */
  static OfferTerms terms(Values values, Price price) {
    return new OfferTerms(
        price,
        values.get(STAKE_MULTIPLE),
        values.get(SLOTS),
        values.get(MAX_FUEL),
        values.get(MAX_MEMORY).count(),
        values.get(FUEL_PER_SECOND),
        tags(values),
        values.get(LIFETIME),
        RUN_MARGIN);
  }

  private static CommandException noPrice() {
    return new CommandException(
        false, "no price is set: give --price TOKENS, as 0.5, for what is asked per Gfuel");
  }

  private static CommandException noFixedPrice() {
    return new CommandException(
        false, "a price that follows the market is for 'souk provider run': give tokens, as 0.5");
  }

  private static Tags tags(Values values) {
    var carried = values.get(TAGS);
    return values.find(REGION).map(region -> carried.with(region.tag())).orElse(carried);
  }
}
