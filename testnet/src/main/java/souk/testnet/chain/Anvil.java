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
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;

/**
 * An anvil process of this process's own, on loopback. Thread-safe.
 *
 * <p>It ends when closed or when this JVM ends, unless it was told to stay.
 */
public final class Anvil implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Anvil.class);
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
  // A block that is mined while others are replaced stands on one that is gone: nobody can follow.
  private final ReentrantLock mining = new ReentrantLock();
  private Optional<Beat> beat = Optional.empty();

  private Anvil(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
    this.reaper = new Thread(process::destroyForcibly, "anvil reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /**
   * Starts a chain of its own, at any port that is free, and waits until it answers. It mines a
   * block a transaction.
   *
   * @param log file for what it prints
   * @throws IllegalStateException if it does not start
   */
  public static Anvil start(Path log) {
    var command = new ArrayList<String>();
    command.add(AnvilBinary.find().toString());
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0"));
    command.addAll(List.of("--hardfork", HARDFORK, "--accounts", "1"));
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Anvil(process, awaitEndpoint(process, log));
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

  /** Lets it outlive this JVM; blocks go on coming as they do. */
  public void leaveRunning() {
    stopBeat().ifPresent(stopped -> call("evm_setIntervalMining", stopped.blockTime().toSeconds()));
    Runtime.getRuntime().removeShutdownHook(reaper);
  }

  /** Gives an account native currency. */
  public void setWei(Address account, Amount wei) {
    call("anvil_setBalance", account.toString(), "0x" + wei.units().toString(16));
  }

  /** Mines so many blocks at once. */
  public void mine(int blocks) {
    underLock("anvil_mine", "0x" + Integer.toHexString(blocks));
  }

  /**
   * Mines a block in every such time from now on, and none a transaction.
   *
   * @param blockTime whole seconds if it is to be left running
   */
  public synchronized void mineEvery(Duration blockTime) {
    stopBeat();
    call("evm_setAutomine", false);
    var thread = Thread.ofVirtual().name("blocks").start(() -> mineOnAndOn(blockTime));
    beat = Optional.of(new Beat(blockTime, thread));
  }

  /**
   * As {@link #mineEvery(Duration)}, but by their own time blocks are so far apart.
   *
   * @param apart whole seconds
   */
  public void mineEvery(Duration blockTime, Duration apart) {
    if (!apart.equals(blockTime)) {
      call("anvil_setBlockTimestampInterval", apart.toSeconds());
    }
    mineEvery(blockTime);
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
    underLock("anvil_reorg", depth, List.of());
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
    stopBeat();
    process.destroyForcibly();
    try {
      process.waitFor(START.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.connectionPool().evictAll();
    http.dispatcher().executorService().shutdown();
  }

  private synchronized Optional<Beat> stopBeat() {
    var stopped = beat;
    stopped.ifPresent(it -> it.thread().interrupt());
    beat = Optional.empty();
    return stopped;
  }

  private synchronized boolean isBeating(Thread thread) {
    return beat.filter(it -> it.thread() == thread).isPresent();
  }

  private void mineOnAndOn(Duration blockTime) {
    var next = System.nanoTime() + blockTime.toNanos();
    while (process.isAlive() && isBeating(Thread.currentThread())) {
      LockSupport.parkNanos(next - System.nanoTime());
      if (System.nanoTime() - next >= 0) {
        next = System.nanoTime() + blockTime.toNanos();
        mineOne();
      }
    }
  }

  private void mineOne() {
    try {
      mine(1);
    } catch (UncheckedIOException e) {
      // It was too slow to answer, or is being closed; the next one tells.
      LOG.debug("no block", e);
    }
  }

  private void underLock(String method, Object... parameters) {
    mining.lock();
    try {
      call(method, parameters);
    } finally {
      mining.unlock();
    }
  }

  private record Beat(Duration blockTime, Thread thread) {}

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
