package souk.settlement.web3j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;

class EndpointsTest {
  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(Duration.ofMillis(500), 1_000);
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}";
  private static final Deployment DEPLOYMENT =
      new Deployment(
          1,
          Hash.ZERO,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          new Court(Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO),
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          6,
          0);

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
  @CsvSource({"500,{}", "503,{}", "429,{}", "200,<html>", "200,''", "200,[]"})
  void asksTheNextWhenOneGivesNoAnswer(int status, String body) throws IOException {
    try (var bad = StubEndpoint.answering(status, body)) {
      assertThat(ask(bad.uri(), good.uri())).isEqualTo(ANSWER);
    }
  }

  @Test
  void asksTheNextWhenOneAnswersTooMuch() throws IOException {
    try (var bad = StubEndpoint.answering("{" + " ".repeat(2_000) + "}")) {
      assertThat(ask(bad.uri(), good.uri())).isEqualTo(ANSWER);
    }
  }

  @Test
  void asksTheNextWhenOneIsSilent() throws IOException {
    try (var silent = new ServerSocket(0)) {
      var uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());

      assertThat(ask(uri, good.uri())).isEqualTo(ANSWER);
    }
  }

  @Test
  void staysWithTheOneThatAnswered() throws IOException {
    try (var bad = StubEndpoint.answering(500, "");
        var endpoints = new Endpoints(List.of(bad.uri(), good.uri()), LIMITS)) {
      endpoints.performIO("{}").close();
      endpoints.performIO("{}").close();

      assertThat(bad.requests()).isEqualTo(1);
      assertThat(good.requests()).isEqualTo(2);
    }
  }

  @Test
  void namesTheEndpointsThatDoNotAnswer() {
    try (var bad = StubEndpoint.answering(500, "")) {
      assertThatThrownBy(() -> ask(bad.uri()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(bad.uri().toString())
          .hasMessageContaining("500");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "null",
        "{}",
        "{\"result\":null}",
        "{\"result\":{}}",
        "{\"result\":[1,2]}",
        "{\"result\":\"\"}",
        "{\"result\":\"garbage\"}",
        "{\"result\":\"0x\"}",
        "{\"result\":\"0xffffffffffffffffffffffff\"}",
        "{\"error\":\"no object\"}",
        "{\"error\":{\"code\":-32000,\"message\":\"busy\"}}",
        "{\"result\":",
      })
  void takesGarbageForNoAnswer(String garbage) {
    try (var endpoint = StubEndpoint.answering(garbage)) {
      assertThatThrownBy(() -> Web3jChain.connect(List.of(endpoint.uri()), DEPLOYMENT, LIMITS))
          .isInstanceOfSatisfying(
              ChainException.class, failure -> assertThat(failure.isRetryable()).isTrue());
    }
  }

  @Test
  void refusesAnotherChainForGood() {
    try (var other = StubEndpoint.answering(ANSWER.replace("0x1", "0x2"))) {
      assertThatThrownBy(() -> Web3jChain.connect(List.of(other.uri()), DEPLOYMENT, LIMITS))
          .isInstanceOfSatisfying(
              ChainException.class, failure -> assertThat(failure.isRetryable()).isFalse())
          .hasMessageContaining("serves chain 2, the market is on chain 1");
    }
  }

  private static String ask(URI... endpoints) throws IOException {
    try (var service = new Endpoints(Arrays.asList(endpoints), LIMITS);
        var answer = service.performIO("{}")) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
