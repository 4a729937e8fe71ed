package souk.cli.option;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.client.JobRequest;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Price;
import souk.runtime.machine.Limits;

/** A job as a person asks for it. */
@SuppressWarnings("NullAway.Init") // Picocli fills what has a default
public final class JobOptions {
  @Mixin private final ProgramOptions program = new ProgramOptions();
  @Mixin private final LimitOptions limits = new LimitOptions();
  @Mixin private final PlacementOptions placement = new PlacementOptions();

  @Option(
      names = "--price",
      paramLabel = "TOKENS",
      description = {
        "Most to be paid per Gfuel, as 0.5 (default: what the cheapest offer asks).",
        "This for all of --fuel is escrowed, and what is not used comes back."
      })
  private @Nullable Tokens price;

  @Option(
      names = "--value-at-risk",
      paramLabel = "TOKENS",
      defaultValue = "0",
      description = "What a wrong result may cost you; raises how often it is audited.")
  private Tokens valueAtRisk;

  @Option(
      names = "--verifiers",
      paramLabel = "N",
      defaultValue = "0",
      description = "Verifiers of an audit; 0 leaves it to the market (default).")
  private int verifiers;

  @Option(
      names = "--min-stake-multiple",
      paramLabel = "N",
      defaultValue = "5",
      description = "Least stake of the provider, in times the price (default: ${DEFAULT-VALUE}).")
  private int minStakeMultiple;

  @Option(
      names = "--tag",
      paramLabel = "0..255",
      description = "Capability tag the provider must carry; may be repeated.")
  private List<Integer> tags = List.of();

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "How long it may wait and run before it is refunded (default: 1h).")
  private Duration patience;

  @Option(
      names = "--signed",
      description = {
        "Send nothing: sign the job and hand it to the market nodes, which land it with its match.",
        "Until then the market balance backs it."
      })
  private boolean signed;

  /**
   * What is to be run; reads module, input and mounts.
   *
   * @param consumer who posts it
   */
  public Program program(Address consumer, Money money) {
    return program.program(consumer, limits().fuel(), money);
  }

  /** Whether it is handed in signed rather than posted. */
  public boolean isSigned() {
    return signed;
  }

  /** What it may use. */
  public Limits limits() {
    return limits.limits();
  }

  /** Tags the offer must carry. */
  public Tags tags() {
    return TagNumbers.set(tags);
  }

  /** The price ceiling; empty leaves it to what is offered. */
  public Optional<Price> ceiling(Money money) {
    return Optional.ofNullable(price).map(money::price);
  }

  /** The request for a program at a price. */
  public JobRequest request(Program what, Price ceiling, Money money) {
    return new JobRequest(
        what.invocation(),
        limits.limits().fuel(),
        limits.limits().memoryPages(),
        what.turns(),
        ceiling,
        money.amount(valueAtRisk),
        verifiers,
        minStakeMultiple,
        tags(),
        patience,
        placement.wishes(money));
  }
}
