package souk.testnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;
import souk.testnet.survival.Links;
import souk.testnet.survival.Survival;

/**
 * Properties 1, 3 and 5 of the protocol at once: while nodes are killed, paused, cut off and slowed
 * down and blocks are replaced, every job ends, every honest party is paid what it is owed, and
 * nobody honest is slashed.
 */
class SurvivalTest {
  private static final Logger LOG = LoggerFactory.getLogger(SurvivalTest.class);
  private static final int JOBS = 300;
  private static final int AT_ONCE = 60;
  private static final long SEED = 6;

  @TempDir Path directory;

  @Test
  void everyJobEndsAndEveryHonestPartyIsPaidInAStorm() throws InterruptedException {
    var plan = new Survival.Plan(JOBS, AT_ONCE, SEED, Duration.ofSeconds(12));
    try (var links = new Links();
        var testnet = Testnet.prepare(TestnetPlan.stormy(), directory.resolve("testnet"), links)) {
      var report = Survival.run(testnet, links, plan, ExampleFiles.projectRoot(), LOG::info);

      LOG.info("{}", report);
      assertThat(report.holds()).as(report.toString()).isTrue();
      assertThat(report.revealWindow()).isGreaterThan(report.longestOutage());
      assertThat(report.strikes()).as("every kind of thing went wrong").hasSize(6);
      assertThat(report.settled()).isGreaterThan(report.refunded());
    }
  }
}
