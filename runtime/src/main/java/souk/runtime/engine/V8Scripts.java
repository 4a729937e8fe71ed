package souk.runtime.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import souk.protocol.codec.Digests;

/** The JavaScript that Node.js runs for a job, as files: this installation's, byte by byte. */
final class V8Scripts {
  private static final String FIRST = "main.mjs";
  private static final List<String> NAMES =
      List.of(
          FIRST,
          "chance.mjs",
          "descriptors.mjs",
          "effects.mjs",
          "ends.mjs",
          "errno.mjs",
          "files.mjs",
          "fuel.mjs",
          "guest.mjs",
          "host.mjs",
          "job.mjs",
          "memory.mjs",
          "paths.mjs",
          "pipes.mjs",
          "request.mjs",
          "state.mjs",
          "streams.mjs",
          "texts.mjs",
          "tree.mjs");

  private final Path directory;

  private V8Scripts(Path directory) {
    this.directory = directory;
  }

  /**
   * Puts the files into a directory of their own below the cache; what is there already is checked,
   * and put right.
   *
   * @throws IOException if they cannot be written
   */
  static V8Scripts in(Path cache) throws IOException {
    var scripts = load();
    var directory = Files.createDirectories(cache).toRealPath().resolve("v8-" + digest(scripts));
    Files.createDirectories(directory);
    for (var script : scripts.entrySet()) {
      put(script.getValue(), directory.resolve(script.getKey()));
    }
    return new V8Scripts(directory);
  }

  Path directory() {
    return directory;
  }

  /** What Node.js is to start. */
  Path first() {
    return directory.resolve(FIRST);
  }

  private static SortedMap<String, byte[]> load() {
    var scripts = new TreeMap<String, byte[]>();
    for (var name : NAMES) {
      try (var in = V8Scripts.class.getResourceAsStream("v8/" + name)) {
        if (in == null) {
          throw new IllegalStateException("this installation lacks v8/" + name);
        }
        scripts.put(name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return scripts;
  }

  private static String digest(SortedMap<String, byte[]> scripts) {
    var digest = Digests.newSha256();
    scripts.forEach(
        (name, content) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static void put(byte[] content, Path file) throws IOException {
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), content)) {
      return;
    }
    var partial = Files.createTempFile(file.getParent(), "script-", ".partial");
    Files.write(partial, content);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
