// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Match} from "../../src/types/Jobs.sol";
import {Result, resultRoot} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice The mean of settled prices, by which verifiers are paid.
contract PriceTest is MarketFixture {
    function test_oneSettlementMovesTheMeanByAPartOfTheGap() external {
        settleAt(TOKEN * 3 / 2);
        assertEq(market.meanPrice(), TOKEN + TOKEN / 2 / 64, "a 64th of the gap");
    }

    function test_aSettlementCountsForAtMostTwiceTheMean() external {
        settleAt(100 * TOKEN);
        assertEq(market.meanPrice(), TOKEN + TOKEN / 64, "a 64th of the mean");
    }

    function test_aSettlementCountsForAtLeastHalfTheMean() external {
        settleAt(1);
        assertEq(market.meanPrice(), TOKEN - TOKEN / 2 / 64, "half of a 64th");
    }

    function test_anEpochMovesTheMeanByAtMostATenth() external {
        for (uint256 i = 0; i < 10; i++) {
            settleAt(50 * TOKEN);
        }
        assertEq(market.meanPrice(), TOKEN * 11 / 10, "a tenth");

        vm.warp(block.timestamp + 1 days);
        settleAt(50 * TOKEN);

        assertTrue(market.meanPrice() > TOKEN * 11 / 10, "the next epoch goes on");
    }

    function settleAt(uint256 price) private {
        Match memory aMatch = signedMatch();
        aMatch.job.priceCeiling = uint128(price);
        aMatch.job.fuelLimit = 1e9;
        aMatch.offer.price = uint128(price);
        post(aMatch.job);
        post(aMatch.offer);
        bytes32 id = land(matchOf(aMatch.job, aMatch.offer));
        Result memory result = rightResult();
        result.fuelUsed = 0;
        commit(id, result);
        draw(id);
        orders.job(id).sampled ? pass(id, result) : reveal(id, result);
        vm.warp(uint256(orders.job(id).deadline) + 1);
        market.settleJob(id);
    }

    function pass(bytes32 id, Result memory result) private {
        seat(id);
        address[] memory committee = orders.job(id).seated;
        for (uint256 i = 0; i < committee.length; i++) {
            answer(id, committee[i], resultRoot(result));
        }
        reveal(id, result);
        for (uint256 i = 0; i < committee.length; i++) {
            revealAnswer(id, committee[i], resultRoot(result));
        }
        audits.closeAudit(id);
    }
}
