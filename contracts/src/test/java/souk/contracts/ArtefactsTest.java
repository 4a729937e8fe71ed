package souk.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtefactsTest {
  /**
   * EIP-3860: most bytes of creation code. A contract that creates others carries theirs; what it
   * leaves on chain {@code DeployTest} measures.
   */
  private static final int MAX_HEX_DIGITS = 2 * 49_152;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Agents",
        "Audits",
        "BlockHashRandomness",
        "Identities",
        "Market",
        "Orders",
        "Stablecoin"
      })
  void areOnTheClassPathReadyToDeploy(String name) throws IOException {
    try (var in = ArtefactsTest.class.getResourceAsStream("/souk/contracts/" + name + ".json")) {
      assertThat(in).as(name).isNotNull();

      var text = new String(in.readAllBytes(), UTF_8);

      assertThat(text).contains("\"abi\":[{", "\"bytecode\":\"0x6", "\"linkReferences\":{}");
      assertThat(text.replaceAll(".*\"bytecode\":\"0x([0-9a-f]*)\".*", "$1"))
          .hasSizeBetween(100, MAX_HEX_DIGITS);
    }
  }
}
