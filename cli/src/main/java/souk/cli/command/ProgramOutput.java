package souk.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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
      console.show(file.isPresent() ? report.add("outputFile", file.get()) : add(output, report));
    } else {
      if (file.isEmpty()) {
        console.bytes(output);
      }
      console.message(report);
    }
  }

  private static Fields add(byte[] output, Fields report) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(output));
      return report.add("output", text);
    } catch (CharacterCodingException e) {
      return report.add("outputBase64", Base64.getEncoder().encodeToString(output));
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
