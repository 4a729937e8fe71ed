package souk.cli.config;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import souk.cli.convert.Money;
import souk.provider.node.OfferTerms;

/** Makes a command's flags of what a provider asks for. */
public final class OfferFlags extends SettingFlags {
  static final Map<String, Setting<?>> FLAGS =
      Map.ofEntries(
          Map.entry("--price", OfferSettings.PRICE),
          Map.entry("--stake-multiple", OfferSettings.STAKE_MULTIPLE),
          Map.entry("--slots", OfferSettings.SLOTS),
          Map.entry("--max-fuel", OfferSettings.MAX_FUEL),
          Map.entry("--max-memory", OfferSettings.MAX_MEMORY),
          Map.entry("--fuel-per-second", OfferSettings.FUEL_PER_SECOND),
          Map.entry("--tag", OfferSettings.TAGS),
          Map.entry("--lifetime", OfferSettings.LIFETIME),
          Map.entry("--region", OfferSettings.REGION));

  /**
   * The terms that flags and environment give, checked.
   *
   * @param command it has these flags and was parsed
   * @throws souk.cli.console.CommandException if there is no price among them
   */
  public static OfferTerms terms(CommandSpec command, Money money) {
    var flags = new OfferFlags().said(command);
    var values = new Sources(flags, System.getenv(), Optional.empty()).read(OfferSettings.ALL);
    return OfferSettings.terms(values, money);
  }

  @Override
  Map<String, Setting<?>> flags() {
    return FLAGS;
  }
}
