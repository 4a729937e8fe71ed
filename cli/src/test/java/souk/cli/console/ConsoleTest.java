package souk.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  private final Fields first =
      new Fields().add("name", "a \"b\"").add("fuelUsed", 1_000).add("isPaid", true);
  private final Fields second =
      new Fields().add("name", "ü").add("fuelUsed", 2).add("isPaid", false);

  private Console console(boolean json) {
    return new Console(new PrintStream(data), new PrintStream(messages), json);
  }

  private String data() {
    return data.toString(StandardCharsets.UTF_8);
  }

  private String messages() {
    return messages.toString(StandardCharsets.UTF_8);
  }

  @Test
  void showsOneThingAsLinesToAPerson() {
    console(false).show(first);

    assertThat(data())
        .isEqualTo(
            """
            name       a "b"
            fuel used  1000
            is paid    yes
            """);
  }

  @Test
  void showsOneThingAsAnObjectToAProgram() {
    console(true).show(first);

    assertThat(data()).isEqualTo("{\"name\":\"a \\\"b\\\"\",\"fuelUsed\":1000,\"isPaid\":true}\n");
  }

  @Test
  void showsManyThingsAsATable() {
    console(false).table(List.of(first, second), "nothing");

    assertThat(data())
        .isEqualTo(
            """
            name   fuel used  is paid
            a "b"  1000       yes
            ü      2          no
            """);
  }

  @Test
  void showsManyThingsAsOneObjectALine() {
    console(true).table(List.of(first, second), "nothing");

    assertThat(data().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"name\":"));
  }

  @Test
  void tellsAPersonButNoProgramThatThereIsNothing() {
    console(false).table(List.of(), "no jobs");
    console(true).table(List.of(), "no jobs");

    assertThat(messages()).isEqualTo("no jobs\n");
    assertThat(data()).isEmpty();
  }

  @Test
  void tellsProgressToAPersonAsMessageAndToAProgramAsData() {
    console(false).progress("half way", first);
    console(true).progress("half way", first);

    assertThat(messages()).isEqualTo("half way\n");
    assertThat(data()).startsWith("{\"name\"").hasLineCount(1);
  }

  @Test
  void keepsMessagesOutOfTheData() {
    console(true).message("posted");

    assertThat(data()).isEmpty();
    assertThat(messages()).isEqualTo("posted\n");
  }
}
