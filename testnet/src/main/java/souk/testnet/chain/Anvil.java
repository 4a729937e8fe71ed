package souk.testnet.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * An anvil process of this process's own, on loopback. Thread-safe.
 *
 * <p>It ends when closed or when this JVM ends, unless it was told to stay.
 */
public final class Anvil implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String HARDFORK = "prague";

  private final Process process;
  private final Thread reaper;
  private final URI endpoint;
  private final OkHttpClient http =
      new OkHttpClient.Builder().callTimeout(Duration.ofSeconds(30)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final AtomicLong requests = new AtomicLong();
  private volatile Optional<Duration> blockTime;

  private Anvil(Process process, URI endpoint, Optional<Duration> blockTime) {
    this.blockTime = blockTime;
    this.process = process;
    this.endpoint = endpoint;
    this.reaper = new Thread(process::destroyForcibly, "anvil reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * Starts a chain of its own and waits until it answers.
   *
   * @param blockTime time between blocks, whole seconds; empty mines a block a transaction
   * @param port port on loopback, 0 for any that is free
   * @param log file for what it prints
   * @throws IllegalStateException if it does not start, because the port is taken, say
   */
  public static Anvil start(Optional<Duration> blockTime, int port, Path log) {
    var command = new ArrayList<String>();
    command.add(AnvilBinary.find().toString());
    command.addAll(List.of("--host", "127.0.0.1", "--port", String.valueOf(port)));
    command.addAll(List.of("--hardfork", HARDFORK, "--accounts", "1"));
    blockTime.ifPresent(
        time -> command.addAll(List.of("--block-time", String.valueOf(time.toSeconds()))));
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Anvil(process, awaitEndpoint(process, log), blockTime);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start anvil", e);
    }
  }

  /** Where it answers JSON-RPC over HTTP. */
  public URI endpoint() {
    return endpoint;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Lets it outlive this JVM. */
  public void leaveRunning() {
    Runtime.getRuntime().removeShutdownHook(reaper);
  }

  /** Gives an account native currency. */
  public void setWei(Address account, Amount wei) {
    call("anvil_setBalance", account.toString(), "0x" + wei.units().toString(16));
  }

  /** Mines so many blocks at once. */
  public void mine(int blocks) {
    call("anvil_mine", "0x" + Integer.toHexString(blocks));
  }

  /** Mines a block in every such time from now on, and none a transaction. */
  public void mineEvery(Duration time) {
    call("evm_setIntervalMining", time.toSeconds());
    blockTime = Optional.of(time);
  }

  /** Makes the next block this much later than the newest, and mines it. */
  public void passTime(Duration time) {
    call("evm_increaseTime", time.toSeconds());
    mine(1);
  }

  /** Remembers the state of the chain. */
  public String snapshot() {
    return call("evm_snapshot").asText();
  }

  /** Goes back to a state remembered, once. */
  public void revert(String snapshot) {
    if (!call("evm_revert", snapshot).asBoolean()) {
      throw new IllegalStateException("anvil no longer has snapshot " + snapshot);
    }
  }

  /** Replaces the newest blocks by as many empty ones. */
  public void reorg(int depth) {
    // A block that anvil mines meanwhile stands on one that is gone, and nobody can follow.
    blockTime.ifPresent(_ -> call("evm_setIntervalMining", 0));
    try {
      call("anvil_reorg", depth, List.of());
    } finally {
      blockTime.ifPresent(this::mineEvery);
    }
  }

  /**
   * Calls any JSON-RPC method and returns its result.
   *
   * @throws IllegalStateException if it answers with an error
   */
  public JsonNode call(String method, Object... parameters) {
    var body =
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            requests.incrementAndGet(),
            "method",
            method,
            "params",
            parameters);
    try {
      var request =
          new Request.Builder()
              .url(endpoint.toString())
              .post(RequestBody.create(json.writeValueAsBytes(body), JSON))
              .build();
      try (var response = http.newCall(request).execute()) {
        return result(method, json.readTree(response.body().byteStream()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("anvil does not answer " + method, e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(START.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private static JsonNode result(String method, JsonNode answer) {
    if (!answer.has("result")) {
      throw new IllegalStateException(method + ": " + answer.path("error"));
    }
    return answer.get("result");
  }

  private static URI awaitEndpoint(Process process, Path log) throws IOException {
    var end = System.nanoTime() + START.toNanos();
    while (true) {
      var ended = !process.isAlive();
      var printed = Files.exists(log) ? Files.readString(log) : "";
      var matcher = LISTENING.matcher(printed);
      if (matcher.find()) {
        return URI.create("http://127.0.0.1:" + matcher.group(1));
      }
      if (ended || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IllegalStateException("anvil did not start: " + printed.strip());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
