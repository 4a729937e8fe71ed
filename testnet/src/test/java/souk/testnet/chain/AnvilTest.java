package souk.testnet.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnvilTest {
  private static final Duration BLOCK_TIME = Duration.ofMillis(5);
  private static final int REORGS = 100;

  @TempDir Path directory;

  @Test
  void everyBlockStandsOnTheOneBelowWhileBlocksAreReplaced() {
    try (var anvil = Anvil.start(directory.resolve("anvil.log"))) {
      anvil.mine(REORGS);
      anvil.mineEvery(BLOCK_TIME);

      for (var i = 0; i < REORGS; i++) {
        anvil.reorg(1 + i % 2);
      }

      var above = block(anvil, "latest");
      for (var height = height(above) - 1; height >= 0; height--) {
        var below = block(anvil, "0x" + Long.toHexString(height));
        assertThat(above.get("parentHash")).as("above " + height).isEqualTo(below.get("hash"));
        above = below;
      }
    }
  }

  private static JsonNode block(Anvil anvil, String which) {
    return anvil.call("eth_getBlockByNumber", which, false);
  }

  private static long height(JsonNode block) {
    return Long.decode(block.get("number").asText());
  }
}
