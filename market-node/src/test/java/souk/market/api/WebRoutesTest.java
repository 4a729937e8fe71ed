package souk.market.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebRoutesTest {
  private static final Path FOLDER = Path.of("src/main/resources/souk/market/web");
  private static final int MOST_BYTES = 125_000;
  private static final Pattern REFERENCE = Pattern.compile("(?:'\\./|\"/web/)([a-z-]+\\.[a-z]+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private Javalin server;

  @BeforeEach
  void start() {
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              Problems.on(config.routes);
              new WebRoutes().on(config.routes);
            });
    server.start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/jobs",
        "/jobs/0x12",
        "/agents",
        "/agents/7",
        "/offers",
        "/money?x=1",
        "/accounts/%3Cscript%3E"
      })
  void servesThePageAtEveryAddressOfTheDashboard(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(FOLDER.resolve("index.html")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void servesEveryFileUnderAPolicyThatLetsNothingElseIn(Path file) throws Exception {
    var answer = get("/web/" + file.getFileName());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readAllBytes(file));
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "trusted-types 'none'")
        .doesNotContain("unsafe", "http:", "https:", "*");
  }

  @Test
  void everyFileThatAnotherNamesIsThere() throws Exception {
    for (var file : files().toList()) {
      var named = REFERENCE.matcher(Files.readString(file)).results().map(it -> it.group(1));
      assertThat(named).as(file.toString()).allMatch(name -> Files.exists(FOLDER.resolve(name)));
    }
  }

  @Test
  void everythingTogetherIsSmall() throws Exception {
    var bytes = 0L;
    for (var file : files().toList()) {
      bytes += Files.size(file);
    }

    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @Test
  void sendsLessToWhomTakesGzip() throws Exception {
    var plain = get("/web/app.js");

    var zipped = get("/web/app.js", "Accept-Encoding", "deflate, gzip, br");

    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(zipped, "Vary")).contains("Accept-Encoding");
    assertThat(header(zipped, "ETag")).isNotEqualTo(header(plain, "ETag"));
    assertThat(zipped.body()).hasSizeLessThan(plain.body().length / 2);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
        .isEqualTo(plain.body());
  }

  @Test
  void sendsAFileOnlyOnce() throws Exception {
    var first = get("/web/app.js");

    var again = get("/web/app.js", "If-None-Match", "\"other\", " + header(first, "ETag"));

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/web/missing.js",
        "/web/..%2f..%2fmarket%2fapi%2fWebRoutes.class",
        "/web/%2e%2e",
        "/web/INDEX.html",
        "/web/index.html%00.js"
      })
  void servesNothingBesideItsFiles(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).isBetween(400, 404);
    assertThat(new String(answer.body(), UTF_8)).doesNotContain("<main");
  }

  private static Stream<Path> files() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
