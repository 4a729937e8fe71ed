package souk.testnet.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import souk.cli.console.CommandException;
import souk.cli.console.Console;
import souk.cli.console.Fields;
import souk.testnet.cluster.RunningTestnet;

/** The folder of the one testnet a project has at a time. */
final class TestnetFolder {
  private TestnetFolder() {}

  static Path path() {
    return ProjectFolder.state().resolve("testnet");
  }

  /**
   * The folder, emptied of what an earlier testnet left.
   *
   * @throws CommandException if one still runs in it
   */
  static Path fresh(Console out) {
    var directory = path();
    if (RunningTestnet.find(directory).map(RunningTestnet::isAlive).orElse(false)) {
      throw new CommandException(false, "a testnet runs already: ./souk testnet down ends it");
    }
    out.message("starting a chain and deploying the market ...");
    clear(directory);
    return directory;
  }

  /** Tells how to use a testnet that was left running. */
  static void show(RunningTestnet running, Console out) {
    if (out.isJson()) {
      var settings = new Fields();
      running.environment().forEach(settings::add);
      out.show(settings);
      return;
    }
    out.message("it runs; with these settings souk acts as its consumer:");
    running.environment().forEach((name, value) -> out.value(name, shell(name, value)));
    out.message("./souk testnet status shows its processes, ./souk testnet down ends it");
  }

  private static String shell(String name, String value) {
    return "export %s='%s'".formatted(name, value.replace("'", "'\\''"));
  }

  private static void clear(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new CommandException(true, "cannot clear " + directory + ": " + e.getMessage(), e);
    }
  }
}
