package souk.testnet.settlement;

import java.time.Duration;
import souk.protocol.value.Price;
import souk.settlement.chain.Parameters;

/** Parameters that tests deploy markets with. */
final class Markets {
  private Markets() {}

  /** A provider's first job is audited, the next is sampled as seldom as its stake allows. */
  static Parameters whereOneAuditSuffices() {
    return Parameters.LOCAL.withHistory(1, 0);
  }

  /** As {@link #whereOneAuditSuffices}, with windows of minutes. */
  static Parameters whereThereIsTime() {
    return Parameters.STANDARD.withHistory(1, 0);
  }

  /**
   * Windows of seconds, epochs as long as asked, a record that counts from two audits on, and a
   * floor so low that no fault found lifts it to its cap.
   */
  static Parameters whereRecordsCount(Duration epoch) {
    var local = Parameters.LOCAL;
    return new Parameters(
        local.seedDelay(),
        local.secretBlocks(),
        local.acceptanceLifetime(),
        local.postingTolerance(),
        local.revealWindow(),
        local.answerWindow(),
        local.answerFactor(),
        local.challengeWindow(),
        local.challengeFactor(),
        local.challengeExtra(),
        local.challengeWindowHigh(),
        local.appealWindow(),
        epoch,
        local.unbonding(),
        local.marketFeeBps(),
        10,
        local.floorCapBps(),
        2,
        1,
        local.leastStakeMultiple(),
        local.smallValue(),
        local.highValue(),
        local.leastReward(),
        local.leastChallengeBond(),
        local.demandFee(),
        Price.of(1_300_007),
        local.weightUnit());
  }
}
