package souk.cli.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.cli.console.CommandException;
import souk.cli.console.Questions;
import souk.provider.machine.Proposal;

/** What an operator chooses for a new provider: by flags, else by answers, else as proposed. */
public final class ProviderChoices {
  private static final String HEADING = "Settings of a provider, made by 'souk provider init'.";
  private static final List<Setting<?>> MUST_BE_SAID =
      List.of(OfferSettings.PRICE, WorkSettings.BOND);
  private static final List<Setting<?>> ASKED =
      List.of(
          OfferSettings.PRICE,
          WorkSettings.BOND,
          WorkSettings.WHEN,
          OfferSettings.SLOTS,
          OfferSettings.MAX_MEMORY,
          OfferSettings.FUEL_PER_SECOND,
          WorkSettings.DISK);

  private final Map<String, String> chosen;
  private final Map<String, String> proposed = new LinkedHashMap<>();

  /**
   * @param said values by key that flags or the environment give
   */
  ProviderChoices(Map<String, String> said) {
    this.chosen = new LinkedHashMap<>(said);
  }

  /**
   * Fails early where nobody can be asked.
   *
   * @throws CommandException if something must be said and is not
   */
  public void requireAskable() {
    for (var setting : MUST_BE_SAID) {
      if (!chosen.containsKey(setting.key()) && !Questions.possible()) {
        throw new CommandException(
            false,
            "no terminal to ask on, and no %s is said: give %s"
                .formatted(setting.key(), ProviderFlags.flagOf(setting)));
      }
    }
  }

  /** Takes what is proposed for what was not said. */
  public void propose(Proposal proposal, long diskBytes) {
    propose(OfferSettings.SLOTS, Integer.toString(proposal.slots()));
    propose(OfferSettings.MAX_MEMORY, (proposal.maxPages() >> 4) + "MiB");
    propose(OfferSettings.FUEL_PER_SECOND, Long.toString(proposal.fuelPerSecond().units()));
    propose(OfferSettings.MAX_FUEL, Long.toString(proposal.maxFuel().units()));
    propose(WorkSettings.DISK, (diskBytes >> 20) + "MiB");
  }

  private void propose(Setting<?> setting, String value) {
    proposed.put(setting.key(), value);
  }

  /** Asks for what was not said where a person can be asked; the rest is as proposed. */
  public ProviderSettings decide() {
    if (Questions.possible()) {
      ASKED.stream().filter(it -> !chosen.containsKey(it.key())).forEach(this::ask);
    }
    proposed.forEach(chosen::putIfAbsent);
    return ProviderSettings.read(new Sources(chosen, Map.of(), Optional.empty()));
  }

  private void ask(Setting<?> setting) {
    var proposal = Optional.ofNullable(proposed.get(setting.key())).or(setting::standard);
    var question = setting.description().replace('\n', ' ').replaceAll("\\.$", "");
    chosen.put(setting.key(), Questions.ask(question, proposal, setting::require));
  }

  /**
   * Writes the settings file; nobody but its owner may read it.
   *
   * @param replace whether one that is there goes
   * @throws CommandException if one is there and may not go, or it cannot be written
   */
  public void write(Path file, boolean replace) {
    SettingsFile.write(file, SettingsFile.chosen(HEADING, ProviderSettings.ALL, chosen), replace);
  }
}
