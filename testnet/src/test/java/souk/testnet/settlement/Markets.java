package souk.testnet.settlement;

import souk.settlement.chain.Parameters;

/** Parameters that tests deploy markets with. */
final class Markets {
  private Markets() {}

  /** A provider's first job is audited, the next is sampled as seldom as its stake allows. */
  static Parameters whereOneAuditSuffices() {
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
        local.epoch(),
        local.unbonding(),
        local.marketFeeBps(),
        local.floorBps(),
        local.floorCapBps(),
        1,
        0,
        local.leastStakeMultiple(),
        local.smallValue(),
        local.highValue(),
        local.leastReward(),
        local.startingPrice(),
        local.weightUnit());
  }
}
