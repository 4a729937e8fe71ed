package souk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that has one program ready, and runs it whenever it is asked. Its first line tells the
 * nanoseconds that getting ready took; each later one is a {@link Sample}.
 */
final class Contestant implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 10;
  private static final int BYTES_PER_KIB = 1024;

  private final String name;
  private final Process process;
  private final OutputStream requests;
  private final BufferedReader answers;
  private final long readyNanos;
  private final List<Sample> samples = new ArrayList<>();
  private long peakBytes;

  private Contestant(String name, Process process) throws IOException {
    this.name = name;
    this.process = process;
    this.requests = process.getOutputStream();
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    this.readyNanos = Long.parseLong(answer());
  }

  static Contestant start(String name, List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    var process = builder.start();
    try {
      return new Contestant(name, process);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  String name() {
    return name;
  }

  /** Time from the module's bytes to code that can run. */
  long readyNanos() {
    return readyNanos;
  }

  /** Runs once and forgets how long that took. */
  Sample warmUp() throws IOException {
    requests.write('\n');
    requests.flush();
    return Sample.parse(answer());
  }

  void measure() throws IOException {
    samples.add(warmUp());
  }

  /** The quickest run measured: what others' work on this machine disturbed least. */
  Sample best() {
    return samples.stream()
        .min((a, b) -> Long.compare(a.nanos(), b.nanos()))
        .orElseThrow(() -> new IllegalStateException(name + " has not run"));
  }

  /** Most memory the process ever had, in bytes; 0 where the system does not tell. */
  long peakBytes() throws IOException {
    var status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (Files.isReadable(status)) {
      peakBytes =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_PER_KIB)
              .findFirst()
              .orElse(0);
    }
    return peakBytes;
  }

  private String answer() throws IOException {
    var line = answers.readLine();
    if (line == null) {
      throw new IOException(name + " ended before it answered");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
