package souk.cli.command;

import picocli.CommandLine.Command;

/** Agents: accounts that no key controls but their own code. */
@Command(
    name = "agent",
    description = "Have agents live.",
    subcommands = {AgentSimulateCommand.class})
public final class AgentCommand extends CommandGroup {}
