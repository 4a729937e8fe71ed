package souk.cli.command;

import picocli.CommandLine.Command;

/** Signed orders: offers and jobs that were handed over and not posted. */
@Command(
    name = "order",
    description = "Take back what was signed.",
    subcommands = OrderCancelAllCommand.class)
public final class OrderCommand extends CommandGroup {}
