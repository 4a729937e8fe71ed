package souk.cli.option;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.convert.Money;
import souk.cli.convert.Pages;
import souk.cli.convert.Tokens;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Fuel;
import souk.provider.node.OfferTerms;

/** What a provider asks for. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required or has a default
public final class OfferOptions {
  // Fetching, starting and landing the commitment, beside the running itself.
  private static final Duration RUN_MARGIN = Duration.ofSeconds(10);

  @Option(
      names = "--price",
      required = true,
      paramLabel = "TOKENS",
      description = "Tokens asked per Gfuel, as 0.5.")
  private Tokens price;

  @Option(
      names = "--stake-multiple",
      paramLabel = "N",
      defaultValue = "20",
      description = "Stake locked for a job, in times its price (default: ${DEFAULT-VALUE}).")
  private int stakeMultiple;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "Jobs run at the same time (default: ${DEFAULT-VALUE}).")
  private int slots;

  @Option(
      names = "--max-fuel",
      paramLabel = "N",
      defaultValue = "1T",
      description = "Most fuel of a job (default: ${DEFAULT-VALUE}).")
  private Fuel maxFuel;

  @Option(
      names = "--max-memory",
      paramLabel = "N",
      defaultValue = "256MiB",
      description = "Most memory of a job (default: ${DEFAULT-VALUE}).")
  private Pages maxMemory;

  @Option(
      names = "--fuel-per-second",
      paramLabel = "N",
      defaultValue = "100M",
      description = "Speed promised (default: ${DEFAULT-VALUE}).")
  private Fuel fuelPerSecond;

  @Option(
      names = "--tag",
      paramLabel = "0..255",
      description = "Capability tag carried; may be repeated.")
  private Set<Integer> tags = new TreeSet<>();

  @Option(
      names = "--lifetime",
      paramLabel = "TIME",
      defaultValue = "1d",
      description = "How long the offer stands (default: ${DEFAULT-VALUE}).")
  private Duration lifetime;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Where it runs, as europe or north-america: said as a tag.")
  private @Nullable Region region;

  /** The terms, as a provider keeps them posted. */
  public OfferTerms terms(Money money) {
    return new OfferTerms(
        money.price(price),
        stakeMultiple,
        slots,
        maxFuel,
        maxMemory.count(),
        fuelPerSecond,
        tags(),
        lifetime,
        RUN_MARGIN);
  }

  private Tags tags() {
    var carried = TagNumbers.set(tags);
    return region == null ? carried : carried.with(region.tag());
  }
}
