package souk.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private static final String FORGED = "bad\n2026-01-01 00:00:00.000 INFO all is well\u001b[2J";

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void logAsInTheBeginning() {
    System.setErr(before);
    Logging.use(LogFormat.TEXT, LogLevel.INFO);
  }

  @Test
  void textHasTimeLevelAndMessage() {
    Logging.use(LogFormat.TEXT, LogLevel.INFO);

    log("souk.market").atInfo().addKeyValue("job", "0x1").log("asked {}", "somebody");

    assertThat(said())
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO asked somebody\\R");
  }

  @Test
  void aStrangersWordsCannotLookLikeALineOrSteerATerminal() {
    Logging.use(LogFormat.TEXT, LogLevel.INFO);

    log("souk.market").warn("a peer says: {}", FORGED);

    assertThat(said().lines()).hasSize(1);
    assertThat(said()).doesNotContain("\u001b");
  }

  @Test
  void jsonHasWhatIsSaidBesideTheMessageUnderItsOwnName() throws IOException {
    Logging.use(LogFormat.JSON, LogLevel.INFO);

    log("souk.market")
        .atInfo()
        .addKeyValue("job", "0x1")
        .addKeyValue("attempt", 2)
        .addKeyValue("block", 1L << 40)
        .log("asked {}", FORGED);

    var line = json();
    assertThat(said().lines()).hasSize(1);
    assertThat(line.path("message").asText()).isEqualTo("asked " + FORGED);
    assertThat(line.path("logger").asText()).isEqualTo("souk.market");
    assertThat(line.path("thread").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.path("job").asText()).isEqualTo("0x1");
    assertThat(line.path("attempt").asInt()).isEqualTo(2);
    assertThat(line.path("block").asLong()).isEqualTo(1L << 40);
    assertThat(line.path("time").asText()).matches("[-0-9]{10}T[:0-9]{8}\\.[0-9]{3}Z");
  }

  @Test
  void aTraceIsPartOfItsLine() throws IOException {
    Logging.use(LogFormat.JSON, LogLevel.INFO);

    log("souk.market").error("failed", new IllegalStateException("cause"));

    assertThat(json().path("error").asText()).contains("IllegalStateException: cause", "\tat ");
  }

  @Test
  void othersShowOnlyWhatIsWrong() {
    Logging.use(LogFormat.TEXT, LogLevel.DEBUG);

    log("org.example").info("hello");
    log("souk.market").debug("inside");
    log("org.example").warn("broken");

    assertThat(said()).doesNotContain("hello").contains("inside", "broken");
  }

  @Test
  void aLevelHidesWhatIsBelow() {
    Logging.use(LogFormat.TEXT, LogLevel.ERROR);

    log("souk.market").warn("careful");
    log("org.example").warn("broken");
    log("souk.market").error("lost");

    assertThat(said()).doesNotContain("careful", "broken").contains("lost");
  }

  @Test
  void thePlatformsLogIsTheSame() throws IOException {
    Logging.use(LogFormat.JSON, LogLevel.INFO);

    java.util.logging.Logger.getLogger("okhttp3").warning("leaked");

    assertThat(json().path("logger").asText()).isEqualTo("okhttp3");
    assertThat(json().path("message").asText()).isEqualTo("leaked");
  }

  @Test
  void whatEndsAThreadIsLogged() throws Exception {
    Logging.use(LogFormat.JSON, LogLevel.INFO);

    var thread =
        Thread.ofPlatform()
            .name("worker")
            .start(
                () -> {
                  throw new IllegalStateException("a mistake");
                });
    thread.join();

    assertThat(json().path("message").asText()).isEqualTo("thread worker failed");
    assertThat(json().path("error").asText()).contains("a mistake");
  }

  private static org.slf4j.Logger log(String name) {
    return LoggerFactory.getLogger(name);
  }

  private String said() {
    return messages.toString(StandardCharsets.UTF_8);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(said());
  }
}
