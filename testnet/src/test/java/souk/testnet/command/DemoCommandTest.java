package souk.testnet.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import souk.cli.SoukCommand;
import souk.testnet.attack.Attack;

class DemoCommandTest {
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @Test
  void namesEveryAttackOneALine() {
    assertThat(run("demo", "--list-attacks")).isZero();

    assertThat(data.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(Arrays.stream(Attack.values()).map(Attack::label).toList())
        .contains("wrong-output", "colluding-verifiers", "market-censor", "consumer-huge");
  }

  @Test
  void saysWhatEachAttackDoesAsAnObject() {
    assertThat(run("demo", "--list-attacks", "--json")).isZero();

    assertThat(data.toString(StandardCharsets.UTF_8).lines())
        .hasSameSizeAs(Attack.values())
        .first()
        .asString()
        .startsWith("{\"attack\":\"wrong-output\",\"deed\":\"a provider commits to a wrong output");
  }

  @Test
  void refusesAnAttackItDoesNotKnow() {
    assertThat(run("demo", "--attack", "kindness")).isEqualTo(2);

    assertThat(messages.toString(StandardCharsets.UTF_8))
        .contains("no attack is called 'kindness': see --list-attacks");
  }

  @Test
  void saysWhatTheDemoOfAgentsDoes() {
    assertThat(run("demo", "agents", "--help")).isZero();

    assertThat(data.toString(StandardCharsets.UTF_8))
        .contains("Usage: souk demo agents", "--json", "Have agents work, earn");
  }

  private int run(String... arguments) {
    var out = System.out;
    var err = System.err;
    try {
      System.setOut(new PrintStream(data, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
      return SoukCommand.commandLine(new DemoCommand()).execute(arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
