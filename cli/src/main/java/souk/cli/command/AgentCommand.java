package souk.cli.command;

import picocli.CommandLine.Command;

/** Agents: accounts that no key controls but their own code. */
@Command(
    name = "agent",
    description = "Create agents, hire them, and try them out on this machine.",
    subcommands = {
      AgentCreateCommand.class,
      AgentListCommand.class,
      AgentShowCommand.class,
      AgentSendCommand.class,
      AgentAwaitCommand.class,
      AgentInboxCommand.class,
      AgentOutboxCommand.class,
      AgentTopUpCommand.class,
      AgentRunwayCommand.class,
      AgentPauseCommand.class,
      AgentUpgradeCommand.class,
      AgentRenounceCommand.class,
      AgentExportCommand.class,
      AgentSimulateCommand.class
    })
public final class AgentCommand extends CommandGroup {}
