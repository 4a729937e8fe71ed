package souk.provider.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.DOMAIN;
import static souk.provider.node.Fixtures.JOB;
import static souk.provider.node.Fixtures.TERMS;
import static souk.provider.node.Fixtures.request;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.AcceptanceRequests;
import souk.client.api.Json;
import souk.client.api.SignedAcceptance;
import souk.client.market.MarketClient;
import souk.client.node.Crew;
import souk.client.run.Preparation;
import souk.provider.journal.ProviderJournal;
import souk.provider.journal.TurnJournal;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.settlement.journal.Journal;
import souk.settlement.keys.AccountKey;

@Timeout(60)
class RequestLoopTest {
  private static final Intake OPEN = new Intake(List.of(), _ -> {}, new ProviderLog(6));

  @TempDir private Path directory;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> posted = new LinkedBlockingQueue<>();

  @Test
  void acceptsWhatANodeAsksAfterAllSortsOfGarbage() throws Exception {
    var honest = Json.write(new AcceptanceRequests(1, List.of(request())));
    Stream.of("no JSON", "[]", "{\"cursor\":-1}", "{\"cursor\":1,\"requests\":[null]}")
        .forEach(garbage -> answers.add(garbage.getBytes(UTF_8)));
    answers.add(honest);

    var signed = acceptanceOfWhatTheNodeAsks();

    assertThat(signed.acceptance().jobId()).isEqualTo(JOB);
  }

  private SignedAcceptance acceptanceOfWhatTheNodeAsks() throws Exception {
    var server = start();
    try (var file = Journal.open(directory.resolve("provider.db"));
        var desk = desk(file);
        var crew = new Crew<String>("requests")) {
      var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      var node = new MarketClient(address, Duration.ofSeconds(5));
      var loop = new RequestLoop(node, Fixtures.SELF, desk, OPEN, new Slots(1), new ProviderLog(6));
      crew.start("loop", loop::run);
      var acceptance = posted.poll(30, TimeUnit.SECONDS);
      assertThat(acceptance).isNotNull();
      return Json.read(acceptance, SignedAcceptance.class);
    } finally {
      server.stop(0);
    }
  }

  private static AcceptanceDesk desk(Journal file) {
    var module = Invocation.of(Bytes.utf8("module"), Bytes.EMPTY);
    var key = AccountKey.random(new SecureRandom());
    var log = new ProviderLog(6);
    var states = new HandedStates(List.of(), DOMAIN, key, () -> Fixtures.NOW, log);
    return new AcceptanceDesk(
        new FakeFacts(),
        DOMAIN,
        Duration.ofSeconds(30),
        key,
        new AcceptanceCheck(DOMAIN, TERMS),
        _ -> new Preparation.Ready(module, Optional.empty()),
        new Resumptions(states, TurnJournal.in(file), Duration.ZERO, log),
        ProviderJournal.in(file),
        OPEN,
        new Slots(1),
        log);
  }

  private HttpServer start() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/providers/", this::answer);
    server.createContext("/v1/acceptances", this::keep);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var answer = answers.size() > 1 ? answers.remove() : answers.element();
    exchange.getResponseHeaders().set("Content-Type", Json.MEDIA_TYPE);
    exchange.sendResponseHeaders(200, answer.length);
    try (var body = exchange.getResponseBody()) {
      body.write(answer);
    }
  }

  private void keep(HttpExchange exchange) throws IOException {
    posted.add(exchange.getRequestBody().readAllBytes());
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }
}
