package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.InsufficientStorageResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.http.TooManyRequestsResponse;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.http.UnprocessableContentResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import souk.client.api.UploadAuthorization;
import souk.client.api.WireLimits;
import souk.market.blob.BlobStore;
import souk.market.blob.Upload;
import souk.protocol.codec.Cid;
import souk.protocol.value.Hash;

/**
 * {@code PUT}, {@code GET} and {@code HEAD /v1/blobs/{cid}}: signed uploads, downloads in whole or
 * in part. A blob never changes, so its CID is its entity tag.
 */
final class BlobRoutes {
  private static final String PATH = "/v1/blobs/{cid}";
  private static final int DOWNLOADS = 256;

  private final BlobStore blobs;
  private final RateLimits limits;
  private final Semaphore downloads = new Semaphore(DOWNLOADS);

  BlobRoutes(BlobStore blobs, RateLimits limits) {
    this.blobs = blobs;
    this.limits = limits;
  }

  void on(RoutesConfig routes) {
    routes.put(PATH, this::put);
    routes.get(PATH, this::get);
    routes.head(PATH, this::head);
  }

  private void put(Context request) throws IOException {
    var digest = digest(request);
    var sizeBytes = announced(request);
    var authorization = authorization(request);
    limits.requireAllowance(authorization.account());
    try (var bytes = request.req().getInputStream()) {
      switch (blobs.receive(authorization, digest, sizeBytes, bytes)) {
        case Upload.Kept() -> {
          limits.countAccount(authorization.account());
          request.status(HttpStatus.CREATED);
        }
        case Upload.Refused(var why, var detail) -> throw refused(request, why, detail);
      }
    }
  }

  private void get(Context request) throws IOException {
    var digest = digest(request);
    var local = Requests.query(request, "local", Boolean::parseBoolean).orElse(false);
    var sizeBytes = (local ? blobs.sizeBytes(digest) : find(digest)).orElse(-1);
    if (sizeBytes < 0) {
      throw missing(digest);
    }
    describe(request, digest);
    if (isKnown(request, digest)) {
      request.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    switch (range(request, digest, sizeBytes)) {
      case ByteRange.All() -> send(request, digest, 0, sizeBytes);
      case ByteRange.Part part -> {
        request
            .status(HttpStatus.PARTIAL_CONTENT)
            .header(
                "Content-Range", "bytes %d-%d/%d".formatted(part.first(), part.last(), sizeBytes));
        send(request, digest, part.first(), part.sizeBytes());
      }
      case ByteRange.Unsatisfiable() -> {
        request.header("Content-Range", "bytes */" + sizeBytes);
        throw new HttpResponseException(
            HttpStatus.RANGE_NOT_SATISFIABLE.getCode(),
            "the blob has %d bytes, none of them in that range".formatted(sizeBytes));
      }
    }
  }

  private void head(Context request) throws IOException {
    var digest = digest(request);
    var sizeBytes = blobs.sizeBytes(digest).orElse(-1);
    if (sizeBytes < 0) {
      throw missing(digest);
    }
    describe(request, digest);
    if (isKnown(request, digest)) {
      request.status(HttpStatus.NOT_MODIFIED);
    } else {
      request.res().setContentLengthLong(sizeBytes);
    }
  }

  private OptionalLong find(Hash digest) throws IOException {
    return switch (blobs.bring(digest)) {
      case HERE -> blobs.sizeBytes(digest);
      case ABSENT -> OptionalLong.empty();
      case BUSY ->
          throw new ServiceUnavailableResponse(
              "the node cannot fetch the blob from its peers now; try again");
    };
  }

  private void send(Context request, Hash digest, long fromByte, long sizeBytes)
      throws IOException {
    if (!downloads.tryAcquire()) {
      throw new TooManyRequestsResponse("too many downloads at once; try again");
    }
    try (var bytes = blobs.open(digest, fromByte, sizeBytes).orElseThrow(() -> missing(digest))) {
      request.res().setContentLengthLong(sizeBytes);
      bytes.transferTo(request.res().getOutputStream());
    } catch (IOException e) {
      // Of an answer that has begun the server sees that it is short, and hangs up.
      if (!request.res().isCommitted()) {
        throw e;
      }
    } finally {
      downloads.release();
    }
  }

  /** What a blob holds comes from strangers: no browser may guess what it is. */
  private static void describe(Context response, Hash digest) {
    response
        .contentType("application/octet-stream")
        .header("ETag", tag(digest))
        .header("Accept-Ranges", "bytes")
        .header("X-Content-Type-Options", "nosniff")
        .header("Cache-Control", "public, max-age=31536000, immutable");
  }

  private static boolean isKnown(Context request, Hash digest) {
    var known = request.header("If-None-Match");
    return known != null
        && Arrays.stream(known.split(","))
            .map(String::strip)
            .map(it -> it.startsWith("W/") ? it.substring(2) : it)
            .anyMatch(it -> it.equals("*") || it.equals(tag(digest)));
  }

  private static ByteRange range(Context request, Hash digest, long sizeBytes) {
    var range = request.header("Range");
    var condition = request.header("If-Range");
    return range == null || (condition != null && !condition.strip().equals(tag(digest)))
        ? new ByteRange.All()
        : ByteRange.parse(range, sizeBytes);
  }

  private static String tag(Hash digest) {
    return '"' + Cid.text(digest) + '"';
  }

  private static long announced(Context request) {
    var sizeBytes = request.req().getContentLengthLong();
    if (sizeBytes < 0) {
      throw new HttpResponseException(
          HttpStatus.LENGTH_REQUIRED.getCode(), "an upload says its size: send Content-Length");
    }
    if (sizeBytes > WireLimits.MAX_BLOB_BYTES) {
      throw new ContentTooLargeResponse(
          "a blob has at most %d bytes".formatted(WireLimits.MAX_BLOB_BYTES));
    }
    return sizeBytes;
  }

  private static UploadAuthorization authorization(Context request) {
    try {
      return UploadAuthorization.parse(
          Optional.ofNullable(request.header("Authorization")).orElse(""));
    } catch (IllegalArgumentException e) {
      throw unauthorized(request, String.valueOf(e.getMessage()));
    }
  }

  private static HttpResponseException refused(Context request, Upload.Why why, String detail) {
    return switch (why) {
      case UNSIGNED -> unauthorized(request, detail);
      case UNFUNDED -> new ForbiddenResponse(detail);
      case OTHER_BYTES -> new UnprocessableContentResponse(detail);
      case OVER_QUOTA, NO_ROOM -> new InsufficientStorageResponse(detail);
      case BUSY -> new ServiceUnavailableResponse(detail);
    };
  }

  private static HttpResponseException unauthorized(Context request, String detail) {
    request.header("WWW-Authenticate", UploadAuthorization.SCHEME);
    return new UnauthorizedResponse(detail);
  }

  private static Hash digest(Context request) {
    return Requests.path(request, "cid", Cid::parse);
  }

  private static NotFoundResponse missing(Hash digest) {
    return new NotFoundResponse("no blob " + Cid.text(digest));
  }
}
