package souk.testnet.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A local market that stays. */
@SuppressWarnings("NullAway.Init") // Picocli fills the field
@Command(
    name = "testnet",
    mixinStandardHelpOptions = true,
    description = "Start and stop a local market; try and simulate one.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TestnetUpCommand.class,
      TestnetDownCommand.class,
      TestnetStatusCommand.class,
      TestnetSimulateCommand.class,
      TestnetSurviveCommand.class
    })
public final class TestnetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
