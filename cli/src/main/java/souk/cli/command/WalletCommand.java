package souk.cli.command;

import picocli.CommandLine.Command;

/** Keys: who pays, who signs. */
@Command(
    name = "wallet",
    description = "Keep keys, and see what their accounts own.",
    subcommands = {
      WalletNewCommand.class,
      WalletImportCommand.class,
      WalletListCommand.class,
      WalletBalanceCommand.class
    })
public final class WalletCommand extends CommandGroup {}
