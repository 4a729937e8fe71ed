package souk.cli;

import java.util.List;
import souk.cli.config.ConfigException;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.client.SoukException;
import souk.client.market.MarketException;
import souk.market.api.PortTakenException;
import souk.runtime.engine.EngineMissingException;
import souk.settlement.chain.ChainException;
import souk.settlement.journal.JournalException;
import souk.settlement.keys.WalletException;

/**
 * What stopped a command, as a person and the shell are told.
 *
 * @param lines one for each thing that is wrong
 * @param code how the command ends
 */
record Failure(List<String> lines, ExitCode code) {
  private static final int MAX_LENGTH = 500;

  /** Messages may quote what came from outside: they are cut and rid of control characters. */
  Failure {
    lines = lines.stream().map(Failure::harmless).toList();
  }

  Failure(String message, ExitCode code) {
    this(List.of(message), code);
  }

  static Failure of(Throwable cause) {
    return switch (cause) {
      case ConfigException e -> new Failure(e.problems(), ExitCode.FAILED);
      case CommandException e -> of(e, e.retryMayHelp());
      case ChainException e -> of(e, e.isRetryable());
      case MarketException e -> of(e, e.isRetryable());
      case SoukException e -> of(e, e.kind() != SoukException.Kind.REFUSED);
      case JournalException e -> of(e, e.isInUse());
      case PortTakenException e -> of(e, false);
      case WalletException e -> of(e, false);
      case EngineMissingException e -> of(e, false);
      // How the protocol's values refuse what they are made from: here, flags and files.
      case IllegalArgumentException e -> of(e, false);
      case InterruptedException _ -> new Failure("interrupted", ExitCode.RETRY);
      default ->
          new Failure(
              "unexpected failure, please report it: %s (--debug shows its trace)".formatted(cause),
              ExitCode.FAILED);
    };
  }

  private static Failure of(Throwable cause, boolean retryMayHelp) {
    return new Failure(String.valueOf(cause.getMessage()), ExitCode.ofFailure(retryMayHelp));
  }

  private static String harmless(String line) {
    var clean = line.replaceAll("\\p{Cntrl}+", " ").strip();
    return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH) + "...";
  }
}
