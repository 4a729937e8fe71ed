package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import souk.testnet.chain.AnvilExtension;

/** Its chain is never reverted: anvil does not reorganize what it has reverted. */
class OutboxReorgTest {
  @RegisterExtension private static final AnvilExtension MARKET = AnvilExtension.minedByHand();

  @TempDir private Path directory;

  @Test
  void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
    var kills = new OutboxKills(MARKET, directory);

    var seen =
        kills.killAtEveryStep(
            outbox -> {
              kills.calls().forEach(outbox::submit);
              kills.awaitMining(() -> kills.areDecided(outbox));
              MARKET.anvil().reorg(kills.depth(outbox));
              kills.awaitMining(() -> kills.sent() == 3 && kills.areDecided(outbox));
            });

    assertThat(seen).contains("before commit", "after commit", "before send", "after send");
  }
}
