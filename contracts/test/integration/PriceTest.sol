// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, Offer, Result} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice The mean of audited settled prices, by which verifiers are paid.
contract PriceTest is MarketFixture {
    function test_oneSettlementMovesTheMeanByAPartOfTheGap() external {
        settleAt(TOKEN * 3 / 2);
        assertEq(history.conditions(provider).meanPrice, TOKEN + TOKEN / 2 / 64, "a 64th of the gap");
    }

    function test_aSettlementCountsForAtMostTwiceTheMean() external {
        settleAt(100 * TOKEN);
        assertEq(history.conditions(provider).meanPrice, TOKEN + TOKEN / 64, "a 64th of the mean");
    }

    function test_aSettlementCountsForAtLeastHalfTheMean() external {
        settleAt(1);
        assertEq(history.conditions(provider).meanPrice, TOKEN - TOKEN / 2 / 64, "half of a 64th");
    }

    function test_anEpochMovesTheMeanByAtMostATenth() external {
        for (uint256 i = 0; i < 10; i++) {
            settleAt(50 * TOKEN);
        }
        assertEq(history.conditions(provider).meanPrice, TOKEN * 11 / 10, "a tenth");

        vm.warp(block.timestamp + 1 days);
        settleAt(50 * TOKEN);

        assertTrue(history.conditions(provider).meanPrice > TOKEN * 11 / 10, "the next epoch goes on");
    }

    function test_anUnauditedSettlementTeachesNothing() external {
        earnHistory();
        uint256 mean = history.conditions(provider).meanPrice;
        Match memory aMatch = signedMatch();
        aMatch.offer.price = uint128(TOKEN / 2);
        aMatch.acceptance.price = uint128(TOKEN / 2);
        aMatch.acceptance.stake /= 2;
        bytes32 id = land(resign(aMatch));
        commit(id, rightResult());
        draw(id);
        assertState(id, JobState.Clear);
        reveal(id, rightResult());
        passDeadline(id);

        market.settleJob(id);

        assertEq(history.conditions(provider).meanPrice, mean, "mean");
    }

    function settleAt(uint256 price) private {
        Job memory job = defaultJob();
        job.terms.priceCeiling = uint128(price);
        job.terms.fuelLimit = 1e9;
        Offer memory offer = defaultOffer();
        offer.price = uint128(price);
        Result memory result = rightResult();
        result.fuelUsed = 0;
        bytes32 id = land(signedMatch(job, offer));
        commit(id, result);
        randomness.choose(0);
        draw(id);
        randomness.choose(keccak256("seat"));
        passAudit(id, result);
        passDeadline(id);
        market.settleJob(id);
    }
}
