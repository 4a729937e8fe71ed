package souk.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import souk.runtime.machine.Bytes;

/** The modules of the tests; their text lies beside them in {@code src/test/resources/wasm}. */
public final class TestModules {
  private TestModules() {}

  public static Bytes load(String name) {
    var resource = "/wasm/" + name + ".wasm";
    try (var in = Objects.requireNonNull(TestModules.class.getResourceAsStream(resource))) {
      return Bytes.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
