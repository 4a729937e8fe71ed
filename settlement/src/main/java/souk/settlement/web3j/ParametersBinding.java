package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Duration;
import souk.protocol.value.Amount;
import souk.settlement.chain.Parameters;
import souk.settlement.web3j.bindings.Orders;

/** Parameters as the bindings have them, and back. */
final class ParametersBinding {
  private ParametersBinding() {}

  static Orders.Parameters to(Parameters p) {
    return new Orders.Parameters(
        Structs.number(p.seedDelay()),
        Structs.number(p.secretBlocks()),
        seconds(p.acceptanceLifetime()),
        seconds(p.postingTolerance()),
        seconds(p.revealWindow()),
        seconds(p.answerWindow()),
        Structs.number(p.answerFactor()),
        seconds(p.challengeWindow()),
        Structs.number(p.challengeFactor()),
        seconds(p.challengeExtra()),
        seconds(p.challengeWindowHigh()),
        seconds(p.appealWindow()),
        seconds(p.epoch()),
        seconds(p.unbonding()),
        Structs.number(p.marketFeeBps()),
        Structs.number(p.floorBps()),
        Structs.number(p.floorCapBps()),
        Structs.number(p.newcomerAudits()),
        Structs.number(p.historyWeight()),
        Structs.number(p.leastStakeMultiple()),
        p.smallValue().units(),
        p.highValue().units(),
        p.leastReward().units(),
        p.leastChallengeBond().units(),
        p.demandFee().units(),
        p.startingPrice().perGfuel().units(),
        p.weightUnit().units());
  }

  static Parameters from(Orders.Parameters p) {
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
        duration(p.appealWindow),
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
        new Amount(p.leastChallengeBond),
        new Amount(p.demandFee),
        Structs.price(p.startingPrice),
        new Amount(p.weightUnit));
  }

  private static BigInteger seconds(Duration duration) {
    return Structs.number(duration.toSeconds());
  }

  private static Duration duration(BigInteger seconds) {
    return Duration.ofSeconds(seconds.longValueExact());
  }
}
