package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.TooManyRequestsResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import souk.client.api.LastTurn;
import souk.client.api.WireLimits;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;

/**
 * {@code PUT}, {@code GET} and {@code HEAD /v1/states/{hash}}: states that agents go on from in
 * another job. A state never changes, so its hash is its entity tag.
 */
final class LastStateRoutes {
  private static final String PATH = "/v1/states/{hash}";
  private static final int BODIES = 4;
  private static final int DOWNLOADS = 16;

  private final LastStateDesk desk;
  // A body is whole in memory, coming in and going out.
  private final Semaphore bodies = new Semaphore(BODIES);
  private final Semaphore downloads = new Semaphore(DOWNLOADS);

  LastStateRoutes(LastStateDesk desk) {
    this.desk = desk;
  }

  void on(RoutesConfig routes) {
    routes.put(PATH, this::put);
    routes.get(PATH, this::get);
    routes.head(PATH, this::head);
  }

  private void put(Context request) throws IOException, InterruptedException {
    var last = lastTurn(request);
    if (!last.stateHash().equals(hash(request))) {
      throw new BadRequestResponse("the last turn is of another state than the path");
    }
    StateRoutes.requireKept(desk.admit(last));
    if (desk.isKept(last)) {
      return;
    }
    if (!bodies.tryAcquire()) {
      throw new ServiceUnavailableResponse("too many states at once; try again");
    }
    try {
      StateRoutes.requireKept(desk.take(last, body(request)));
    } finally {
      bodies.release();
    }
    request.status(HttpStatus.CREATED);
  }

  private static byte[] body(Context request) throws IOException {
    try (var in = request.bodyInputStream()) {
      var bytes = in.readNBytes(WireLimits.MAX_STATE_BYTES + 1);
      if (bytes.length > WireLimits.MAX_STATE_BYTES) {
        throw new ContentTooLargeResponse(
            "a state has at most %d bytes".formatted(WireLimits.MAX_STATE_BYTES));
      }
      return bytes;
    }
  }

  private static LastTurn lastTurn(Context request) {
    try {
      return LastTurn.parse(Optional.ofNullable(request.header(LastTurn.HEADER)).orElse(""));
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse("the header %s: %s".formatted(LastTurn.HEADER, e.getMessage()));
    }
  }

  private void get(Context request) throws IOException {
    var hash = hash(request);
    if (Requests.lists(request.header("If-None-Match"), tag(hash))
        && desk.sizeBytes(hash).isPresent()) {
      describe(request, hash);
      request.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    if (!downloads.tryAcquire()) {
      throw new TooManyRequestsResponse("too many downloads at once; try again");
    }
    try {
      var state = desk.state(hash).orElseThrow(() -> missing(hash));
      describe(request, hash);
      send(request, state);
    } finally {
      downloads.release();
    }
  }

  /** Of an answer that has begun the server sees that it is short, and hangs up. */
  private static void send(Context request, Bytes state) throws IOException {
    request.res().setContentLengthLong(state.size());
    try {
      state.writeTo(request.res().getOutputStream());
    } catch (IOException e) {
      if (!request.res().isCommitted()) {
        throw e;
      }
    }
  }

  private void head(Context request) {
    var hash = hash(request);
    var sizeBytes = desk.sizeBytes(hash).orElseThrow(() -> missing(hash));
    describe(request, hash);
    request.res().setContentLengthLong(sizeBytes);
  }

  /** What a state holds comes from strangers: no browser may guess what it is. */
  private static void describe(Context response, Hash hash) {
    response
        .contentType("application/octet-stream")
        .header("ETag", tag(hash))
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "public, max-age=31536000, immutable");
  }

  private static String tag(Hash hash) {
    return '"' + hash.toString() + '"';
  }

  private static Hash hash(Context request) {
    return Requests.path(request, "hash", Hash::parse);
  }

  private static NotFoundResponse missing(Hash hash) {
    return new NotFoundResponse("no state " + hash);
  }
}
