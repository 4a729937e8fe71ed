package souk.testnet.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;

/** Chooses how to tell what happens. */
public final class Narrators {
  private Narrators() {}

  /**
   * JSON lines, or a live table on a terminal, or plain lines elsewhere.
   *
   * @param decimals digits after the point one token has
   */
  public static Narrator on(PrintStream out, boolean json, int decimals) {
    if (json) {
      return new JsonNarrator(out);
    }
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false)
        ? new LiveNarrator(out, decimals)
        : new PlainNarrator(out, decimals);
  }
}
