package souk.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.protocol.job.JobState;
import souk.protocol.job.Message;

class JsonTest {
  private static final Instant DEADLINE = Instant.parse("2026-01-31T12:00:00Z");

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of("node-info", Samples.NODE_INFO),
        Arguments.of("job-open", Samples.OPEN_JOB),
        Arguments.of("job-running", Samples.RUNNING_JOB),
        Arguments.of("job-committed", Samples.COMMITTED_JOB),
        Arguments.of("job-settled", Samples.SETTLED_JOB),
        Arguments.of("job-steps", Samples.STEPS),
        Arguments.of("price-list", Samples.PRICES),
        Arguments.of("provider-list", Samples.PROVIDERS),
        Arguments.of("verifier-list", Samples.VERIFIERS),
        Arguments.of("sampling", Samples.SAMPLING),
        Arguments.of("flow-list", Samples.FLOWS),
        Arguments.of("slash-list", Samples.SLASHES),
        Arguments.of("agent-list", AgentSamples.AGENTS),
        Arguments.of("inbox", AgentSamples.INBOX),
        Arguments.of("turn-list", AgentSamples.TURNS),
        Arguments.of("job-turn", AgentSamples.TURN),
        Arguments.of("stats", Samples.STATS),
        Arguments.of("block", Samples.BLOCK),
        Arguments.of("job-list", new JobList(List.of(Samples.OPEN_JOB), Optional.of("abc"))),
        Arguments.of("offer-list", Samples.OFFERS),
        Arguments.of("acceptance-requests", Samples.REQUESTS),
        Arguments.of("signed-acceptance", Samples.ACCEPTANCE),
        Arguments.of("signed-placement", Samples.PLACEMENT),
        Arguments.of("order-feed", Samples.FEED),
        Arguments.of("sealed-output", Samples.SEALED_OUTPUT),
        Arguments.of("problem", Samples.PROBLEM));
  }

  static Stream<JobState> states() {
    return Stream.of(
        new JobState.Open(DEADLINE),
        new JobState.Running(DEADLINE),
        new JobState.Committed(7),
        new JobState.Clear(DEADLINE),
        new JobState.AuditCommit(true, 7, DEADLINE),
        new JobState.AuditProviderReveal(DEADLINE),
        new JobState.AuditReveal(DEADLINE),
        new JobState.Revealed(DEADLINE),
        new JobState.Disputed(DEADLINE),
        new JobState.Settled(),
        new JobState.Refunded(),
        new JobState.Void());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void writesTheGoldenForm(String name, Object document) throws IOException {
    assertThat(text(Json.write(document))).isEqualTo(golden(name));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void readsTheGoldenForm(String name, Object document) throws IOException {
    assertThat((Object) Json.read(bytes(golden(name)), document.getClass())).isEqualTo(document);
  }

  @ParameterizedTest
  @MethodSource("states")
  void readsEveryStateAsItWasWritten(JobState state) {
    var job = Samples.job(state);

    assertThat(Json.read(Json.write(job), JobView.class)).isEqualTo(job);
  }

  @Test
  void ignoresUnknownFields() throws IOException {
    var json = golden("node-info").replaceFirst("\\{", "{\"colour\":{\"is\":[\"blue\"]},");

    assertThat(Json.read(bytes(json), NodeInfo.class)).isEqualTo(Samples.NODE_INFO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"text\"",
        "{}",
        "{",
        "<html><body>502 Bad Gateway</body></html>",
        "{\"node\":null,\"chainId\":1,\"market\":null,\"headBlock\":1,\"headTime\":null}"
      })
  void refusesWhatIsNoSuchDocument(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(bytes(json), NodeInfo.class))
        .withMessageStartingWith("not a valid NodeInfo: ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void refusesBytesThatAreNotText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(new byte[] {(byte) 0xff, 0, 1, 2}, NodeInfo.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"chainId\":\"31337\"",
        "\"chainId\":1.5",
        "\"chainId\":null",
        "\"chainId\":99999999999999999999",
        "\"chainId\":1e400",
        "\"chainId\":true",
        "\"chainId\":[31337]",
        "\"chainId\":1,\"chainId\":2"
      })
  void refusesABadNumber(String field) throws IOException {
    assertRefused(golden("node-info").replace("\"chainId\":31337", field), NodeInfo.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"fuelLimit\":\"-1\"",
        "\"fuelLimit\":\"1e9\"",
        "\"fuelLimit\":\"٣\"",
        "\"fuelLimit\":\"\"",
        "\"fuelLimit\":\"9223372036854775808\"",
        "\"fuelLimit\":5000000000",
        "\"fuelLimit\":null"
      })
  void refusesBadFuel(String field) throws IOException {
    var json = golden("job-open").replace("\"fuelLimit\":\"5000000000\"", field);

    assertRefused(json, JobView.class);
  }

  @Test
  void namesTheBadField() throws IOException {
    var json = golden("job-open").replace("\"kind\":\"command\"", "\"kind\":\"agent\"");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(bytes(json), JobView.class))
        .withMessage("not a valid JobView: spec.kind: a job's kind is one of command, agent_job");
  }

  @Test
  void refusesAnUnknownState() throws IOException {
    assertRefused(
        golden("job-open").replace("\"name\":\"Open\"", "\"name\":\"Lost\""), JobView.class);
  }

  @Test
  void refusesADigestThatIsNoCid() throws IOException {
    assertRefused(golden("sealed-output").replace("\"bafkrei", "\"Qm"), SealedOutput.class);
  }

  @Test
  void refusesDeepNesting() {
    assertRefused("{\"x\":" + "[".repeat(100_000), NodeInfo.class);
  }

  @Test
  void refusesEndlessText() {
    assertRefused("{\"node\":\"" + "a".repeat(1 << 20) + "\"}", NodeInfo.class);
  }

  @Test
  void readsAsMuchTextAsAMessageHas() {
    var body = "0x" + "00".repeat(Message.MAX_BODY_BYTES);
    var first = AgentSamples.INBOX.messages().getFirst();
    var message =
        new MessageView(
            first.number(),
            first.sender(),
            first.value(),
            first.postage(),
            body,
            first.notice(),
            first.read(),
            first.block(),
            first.time(),
            first.transaction());

    assertThat(Json.read(Json.write(message), MessageView.class)).isEqualTo(message);
  }

  private static void assertRefused(String json, Class<?> type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.read(bytes(json), type))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContain("\n"));
  }

  private static String golden(String name) throws IOException {
    try (var in = JsonTest.class.getResourceAsStream(name + ".json")) {
      return text(in.readAllBytes()).strip();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
