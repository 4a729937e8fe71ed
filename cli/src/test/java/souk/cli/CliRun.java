package souk.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import souk.runtime.machine.Bytes;

/**
 * One run of the command line inside this process.
 *
 * @param exitCode what the shell would see
 * @param output standard output
 * @param messages standard error, as text
 */
record CliRun(int exitCode, Bytes output, String messages) {

  static CliRun of(String... args) {
    return withInput(new byte[0], args);
  }

  static CliRun withInput(byte[] input, String... args) {
    var in = System.in;
    var out = System.out;
    var err = System.err;
    var output = new ByteArrayOutputStream();
    var messages = new ByteArrayOutputStream();
    try {
      System.setIn(new ByteArrayInputStream(input));
      System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
      var exitCode = SoukCommand.commandLine(new BrokenCommand()).execute(args);
      return new CliRun(
          exitCode, Bytes.of(output.toByteArray()), messages.toString(StandardCharsets.UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
    }
  }

  String text() {
    return output.text();
  }
}
