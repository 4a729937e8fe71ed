package souk.cli.command;

import picocli.CommandLine.Command;

/** Agents: accounts that no key controls but their own code. */
@Command(
    name = "agent",
    description = "Try agents out on this machine.",
    subcommands = {AgentSimulateCommand.class})
public final class AgentCommand extends CommandGroup {}
