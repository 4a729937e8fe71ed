// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Parameters} from "./types/Parameters.sol";

/// @notice Holds a deployment's parameters in its code, where reading them costs nothing.
abstract contract Configured {
    uint32 internal immutable SEED_DELAY;
    uint32 internal immutable SECRET_BLOCKS;
    uint32 internal immutable ACCEPTANCE_LIFETIME;
    uint32 internal immutable POSTING_TOLERANCE;
    uint32 internal immutable REVEAL_WINDOW;
    uint32 internal immutable ANSWER_WINDOW;
    uint32 internal immutable ANSWER_FACTOR;
    uint32 internal immutable CHALLENGE_WINDOW;
    uint32 internal immutable CHALLENGE_FACTOR;
    uint32 internal immutable CHALLENGE_EXTRA;
    uint32 internal immutable CHALLENGE_WINDOW_HIGH;
    uint32 internal immutable APPEAL_WINDOW;
    uint32 internal immutable EPOCH_SECONDS;
    uint32 internal immutable UNBONDING_SECONDS;
    uint16 internal immutable MARKET_FEE_BPS;
    uint16 internal immutable FLOOR_BPS;
    uint16 internal immutable FLOOR_CAP_BPS;
    uint16 internal immutable NEWCOMER_AUDITS;
    uint16 internal immutable HISTORY_WEIGHT;
    uint16 internal immutable LEAST_STAKE_MULTIPLE;
    uint96 internal immutable SMALL_VALUE;
    uint96 internal immutable HIGH_VALUE;
    uint96 internal immutable LEAST_REWARD;
    uint96 internal immutable LEAST_CHALLENGE_BOND;
    uint96 internal immutable DEMAND_FEE;
    uint56 internal immutable STARTING_PRICE;
    uint96 internal immutable WEIGHT_UNIT;

    /// @dev Longest window, and most run times in one: so that no deadline can outgrow its 32 bits before 2100.
    uint32 private constant LONGEST = 365 days;
    uint32 private constant MOST_RUN_TIMES = 8;
    /// @dev A mean below moves by less than a unit at each settlement, so never up.
    uint56 private constant LEAST_PRICE = 64;
    /// @dev Blocks whose hashes the chain keeps (EIP-2935): no draw can wait for more.
    uint32 private constant MOST_BLOCKS = 8191;

    /// @notice Thrown when parameters would let no market work: a zero where something must be, a fee or floor above
    /// everything, a window without end, an unbonding shorter than a dispute.
    error BadParameters();

    constructor(Parameters memory p) {
        require(p.seedDelay != 0 && p.epochSeconds != 0 && p.weightUnit != 0, BadParameters());
        require(p.seedDelay <= MOST_BLOCKS && p.secretBlocks <= MOST_BLOCKS, BadParameters());
        require(p.leastReward != 0 && p.startingPrice >= LEAST_PRICE && p.leastStakeMultiple != 0, BadParameters());
        require(p.marketFeeBps <= 10_000 && p.floorBps <= p.floorCapBps && p.floorCapBps <= 10_000, BadParameters());
        require(p.challengeFactor <= MOST_RUN_TIMES && p.answerFactor <= MOST_RUN_TIMES, BadParameters());
        require(p.revealWindow <= LONGEST && p.answerWindow <= LONGEST, BadParameters());
        require(p.challengeWindow <= LONGEST && p.challengeExtra <= LONGEST, BadParameters());
        require(p.challengeWindowHigh <= LONGEST && p.unbondingSeconds <= LONGEST, BadParameters());
        require(p.appealWindow <= LONGEST && p.unbondingSeconds > _longestDispute(p), BadParameters());
        SEED_DELAY = p.seedDelay;
        SECRET_BLOCKS = p.secretBlocks;
        ACCEPTANCE_LIFETIME = p.acceptanceLifetime;
        POSTING_TOLERANCE = p.postingTolerance;
        REVEAL_WINDOW = p.revealWindow;
        ANSWER_WINDOW = p.answerWindow;
        ANSWER_FACTOR = p.answerFactor;
        CHALLENGE_WINDOW = p.challengeWindow;
        CHALLENGE_FACTOR = p.challengeFactor;
        CHALLENGE_EXTRA = p.challengeExtra;
        CHALLENGE_WINDOW_HIGH = p.challengeWindowHigh;
        APPEAL_WINDOW = p.appealWindow;
        EPOCH_SECONDS = p.epochSeconds;
        UNBONDING_SECONDS = p.unbondingSeconds;
        MARKET_FEE_BPS = p.marketFeeBps;
        FLOOR_BPS = p.floorBps;
        FLOOR_CAP_BPS = p.floorCapBps;
        NEWCOMER_AUDITS = p.newcomerAudits;
        HISTORY_WEIGHT = p.historyWeight;
        LEAST_STAKE_MULTIPLE = p.leastStakeMultiple;
        SMALL_VALUE = p.smallValue;
        HIGH_VALUE = p.highValue;
        LEAST_REWARD = p.leastReward;
        LEAST_CHALLENGE_BOND = p.leastChallengeBond;
        DEMAND_FEE = p.demandFee;
        STARTING_PRICE = p.startingPrice;
        WEIGHT_UNIT = p.weightUnit;
    }

    /// @dev A challenge in the last moment and all three rounds of its jury, running times aside: those who could be
    /// punished are locked beyond any unbonding.
    function _longestDispute(Parameters memory p) private pure returns (uint256) {
        uint256 window = p.challengeWindow < p.challengeWindowHigh ? p.challengeWindowHigh : p.challengeWindow;
        return window + 3 * (uint256(p.answerWindow) + p.revealWindow + p.appealWindow);
    }

    /// @dev v: what a verifier earns per 10^9 fuel. Re-running costs about what running does; a provider's price must
    /// still be worth more.
    function _rewardPrice(uint256 meanPrice) internal pure returns (uint256) {
        return meanPrice * 7 / 8;
    }

    /// @dev r.
    function _reward(uint256 rewardPrice, uint256 fuel) internal view returns (uint256) {
        uint256 byFuel = rewardPrice * fuel / 1e9;
        return byFuel < LEAST_REWARD ? LEAST_REWARD : byFuel;
    }

    function _parameters() internal view returns (Parameters memory p) {
        p.seedDelay = SEED_DELAY;
        p.secretBlocks = SECRET_BLOCKS;
        p.acceptanceLifetime = ACCEPTANCE_LIFETIME;
        p.postingTolerance = POSTING_TOLERANCE;
        p.revealWindow = REVEAL_WINDOW;
        p.answerWindow = ANSWER_WINDOW;
        p.answerFactor = ANSWER_FACTOR;
        p.challengeWindow = CHALLENGE_WINDOW;
        p.challengeFactor = CHALLENGE_FACTOR;
        p.challengeExtra = CHALLENGE_EXTRA;
        p.challengeWindowHigh = CHALLENGE_WINDOW_HIGH;
        p.appealWindow = APPEAL_WINDOW;
        p.epochSeconds = EPOCH_SECONDS;
        p.unbondingSeconds = UNBONDING_SECONDS;
        p.marketFeeBps = MARKET_FEE_BPS;
        p.floorBps = FLOOR_BPS;
        p.floorCapBps = FLOOR_CAP_BPS;
        p.newcomerAudits = NEWCOMER_AUDITS;
        p.historyWeight = HISTORY_WEIGHT;
        p.leastStakeMultiple = LEAST_STAKE_MULTIPLE;
        p.smallValue = SMALL_VALUE;
        p.highValue = HIGH_VALUE;
        p.leastReward = LEAST_REWARD;
        p.leastChallengeBond = LEAST_CHALLENGE_BOND;
        p.demandFee = DEMAND_FEE;
        p.startingPrice = STARTING_PRICE;
        p.weightUnit = WEIGHT_UNIT;
    }
}
