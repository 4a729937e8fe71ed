package souk.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.cli.console.CommandException;
import souk.cli.convert.Money;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;
import souk.provider.machine.Proposal;
import souk.provider.price.PricePolicy;

class ProviderSettingsTest {
  private static final Money MONEY = new Money(6);
  private static final Proposal PROPOSAL = new Proposal(3, 1024, new Fuel(320_000_000));
  private static final Map<String, String> SAID =
      Map.of("offer.price", "2.5", "stake.bond", "600", "work.when", "22:00-07:00");

  private static final Map<String, String> AUTO =
      Map.of("offer.price", "auto", "stake.bond", "600");

  @TempDir private Path directory;

  @Test
  void whatIsDecidedIsWhatTheFileSays() throws IOException {
    var file = directory.resolve("account").resolve("provider.toml");
    var choices = new ProviderChoices(SAID, Map.of());

    var decided = decide(choices);
    choices.write(file, false);
    var read = ProviderSettings.read(new Sources(Map.of(), Map.of(), Optional.of(file)));

    assertThat(read.terms(MONEY)).isEqualTo(decided.terms(MONEY));
    assertThat(read.terms(MONEY).slots()).isEqualTo(3);
    assertThat(read.terms(MONEY).maxPages()).isEqualTo(1024);
    assertThat(read.when().hours()).hasToString("Optional[22:00-07:00]");
    assertThat(read.diskBytes()).isEqualTo(1L << 30);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void settingsThatAreThereStayUnlessTheyAreToGo() throws IOException {
    var file = directory.resolve("provider.toml");
    Files.writeString(file, "mine");
    var choices = new ProviderChoices(SAID, Map.of());

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> choices.write(file, false))
        .withMessageContaining("--force");
    assertThat(file).content().isEqualTo("mine");

    choices.write(file, true);
    assertThat(file).content().contains("price = \"2.5\"");
  }

  @Test
  void withoutATerminalWhatMustBeSaidMustBeAFlag() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(
            () -> new ProviderChoices(Map.of("offer.price", "2"), Map.of()).settleMoney(MONEY))
        .withMessage("no terminal to ask on, and no stake.bond is said: give --bond");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> new ProviderChoices(AUTO, Map.of()).settleMoney(MONEY))
        .withMessage("no terminal to ask on, and no offer.floor is said: give --floor");

    new ProviderChoices(SAID, Map.of("SOUK_OFFER_FLOOR", "1")).settleMoney(MONEY);
    new ProviderChoices(AUTO, Map.of("SOUK_OFFER_FLOOR", "1")).settleMoney(MONEY);
  }

  @Test
  void aProposedJobsStakeFitsTheBond() {
    var terms = decide(new ProviderChoices(SAID, Map.of())).terms(MONEY);

    var stake = terms.price().escrowFor(terms.maxFuel()).times(terms.stakeMultiple());
    assertThat(stake.times(terms.slots())).isLessThan(Amount.of(600_000_000));
  }

  @Test
  void aPriceThatFollowsTheMarketBeginsAtItsFloor() {
    var choices =
        new ProviderChoices(AUTO, Map.of("SOUK_OFFER_FLOOR", "1.5", "SOUK_OFFER_COST", "0.2"));

    var decided = decide(choices);

    assertThat(decided.terms(MONEY).price()).isEqualTo(Price.of(1_500_000));
    assertThat(decided.pricing(MONEY))
        .contains(new PricePolicy(Price.of(1_500_000), Price.of(200_000)));
  }

  private static ProviderSettings decide(ProviderChoices choices) {
    var highest = choices.settleMoney(MONEY).map(PricePolicy::floor);
    return choices.decide(PROPOSAL, 1L << 30, MONEY, highest);
  }

  @Test
  void noMoreSlotsAreOfferedThanTheCapsAllow() {
    var said = Map.of("offer.price", "1", "offer.slots", "8", "capacity.cpus", "2");

    var settings = ProviderSettings.read(new Sources(said, Map.of(), Optional.empty()));

    assertThat(settings.terms(MONEY).slots()).isEqualTo(2);
  }

  @Test
  void aProviderWithoutPriceOrStakeSaysWhichFlagGivesIt() {
    var settings = ProviderSettings.read(new Sources(Map.of(), Map.of(), Optional.empty()));

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> settings.terms(MONEY))
        .withMessageContaining("--price");
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> settings.bond(MONEY))
        .withMessageContaining("--bond");
  }
}
