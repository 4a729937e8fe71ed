package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.InsufficientStorageResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.UnprocessableContentResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import souk.client.api.WireLimits;
import souk.market.blob.BlobStore;
import souk.protocol.codec.Cid;
import souk.protocol.value.Hash;

/** {@code PUT}, {@code GET} and {@code HEAD /v1/blobs/{cid}}. */
final class BlobRoutes {
  private static final String PATH = "/v1/blobs/{cid}";
  private static final int UPLOADS = 16;

  private final BlobStore blobs;
  private final Semaphore uploads = new Semaphore(UPLOADS);

  BlobRoutes(BlobStore blobs) {
    this.blobs = blobs;
  }

  void on(RoutesConfig routes) {
    routes.put(PATH, this::put);
    routes.get(PATH, this::get);
    routes.head(PATH, this::head);
  }

  private void put(Context request) throws IOException {
    var digest = digest(request);
    if (request.req().getContentLengthLong() > WireLimits.MAX_BLOB_BYTES) {
      throw tooLarge();
    }
    if (!uploads.tryAcquire()) {
      throw new TooManyRequestsResponse("too many uploads at once; try again");
    }
    try (var bytes = request.bodyInputStream()) {
      switch (blobs.receive(digest, bytes)) {
        case YES -> request.status(HttpStatus.CREATED);
        case TOO_LARGE -> throw tooLarge();
        case OTHER_BYTES ->
            throw new UnprocessableContentResponse(
                "these are not the bytes of " + Cid.text(digest));
        case NO_ROOM ->
            throw new InsufficientStorageResponse("this node's store is full; use another");
      }
    } finally {
      uploads.release();
    }
  }

  private void get(Context request) {
    var digest = digest(request);
    var local = Requests.query(request, "local", Boolean::parseBoolean).orElse(false);
    var bytes = local ? blobs.open(digest) : blobs.openOrFetch(digest);
    describe(request, digest);
    request.result(bytes.orElseThrow(() -> missing(digest)));
  }

  private void head(Context request) {
    var digest = digest(request);
    if (blobs.sizeBytes(digest).isEmpty()) {
      throw missing(digest);
    }
    describe(request, digest);
  }

  /** What a blob holds comes from strangers: no browser may guess what it is. */
  private void describe(Context response, Hash digest) {
    blobs.sizeBytes(digest).ifPresent(response.res()::setContentLengthLong);
    response
        .contentType("application/octet-stream")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "public, max-age=31536000, immutable");
  }

  private static Hash digest(Context request) {
    return Requests.path(request, "cid", Cid::parse);
  }

  private static NotFoundResponse missing(Hash digest) {
    return new NotFoundResponse("no blob " + Cid.text(digest));
  }

  private static ContentTooLargeResponse tooLarge() {
    return new ContentTooLargeResponse(
        "a blob has at most %d bytes".formatted(WireLimits.MAX_BLOB_BYTES));
  }
}
