package souk.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import souk.cli.console.ExitCode;
import souk.cli.log.Logging;
import souk.cli.option.ConsoleOptions;

/** Says what stopped a command: a line or two on standard error, never a trace unasked. */
final class FailureHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

  static boolean isDebug(ParseResult parsed) {
    return parsed
        .asCommandLineList()
        .getLast()
        .getParseResult()
        .hasMatchedOption(ConsoleOptions.DEBUG);
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    var commandLine = e.getCommandLine();
    // Picocli begins what it says of groups of options so, and nothing else.
    var message = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
    var failure = new Failure(message, ExitCode.FAILED);
    say(commandLine, failure);
    commandLine.getErr().printf("Try '%s --help'.%n", commandLine.getCommandSpec().qualifiedName());
    return failure.code().code();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
    var cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    var failure = Failure.of(cause);
    if (Logging.isJson()) {
      log(failure, isDebug(parsed) ? cause : null);
      return failure.code().code();
    }
    say(commandLine, failure);
    if (isDebug(parsed)) {
      cause.printStackTrace(commandLine.getErr());
    }
    return failure.code().code();
  }

  private static void log(Failure failure, @Nullable Throwable cause) {
    failure.lines().forEach(line -> Logging.ours().error(line, cause));
  }

  private static void say(CommandLine commandLine, Failure failure) {
    failure.lines().forEach(line -> commandLine.getErr().println("souk: " + line));
  }
}
