package souk.cli.command;

import picocli.CommandLine.Command;

/** Money in the market. */
@Command(
    name = "account",
    description = "Move money into the market, and out of it.",
    subcommands = {AccountDepositCommand.class, AccountWithdrawCommand.class})
public final class AccountCommand extends CommandGroup {}
