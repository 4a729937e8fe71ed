package souk.settlement.web3j;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import souk.settlement.web3j.bindings.Market;

class BindingsTest {
  @Test
  void leaveNoCopyOfAContractsBytecodeInWhoDeploysIt() throws IOException {
    var compiled = Deployer.class.getResourceAsStream("Deployer.class");
    try (var in = Objects.requireNonNull(compiled)) {
      var text = new String(in.readAllBytes(), ISO_8859_1);
      assertThat(text.contains(Market.BINARY.substring(0, 1_000))).isFalse();
    }
  }
}
