package souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureHandlerTest {
  @Test
  void endsWithOneWhereTryingAgainMayHelp() {
    var run = CliRun.of("break", "busy");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.messages()).isEqualTo("souk: busy\n");
    assertThat(run.text()).isEmpty();
  }

  @Test
  void saysUnexpectedFailuresInOneLineWithoutTrace() {
    var run = CliRun.of("break", "bug");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages())
        .isEqualTo(
            "souk: unexpected failure, please report it: java.lang.IllegalStateException:"
                + " the impossible (--debug shows its trace)\n");
  }

  @Test
  void showsTheTraceWhenAskedTo() {
    assertThat(CliRun.of("break", "bug", "--debug").messages())
        .startsWith("souk: unexpected failure")
        .contains("at souk.cli.BrokenCommand.run");
  }

  @Test
  void survivesErrorsOfTheVirtualMachine() {
    var run = CliRun.of("break", "error");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.messages()).contains("java.lang.StackOverflowError").hasLineCount(1);
  }

  @Test
  void cutsAndCleansWhatCameFromOutside() {
    var message = CliRun.of("break", "hostile").messages().strip();

    assertThat(message).startsWith("souk: [2J line twoxxx").endsWith("...").hasSizeLessThan(600);
    assertThat(message).doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void namesWhatIsWrongWithArgumentsAndWhereHelpIs() {
    assertThat(CliRun.of("wallet", "import").messages())
        .isEqualTo("souk: Missing required parameter: 'FILE'\nTry 'souk wallet import --help'.\n");
    assertThat(CliRun.of("job", "list", "--consumer", "me").messages())
        .isEqualTo(
            "souk: Invalid value for option '--consumer': an address has 40 hexadecimal digits,"
                + " not 2: 'me'\nTry 'souk job list --help'.\n");
    assertThat(CliRun.of("verify").messages())
        .isEqualTo(
            """
            souk: Missing required argument (specify one of these): (JOB | --report=DIR)
            Try 'souk verify --help'.
            """);
    assertThat(CliRun.of("jobs").exitCode()).isEqualTo(2);
    assertThat(CliRun.of().messages()).startsWith("souk: a command is missing");
  }

  @Test
  void takesArgumentsThatBeginWithAnAtSignAsTheyAre() {
    assertThat(CliRun.of("break", "@/etc/passwd").messages()).isEqualTo("fine\n");
  }
}
