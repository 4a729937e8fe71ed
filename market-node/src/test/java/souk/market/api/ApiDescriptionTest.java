package souk.market.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.client.api.NodeInfo;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobSpec;
import souk.protocol.job.Placement;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.Offer;

class ApiDescriptionTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "head");

  @TempDir Path directory;
  private ServerFixture server;
  private final HttpClient http = HttpClient.newHttpClient();
  private JsonNode description;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    server = ServerFixture.start(directory, ApiServer.Config.DEFAULT, new RichRecords());
    description = tree(get("/openapi.json").body());
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  void describesEveryRouteAndNothingElse() {
    var described = new HashSet<String>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue().properties().stream()
                    .filter(operation -> METHODS.contains(operation.getKey()))
                    .forEach(
                        operation ->
                            described.add(
                                operation.getKey().toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey())));

    assertThat(withoutImplied(described)).isEqualTo(withoutImplied(server.server().routes()));
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var references = description.findValuesAsText("$ref");

    assertThat(references)
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(description.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void describesTheFieldsThatDocumentsHave() {
    var schemas = description.path("components").path("schemas");

    schemas
        .properties()
        .forEach(
            schema ->
                record(schema.getKey())
                    .forEach(
                        type ->
                            assertThat(fields(schema.getValue()))
                                .as(schema.getKey())
                                .isEqualTo(components(type))));
    assertThat(schemas.properties().stream().flatMap(it -> record(it.getKey())).count())
        .isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/info",
        "/v1/jobs",
        "/v1/jobs/{id}",
        "/v1/jobs/{id}/steps",
        "/v1/offers",
        "/v1/prices",
        "/v1/providers",
        "/v1/providers/{address}",
        "/v1/verifiers",
        "/v1/sampling",
        "/v1/flows",
        "/v1/slashes",
        "/v1/agents",
        "/v1/agents/{id}",
        "/v1/agents/{id}/inbox",
        "/v1/agents/{id}/turns",
        "/v1/stats",
        "/v1/providers/{address}/acceptance-requests",
        "/v1/orders",
        "/v1/sealing-key"
      })
  void answersAsDescribed(String path) throws Exception {
    var answer =
        get(
            path.replace("agents/{id}", "agents/" + RichRecords.AGENT)
                .replace("{id}", RichRecords.ID.toString())
                .replace("{address}", RichRecords.PROVIDER.toString()));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertValid(answer.body(), responseSchema(path, "200", "application/json"));
  }

  @Test
  void refusesAsDescribed() throws Exception {
    for (var path :
        List.of("/v1/jobs?limit=0", "/v1/nothing", "/v1/jobs/0x1", "/v1/flows?after=!")) {
      var answer = get(path);

      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertValid(answer.body(), responseSchema("/v1/jobs", "400", "application/problem+json"));
      var page = get(tree(answer.body()).path("type").asText());
      assertThat(page.statusCode()).isEqualTo(200);
    }
  }

  /** HEAD comes with GET, and OPTIONS with everything. */
  private static Set<String> withoutImplied(Set<String> routes) {
    return routes.stream()
        .filter(route -> !route.startsWith("OPTIONS "))
        .filter(
            route -> !route.startsWith("HEAD ") || !routes.contains("GET " + route.substring(5)))
        .collect(toSet());
  }

  private static Stream<Class<?>> record(String schema) {
    var elsewhere =
        Stream.of(JobSpec.class, Offer.class, Acceptance.class, SlotNonce.class, Placement.class);
    var known = elsewhere.filter(type -> type.getSimpleName().equals(schema)).findFirst();
    return known.<Stream<Class<?>>>map(Stream::of).orElseGet(() -> apiRecord(schema));
  }

  private static Stream<Class<?>> apiRecord(String schema) {
    try {
      var type = Class.forName(NodeInfo.class.getPackageName() + "." + schema);
      return type.isRecord() ? Stream.of(type) : Stream.empty();
    } catch (ClassNotFoundException e) {
      return Stream.empty();
    }
  }

  private static Set<String> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(it -> it.getName()).collect(toSet());
  }

  private static Set<String> fields(JsonNode schema) {
    var fields = new HashSet<String>();
    schema.path("properties").fieldNames().forEachRemaining(fields::add);
    var required = new HashSet<String>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    assertThat(required).isEqualTo(fields);
    return fields;
  }

  private JsonNode responseSchema(String path, String status, String media) {
    var operation = description.path("paths").path(path).path("get");
    var response = operation.path("responses").path(status).path("content").path(media);
    return response.path("schema");
  }

  private void assertValid(String body, JsonNode schema) throws IOException {
    assertThat(schema.isObject()).isTrue();
    ObjectNode whole = schema.deepCopy();
    whole.set("components", description.path("components"));
    var validator = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);

    assertThat(validator.validate(tree(body))).as(body).isEmpty();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(server.uri() + path)).build(),
        BodyHandlers.ofString(UTF_8));
  }

  private static JsonNode tree(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }
}
