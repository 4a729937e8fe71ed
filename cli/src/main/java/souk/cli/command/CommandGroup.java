package souk.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only holds others. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
abstract class CommandGroup implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // Picocli acts on it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public final void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
