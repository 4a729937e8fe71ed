package souk.cli.command;

import picocli.CommandLine.Command;

/** Providers. */
@Command(
    name = "provider",
    description = "Be a provider: run jobs and be paid by the fuel.",
    subcommands = {
      ProviderInitCommand.class,
      ProviderRunCommand.class,
      ProviderStatusCommand.class,
      ProviderDrainCommand.class,
      ProviderWithdrawCommand.class
    })
public final class ProviderCommand extends CommandGroup {}
