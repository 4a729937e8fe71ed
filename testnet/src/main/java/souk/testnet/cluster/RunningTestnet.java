package souk.testnet.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A testnet that outlives the process that started it, as its folder remembers it.
 *
 * @param processes its processes by name, in the order they were started
 * @param environment environment in which {@code souk} acts as its consumer
 */
public record RunningTestnet(Map<String, Started> processes, Map<String, String> environment) {
  private static final String FILE = "testnet.json";
  private static final long STOP_SECONDS = 10;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * A process that was started. Its start time tells it from a later one with the same id.
   *
   * @param pid process id
   * @param startedAt seconds since the epoch
   */
  public record Started(long pid, long startedAt) {
    static Started of(long pid) {
      return new Started(
          pid,
          ProcessHandle.of(pid).flatMap(Started::startOf).orElse(Instant.EPOCH).getEpochSecond());
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(
              process ->
                  startOf(process).map(Instant::getEpochSecond).orElse(-1L).equals(startedAt));
    }

    private static Optional<Instant> startOf(ProcessHandle process) {
      return process.info().startInstant();
    }
  }

  /** Lets a testnet outlive this process and remembers it in its folder. */
  public static RunningTestnet leave(Testnet testnet, Path directory) {
    var processes = new LinkedHashMap<String, Started>();
    processes.put("anvil", Started.of(testnet.anvil().pid()));
    testnet.nodes().forEach(node -> processes.put(node.name(), Started.of(node.pid())));
    var running = new RunningTestnet(processes, testnet.environment(Testnet.CONSUMER));
    running.remember(directory);
    testnet.leaveRunning();
    return running;
  }

  void remember(Path directory) {
    try {
      Files.writeString(directory.resolve(FILE), JSON.writeValueAsString(this));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remember the testnet in " + directory, e);
    }
  }

  /** The testnet that was left running in that folder, if there is one. */
  public static Optional<RunningTestnet> find(Path directory) {
    var file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), RunningTestnet.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(file + " is damaged: delete it", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Whether any of its processes still runs. */
  @JsonIgnore
  public boolean isAlive() {
    return processes.values().stream().anyMatch(process -> process.handle().isPresent());
  }

  /** Ends all its processes and forgets it. */
  public void stop(Path directory) {
    var handles =
        List.copyOf(processes.values()).reversed().stream()
            .flatMap(process -> process.handle().stream())
            .toList();
    handles.forEach(ProcessHandle::destroy);
    handles.forEach(RunningTestnet::awaitEnd);
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot forget the testnet in " + directory, e);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    CompletableFuture<ProcessHandle> end = process.onExit();
    try {
      var unused = end.get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
