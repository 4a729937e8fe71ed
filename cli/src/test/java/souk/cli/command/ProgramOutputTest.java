package souk.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.cli.console.Console;
import souk.cli.console.Fields;

class ProgramOutputTest {
  private static final byte[] TEXT = "hé\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] BINARY = {(byte) 0xff, 0, 1};

  @TempDir private Path directory;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private ProgramOutput output(boolean json, Optional<Path> file) {
    var messages = new PrintStream(new ByteArrayOutputStream());
    return new ProgramOutput(new Console(new PrintStream(data), messages, json), file);
  }

  private static Fields report() {
    return new Fields().add("status", "done");
  }

  @Test
  void givesAPersonTheBytesAsTheyAre() {
    output(false, Optional.empty()).deliver(BINARY, report());

    assertThat(data.toByteArray()).isEqualTo(BINARY);
  }

  @Test
  void givesAProgramTextAsText() {
    output(true, Optional.empty()).deliver(TEXT, report());

    assertThat(data.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"status\":\"done\",\"output\":\"hé\\n\"}\n");
  }

  @Test
  void givesAProgramOtherBytesAsBase64() {
    output(true, Optional.empty()).deliver(BINARY, report());

    assertThat(data.toString(StandardCharsets.UTF_8)).contains("\"outputBase64\":\"/wAB\"");
  }

  @Test
  void writesAFileAndNamesIt() {
    var file = directory.resolve("out");

    output(true, Optional.of(file)).deliver(BINARY, report());

    assertThat(file).hasBinaryContent(BINARY);
    assertThat(data.toString(StandardCharsets.UTF_8)).contains("\"outputFile\"");
  }
}
