package souk.cli.command;

import picocli.CommandLine.Command;

/** Stakes: what providers and verifiers answer with. */
@Command(
    name = "stake",
    description = "Bond tokens as a provider or verifier, and take them back.",
    subcommands = {StakeDepositCommand.class, StakeWithdrawCommand.class, StakeShowCommand.class})
public final class StakeCommand extends CommandGroup {}
