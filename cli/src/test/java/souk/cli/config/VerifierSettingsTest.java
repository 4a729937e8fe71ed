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
import souk.verifier.watch.WatchPlan;

class VerifierSettingsTest {
  private static final Money MONEY = new Money(6);

  @TempDir private Path directory;

  @Test
  void whatIsChosenIsWhatTheFileSays() throws IOException {
    var file = directory.resolve("account").resolve("verifier.toml");
    var choices = choices(Map.of("stake.bond", "600", "watch.on", "true", "watch.share", "0.25"));

    choices.write(file, false);
    var read = VerifierSettings.read(new Sources(Map.of(), Map.of(), Optional.of(file)));

    assertThat(read.bond(MONEY)).isEqualTo(Amount.of(600_000_000));
    assertThat(read.watch(MONEY))
        .isEqualTo(new WatchPlan(250_000, new Fuel(20_000_000_000L), Amount.of(60_000_000)));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFlagIsStrongerThanTheFile() {
    var file = directory.resolve("verifier.toml");
    choices(Map.of("stake.bond", "600", "watch.most-at-risk", "7")).write(file, false);

    var read =
        VerifierSettings.read(new Sources(Map.of("stake.bond", "5"), Map.of(), Optional.of(file)));

    assertThat(read.bond(MONEY)).isEqualTo(Amount.of(5_000_000));
    assertThat(read.watch(MONEY).mostAtRisk()).isEqualTo(Amount.of(7_000_000));
    assertThat(read.watch(MONEY).shareMillionths()).isZero();
  }

  @Test
  void settingsThatAreThereStayUnlessTheyAreToGo() throws IOException {
    var file = directory.resolve("verifier.toml");
    Files.writeString(file, "mine");
    var choices = choices(Map.of("stake.bond", "600"));

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> choices.write(file, false))
        .withMessageContaining("--force");
    assertThat(file).content().isEqualTo("mine");

    choices.write(file, true);
    assertThat(file).content().contains("bond = 600");
  }

  @Test
  void withoutATerminalABondMustBeAFlag() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> choices(Map.of()).ask(WorkSettings.BOND))
        .withMessage("no terminal to ask on, and no stake.bond is said: give --bond");

    choices(Map.of()).ask(WorkSettings.ENGINE);
  }

  @Test
  void aShareIsAPartOfAll() {
    var said = Map.of("stake.bond", "1", "watch.share", "1.5");

    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> VerifierSettings.read(new Sources(said, Map.of(), Optional.empty())))
        .withMessageContaining("a share is 0..1");
  }

  private static SettingChoices choices(Map<String, String> said) {
    return new SettingChoices(
        "Settings of a verifier.", VerifierSettings.ALL, new VerifierFlags(), said, Map.of());
  }
}
