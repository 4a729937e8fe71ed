package souk.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import souk.protocol.value.Fuel;
import souk.runtime.guest.JavaScript;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Limits;

class ObjectionTest {
  private final ChildEngine endive = ChildProcessRunner.uncached(Duration.ofSeconds(1));

  @Test
  void endiveSendsFunctionsThatAreTooLargeForTheJvmToV8() {
    assertThat(objection(JavaScript.module()))
        .hasValueSatisfying(reason -> assertThat(reason).contains("v8").hasLineCount(1));
  }

  @Test
  void endiveTakesOrdinaryPrograms() throws IOException {
    var program = Files.readAllBytes(Path.of("../examples/wordstat/wordstat.wasm"));

    assertThat(objection(Bytes.of(program))).isEmpty();
  }

  private Optional<String> objection(Bytes module) {
    return endive.objection(
        Invocation.of(module, Bytes.EMPTY), Limits.of(new Fuel(1_000_000), 1_024));
  }
}
