// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SamplingRate} from "../../src/libraries/SamplingRate.sol";
import {Test} from "../support/Test.sol";

/// @notice The economics of sampling.
contract SamplingRateTest is Test {
    uint256 private constant ONE = 1 << 64;
    uint256 private constant P = 1e6;

    function test_theWorkedRatesWithOneVerifier() external pure {
        assertRate(P, 0, 10 * P, 1, 2333);
        assertRate(P, 0, 20 * P, 1, 1250);
        assertRate(P, 0, 50 * P, 1, 522);
    }

    function test_theWorkedRatesWithTwoVerifiers() external pure {
        assertRate(P, 0, 10 * P, 2, 1944);
        assertRate(P, 0, 20 * P, 2, 1042);
        assertRate(P, 0, 50 * P, 2, 435);
    }

    function test_theWorkedRateWithValueAtRisk() external pure {
        assertRate(P, 5 * P, 20 * P, 2, 4605);
    }

    function test_whateverTheStakeACheatExpectsToLoseFourTenthsOfWhatItIsAfter() external pure {
        // S/P, m, p by 10,000. Honest work that costs 0.7 P earns 0.3 P whatever the stake.
        uint256[3][7] memory table = [
            [uint256(5), 1, 4118],
            [uint256(10), 1, 2333],
            [uint256(20), 1, 1250],
            [uint256(50), 1, 522],
            [uint256(10), 2, 1944],
            [uint256(20), 2, 1042],
            [uint256(50), 2, 435]
        ];
        for (uint256 i = 0; i < table.length; i++) {
            (uint256 stake, uint256 m) = (table[i][0] * P, table[i][1]);
            assertRate(P, 0, stake, m, table[i][2]);
            (, uint64 rate) = SamplingRate.deterring(P, 0, stake, m);
            assertTrue(profitOfACheat(P, 0, stake, m, rate) == -int256(P) * 4 / 10, "-.40 P");
        }
        (, uint64 atRisk) = SamplingRate.deterring(P, 5 * P, 20 * P, 2);
        assertTrue(profitOfACheat(P, 5 * P, 20 * P, 2, atRisk) == -int256(6 * P) * 4 / 10, "-.40 (P + X)");
    }

    function test_whatIsStoredOfARateDetersNoLess() external pure {
        for (uint256 stake = 5 * P; stake < 500 * P; stake += 7 * P) {
            (, uint64 rate) = SamplingRate.deterring(P, 0, stake, 2);
            uint64 stored = SamplingRate.widen(SamplingRate.narrow(rate));
            assertTrue(profitOfACheat(P, 0, stake, 2, stored) <= -int256(P) * 4 / 10, "at most -.40 P");
        }
    }

    function test_aFlatFivePercentWithTenTimesPOfStakeLeavesCheatingProfitable() external pure {
        // Rounded up, as rates are.
        uint64 flat = uint64(ONE / 20 + 1);
        int256 honest = int256(P) - int256(P) * 7 / 10;
        int256 cheat = profitOfACheat(P, 0, 10 * P, 1, flat);

        assertTrue(cheat == int256(P) * 7 / 10, "+.70 P for the cheat");
        assertTrue(honest == int256(P) * 3 / 10, "+.30 P for the honest");
        assertTrue(cheat > honest, "cheating pays");
    }

    function test_atTheContractsRateTheCheatLoses(uint256 multiple, uint256 risk, uint256 m) external pure {
        multiple = bound(multiple, 5, 1000);
        risk = bound(risk, 0, 3 * multiple);
        m = bound(m, 1, 7);
        (bool pays, uint64 rate) = SamplingRate.deterring(P, risk * P, multiple * P, m);
        if (pays) {
            return;
        }
        // p (1 - a^m) ((1 - w) S + P + X) >= P + X, in hundredths and units of 2^-64.
        uint256 p = rate == SamplingRate.ALWAYS ? ONE : rate;
        uint256 loss = p * (5 ** m - 1) * (65 * multiple * P + 100 * (P + risk * P));
        assertTrue(loss >= 100 * (P + risk * P) * 5 ** m * ONE, "expected loss covers the gain");
    }

    function test_ratesAreRoundedTowardsSampling(uint96 price, uint96 risk, uint96 stake, uint256 m) external pure {
        uint256 total = uint256(price) + risk + 1;
        m = bound(m, 1, 7);
        (bool pays, uint64 rate) = SamplingRate.deterring(total, 0, stake, m);
        if (pays || rate == SamplingRate.ALWAYS) {
            return;
        }
        uint256 power = 5 ** m;
        uint256 denominator = (power - 1) * (13 * uint256(stake) + 20 * total);
        // rate - 1 < exact <= rate, in units of 2^-64.
        assertTrue(uint256(rate) * denominator >= (28 * total * power) << 64, "not below the exact rate");
        assertTrue(uint256(rate - 1) * denominator < (28 * total * power) << 64, "not more than needed");
    }

    function test_cheatingThatPaysEvenIfAlwaysSampledIsSaid() external pure {
        (bool pays,) = SamplingRate.deterring(P, 0, 0, 1);
        assertTrue(pays, "no stake");
        (pays,) = SamplingRate.deterring(P, 4000 * P, 40 * P, 2);
        assertTrue(pays, "too much at risk");
        (pays,) = SamplingRate.deterring(P, 0, P, 2);
        assertTrue(!pays, "some stake");
    }

    function test_newcomersAreAlwaysSampledAndTrustGrowsWithAuditedValue() external pure {
        assertEq(SamplingRate.forRecord(5 * P - 1, P, 5, 10), SamplingRate.ALWAYS, "below five audits");
        assertEq(SamplingRate.forRecord(5 * P, P, 5, 10), (ONE * 10 + 14) / 15, "10/15");
        assertEq(SamplingRate.forRecord(90 * P, P, 5, 10), (ONE + 9) / 10, "10/100");
        assertEq(SamplingRate.forRecord(90 * P, 90 * P, 5, 10), SamplingRate.ALWAYS, "history of small jobs");
    }

    function test_faultsRaiseTheMarketsFloorUpToACap() external pure {
        assertEq(SamplingRate.forMarket(0, 0, 200, 2500), ONE / 50 + 1, "2%");
        assertEq(SamplingRate.forMarket(100, 0, 200, 2500), ONE / 50 + 1, "2% without faults");
        assertEq(SamplingRate.forMarket(100, 1, 200, 2500), ONE / 10 + 1, "2% x (1 + 4) at one fault in 100");
        assertEq(SamplingRate.forMarket(100, 3, 200, 2500), ONE / 4, "capped at 25%");
    }

    function test_narrowingRoundsUpByLessThanAUnit(uint64 rate) external pure {
        uint64 stored = SamplingRate.widen(SamplingRate.narrow(rate));
        assertTrue(stored >= rate, "towards sampling");
        assertTrue(stored == SamplingRate.ALWAYS || stored - rate < 1 << 40, "by less than 2^-24");
    }

    function test_alwaysStaysAlways() external pure {
        assertEq(SamplingRate.widen(SamplingRate.narrow(SamplingRate.ALWAYS)), SamplingRate.ALWAYS, "always");
        assertEq(SamplingRate.widen(SamplingRate.narrow(0)), 0, "never");
    }

    /// @dev What it expects, rounded to the better: P + X, unless one of m verifiers whom it does not own (each is its
    /// own with a = 1/5) runs the job; then it loses that and 65% of S, for its second identity finds the rest.
    function profitOfACheat(uint256 price, uint256 risk, uint256 stake, uint256 m, uint64 rate)
        private
        pure
        returns (int256)
    {
        uint256 loss = uint256(rate) * (5 ** m - 1) * (65 * stake + 100 * (price + risk)) / (5 ** m * 100 * ONE);
        return int256(price + risk) - int256(loss);
    }

    /// @param expected Rate per 10,000, rounded to the nearest.
    function assertRate(uint256 price, uint256 risk, uint256 stake, uint256 m, uint256 expected) private pure {
        (bool pays, uint64 rate) = SamplingRate.deterring(price, risk, stake, m);
        assertTrue(!pays, "cheating does not pay");
        assertEq((uint256(rate) * 10_000 + ONE / 2) / ONE, expected, "rate");
    }
}
