package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.chain.AnvilExtension;

class OutboxCrashTest {
  @RegisterExtension private static final AnvilExtension MARKET = AnvilExtension.minedByHand();

  // A hundred times what the first version offers; it falls by an eighth a block.
  private static final String SPIKE = "0x174876e800";

  @TempDir private Path directory;

  @Test
  void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
    var kills = new OutboxKills(MARKET, directory);

    var seen =
        kills.killAtEveryStep(
            outbox -> {
              kills.calls().forEach(outbox::submit);
              kills.awaitMining(() -> kills.areDecided(outbox));
            });

    assertThat(seen)
        .contains("before commit", "after commit", "before sign", "after sign")
        .contains("before estimates", "after estimates", "before send", "after send");
  }

  @Test
  void losesAndDoublesNothingWhereverItIsKilledWhileFeesRise() throws Exception {
    var kills = new OutboxKills(MARKET, directory);

    var seen =
        kills.killAtEveryStep(
            outbox -> {
              kills.calls().forEach(outbox::submit);
              kills.awaitAnyone(() -> kills.pooled() > 0);
              MARKET.anvil().call("anvil_setNextBlockBaseFeePerGas", SPIKE);
              MARKET.anvil().mine(1);
              kills.awaitMining(() -> kills.areDecided(outbox));
            });

    assertThat(seen).contains("before send", "after send");
  }
}
