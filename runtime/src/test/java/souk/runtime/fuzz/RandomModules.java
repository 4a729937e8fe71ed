package souk.runtime.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Valid modules made by binaryen out of random bytes. */
final class RandomModules {
  private static final List<String> COMMAND =
      List.of(
          "wasm-opt",
          "--translate-to-fuzz",
          "--quiet",
          "--mvp-features",
          "--enable-sign-ext",
          "--enable-nontrapping-float-to-int",
          "--enable-bulk-memory",
          "--enable-multivalue",
          "--enable-mutable-globals");

  /**
   * Binaryen mixes them with types the machine does not admit, so that most of these are refused.
   */
  private static final String REFERENCES = "--enable-reference-types";

  private static final int ONE_IN_WITH_REFERENCES = 16;
  private static final int MIN_BYTES = 200;
  private static final int MAX_BYTES = 12_000;

  private final Path place;

  RandomModules(Path place) {
    this.place = place;
  }

  byte[] module(long seed) throws IOException, InterruptedException {
    var random = new Random(seed);
    var bytes = new byte[random.nextInt(MIN_BYTES, MAX_BYTES)];
    random.nextBytes(bytes);
    var source = Files.write(place.resolve("random"), bytes);
    var module = place.resolve("random.wasm");
    var command = new ArrayList<>(COMMAND);
    if (random.nextInt(ONE_IN_WITH_REFERENCES) == 0) {
      command.add(REFERENCES);
    }
    command.addAll(List.of(source.toString(), "-o", module.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("wasm-opt makes nothing of seed %d: %s".formatted(seed, said));
    }
    return Files.readAllBytes(module);
  }
}
