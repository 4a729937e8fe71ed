package souk.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.config.VerifierFlags;
import souk.cli.config.VerifierSettings;
import souk.cli.config.VerifierSettingsOptions;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.convert.Share;
import souk.cli.option.ChainOptions;
import souk.cli.option.ConsoleOptions;
import souk.cli.option.WalletOptions;

/** Settles what a verifier does, and writes that down. */
@Command(
    name = "init",
    modelTransformer = VerifierFlags.class,
    description = {
      "Make this account a verifier: settle what it does.",
      "Asks for what is not said by flags, and writes verifier.toml to the account's home, for",
      "'souk verifier run'. Nothing is sent to the chain."
    })
public final class VerifierInitCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();
  @Mixin private final ChainOptions chain = new ChainOptions();
  @Mixin private final WalletOptions wallet = new WalletOptions();
  @Mixin private final VerifierSettingsOptions settings = new VerifierSettingsOptions();

  @Option(names = "--force", description = "Replace the settings there are.")
  private boolean force;

  @Override
  public Integer call() {
    var account = wallet.account();
    var home = wallet.home().account(chain.deployment(), account);
    var decided = settings.init(home, force);
    var money = chain.money();
    var watch = decided.watch(money);
    console
        .console()
        .show(
            new Fields()
                .add("file", VerifierSettings.file(home))
                .add("verifier", account)
                .add("bond", money.text(decided.bond(money)))
                .add("engine", decided.engine())
                .add("watchedShare", new Share(watch.shareMillionths()))
                .add("mostAtRisk", money.text(watch.mostAtRisk())));
    console
        .console()
        .message(
            """
            A seat in an audit locks ten times the job's price, one in a jury eight rewards. An
            answer that is not revealed in time, or that the last jury finds wrong, loses all of
            the lock; one that does not come, 2%% of it. 'souk verifier run' bonds %s tokens."""
                .formatted(money.text(decided.bond(money))));
    return ExitCode.OK.code();
  }
}
