package souk.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.client.Wishes;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.value.Address;

/** Where a person would have a job run. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class PlacementOptions {
  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Run it in this region, as europe or north-america; may be repeated.")
  private Set<Region> regions = new TreeSet<>();

  @Option(
      names = "--on-engine",
      paramLabel = "NAME",
      description = "Run it on this engine only, as endive.")
  private @Nullable EngineName engine;

  @Option(
      names = "--least-audited",
      paramLabel = "TOKENS",
      defaultValue = "0",
      description = "Only providers of which so much work was audited and found right.")
  private Tokens leastAudited;

  @Option(
      names = "--prefer",
      paramLabel = "ADDRESS",
      description = "Provider to ask before all others; may be repeated.")
  private List<Address> preferred = new ArrayList<>();

  @Option(
      names = "--avoid",
      paramLabel = "ADDRESS",
      description = "Provider that must not get it; may be repeated.")
  private List<Address> avoided = new ArrayList<>();

  /**
   * What is wished.
   *
   * @throws IllegalArgumentException if a provider is named twice, or too many are
   */
  public Wishes wishes(Money money) {
    return new Wishes(
        Optional.ofNullable(engine), regions, money.amount(leastAudited), preferred, avoided);
  }
}
