package souk.cli.console;

import java.util.Optional;
import java.util.function.Consumer;

/** Asks a person on the terminal, if there is one. */
public final class Questions {
  private Questions() {}

  /**
   * Asks until the answer can be read.
   *
   * @param question what is asked, without a mark at its end
   * @param proposal taken if the answer is empty
   * @param check refuses an answer with {@link IllegalArgumentException}
   * @return the answer as it was given
   * @throws CommandException if there is no terminal
   */
  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again without a terminal
  public static String ask(String question, Optional<String> proposal, Consumer<String> check) {
    var terminal = System.console();
    while (terminal != null && terminal.isTerminal()) {
      var shown = proposal.map(" [%s]"::formatted).orElse("");
      var line = terminal.readLine("%s%s: ", question, shown);
      if (line == null) {
        break;
      }
      var answer = line.isBlank() ? proposal.orElse("") : line.strip();
      try {
        check.accept(answer);
        return answer;
      } catch (IllegalArgumentException e) {
        terminal.printf("%s%n", e.getMessage());
      }
    }
    throw new CommandException(false, "no terminal to ask on: " + question);
  }

  /** Whether there is a terminal to ask on. */
  @SuppressWarnings("SystemConsoleNull") // as above
  public static boolean possible() {
    var terminal = System.console();
    return terminal != null && terminal.isTerminal();
  }
}
