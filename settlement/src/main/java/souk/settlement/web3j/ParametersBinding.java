package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Duration;
import souk.protocol.value.Amount;
import souk.settlement.chain.Parameters;
import souk.settlement.web3j.bindings.IMarket;

/** Parameters as the bindings have them, and back. */
final class ParametersBinding {
  private ParametersBinding() {}

  static IMarket.Parameters to(Parameters p) {
    return new IMarket.Parameters(
        Orders.number(p.seedDelay()),
        Orders.number(p.secretBlocks()),
        seconds(p.acceptanceLifetime()),
        seconds(p.postingTolerance()),
        seconds(p.revealWindow()),
        seconds(p.answerWindow()),
        Orders.number(p.answerFactor()),
        seconds(p.challengeWindow()),
        Orders.number(p.challengeFactor()),
        seconds(p.challengeExtra()),
        seconds(p.challengeWindowHigh()),
        seconds(p.epoch()),
        seconds(p.unbonding()),
        Orders.number(p.marketFeeBps()),
        Orders.number(p.floorBps()),
        Orders.number(p.floorCapBps()),
        Orders.number(p.newcomerAudits()),
        Orders.number(p.historyWeight()),
        Orders.number(p.leastStakeMultiple()),
        p.smallValue().units(),
        p.highValue().units(),
        p.leastReward().units(),
        p.startingPrice().perGfuel().units(),
        p.weightUnit().units());
  }

  static Parameters from(IMarket.Parameters p) {
    return new Parameters(
        p.seedDelay.intValueExact(),
        p.secretBlocks.intValueExact(),
        duration(p.acceptanceLifetime),
        duration(p.postingTolerance),
        duration(p.revealWindow),
        duration(p.answerWindow),
        p.answerFactor.intValueExact(),
        duration(p.challengeWindow),
        p.challengeFactor.intValueExact(),
        duration(p.challengeExtra),
        duration(p.challengeWindowHigh),
        duration(p.epochSeconds),
        duration(p.unbondingSeconds),
        p.marketFeeBps.intValueExact(),
        p.floorBps.intValueExact(),
        p.floorCapBps.intValueExact(),
        p.newcomerAudits.intValueExact(),
        p.historyWeight.intValueExact(),
        p.leastStakeMultiple.intValueExact(),
        new Amount(p.smallValue),
        new Amount(p.highValue),
        new Amount(p.leastReward),
        Orders.price(p.startingPrice),
        new Amount(p.weightUnit));
  }

  private static BigInteger seconds(Duration duration) {
    return Orders.number(duration.toSeconds());
  }

  private static Duration duration(BigInteger seconds) {
    return Duration.ofSeconds(seconds.longValueExact());
  }
}
