package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.api.Json;
import souk.client.api.Problem;
import souk.settlement.chain.ChainException;

/** Answers with a problem document wherever a request is not served. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void on(RoutesConfig routes) {
    routes.exception(
        HttpResponseException.class,
        (refusal, response) ->
            answer(response, refusal.getStatus(), String.valueOf(refusal.getMessage())));
    routes.exception(
        BadCursorException.class,
        (refusal, response) ->
            answer(
                response, HttpStatus.BAD_REQUEST.getCode(), String.valueOf(refusal.getMessage())));
    routes.exception(
        ChainException.class,
        (_, response) ->
            answer(
                response,
                HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                "the chain cannot be asked at the moment; try again"));
    routes.exception(
        InterruptedException.class,
        (_, response) -> {
          Thread.currentThread().interrupt();
          answer(response, HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the node is stopping");
        });
    routes.exception(
        Exception.class,
        (failure, response) -> {
          LOG.debug("{} {} failed", response.method(), response.path(), failure);
          answer(
              response, HttpStatus.INTERNAL_SERVER_ERROR.getCode(), "the node failed; try again");
        });
  }

  static void answer(Context response, int status, String detail) {
    var title = HttpStatus.forStatus(status).getMessage();
    response
        .status(status)
        .contentType(Problem.MEDIA_TYPE)
        .result(
            Json.write(
                new Problem(
                    "/problems/" + title.toLowerCase(Locale.ROOT).replace(' ', '-'),
                    title,
                    status,
                    detail,
                    Optional.of(response.path()))));
  }
}
