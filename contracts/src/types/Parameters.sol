// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Everything a deployment fixes for ever: times in seconds, amounts in token base units, rates in basis
/// points.
struct Parameters {
    /// @dev d: blocks between a commitment, or the opening of a committee, and the block whose hash decides.
    uint32 seedDelay;
    /// @dev Blocks after the seed block during which a job's draw waits for the consumer's secret.
    uint32 secretBlocks;
    /// @dev Longest an acceptance may be valid.
    uint32 acceptanceLifetime;
    /// @dev Longest a stated posting time may differ from the block's.
    uint32 postingTolerance;
    /// @dev Time to reveal, for providers, verifiers and jurors alike, and to answer a demand.
    uint32 revealWindow;
    /// @dev Least time for verifiers and jurors to commit their answers.
    uint32 answerWindow;
    /// @dev Accepted run times added to `answerWindow`.
    uint32 answerFactor;
    /// @dev Least time between a reveal and the settlement: to run the job, and two blocks for a seal and a challenge.
    uint32 challengeWindow;
    /// @dev Accepted run times that, with `challengeExtra`, may make the challenge window longer.
    uint32 challengeFactor;
    uint32 challengeExtra;
    /// @dev Challenge window of jobs of high value.
    uint32 challengeWindowHigh;
    /// @dev Time to appeal against a jury's finding.
    uint32 appealWindow;
    /// @dev Length of an epoch; stake bonded in one is drawn from the next.
    uint32 epochSeconds;
    /// @dev Time between asking for a bond back and getting it.
    uint32 unbondingSeconds;
    /// @dev The matching node's part of a provider's pay.
    uint16 marketFeeBps;
    /// @dev Least sampling rate while no faults are found.
    uint16 floorBps;
    /// @dev Least sampling rate at most, however many faults are found.
    uint16 floorCapBps;
    /// @dev Audited value over P below which a provider is always sampled.
    uint16 newcomerAudits;
    /// @dev h: history alone never lowers the rate below h/(h + audited value over P).
    uint16 historyWeight;
    /// @dev Least S/P.
    uint16 leastStakeMultiple;
    /// @dev P below which, with X = 0, one verifier is enough.
    uint96 smallValue;
    /// @dev P + X from which a job has three verifiers and the long challenge window.
    uint96 highValue;
    /// @dev Least r: what a verifier or juror earns for one answer.
    uint96 leastReward;
    /// @dev Least bond of a challenge.
    uint96 leastChallengeBond;
    /// @dev What a demand prepays for the provider's gas.
    uint96 demandFee;
    /// @dev Mean of settled prices to begin with, token base units per 10^9 fuel.
    uint56 startingPrice;
    /// @dev Stake that makes one unit of a verifier's weight.
    uint96 weightUnit;
}
