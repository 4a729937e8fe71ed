package souk.testnet.cluster;

import picocli.CommandLine;
import souk.cli.SoukCommand;
import souk.cli.command.ProviderRunCommand;

/**
 * The program of a provider that answers every job wrongly. It is the ordinary provider in all but
 * the result it commits to, and nobody but its own process knows.
 */
final class CheatingProvider {
  private CheatingProvider() {}

  /** Takes what {@code souk provider run} takes, after the word {@code run}. */
  public static void main(String[] arguments) {
    // Made by itself, or Picocli does not let it add its flags.
    var run = new CommandLine(new ProviderRunCommand(new WrongResults()));
    System.exit(SoukCommand.commandLine(run).execute(arguments));
  }
}
