package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobListCommandTest {
  private static CliRun list(String... markets) {
    return CliRun.of("job", "list", "--markets", String.join(",", markets));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{\"jobs\":[{}]}", "{\"jobs\":7}", "\u001b[2J"})
  void saysThatAMarketNodeAnswersGarbage(String garbage) {
    try (var node = new HttpAnswers(200, garbage)) {
      var run = list(node.url());

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.messages()).startsWith("souk: ").contains(node.url()).hasLineCount(1);
      assertThat(run.text()).isEmpty();
    }
  }

  @Test
  void asksTheNextNodeWhereOneAnswersGarbage() {
    try (var bad = new HttpAnswers(200, "garbage");
        var good = new HttpAnswers(200, "{\"jobs\":[],\"next\":null}")) {
      var run = list(bad.url(), good.url());

      assertThat(run.exitCode()).isZero();
      assertThat(run.messages()).isEqualTo("no such jobs\n");
    }
  }

  @Test
  void saysThatTryingAgainMayHelpWhereNobodyAnswers() {
    var node = new HttpAnswers(200, "");
    var url = node.url();
    node.close();

    var run = list(url);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.messages()).startsWith("souk: ").contains(url).hasLineCount(1);
  }

  @Test
  void saysThatNoMarketNodeIsNamed() {
    assertThat(CliRun.of("job", "list").messages())
        .isEqualTo("souk: no market node is named: give --markets URL, or set SOUK_MARKETS\n");
  }
}
