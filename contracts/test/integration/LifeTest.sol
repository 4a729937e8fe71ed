// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SeatView} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Whole lives of jobs, and where the money goes.
contract LifeTest is MarketFixture {
    function test_sampledJobThatAllAgreeOnIsPaidByFuelUsed() external {
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);

        bytes32 id = committed(rightResult());
        draw(id);
        passAudit(id, rightResult());
        SeatView[] memory committee = lens.job(id).seats;
        passDeadline(id);
        market.settleJob(id);

        assertState(id, JobState.Settled);
        assertEq(consumerBefore - claims(consumer), TOKEN, "price of 1 Gfuel");
        assertEq(claims(node), TOKEN + TOKEN / 100, "market fee");
        uint256 reward = TOKEN * 7 / 8;
        assertEq(claims(provider), providerBefore + TOKEN * 99 / 100 - 2 * reward, "pay less two rewards");
        assertEq(claims(committee[0].verifier), 9000 * TOKEN + reward, "reward");
    }

    function test_unsampledJobIsRevealedAndSettledWithoutVerifiers() external {
        earnHistory();
        Result memory result = rightResult();
        bytes32 id = clear(result);
        uint256 consumerBefore = claims(consumer) + lens.job(id).escrow;
        uint256 lockedElsewhere = market.provider(provider).locked - lens.job(id).stake - lens.job(id).auditDeposit;

        reveal(id, result);
        assertState(id, JobState.Revealed);
        passDeadline(id);
        market.settleJob(id);

        assertEq(consumerBefore - claims(consumer), TOKEN, "price of 1 Gfuel");
        assertEq(market.provider(provider).locked, lockedElsewhere, "locks are free");
    }

    function test_aSettledJobIsSettledOnItsResultAlone() external {
        bytes32 id = committed(rightResult());
        draw(id);
        passAudit(id, rightResult());
        assertTrue(!market.isSettledOn(id, resultRoot(rightResult())), "not yet");
        passDeadline(id);
        market.settleJob(id);

        assertTrue(market.isSettledOn(id, resultRoot(rightResult())), "its result");
        assertTrue(!market.isSettledOn(id, resultRoot(wrongResult())), "another");
        assertTrue(!market.isSettledOn(id, 0), "none");
    }

    function test_aJobThatWasNotPaidIsNotSettledOnAnything() external {
        bytes32 id = post(defaultJob());
        passDeadline(id);
        market.expireJob(id);
        assertTrue(!market.isSettledOn(id, 0), "refunded");
        assertTrue(!market.isSettledOn(keccak256("nobody's"), 0), "never posted");
    }
}
