package souk.cli.command;

import picocli.CommandLine.Command;

/** Jobs: what is bought. */
@Command(
    name = "job",
    description = "Have programs run by the market.",
    subcommands = {
      JobRunCommand.class,
      JobPostCommand.class,
      JobShowCommand.class,
      JobExplainCommand.class,
      JobListCommand.class,
      JobCancelCommand.class
    })
public final class JobCommand extends CommandGroup {}
