package souk.cli.option;

import java.nio.CharBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.settlement.keys.Password;

/** Where the password of a key comes from: a file or a person, never the command line. */
public final class PasswordOptions {
  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      defaultValue = "${env:SOUK_PASSWORD_FILE}",
      description = "Its first line unlocks the key [SOUK_PASSWORD_FILE, else it is asked for].")
  private @Nullable Path file;

  /** To be filled by Picocli. */
  public PasswordOptions() {}

  /** As if this had been given. */
  public PasswordOptions(Optional<Path> file) {
    this.file = file.orElse(null);
  }

  /** The password of an existing key. */
  public Password password(String prompt) {
    return file == null ? consume(ask(prompt)) : Password.fromFile(file);
  }

  /** The password of a new key, typed twice. */
  public Password newPassword() {
    if (file != null) {
      return Password.fromFile(file);
    }
    var first = ask("New password: ");
    var second = ask("The same again: ");
    var same = first.equals(second);
    Arrays.fill(second.array(), '\0');
    if (!same) {
      throw new CommandException(false, "the two passwords differ: nothing was written");
    }
    return consume(first);
  }

  private static Password consume(CharBuffer typed) {
    try {
      return Password.of(typed);
    } finally {
      Arrays.fill(typed.array(), '\0');
    }
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again without a terminal
  private static CharBuffer ask(String prompt) {
    var console = System.console();
    var typed = console != null && console.isTerminal() ? console.readPassword("%s", prompt) : null;
    if (typed == null) {
      throw new CommandException(
          false, "no terminal to ask for a password on: give one with --password-file FILE");
    }
    return CharBuffer.wrap(typed);
  }
}
