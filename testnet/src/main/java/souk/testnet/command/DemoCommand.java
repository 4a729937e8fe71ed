package souk.testnet.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.cli.console.CommandException;
import souk.cli.console.ExitCode;
import souk.cli.console.Fields;
import souk.cli.option.ConsoleOptions;
import souk.testnet.attack.Attack;
import souk.testnet.attack.AttackPlan;
import souk.testnet.attack.AttackRun;
import souk.testnet.cluster.RunningTestnet;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.Demo;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.Narrators;

/** Shows a whole market at work. */
@Command(
    name = "demo",
    description = "Run real programs through a whole market on this machine, one cheat included.",
    subcommands = DemoAgentsCommand.class)
public final class DemoCommand implements Callable<Integer> {
  @Mixin private final ConsoleOptions console = new ConsoleOptions();

  @Option(names = "--keep", description = "Leave the market running and say how to use it.")
  private boolean keep;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "" + Demo.DEFAULT_JOBS,
      description = "Jobs to post (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--attack",
      paramLabel = "NAME",
      description = "Have an attacker do its worst in place of the demo; see --list-attacks.")
  private @Nullable String attack;

  @Option(names = "--list-attacks", description = "Name every attack there is, and do nothing.")
  private boolean listsAttacks;

  @Override
  public Integer call() throws InterruptedException {
    if (listsAttacks) {
      list();
      return ExitCode.OK.code();
    }
    return attack == null ? demo() : attack(known(attack));
  }

  private void list() {
    for (var known : Attack.values()) {
      if (console.console().isJson()) {
        console
            .console()
            .show(
                new Fields()
                    .add("attack", known.label())
                    .add("deed", known.deed())
                    .add("price", known.price()));
      } else {
        console.console().value("attack", known.label());
      }
    }
  }

  private static Attack known(String name) {
    return Attack.of(name)
        .orElseThrow(
            () ->
                new CommandException(
                    false, "no attack is called '%s': see --list-attacks".formatted(name)));
  }

  private int attack(Attack chosen) throws InterruptedException {
    var directory = TestnetFolder.fresh(console.console());
    var narrator = Narrators.on(System.out, console.console().isJson(), TestnetPlan.DECIMALS);
    try (var testnet = Testnet.prepare(AttackPlan.defended(), directory)) {
      var summary = AttackRun.of(chosen, testnet, narrator, ProjectFolder.root());
      narrator.tell(new DemoEvent.Phase(chosen.price()));
      narrator.conclude(summary);
      return (summary.holds() ? ExitCode.OK : ExitCode.FAILED).code();
    }
  }

  private int demo() throws InterruptedException {
    var directory = TestnetFolder.fresh(console.console());
    var narrator = Narrators.on(System.out, console.console().isJson(), TestnetPlan.DECIMALS);
    var testnet = Testnet.prepare(TestnetPlan.demo(), directory);
    try {
      var summary = Demo.run(testnet, narrator, ProjectFolder.root(), outputs(), jobs);
      if (keep) {
        narrator.tell(new DemoEvent.Kept(testnet.environment(Testnet.CONSUMER)));
      }
      narrator.conclude(summary);
      if (keep) {
        leave(testnet, directory);
      }
      return (summary.holds() ? ExitCode.OK : ExitCode.FAILED).code();
    } finally {
      testnet.close();
    }
  }

  private void leave(Testnet testnet, Path directory) {
    var running = RunningTestnet.leave(testnet, directory);
    if (!console.console().isJson()) {
      TestnetFolder.show(running, console.console());
    }
  }

  private static Path outputs() {
    return ProjectFolder.state().resolve("demo");
  }
}
