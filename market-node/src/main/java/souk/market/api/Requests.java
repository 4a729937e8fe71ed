package souk.market.api;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import souk.client.api.Json;
import souk.client.api.WireLimits;
import souk.client.market.Page;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;

/** Reads what a request says, and refuses what is no such thing with one line. */
final class Requests {
  private static final int TAG_DIGITS = 32;

  private Requests() {}

  /** Part of the path. */
  static <T> T path(Context request, String name, Function<String, T> parse) {
    return parse(request.pathParam(name), parse);
  }

  /** A query parameter that may be missing. */
  static <T> Optional<T> query(Context request, String name, Function<String, T> parse) {
    return Optional.ofNullable(request.queryParam(name)).map(text -> parse(text, parse));
  }

  /** The job in the path. */
  static Hash jobId(Context request) {
    return path(request, "id", Hash::parse);
  }

  /** Which part of a list. */
  static Page page(Context request) {
    return value(
        () ->
            new Page(
                query(request, "limit", Integer::parseInt).orElse(WireLimits.DEFAULT_LIST),
                query(request, "after", after -> after)));
  }

  /** Answers with a JSON document. */
  static void json(Context response, Object document) {
    send(response, Json.MEDIA_TYPE, Json.write(document));
  }

  /** Answers with bytes; with none to whoever has the same already. */
  static void send(Context response, String mediaType, byte[] bytes) {
    var tag = '"' + Digests.sha256(bytes).toString().substring(2, 2 + TAG_DIGITS) + '"';
    response.header("ETag", tag).header("Cache-Control", "no-cache");
    if (lists(response.header("If-None-Match"), tag)) {
      response.status(HttpStatus.NOT_MODIFIED);
    } else {
      response.contentType(mediaType).result(bytes);
    }
  }

  /** Whether a header that lists tags names that one. */
  static boolean lists(@Nullable String header, String tag) {
    return header != null
        && Stream.of(header.split(",", -1))
            .map(String::strip)
            .anyMatch(it -> it.equals("*") || it.equals(tag) || it.equals("W/" + tag));
  }

  /** The JSON document in the body. */
  static <T> T document(Context request, Class<T> type) {
    try (var in = request.bodyInputStream()) {
      var json = in.readNBytes(WireLimits.MAX_DOCUMENT_BYTES + 1);
      if (json.length > WireLimits.MAX_DOCUMENT_BYTES) {
        throw new ContentTooLargeResponse(
            "a document has at most %d bytes".formatted(WireLimits.MAX_DOCUMENT_BYTES));
      }
      return Json.read(json, type);
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new BadRequestResponse("the request broke off");
    }
  }

  /** A wait of at most {@link WireLimits#MAX_WAIT}. */
  static Duration wait(String text) {
    try {
      var wait = Duration.parse(text);
      if (!wait.isNegative() && wait.compareTo(WireLimits.MAX_WAIT) <= 0) {
        return wait;
      }
    } catch (DateTimeParseException e) {
      // The same answer as for a wait that is too long.
    }
    throw new IllegalArgumentException(
        "a wait is an ISO 8601 duration of at most " + WireLimits.MAX_WAIT);
  }

  private static <T> T parse(String text, Function<String, T> parse) {
    return value(() -> parse.apply(text));
  }

  /** A value that a bad request cannot have. */
  private static <T> T value(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new BadRequestResponse(String.valueOf(e.getMessage()));
    }
  }
}
