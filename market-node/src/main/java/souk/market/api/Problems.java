package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.client.api.Unready;
import souk.settlement.chain.ChainException;

/** Answers with a problem document wherever a request is not served. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int MAX_INSTANCE = 200;

  private Problems() {}

  static void on(RoutesConfig routes) {
    routes.exception(
        HttpResponseException.class,
        (refusal, response) ->
            answer(response, refusal.getStatus(), String.valueOf(refusal.getMessage())));
    routes.exception(ProblemException.class, Problems::answer);
    routes.exception(
        BadCursorException.class,
        (refusal, response) ->
            answer(response, HttpStatus.BAD_REQUEST, String.valueOf(refusal.getMessage())));
    routes.exception(
        ChainException.class,
        (_, response) ->
            answer(
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "the chain cannot be asked at the moment; try again"));
    routes.exception(
        InterruptedException.class,
        (_, response) -> {
          Thread.currentThread().interrupt();
          answer(response, HttpStatus.SERVICE_UNAVAILABLE, "the node is stopping");
        });
    routes.exception(
        Exception.class,
        (failure, response) -> {
          LOG.debug("{} {} failed", response.method(), response.path(), failure);
          answer(response, HttpStatus.INTERNAL_SERVER_ERROR, "the node failed; try again");
        });
    routes.get("/problems/{name}", Problems::explain);
  }

  /** Answers with a problem of the kind that a status stands for. */
  static void answer(Context response, int status, String detail) {
    if (!response.res().isCommitted()) {
      send(response, status, document(status, detail, response.path()));
    }
  }

  /**
   * Answers that the node is of no use now.
   *
   * @param troubles what is wrong with what, at least one
   */
  static void unready(Context response, Map<String, String> troubles) {
    var status = HttpStatus.SERVICE_UNAVAILABLE.getCode();
    var problem = problem(status, String.join("; ", troubles.values()), response.path());
    send(response, status, Json.write(Unready.of(problem, troubles)));
  }

  private static void send(Context response, int status, byte[] document) {
    if (status == HttpStatus.TOO_MANY_REQUESTS.getCode()
        || status == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
      response.header(
          "Retry-After", Optional.ofNullable(response.res().getHeader("Retry-After")).orElse("1"));
    }
    response.status(status).contentType(Problem.MEDIA_TYPE).result(document);
  }

  /**
   * A problem of the kind that a status stands for.
   *
   * @param instance path of the request, if it had one
   */
  static byte[] document(int status, String detail, @Nullable String instance) {
    return Json.write(problem(status, detail, instance));
  }

  private static Problem problem(int status, String detail, @Nullable String instance) {
    var kind = ProblemKind.of(status);
    var path =
        Optional.ofNullable(instance)
            .map(it -> it.substring(0, Math.min(it.length(), MAX_INSTANCE)));
    return new Problem(kind.uri(), kind.title(), status, detail, path);
  }

  private static void answer(Context response, HttpStatus status, String detail) {
    answer(response, status.getCode(), detail);
  }

  private static void answer(ProblemException refusal, Context response) {
    refusal
        .retryAfterSeconds()
        .ifPresent(seconds -> response.header("Retry-After", Long.toString(seconds)));
    answer(response, refusal.getStatus(), String.valueOf(refusal.getMessage()));
  }

  private static void explain(Context request) {
    var kind = Requests.path(request, "name", ProblemKind::parse);
    request.contentType("text/plain; charset=utf-8").result(kind.page());
  }
}
