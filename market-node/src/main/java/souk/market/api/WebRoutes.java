package souk.market.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The dashboard: one page at every address of it a person may keep, its files under /web. */
final class WebRoutes {
  private static final String PAGE = "index.html";
  private static final List<String> PAGES =
      List.of(
          "/",
          "/jobs",
          "/jobs/{id}",
          "/agents",
          "/agents/{id}",
          "/offers",
          "/providers",
          "/verifiers",
          "/sampling",
          "/money",
          "/accounts/{address}");

  // Nothing but this node's own files and API, no markup made from text, in nobody's frame.
  // Pictures
  // and files made of checked bytes are blobs.
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
              + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cache-Control",
          "no-cache",
          "Vary",
          "Accept-Encoding");

  private final Map<String, WebFile> files = new ConcurrentHashMap<>();

  void on(RoutesConfig routes) {
    PAGES.forEach(path -> routes.get(path, request -> send(request, PAGE)));
    routes.get("/web/{file}", request -> send(request, request.pathParam("file")));
  }

  private void send(Context request, String name) {
    var file = file(name).orElseThrow(() -> new NotFoundResponse("the dashboard has no " + name));
    HEADERS.forEach(request::header);
    var zipped = takesGzip(request);
    var tag = zipped ? '"' + file.tag() + "-gzip\"" : '"' + file.tag() + '"';
    request.header("ETag", tag);
    if (hasAlready(request, tag)) {
      request.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    if (zipped) {
      request.header("Content-Encoding", "gzip");
    }
    request.contentType(file.type()).result(zipped ? file.zipped() : file.plain());
  }

  /** Only files that exist are kept, so strangers cannot fill the memory. */
  private Optional<WebFile> file(String name) {
    var known = files.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    var found = WebFile.find(name);
    found.ifPresent(file -> files.put(name, file));
    return found;
  }

  private static boolean takesGzip(Context request) {
    return lists(request, "Accept-Encoding", "gzip");
  }

  private static boolean hasAlready(Context request, String tag) {
    return lists(request, "If-None-Match", tag);
  }

  private static boolean lists(Context request, String header, String wanted) {
    var listed = request.header(header);
    return listed != null && List.of(listed.split(",\\s*")).contains(wanted);
  }
}
