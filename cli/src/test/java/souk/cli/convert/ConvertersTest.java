package souk.cli.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import souk.protocol.value.Amount;

class ConvertersTest {
  @ParameterizedTest
  @CsvSource({"1,1", "1500000,1500000", "5k,5000", "250M,250000000", "1.5G,1500000000"})
  void readsFuelWithUnits(String text, long units) {
    assertThat(FuelText.parse(text).units()).isEqualTo(units);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "1e9", "5g", "9223372036854775808", "10000000T", "1 G"})
  void refusesTextThatIsNoFuel(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> FuelText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.1", "0.000001", "1"})
  void aShareIsWrittenAsItIsRead(String text) {
    assertThat(Share.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "256,256", "16MiB,256", "1GiB,16384", "4GiB,65536"})
  void readsMemoryInPagesOrBytes(String text, int pages) {
    assertThat(Pages.parse(text).count()).isEqualTo(pages);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65537", "5GiB", "999999GiB", "16MB", "-1"})
  void refusesTextThatIsNoMemory(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Pages.parse(text));
  }

  @Test
  void readsTimeSpans() {
    assertThat(DurationText.parse("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(DurationText.parse("7d")).isEqualTo(Duration.ofDays(7));
    assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse("soon"));
  }

  @Test
  void readsTokensOnlyAsFineAsTheTokenIs() {
    var tokens = new Tokens("12.5");

    assertThat(new Money(6).amount(tokens)).isEqualTo(Amount.of(12_500_000));
    assertThat(new Money(6).text(Amount.of(12_500_000))).isEqualTo("12.5");
    assertThatIllegalArgumentException().isThrownBy(() -> new Money(0).amount(tokens));
    assertThatIllegalArgumentException().isThrownBy(() -> new Tokens("12,5"));
  }

  @Test
  void readsMountsAndRefusesPathsThatLeaveTheJob() {
    assertThat(HostMount.parse("./a=b/data.csv=in/data.csv"))
        .isEqualTo(new HostMount(Path.of("./a=b/data.csv"), "in/data.csv"));
    assertThatIllegalArgumentException().isThrownBy(() -> HostMount.parse("data.csv"));
    assertThatIllegalArgumentException().isThrownBy(() -> HostMount.parse("data.csv=../up"));
    assertThatIllegalArgumentException().isThrownBy(() -> HostMount.parse("data.csv=/root"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:8545", "ftp://host", "http://", "http://a b"})
  void refusesTextThatIsNoEndpoint(String text) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> commandLine().parseArgs("--endpoint", text))
        .withMessageContaining("--endpoint");
  }

  @Test
  void readsEndpoints() {
    var flags = new Flags();

    commandLine(flags).parseArgs("--endpoint", "http://127.0.0.1:8545");

    assertThat(flags.endpoint).isEqualTo(URI.create("http://127.0.0.1:8545"));
  }

  private static CommandLine commandLine() {
    return commandLine(new Flags());
  }

  private static CommandLine commandLine(Flags flags) {
    var commandLine = new CommandLine(flags);
    Converters.register(commandLine);
    return commandLine;
  }

  @Command
  static final class Flags {
    @Option(names = "--endpoint")
    private URI endpoint = URI.create("");
  }
}
