package souk.settlement.web3j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Court;
import souk.settlement.chain.Deployment;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.rpc.StubEndpoint;

class ConnectTest {
  private static final ConnectionLimits LIMITS =
      new ConnectionLimits(Duration.ofMillis(500), 1_000, Duration.ofSeconds(10));
  private static final Deployment DEPLOYMENT =
      new Deployment(
          1,
          Hash.ZERO,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          new Court(
              Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO, Address.ZERO),
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          Address.ZERO,
          6,
          0);

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
    try (var other = StubEndpoint.answering("{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x2\"}")) {
      assertThatThrownBy(() -> Web3jChain.connect(List.of(other.uri()), DEPLOYMENT, LIMITS))
          .isInstanceOfSatisfying(
              ChainException.class, failure -> assertThat(failure.isRetryable()).isFalse())
          .hasMessageContaining("serves chain 2, the market is on chain 1");
    }
  }
}
