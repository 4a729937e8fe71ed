package souk.settlement.rpc;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** One endpoint. Whatever it answers that is no answer is a {@link NoAnswerException}. */
final class Source {
  private static final MediaType TYPE = MediaType.get("application/json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SERVER_ERRORS = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final URI uri;
  private final int maxResponseBytes;
  private final OkHttpClient http;
  private final Health health;

  Source(URI uri, OkHttpClient http, int maxResponseBytes, Health health) {
    this.uri = uri;
    this.http = http;
    this.maxResponseBytes = maxResponseBytes;
    this.health = health;
  }

  Health health() {
    return health;
  }

  /** The answer to a request made elsewhere, of the same id. */
  byte[] ask(byte[] payload) throws NoAnswerException {
    return minded(
        () -> {
          var answer = post(payload);
          requireSameId(payload, answer);
          return answer;
        });
  }

  /** Replies in the order of the calls, by one round trip. */
  <T> List<RpcReply<T>> batch(List<RpcCall> calls, RpcReader<T> reader) throws NoAnswerException {
    return minded(
        () -> calls.size() == 1 ? alone(calls.getFirst(), reader) : together(calls, reader));
  }

  /** Its host and port, for messages: the rest of an address may hold a secret. */
  @Override
  public String toString() {
    return label(uri);
  }

  static String label(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private interface Asking<T> {
    T ask() throws IOException;
  }

  private <T> T minded(Asking<T> asking) throws NoAnswerException {
    try {
      var answer = asking.ask();
      health.answered();
      return answer;
    } catch (NoAnswerException e) {
      e.pause().ifPresentOrElse(health::limited, health::failed);
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      health.failed();
      throw new NoAnswerException(this + ": " + firstLine(e), e);
    }
  }

  private <T> List<RpcReply<T>> alone(RpcCall call, RpcReader<T> reader) throws IOException {
    var answer = post(JSON.writeValueAsBytes(request(call, 0)));
    try (var parser = JSON.createParser(answer)) {
      require(parser.nextToken() == JsonToken.START_OBJECT, "the answer is no JSON object");
      return List.of(reply(parser, 1, reader).reply());
    }
  }

  private <T> List<RpcReply<T>> together(List<RpcCall> calls, RpcReader<T> reader)
      throws IOException {
    var requests = new ArrayList<Map<String, Object>>();
    for (var call : calls) {
      requests.add(request(call, requests.size()));
    }
    var answer = post(JSON.writeValueAsBytes(requests));
    try (var parser = JSON.createParser(answer)) {
      require(parser.nextToken() == JsonToken.START_ARRAY, "the answer to a batch is no list");
      var replies = new ArrayList<@Nullable RpcReply<T>>(Collections.nCopies(calls.size(), null));
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        var one = reply(parser, calls.size(), reader);
        require(replies.set(one.id(), one.reply()) == null, "a call is answered twice");
      }
      require(!replies.contains(null), "a call of a batch is not answered");
      return List.copyOf(replies);
    }
  }

  private static Map<String, Object> request(RpcCall call, int id) {
    var request = new LinkedHashMap<String, Object>();
    request.put("jsonrpc", "2.0");
    request.put("id", id);
    request.put("method", call.method());
    request.put("params", call.params());
    return request;
  }

  private record Reply<T>(int id, RpcReply<T> reply) {}

  private static <T> Reply<T> reply(JsonParser parser, int calls, RpcReader<T> reader)
      throws IOException {
    var id = -1;
    RpcReply<T> reply = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "id" -> id = parser.getValueAsInt(-1);
        case "result" -> reply = new RpcReply.Result<>(reader.read(parser));
        case "error" -> reply = refusedUnlessNull(JSON.readTree(parser), reply);
        default -> parser.skipChildren();
      }
    }
    require(parser.currentToken() == JsonToken.END_OBJECT, "the answer is cut off");
    require(id >= 0 && id < calls, "the answer is to another request");
    if (reply == null) {
      throw new IOException("the answer has neither result nor error");
    }
    return new Reply<>(id, reply);
  }

  private static <T> @Nullable RpcReply<T> refusedUnlessNull(
      JsonNode error, @Nullable RpcReply<T> before) {
    return error.isNull() ? before : RpcReply.Refused.of(error);
  }

  private byte[] post(byte[] payload) throws IOException {
    var request =
        new Request.Builder().url(uri.toString()).post(RequestBody.create(payload, TYPE)).build();
    try (var response = http.newCall(request).execute()) {
      if (response.code() == TOO_MANY_REQUESTS) {
        throw new NoAnswerException(this + ": HTTP status 429, too many requests", pause(response));
      }
      require(response.code() < SERVER_ERRORS, "HTTP status " + response.code());
      return read(response.body());
    }
  }

  private byte[] read(ResponseBody body) throws IOException {
    var told = body.contentLength();
    if (told > maxResponseBytes) {
      throw new NoAnswerException.TooLongException(maxResponseBytes);
    }
    var in = body.byteStream();
    if (told >= 0) {
      var bytes = new byte[(int) told];
      require(in.readNBytes(bytes, 0, bytes.length) == told, "the answer is cut off");
      return bytes;
    }
    var bytes = in.readNBytes(maxResponseBytes + 1);
    if (bytes.length > maxResponseBytes) {
      throw new NoAnswerException.TooLongException(maxResponseBytes);
    }
    return bytes;
  }

  private static Duration pause(Response response) {
    return Optional.ofNullable(response.header("Retry-After"))
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .orElse(PAUSE);
  }

  private static void requireSameId(byte[] payload, byte[] answer) throws IOException {
    try (var asked = JSON.createParser(payload);
        var told = JSON.createParser(answer)) {
      require(told.nextToken() == JsonToken.START_OBJECT, "the answer is no JSON object");
      asked.nextToken();
      require(id(told).equals(id(asked)), "the answer is to another request");
    }
  }

  private static String id(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var isId = parser.currentName().equals("id");
      parser.nextToken();
      if (isId) {
        return parser.getValueAsString("");
      }
      parser.skipChildren();
    }
    return "";
  }

  private static void require(boolean holds, String trouble) throws IOException {
    if (!holds) {
      throw new IOException(trouble);
    }
  }

  private static String firstLine(Exception trouble) {
    var text =
        trouble instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(trouble.getMessage());
    var line = text.lines().findFirst().orElse("");
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }
}
