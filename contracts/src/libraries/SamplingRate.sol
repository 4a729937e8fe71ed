// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice How often a job must be sampled. Rates are in units of 2^-64 and rounded towards sampling; `ALWAYS` stands
/// for every rate that does not fit below 1.
library SamplingRate {
    uint64 internal constant ALWAYS = type(uint64).max;
    uint24 internal constant NARROW_ALWAYS = type(uint24).max;

    /// @dev Percent of the recent audits' value found faulty, times this, raises the floor by its own multiples.
    uint256 private constant FAULT_WEIGHT = 400;

    /// @notice 1.4 times the least rate at which cheating does not pay:
    ///     (P + X) / ((1 - a^m) ((1 - w) S + P + X)), with a = 1/5, w = 7/20.
    /// @param fullPrice P, below 2^128.
    /// @param valueAtRisk X, below 2^128.
    /// @param stake S, below 2^128.
    /// @param verifiers m, 1..7.
    /// @return pays Whether cheating would pay even if always sampled.
    /// @return rate The rate otherwise.
    function deterring(uint256 fullPrice, uint256 valueAtRisk, uint256 stake, uint256 verifiers)
        internal
        pure
        returns (bool pays, uint64 rate)
    {
        // Below 2^154: 28 * 2^129 * 5^7.
        unchecked {
            uint256 risk = fullPrice + valueAtRisk;
            uint256 power = 5 ** verifiers;
            uint256 deterrent = (power - 1) * (13 * stake + 20 * risk);
            return (20 * risk * power > deterrent, _fraction(28 * risk * power, deterrent));
        }
    }

    /// @notice The least rate for a provider's record: always for a newcomer, then h/(h + n), n = audited / P.
    function forRecord(uint256 audited, uint256 fullPrice, uint256 newcomerAudits, uint256 historyWeight)
        internal
        pure
        returns (uint64)
    {
        if (audited < newcomerAudits * fullPrice) {
            return ALWAYS;
        }
        return _fraction(historyWeight * fullPrice, historyWeight * fullPrice + audited);
    }

    /// @notice The least rate for the whole market: floor x (1 + 4 x faults per 100 audits), by value, up to a cap.
    /// @param audited Value of recent audits, the faulty ones among them.
    function forMarket(uint256 audited, uint256 faulty, uint256 floorBps, uint256 floorCapBps)
        internal
        pure
        returns (uint64)
    {
        uint64 cap = _fraction(floorCapBps, 10_000);
        if (audited == 0) {
            return _min(_fraction(floorBps, 10_000), cap);
        }
        return _min(_fraction(floorBps * (audited + FAULT_WEIGHT * faulty), 10_000 * audited), cap);
    }

    /// @notice A rate in units of 2^-24, rounded up, for storage; 2^24-1 stands for every rate that does not fit below
    /// 1.
    function narrow(uint64 rate) internal pure returns (uint24) {
        uint256 rounded = (uint256(rate) + (1 << 40) - 1) >> 40;
        // Below 2^24 by the comparison.
        // forge-lint: disable-next-line(unsafe-typecast)
        return rounded >= NARROW_ALWAYS ? NARROW_ALWAYS : uint24(rounded);
    }

    function widen(uint24 rate) internal pure returns (uint64) {
        return rate == NARROW_ALWAYS ? ALWAYS : uint64(rate) << 40;
    }

    function max(uint64 a, uint64 b) internal pure returns (uint64) {
        return a > b ? a : b;
    }

    function _fraction(uint256 part, uint256 whole) private pure returns (uint64) {
        if (part >= whole) {
            return ALWAYS;
        }
        uint256 rate;
        // Below 2^219: parts and wholes are below 2^154.
        unchecked {
            rate = ((part << 64) + whole - 1) / whole;
        }
        // Below 2^64 by the comparison.
        // forge-lint: disable-next-line(unsafe-typecast)
        return rate >= ALWAYS ? ALWAYS : uint64(rate);
    }

    function _min(uint64 a, uint64 b) private pure returns (uint64) {
        return a < b ? a : b;
    }
}
