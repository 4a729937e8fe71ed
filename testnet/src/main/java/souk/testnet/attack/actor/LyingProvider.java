package souk.testnet.attack.actor;

import java.util.Arrays;
import picocli.CommandLine;
import souk.cli.SoukCommand;
import souk.cli.command.ProviderRunCommand;

/** The program of a provider that is the ordinary one in all but the result it commits to. */
public final class LyingProvider {
  private LyingProvider() {}

  /** Takes the name of a {@link Lie}, then what {@code souk provider run} takes. */
  public static void main(String[] arguments) {
    var policy = Lie.valueOf(arguments[0]).policy();
    var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    // Made by itself, or Picocli does not let it add its flags.
    var run = new CommandLine(new ProviderRunCommand(policy));
    System.exit(SoukCommand.commandLine(run).execute(rest));
  }
}
