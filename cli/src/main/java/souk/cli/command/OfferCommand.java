package souk.cli.command;

import picocli.CommandLine.Command;

/** Offers: what is sold. */
@Command(
    name = "offer",
    description = "Post standing asks, list and cancel them.",
    subcommands = {OfferPostCommand.class, OfferListCommand.class, OfferCancelCommand.class})
public final class OfferCommand extends CommandGroup {}
