package souk.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.convert.Money;
import souk.cli.convert.Share;
import souk.cli.convert.Tokens;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.verifier.watch.WatchPlan;

/** What a verifier does beside what it is drawn for. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class WatchOptions {
  private static final int BOND_PARTS = 10;

  @Option(
      names = "--watch",
      defaultValue = "${env:SOUK_WATCH:-false}",
      description = {
        "Also run results again that nobody sampled, while there is no duty,",
        "and challenge those that are wrong [SOUK_WATCH]."
      })
  private boolean watch;

  @Option(
      names = "--watch-share",
      paramLabel = "SHARE",
      defaultValue = "${env:SOUK_WATCH_SHARE:-0.1}",
      description = {
        "How many of those results it looks at, as 0.1; which ones is its secret",
        "[SOUK_WATCH_SHARE] (default: 0.1)."
      })
  private Share share;

  @Option(
      names = "--watch-most-fuel",
      paramLabel = "FUEL",
      defaultValue = "${env:SOUK_WATCH_MOST_FUEL:-20G}",
      description = {
        "It looks at no result of a job that may use more, as 20G",
        "[SOUK_WATCH_MOST_FUEL] (default: 20G)."
      })
  private Fuel mostFuel;

  @Option(
      names = "--most-at-risk",
      paramLabel = "TOKENS",
      defaultValue = "${env:SOUK_MOST_AT_RISK}",
      description = {
        "Most to have out at any time in bonds of challenges and in appeals;",
        "0: neither [SOUK_MOST_AT_RISK] (default: a tenth of the bond)."
      })
  private @Nullable Tokens mostAtRisk;

  /**
   * What the node is told.
   *
   * @param bond stake it holds
   */
  public WatchPlan plan(Amount bond, Money money) {
    var most =
        Optional.ofNullable(mostAtRisk)
            .map(money::amount)
            .orElseGet(() -> new Amount(bond.units().divide(Amount.of(BOND_PARTS).units())));
    return new WatchPlan(watch ? share.millionths() : 0, mostFuel, most);
  }
}
