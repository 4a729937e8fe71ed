package souk.testnet.cluster;

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
    System.exit(
        SoukCommand.commandLine(new ProviderRunCommand(new WrongResults())).execute(arguments));
  }
}
