package souk.cli.config;

import java.util.List;
import souk.cli.convert.FuelText;
import souk.cli.convert.Money;
import souk.cli.convert.Share;
import souk.cli.convert.Tokens;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.verifier.watch.WatchPlan;

/** What a verifier does beside what it is drawn for. */
final class WatchSettings {
  private static final int BOND_PARTS = 10;

  static final Setting<Boolean> ON =
      Setting.of(
              "watch.on",
              Setting.SWITCH,
              "Also run results again that nobody sampled, while there is no duty, and challenge\n"
                  + "those that are wrong.",
              Readers::truth)
          .from("SOUK_WATCH")
          .otherwise(false);

  static final Setting<Share> SHARE =
      Setting.of(
              "watch.share",
              "SHARE",
              "How many of those results it looks at, as 0.1; which ones is its secret.",
              Share::parse)
          .otherwise("0.1");

  static final Setting<Fuel> MOST_FUEL =
      Setting.of(
              "watch.most-fuel",
              "FUEL",
              "It looks at no result of a job that may use more, as 20G.",
              FuelText::parse)
          .otherwise("20G");

  static final Setting<Tokens> MOST_AT_RISK =
      Setting.of(
              "watch.most-at-risk",
              "TOKENS",
              "Most to have out at any time in bonds of challenges and in appeals; 0: neither; else a\n"
                  + "tenth of the bond.",
              Tokens::new)
          .from("SOUK_MOST_AT_RISK");

  static final List<Setting<?>> ALL = List.of(ON, SHARE, MOST_FUEL, MOST_AT_RISK);

  private WatchSettings() {}

  static WatchPlan plan(Values values, Amount bond, Money money) {
    var most =
        values
            .find(MOST_AT_RISK)
            .map(money::amount)
            .orElseGet(() -> new Amount(bond.units().divide(Amount.of(BOND_PARTS).units())));
    var share = values.get(ON) ? values.get(SHARE).millionths() : 0;
    return new WatchPlan(share, values.get(MOST_FUEL), most);
  }
}
