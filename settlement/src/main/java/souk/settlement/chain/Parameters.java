package souk.settlement.chain;

import java.time.Duration;
import souk.protocol.value.Amount;
import souk.protocol.value.Price;

/**
 * The parameters a market is deployed with; they never change. Durations are whole seconds.
 *
 * @param seedDelay d: blocks between a commitment, or the opening of a committee, and the block
 *     whose hash decides
 * @param secretBlocks blocks after the seed block during which a draw waits for the consumer's
 *     secret
 * @param acceptanceLifetime longest an acceptance may be valid
 * @param postingTolerance longest a stated posting time may differ from the block's
 * @param revealWindow time to reveal, for providers, verifiers and jurors alike
 * @param answerWindow least time for verifiers and jurors to commit their answers
 * @param answerFactor accepted run times added to the answer window
 * @param challengeWindow least time between a reveal and the settlement: to run the job, and two
 *     blocks for a seal and a challenge
 * @param challengeFactor accepted run times that, with the extra, may make that window longer
 * @param challengeExtra see the factor
 * @param challengeWindowHigh challenge window of jobs of high value
 * @param appealWindow time to appeal against a jury's finding
 * @param epoch stake bonded in one epoch is drawn from the next
 * @param unbonding time between asking for a bond back and getting it
 * @param marketFeeBps the market node's part of a provider's pay, in 1/10000
 * @param floorBps least sampling rate while no faults are found, in 1/10000
 * @param floorCapBps least sampling rate at most, in 1/10000
 * @param newcomerAudits audited value over P below which a provider is always sampled
 * @param historyWeight h: history alone never lowers the rate below h/(h + audited value over P)
 * @param leastStakeMultiple least S/P
 * @param smallValue P below which, with X = 0, one verifier is enough
 * @param highValue P + X from which a job has three verifiers and the long challenge window
 * @param leastReward least r: what a verifier earns for one answer
 * @param leastChallengeBond least bond of a challenge
 * @param demandFee what a demand prepays for the provider's gas
 * @param startingPrice mean of settled prices to begin with
 * @param weightUnit stake that makes one unit of a verifier's weight
 */
public record Parameters(
    int seedDelay,
    int secretBlocks,
    Duration acceptanceLifetime,
    Duration postingTolerance,
    Duration revealWindow,
    Duration answerWindow,
    int answerFactor,
    Duration challengeWindow,
    int challengeFactor,
    Duration challengeExtra,
    Duration challengeWindowHigh,
    Duration appealWindow,
    Duration epoch,
    Duration unbonding,
    int marketFeeBps,
    int floorBps,
    int floorCapBps,
    int newcomerAudits,
    int historyWeight,
    int leastStakeMultiple,
    Amount smallValue,
    Amount highValue,
    Amount leastReward,
    Amount leastChallengeBond,
    Amount demandFee,
    Price startingPrice,
    Amount weightUnit) {

  private static final Amount TOKEN = Amount.of(1_000_000);

  /** The protocol's starting values, for a token of 6 decimals. */
  public static final Parameters STANDARD =
      new Parameters(
          8,
          50,
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          3,
          Duration.ofMinutes(15),
          2,
          Duration.ofMinutes(5),
          Duration.ofHours(24),
          Duration.ofHours(2),
          Duration.ofDays(1),
          Duration.ofDays(7),
          100,
          200,
          2500,
          5,
          10,
          5,
          TOKEN,
          TOKEN.times(100),
          Amount.of(1_000),
          TOKEN,
          Amount.of(10_000),
          new Price(TOKEN),
          TOKEN);

  /** The protocol's starting values for local testnets: the same market, in seconds. */
  public static final Parameters LOCAL =
      new Parameters(
          2,
          5,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          3,
          Duration.ofSeconds(4),
          0,
          Duration.ZERO,
          Duration.ofSeconds(4),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2),
          100,
          200,
          2500,
          5,
          10,
          5,
          TOKEN,
          TOKEN.times(100),
          Amount.of(1_000),
          TOKEN,
          Amount.of(10_000),
          new Price(TOKEN),
          TOKEN);

  /**
   * The same with another weight of providers' records.
   *
   * @param audits audited value over P below which a provider is always sampled
   * @param weight h
   */
  public Parameters withHistory(int audits, int weight) {
    return new Parameters(
        seedDelay,
        secretBlocks,
        acceptanceLifetime,
        postingTolerance,
        revealWindow,
        answerWindow,
        answerFactor,
        challengeWindow,
        challengeFactor,
        challengeExtra,
        challengeWindowHigh,
        appealWindow,
        epoch,
        unbonding,
        marketFeeBps,
        floorBps,
        floorCapBps,
        audits,
        weight,
        leastStakeMultiple,
        smallValue,
        highValue,
        leastReward,
        leastChallengeBond,
        demandFee,
        startingPrice,
        weightUnit);
  }

  /**
   * The same where draws may be rarer and there is more time to challenge.
   *
   * @param floor least sampling rate while no faults are found, in 1/10000
   * @param window least time between a reveal and the settlement, whatever the job's value
   */
  public Parameters withWatching(int floor, Duration window) {
    return new Parameters(
        seedDelay,
        secretBlocks,
        acceptanceLifetime,
        postingTolerance,
        revealWindow,
        answerWindow,
        answerFactor,
        window,
        challengeFactor,
        challengeExtra,
        window,
        appealWindow,
        epoch,
        unbonding,
        marketFeeBps,
        floor,
        floorCapBps,
        newcomerAudits,
        historyWeight,
        leastStakeMultiple,
        smallValue,
        highValue,
        leastReward,
        leastChallengeBond,
        demandFee,
        startingPrice,
        weightUnit);
  }
}
