package souk.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import souk.cli.console.CommandException;
import souk.cli.option.ConsoleOptions;

/** Fails in the way it is told to. */
@Command(name = "break", hidden = true)
final class BrokenCommand implements Runnable {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Parameters private String how = "";

  @Override
  public void run() {
    switch (how) {
      case "bug" -> throw new IllegalStateException("the impossible");
      case "error" -> throw new StackOverflowError();
      case "hostile" -> throw new CommandException(false, "\u001b[2J\nline two" + "x".repeat(9999));
      case "busy" -> throw new CommandException(true, "busy");
      default -> console.console().message("fine");
    }
  }
}
