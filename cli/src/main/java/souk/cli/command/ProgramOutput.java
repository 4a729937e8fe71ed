package souk.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import souk.cli.console.CommandException;
import souk.cli.console.Console;
import souk.cli.console.Fields;

/** Hands a program's output over: to a file, to standard output, or inside a JSON object. */
final class ProgramOutput {
  private final Console console;
  private final Optional<Path> file;

  ProgramOutput(Console console, Optional<Path> file) {
    this.console = console;
    this.file = file;
  }

  /** Delivers the output, then the report: to a person on standard error, beside the data. */
  void deliver(byte[] output, Fields report) {
    file.ifPresent(path -> write(path, output));
    if (console.isJson()) {
      console.show(
          file.isPresent()
              ? report.add("outputFile", file.get())
              : report.addBytes("output", output));
    } else {
      if (file.isEmpty()) {
        console.bytes(output);
      }
      console.message(report);
    }
  }

  private static void write(Path file, byte[] output) {
    try {
      Files.write(file, output);
    } catch (IOException e) {
      throw new CommandException(false, "cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
