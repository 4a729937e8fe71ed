package souk.settlement.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.EndpointHealth;

class EndpointsTest {
  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(Duration.ofMillis(500), 1_000, Duration.ofSeconds(10));
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x1\"}";
  private static final String OTHER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x2\"}";
  private static final RpcCall CALL = RpcCall.of("eth_chainId");

  private StubEndpoint good;

  @BeforeEach
  void start() {
    good = StubEndpoint.answering(ANSWER);
  }

  @AfterEach
  void stop() {
    good.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "500|{}",
        "503|{}",
        "429|{}",
        "200|<html>",
        "404|<html>",
        "200|``",
        "200|[]",
        "200|{}",
        "200|null",
        "200|{\"id\":7,\"result\":\"0x1\"}",
        "200|{\"result\":\"0x1\"}",
        "200|{\"id\":0}",
        "200|{\"id\":0,\"result\":",
        "200|{\"id\":0,\"result\":12}",
        "200|{\"id\":0,\"result\":\"0xzz\"}",
        "200|{\"id\":0,\"result\":\"0xffffffffffffffffff\"}",
        "200|{\"id\":0,\"error\":{\"code\":-32005,\"message\":\"too busy\"}}",
        "200|{\"id\":0,\"error\":{\"code\":-32000,\"message\":\"header not found\"}}"
      })
  void asksTheNextWhenOneGivesNoAnswer(int status, String body) {
    try (var bad = StubEndpoint.answering(status, body)) {
      assertThat(ask(bad.uri(), good.uri())).isEqualTo(new RpcReply.Result<>(1L));
      assertThat(bad.requests()).isEqualTo(1);
    }
  }

  @Test
  void asksTheNextWhenOneAnswersTooMuch() {
    try (var bad = StubEndpoint.answering("{" + " ".repeat(2_000) + "}")) {
      assertThat(ask(bad.uri(), good.uri())).isEqualTo(new RpcReply.Result<>(1L));
    }
  }

  @Test
  void asksTheNextWhenOneIsSilent() throws IOException {
    try (var silent = new ServerSocket(0)) {
      var uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());

      assertThat(ask(uri, good.uri())).isEqualTo(new RpcReply.Result<>(1L));
    }
  }

  @Test
  void staysWithTheOneThatAnswered() {
    try (var bad = StubEndpoint.answering(500, "");
        var endpoints = new Endpoints(List.of(bad.uri(), good.uri()), LIMITS)) {
      endpoints.call(CALL, RpcReader.NUMBER);
      endpoints.call(CALL, RpcReader.NUMBER);

      assertThat(bad.requests()).isEqualTo(1);
      assertThat(good.requests()).isEqualTo(2);
    }
  }

  @Test
  void tellsARefusalThatIsAnAnswer() {
    var refusal = "{\"id\":0,\"error\":{\"code\":3,\"message\":\"reverted\",\"data\":\"0xab\"}}";
    try (var honest = StubEndpoint.answering(refusal)) {
      assertThat(ask(honest.uri(), good.uri()))
          .isEqualTo(new RpcReply.Refused<>(3, "reverted", "0xab"));
      assertThat(good.requests()).isZero();
    }
  }

  @Test
  void leavesOneAlonePatientlyThatWantsAPause() {
    try (var busy = StubEndpoint.answering(429, "");
        var endpoints = new Endpoints(List.of(busy.uri()), LIMITS)) {
      assertThatThrownBy(() -> endpoints.call(CALL, RpcReader.NUMBER))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("429");
      assertThatThrownBy(() -> endpoints.call(CALL, RpcReader.NUMBER))
          .isInstanceOfSatisfying(
              ChainException.class, failure -> assertThat(failure.isRetryable()).isTrue());

      assertThat(busy.requests()).isEqualTo(1);
    }
  }

  @Test
  void namesTheEndpointsThatDoNotAnswer() {
    try (var bad = StubEndpoint.answering(500, "")) {
      assertThatThrownBy(() -> ask(bad.uri()))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining(bad.uri().getAuthority())
          .hasMessageContaining("500");
    }
  }

  @Test
  void namesNoSecretOfAnAddress() {
    try (var bad = StubEndpoint.answering(500, "")) {
      assertThatThrownBy(() -> ask(bad.uri().resolve("/v3/secret?key=secret")))
          .isInstanceOf(ChainException.class)
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void tellsHowEachDoes() {
    try (var bad = StubEndpoint.answering(500, "");
        var endpoints = new Endpoints(List.of(bad.uri(), good.uri()), LIMITS)) {
      endpoints.call(CALL, RpcReader.NUMBER);
      endpoints.call(CALL, RpcReader.NUMBER);

      assertThat(endpoints.health())
          .containsExactly(
              new EndpointHealth(bad.uri().getAuthority(), 1, 1, false),
              new EndpointHealth(good.uri().getAuthority(), 2, 0, true));
    }
  }

  @Test
  void asksManyThingsInOneRoundTripWhateverTheirOrder() {
    try (var server = StubEndpoint.answering("[" + OTHER + "," + ANSWER + "]");
        var endpoints = new Endpoints(List.of(server.uri()), LIMITS)) {
      assertThat(endpoints.batch(List.of(CALL, CALL), RpcReader.NUMBER))
          .containsExactly(new RpcReply.Result<>(1L), new RpcReply.Result<>(2L));
      assertThat(server.requests()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]",
        "{}",
        ANSWER,
        "[" + ANSWER + "]",
        "[" + ANSWER + "," + ANSWER + "]",
        "[" + ANSWER + "," + OTHER + "," + OTHER + "]",
        "[" + ANSWER + "," + OTHER
      })
  void takesABatchForNoneUnlessEachCallIsAnsweredOnce(String body) {
    try (var server = StubEndpoint.answering(body);
        var endpoints = new Endpoints(List.of(server.uri()), LIMITS)) {
      assertThatThrownBy(() -> endpoints.batch(List.of(CALL, CALL), RpcReader.NUMBER))
          .isInstanceOf(ChainException.class);
    }
  }

  @Test
  void asksNoMoreAtOnceThanEndpointsTake() {
    try (var server = StubEndpoint.answering("[]");
        var endpoints = new Endpoints(List.of(server.uri()), LIMITS)) {
      assertThat(endpoints.batch(List.of(), RpcReader.NUMBER)).isEmpty();
      assertThat(server.requests()).isZero();
      assertThatThrownBy(() -> endpoints.batch(Collections.nCopies(101, CALL), RpcReader.NUMBER))
          .isInstanceOf(ChainException.class);
    }
  }

  @Test
  void keepsWhatItIsTold() {
    try (var endpoints = new Endpoints(List.of(good.uri()), LIMITS)) {
      assertThat(endpoints.call(CALL, RpcReader.JSON))
          .isInstanceOfSatisfying(
              RpcReply.Result.class,
              result -> assertThat(((JsonNode) result.value()).asText()).isEqualTo("0x1"));
    }
  }

  @Test
  void handsOnRequestsMadeElsewhere() {
    var request = ANSWER.replace("result", "method").getBytes(StandardCharsets.UTF_8);
    var another = OTHER.replace("result", "method").getBytes(StandardCharsets.UTF_8);
    try (var endpoints = new Endpoints(List.of(good.uri()), LIMITS)) {
      assertThat(endpoints.ask(request)).asString().isEqualTo(ANSWER);
      assertThatThrownBy(() -> endpoints.ask(another))
          .isInstanceOf(ChainException.class)
          .hasMessageContaining("another request");
    }
  }

  private static RpcReply<Long> ask(URI... endpoints) {
    try (var asked = new Endpoints(Arrays.asList(endpoints), LIMITS)) {
      return asked.call(CALL, RpcReader.NUMBER);
    }
  }
}
