package souk.testnet;

import souk.cli.SoukCommand;
import souk.testnet.command.DemoCommand;
import souk.testnet.command.TestnetCommand;

/** The {@code souk} command: all of the command line, and the demo and testnets beside it. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        SoukCommand.commandLine(new DemoCommand(), new TestnetCommand()).execute(arguments));
  }
}
