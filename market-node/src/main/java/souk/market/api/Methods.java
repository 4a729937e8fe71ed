package souk.market.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.Endpoint;
import io.javalin.router.InternalRouter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which methods there are at a path: HEAD wherever there is GET, and OPTIONS everywhere. */
final class Methods {
  private static final List<HandlerType> OFFERED =
      List.of(
          HandlerType.GET,
          HandlerType.HEAD,
          HandlerType.PUT,
          HandlerType.POST,
          HandlerType.DELETE,
          HandlerType.PATCH);

  private final InternalRouter router;
  private final Origins origins;

  Methods(InternalRouter router, Origins origins) {
    this.router = router;
    this.origins = origins;
  }

  /** Adds HEAD to whatever answers GET alone; the server leaves the body out. */
  void addHeads() {
    for (var parsed : List.copyOf(router.allHttpHandlers())) {
      var endpoint = parsed.endpoint;
      if (endpoint.method.equals(HandlerType.GET)
          && !router.hasHttpHandlerEntry(HandlerType.HEAD, endpoint.path)) {
        router.addHttpEndpoint(new Endpoint(HandlerType.HEAD, endpoint.path, endpoint.handler));
      }
    }
  }

  /** Answers OPTIONS. */
  void options(Context request) {
    var methods = at(request.path());
    if (methods.isEmpty()) {
      throw new NotFoundResponse(missing(request));
    }
    request.status(HttpStatus.NO_CONTENT).header("Allow", methods);
    origins.preflight(request, methods);
  }

  /** Answers what no route answers: the path is wrong, or only the method. */
  void refuse(Context request) {
    var methods = at(request.path());
    if (methods.isEmpty()) {
      Problems.answer(request, HttpStatus.NOT_FOUND.getCode(), missing(request));
    } else {
      request.header("Allow", methods);
      Problems.answer(
          request,
          HttpStatus.METHOD_NOT_ALLOWED.getCode(),
          "%s is not for %s here; use %s".formatted(request.method(), request.path(), methods));
    }
  }

  private static String missing(Context request) {
    return "there is nothing at %s; /openapi.json says what there is".formatted(request.path());
  }

  /** Comma-separated; empty if nothing is there. */
  private String at(String path) {
    var methods =
        OFFERED.stream()
            .filter(method -> router.hasHttpHandlerEntry(method, path))
            .map(HandlerType::toString)
            .toList();
    return methods.isEmpty()
        ? ""
        : Stream.concat(methods.stream(), Stream.of("OPTIONS")).collect(Collectors.joining(", "));
  }
}
