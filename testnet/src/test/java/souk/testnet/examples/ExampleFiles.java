package souk.testnet.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import souk.runtime.machine.Bytes;

/** Files of {@code examples/}, as tests find them. */
public final class ExampleFiles {
  private ExampleFiles() {}

  /** The folder of the examples. */
  public static Path folder() {
    return projectRoot().resolve("examples");
  }

  /** The folder of the project. */
  public static Path projectRoot() {
    return Path.of("..").toAbsolutePath().normalize();
  }

  /** The prebuilt module of an example. */
  public static Bytes module(String name) {
    try {
      return Bytes.of(Files.readAllBytes(folder().resolve(name).resolve(name + ".wasm")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
