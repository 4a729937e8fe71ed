package souk.cli.command;

import picocli.CommandLine.Command;

/** Market nodes. */
@Command(
    name = "market",
    description = "Be a market node: match jobs with offers and earn the fee.",
    subcommands = {MarketRunCommand.class, MarketConfigCommand.class})
public final class MarketCommand extends CommandGroup {}
