package souk.cli.command;

import picocli.CommandLine.Command;

/** Verifiers. */
@Command(
    name = "verifier",
    description = "Be a verifier: re-run sampled jobs and vote.",
    subcommands = {
      VerifierInitCommand.class,
      VerifierRunCommand.class,
      VerifierStatusCommand.class,
      VerifierWithdrawCommand.class
    })
public final class VerifierCommand extends CommandGroup {}
