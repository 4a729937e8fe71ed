package souk.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.config.ProviderFlags;
import souk.cli.config.ProviderSettings;
import souk.cli.config.ProviderSettingsOptions;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.provider.machine.Calibration;
import souk.provider.machine.Calibration.Speed;
import souk.provider.machine.Proposal;
import souk.provider.machine.Resources;
import souk.provider.node.Operation;
import souk.provider.price.PricePolicy;
import souk.runtime.engine.EngineChoice;
import souk.runtime.engine.Engines;

/** Measures this machine, settles what its provider offers, and writes that down. */
@Command(
    name = "init",
    modelTransformer = ProviderFlags.class,
    description = {
      "Make this machine a provider: measure it and settle what it offers.",
      "Asks for what is not said by flags, and writes provider.toml to the account's home, for",
      "'souk provider run'. Nothing is sent to the chain."
    })
public final class ProviderInitCommand implements Callable<Integer> {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(2);
  private static final Duration MEASURED_RUN = Duration.ofSeconds(1);
  private static final int RUNS = 5;
  private static final int DISK_PART = 4;

  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final ProviderSettingsOptions settings = new ProviderSettingsOptions();

  @Option(names = "--force", description = "Replace the settings there are.")
  private boolean force;

  @Override
  public Integer call() {
    var home = wallet.home().account(chain.deployment(), wallet.account());
    var file = ProviderSettings.file(home);
    var choices = settings.choices();
    requireFree(file);
    var highest = choices.settleMoney(chain.money()).map(this::highestPrice);
    makeDirectory(home);
    var resources = Resources.here(home);
    var speeds = measure();
    var decided =
        choices.decide(
            Proposal.of(resources.processors(), resources.memoryBytes() / 2, fastest(speeds)),
            Math.min(Operation.DEFAULT_DISK_BYTES, resources.freeDiskBytes() / DISK_PART),
            chain.money(),
            highest);
    choices.write(file, force);
    tell(file, resources, speeds, decided, highest);
    return ExitCode.OK.code();
  }

  /** An automatic price is expected to stay below twice what the market pays now. */
  private Price highestPrice(PricePolicy policy) {
    try (var market = chain.connect()) {
      var mean = market.conditions(wallet.account()).meanPrice();
      var now = mean.compareTo(policy.floor()) > 0 ? mean : policy.floor();
      return new Price(now.perGfuel().times(2));
    }
  }

  private void requireFree(Path file) {
    if (Files.exists(file) && !force) {
      throw new CommandException(
          false, "there are settings already: %s; --force replaces them".formatted(file));
    }
  }

  private List<Speed> measure() {
    console.console().message("measuring this machine; this takes about half a minute");
    var calibration = new Calibration(MEASURED_RUN);
    var speeds = new ArrayList<Speed>();
    var engines = Engines.on(wallet.home().machineCache());
    for (var engine : engines.among(EngineChoice.AUTO, LONGEST_RUN)) {
      try {
        speeds.add(calibration.measure(engine, RUNS));
      } catch (Calibration.FailedException e) {
        console.console().message("not measured: " + e.getMessage());
      }
    }
    if (speeds.isEmpty()) {
      throw new CommandException(false, "no engine runs jobs on this machine");
    }
    return speeds;
  }

  private static Fuel fastest(List<Speed> speeds) {
    return speeds.stream().map(Speed::fuelPerSecond).max(Comparator.naturalOrder()).orElseThrow();
  }

  private void tell(
      Path file,
      Resources resources,
      List<Speed> speeds,
      ProviderSettings decided,
      Optional<Price> highest) {
    var money = chain.money();
    var bond = decided.bond(money);
    var terms = decided.terms(money);
    var price = highest.orElse(terms.price());
    console
        .console()
        .show(
            new Fields()
                .add("file", file)
                .add("provider", wallet.account())
                .addEach("engines", speeds.stream().map(ProviderInitCommand::row).toList())
                .add("processors", resources.processors())
                .add("memoryMebibytes", resources.memoryBytes() >> 20)
                .add("freeDiskMebibytes", resources.freeDiskBytes() >> 20)
                .add("price", priceText(decided, terms.price()))
                .add("slots", terms.slots())
                .add("maxPages", terms.maxPages())
                .add("maxFuel", terms.maxFuel().units())
                .add("fuelPerSecond", terms.fuelPerSecond().units())
                .add("bond", money.text(bond)));
    var stake = price.escrowFor(terms.maxFuel()).times(terms.stakeMultiple());
    console
        .console()
        .message(
            """
            A job locks %d times its price as stake, up to %s tokens; a wrong result, or a
            commitment that is not revealed in time, loses all of that. Newcomers are audited
            at every job until five have been, and pay for each audit out of a deposit: expect
            to lose on the first ones. 'souk provider run' bonds %s tokens and begins.\
            """
                .formatted(terms.stakeMultiple(), money.text(stake), money.text(bond)));
  }

  private String priceText(ProviderSettings decided, Price price) {
    var money = chain.money();
    return decided
        .pricing(money)
        .map(
            it ->
                "auto, at least %s, cost %s"
                    .formatted(money.text(it.floor()), money.text(it.cost())))
        .orElseGet(() -> money.text(price));
  }

  private static Fields row(Speed speed) {
    return new Fields()
        .add("engine", speed.engine().text())
        .add("fuelPerSecond", speed.fuelPerSecond().units())
        .add("startupMillis", speed.startup().toMillis());
  }

  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + directory, e);
    }
  }
}
