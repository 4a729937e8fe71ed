package souk.market.api;

import java.nio.file.Path;
import java.util.List;
import souk.client.telemetry.Metrics;
import souk.client.telemetry.Readiness;
import souk.market.blob.BlobStores;
import souk.market.order.OrderDesk;
import souk.market.telemetry.EventLog;

/** A server on a port of its own, over a desk and records that are told what to say. */
record ServerFixture(
    ApiServer server,
    FakeDesk desk,
    FakeLastStates lastStates,
    FakeLastTurns lastTurns,
    Metrics metrics,
    OrderDesk orders)
    implements AutoCloseable {
  static ServerFixture start(Path directory, ApiServer.Config config, Records records) {
    var orders = OrderDesk.in(directory.resolve("orders.db"));
    var desk = new FakeDesk(new Desk.Reply.Taken());
    var lastStates = new FakeLastStates();
    var lastTurns = new FakeLastTurns();
    var metrics = new Metrics();
    var blobs = BlobStores.open(directory.resolve("blobs"));
    var parts =
        new ApiServer.Parts(
            desk,
            new FakeStates(),
            lastStates,
            lastTurns,
            records,
            orders.orders(),
            blobs,
            metrics,
            ServerFixture.ready());
    return new ServerFixture(
        ApiServer.start("127.0.0.1", 0, config, parts),
        desk,
        lastStates,
        lastTurns,
        metrics,
        orders);
  }

  /** A node that needs nothing. */
  static Readiness ready() {
    return new Readiness(List.of(), new EventLog());
  }

  String uri() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.close();
    orders.close();
  }
}
