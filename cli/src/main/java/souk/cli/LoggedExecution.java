package souk.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import souk.cli.log.LogFormat;
import souk.cli.log.LogLevel;
import souk.cli.log.Logging;

/** Runs the command that was asked for, with logging set up before anything can log. */
final class LoggedExecution implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    if (FailureHandler.isDebug(parsed)) {
      Logging.use(LogFormat.TEXT, LogLevel.DEBUG);
    }
    try {
      return new RunLast().execute(parsed);
    } catch (Error e) {
      throw new ExecutionException(lastOf(parsed), e.toString(), e);
    }
  }

  private static CommandLine lastOf(ParseResult parsed) {
    return parsed.asCommandLineList().getLast();
  }
}
