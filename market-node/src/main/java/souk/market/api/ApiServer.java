package souk.market.api;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.router.EndpointNotFound;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import souk.client.telemetry.Metrics;
import souk.client.telemetry.Readiness;
import souk.market.blob.BlobStore;
import souk.market.order.SignedOrders;

/**
 * The HTTP server. Each request has a virtual thread of its own, and everything a stranger can ask
 * for is bounded.
 */
public final class ApiServer implements AutoCloseable {
  private final Javalin server;
  private final Gate gate;
  private final EventStreams streams;
  private final Config config;

  /**
   * What strangers may take.
   *
   * @param requestsPerSecond requests a second from one client's address, in the long run, 1..10^6
   * @param requestBurst requests from one address at once, 1..10^6
   * @param writesPerSecond orders and blobs of one account a second, in the long run, 1..10^6
   * @param writeBurst orders and blobs of one account at once, 1..10^6
   * @param connections open connections, 1..10^6
   * @param streams open streams of server-sent events, 1..10^6
   * @param origins origins, as {@code https://example.org}, whose pages may write; any may read
   * @param behindProxy whether a proxy of the operator's says in X-Forwarded-For who asks
   * @param stopPatience how long requests may take to end when the node stops, 0 to 10 minutes
   */
  public record Config(
      int requestsPerSecond,
      int requestBurst,
      int writesPerSecond,
      int writeBurst,
      int connections,
      int streams,
      Set<String> origins,
      boolean behindProxy,
      Duration stopPatience) {
    private static final int MOST = 1_000_000;
    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

    /** For a node on the open network. */
    public static final Config DEFAULT =
        new Config(200, 1000, 10, 200, 4096, 256, Set.of(), false, Duration.ofSeconds(5));

    /**
     * @throws IllegalArgumentException if a value is outside its range, or an origin is none
     */
    public Config {
      requireCount("requests per second", requestsPerSecond);
      requireCount("the burst of requests", requestBurst);
      requireCount("writes per second", writesPerSecond);
      requireCount("the burst of writes", writeBurst);
      requireCount("connections", connections);
      requireCount("streams", streams);
      origins = Set.copyOf(origins);
      origins.forEach(Config::requireOrigin);
      if (stopPatience.isNegative() || stopPatience.compareTo(LONGEST_STOP) > 0) {
        throw new IllegalArgumentException("requests end within 0 seconds to 10 minutes");
      }
    }

    private static void requireCount(String what, int count) {
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException("%s: 1 to %d, not %d".formatted(what, MOST, count));
      }
    }

    private static void requireOrigin(String origin) {
      if (!origin.matches("https?://[A-Za-z0-9.\\[\\]:-]+")) {
        throw new IllegalArgumentException(
            "an origin is a scheme and a host, as https://example.org: " + origin);
      }
    }
  }

  /** What the server serves. */
  public record Parts(
      Desk desk,
      StateDesk states,
      LastStateDesk lastStates,
      LastTurnDesk lastTurns,
      Records records,
      SignedOrders orders,
      BlobStore blobs,
      Metrics metrics,
      Readiness readiness) {}

  private ApiServer(Javalin server, Gate gate, EventStreams streams, Config config) {
    this.server = server;
    this.gate = gate;
    this.streams = streams;
    this.config = config;
  }

  /**
   * Starts serving.
   *
   * @param host name or address of the interface to listen on
   * @param port 0 for any that is free
   * @throws PortTakenException if something else listens there
   */
  public static ApiServer start(String host, int port, Config config, Parts parts) {
    var gate = new Gate();
    var streams = new EventStreams(config.streams());
    var server = Javalin.create(it -> configure(it, config, parts, gate, streams));
    addMethods(server, config);
    parts
        .metrics()
        .gauge("souk_event_streams", "Open streams of server-sent events.", streams::size);
    try {
      return new ApiServer(server.start(host, port), gate, streams, config);
    } catch (JavalinBindException e) {
      server.stop();
      throw new PortTakenException(
          "port %d on %s cannot be used: choose another, or 0 for any that is free"
              .formatted(port, host),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Methods and path templates of everything that is answered, as {@code GET /v1/info}. */
  Set<String> routes() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(parsed -> parsed.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(endpoint -> endpoint.method + " " + endpoint.path)
        .collect(toUnmodifiableSet());
  }

  /** Tells every open stream. */
  public void publish(News news) {
    streams.publish(news);
  }

  /** Begins to stop: is not ready any more, ends streams, and takes no new requests. */
  public void drain() {
    gate.close();
    streams.close();
  }

  /** Stops once the requests that run have ended, or have had their time. */
  @Override
  public void close() {
    drain();
    gate.awaitEmpty(config.stopPatience());
    server.stop();
  }

  private static void configure(
      JavalinConfig javalin, Config config, Parts parts, Gate gate, EventStreams streams) {
    var limits = new RateLimits(config);
    var origins = new Origins(config.origins());
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    Connections.limit(javalin.jetty, config);
    javalin.routes.before(gate::enter);
    javalin.routes.before(origins::check);
    javalin.routes.before(limits::countClient);
    javalin.requestLogger.http(
        (request, millis) -> {
          gate.leave();
          measure(parts.metrics(), request, millis);
        });
    Problems.on(javalin.routes);
    new OperatorRoutes(parts.records(), parts.metrics(), parts.readiness(), gate)
        .on(javalin.routes);
    new RecordRoutes(parts.records()).on(javalin.routes);
    new EventRoutes(streams).on(javalin.routes);
    new MarketRoutes(parts.desk()).on(javalin.routes);
    new StateRoutes(parts.states()).on(javalin.routes);
    new LastStateRoutes(parts.lastStates()).on(javalin.routes);
    new LastTurnRoutes(parts.lastTurns()).on(javalin.routes);
    new OrderRoutes(parts.orders(), limits).on(javalin.routes);
    new BlobRoutes(parts.blobs(), limits).on(javalin.routes);
    new WebRoutes().on(javalin.routes);
  }

  private static void addMethods(Javalin server, Config config) {
    var router = server.unsafe.internalRouter;
    var methods = new Methods(router, new Origins(config.origins()));
    methods.addHeads();
    server.unsafe.routes.options("/*", methods::options);
    server.unsafe.routes.exception(EndpointNotFound.class, (_, request) -> methods.refuse(request));
  }

  private static void measure(Metrics metrics, Context request, float millis) {
    var route =
        Optional.ofNullable(request.endpoints().lastHttpEndpoint())
            .map(endpoint -> endpoint.path)
            .orElse("none");
    metrics.request(
        request.method().toString(),
        route,
        request.statusCode(),
        Duration.ofNanos((long) (millis * 1e6)));
  }
}
