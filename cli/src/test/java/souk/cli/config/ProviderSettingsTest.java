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
import souk.protocol.value.Fuel;
import souk.provider.machine.Proposal;

class ProviderSettingsTest {
  private static final Money MONEY = new Money(6);
  private static final Proposal PROPOSAL =
      new Proposal(3, 1024, new Fuel(320_000_000), new Fuel(1_152_000_000_000L));
  private static final Map<String, String> SAID =
      Map.of("offer.price", "2.5", "stake.bond", "600", "work.when", "22:00-07:00");

  @TempDir private Path directory;

  @Test
  void whatIsDecidedIsWhatTheFileSays() throws IOException {
    var file = directory.resolve("account").resolve("provider.toml");
    var choices = new ProviderChoices(SAID);
    choices.propose(PROPOSAL, 1L << 30);

    var decided = choices.decide();
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
    var choices = new ProviderChoices(SAID);

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
        .isThrownBy(() -> new ProviderChoices(Map.of("offer.price", "2")).requireAskable())
        .withMessage("no terminal to ask on, and no stake.bond is said: give --bond");

    new ProviderChoices(SAID).requireAskable();
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
