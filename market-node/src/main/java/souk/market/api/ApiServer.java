package souk.market.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import souk.market.blob.BlobStore;
import souk.market.order.SignedOrders;

/** The HTTP server. Each request has a virtual thread of its own. */
public final class ApiServer implements AutoCloseable {
  private final Javalin server;

  private ApiServer(Javalin server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param host name or address of the interface to listen on
   * @param port 0 for any that is free
   * @throws PortTakenException if something else listens there
   */
  public static ApiServer start(
      String host, int port, Desk desk, Records records, SignedOrders orders, BlobStore blobs) {
    var server = Javalin.create(config -> configure(config, desk, records, orders, blobs));
    try {
      return new ApiServer(server.start(host, port));
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

  @Override
  public void close() {
    server.stop();
  }

  private static void configure(
      JavalinConfig config, Desk desk, Records records, SignedOrders orders, BlobStore blobs) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    Problems.on(config.routes);
    new RecordRoutes(records).on(config.routes);
    new MarketRoutes(desk).on(config.routes);
    new OrderRoutes(orders).on(config.routes);
    new BlobRoutes(blobs).on(config.routes);
    new WebRoutes().on(config.routes);
  }
}
