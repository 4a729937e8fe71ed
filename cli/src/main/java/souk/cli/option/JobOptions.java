package souk.cli.option;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.convert.Money;
import souk.cli.convert.Tokens;
import souk.client.JobRequest;

/** A job as a person asks for it. */
@SuppressWarnings("NullAway.Init") // Picocli fills what is required or has a default
public final class JobOptions {
  @Mixin private final ProgramOptions program = new ProgramOptions();
  @Mixin private final LimitOptions limits = new LimitOptions();

  @Option(
      names = "--price",
      required = true,
      paramLabel = "TOKENS",
      description = "Most to be paid per Gfuel, as 0.5; this for all of --fuel is escrowed.")
  private Tokens price;

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

  /** What is to be run. */
  public ProgramOptions program() {
    return program;
  }

  /** The request; reads module, input and mounts. */
  public JobRequest request(Money money) {
    return new JobRequest(
        program.invocation(),
        limits.limits().fuel(),
        limits.limits().memoryPages(),
        money.price(price),
        money.amount(valueAtRisk),
        verifiers,
        minStakeMultiple,
        TagNumbers.set(tags),
        patience);
  }
}
