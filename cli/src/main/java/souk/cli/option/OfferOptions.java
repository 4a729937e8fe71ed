package souk.cli.option;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;
import souk.cli.convert.Money;
import souk.cli.convert.Pages;
import souk.cli.convert.Tokens;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
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

  /** The terms, as a provider keeps them posted. */
  public OfferTerms terms(Money money) {
    return new OfferTerms(
        money.price(price),
        stakeMultiple,
        slots,
        maxFuel,
        maxMemory.count(),
        fuelPerSecond,
        TagNumbers.set(tags),
        lifetime,
        RUN_MARGIN);
  }

  /** One offer on these terms. */
  public Offer offer(
      Address provider, EngineName engine, Money money, Instant now, BigInteger salt) {
    return new Offer(
        provider,
        money.price(price),
        stakeMultiple,
        maxFuel,
        maxMemory.count(),
        fuelPerSecond,
        slots,
        TagNumbers.set(tags),
        engine,
        Hash.ZERO,
        now.plus(lifetime),
        0,
        salt);
  }
}
