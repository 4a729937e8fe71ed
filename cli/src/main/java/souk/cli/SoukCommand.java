package souk.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import souk.cli.command.AccountCommand;
import souk.cli.command.AgentCommand;
import souk.cli.command.ExecCommand;
import souk.cli.command.JobCommand;
import souk.cli.command.MarketCommand;
import souk.cli.command.OfferCommand;
import souk.cli.command.OrderCommand;
import souk.cli.command.ProviderCommand;
import souk.cli.command.StakeCommand;
import souk.cli.command.VerifierCommand;
import souk.cli.command.VerifyCommand;
import souk.cli.command.WalletCommand;
import souk.cli.convert.Converters;

/** The root of all commands; says what there is when called alone. */
@SuppressWarnings("NullAway.Init") // Picocli fills the fields
@Command(
    name = "souk",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "A market for deterministic compute.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Flags may be set in the environment: SOUK_RPC, SOUK_DEPLOYMENT, SOUK_MARKETS, SOUK_WALLET,",
      "SOUK_PASSWORD_FILE, SOUK_HOME. Exit codes: 0 done, 1 trying again may help, 2 it will not."
    },
    subcommands = {
      WalletCommand.class,
      AccountCommand.class,
      JobCommand.class,
      AgentCommand.class,
      OfferCommand.class,
      OrderCommand.class,
      StakeCommand.class,
      MarketCommand.class,
      ProviderCommand.class,
      VerifierCommand.class,
      ExecCommand.class,
      VerifyCommand.class
    })
public final class SoukCommand implements Runnable {
  private static final int HELP_WIDTH = 100;

  @Spec private CommandSpec spec;

  private SoukCommand() {}

  /**
   * The command line, ready to execute arguments; the result is the exit code: 0 done, 1 trying
   * again may help, 2 it will not.
   *
   * @param extra further Picocli commands to stand beside our own
   */
  public static CommandLine commandLine(Object... extra) {
    var commandLine = new CommandLine(new SoukCommand());
    for (var command : extra) {
      commandLine.addSubcommand(command);
    }
    Converters.register(commandLine);
    var failures = new FailureHandler();
    return commandLine
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(HELP_WIDTH)
        .setExecutionStrategy(new LoggedExecution())
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
