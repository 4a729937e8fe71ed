package souk.market.blob;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** An S3-compatible server, npm's s3rver, as a process of its own. */
final class S3Server implements AutoCloseable {
  static final S3Credentials CREDENTIALS = new S3Credentials("S3RVER", "S3RVER");
  static final String BUCKET = "blobs-of-souk";

  private static final Pattern LISTENING = Pattern.compile(".*listening on \\S+:(\\d+)\\s*");
  private static final Path PROGRAM =
      Path.of("src", "test", "s3", "node_modules", "s3rver", "bin", "s3rver.js");

  private final Path directory;
  private final Process process;
  private final int port;

  private S3Server(Path directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  static S3Server start() {
    try {
      var directory = Files.createTempDirectory("souk-s3");
      var process =
          new ProcessBuilder(
                  "node",
                  PROGRAM.toString(),
                  "--address=127.0.0.1",
                  "--port=0",
                  "--directory=" + directory,
                  "--configure-bucket",
                  BUCKET)
              .redirectErrorStream(true)
              .start();
      return new S3Server(directory, process, port(process));
    } catch (IOException e) {
      throw new UncheckedIOException("s3rver does not start: run npm ci in src/test/s3", e);
    }
  }

  /** The bucket, with keys that begin so. */
  S3Place place(String prefix) {
    return new S3Place(
        URI.create("http://127.0.0.1:" + port),
        S3Place.DEFAULT_REGION,
        BUCKET,
        prefix,
        Optional.empty());
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    kill();
    try (var files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static int port(Process process) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    var said = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var listening = LISTENING.matcher(line);
      if (listening.matches()) {
        Thread.ofVirtual().name("s3rver's output").start(() -> lines.lines().forEach(_ -> {}));
        return Integer.parseInt(listening.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("s3rver ended: " + said);
  }
}
