// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, Offer} from "../../src/types/Orders.sol";
import {DisputeFixture} from "../support/DisputeFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Exits that nobody has to hurry for: strangers call them, years later, and everybody has its own.
contract ExitTest is DisputeFixture {
    uint256 private constant ESCROW = 2 * P;
    bytes32 private right = resultRoot(rightResult());

    /* AFTER THE LATEST FINISH THERE IS NO NEXT ATTEMPT */

    function test_condemnedAfterItsLatestFinishAJobIsRefunded() external {
        uint256 consumerBefore = worth(consumer);
        bytes32 id = sampledForTwo(rightResult());
        for (uint256 i = 0; i < 2; i++) {
            answer(id, audits.audit(id).seats[i].verifier, right);
        }
        vm.warp(block.timestamp + 2 days);

        vm.prank(stranger);
        audits.condemnProvider(id);

        assertState(id, JobState.Refunded);
        assertEq(worth(consumer), consumerBefore + 2 * P, "escrow and 2 P");
    }

    function test_convictedAfterItsLatestFinishAJobIsRefunded() external {
        uint256 consumerBefore = worth(consumer);
        (bytes32 id, bytes32 claimId) = challengedRightly();
        judge(claimId, outputOf(rightResult()));
        vm.warp(block.timestamp + 2 days);

        vm.prank(stranger);
        jury.advanceJury(claimId);

        assertState(id, JobState.Refunded);
        assertEq(worth(consumer), consumerBefore + 2 * P, "escrow and 2 P");
    }

    function test_lateToRevealAfterItsLatestFinishAJobIsRefunded() external {
        uint256 consumerBefore = worth(consumer);
        bytes32 id = committed(rightResult());
        vm.roll(lens.job(id).seedBlock + 1);
        drawClear(id);
        vm.warp(block.timestamp + 2 days);

        vm.prank(stranger);
        market.reassignJob(id);

        assertState(id, JobState.Refunded);
        assertEq(worth(consumer), consumerBefore + P / 10, "escrow and half the late fee");
    }

    /* WHAT NOBODY CLAIMS */

    /// @dev iExec locks stakes for months when nobody claims.
    function test_anyoneFreesAStakeThatNobodyClaims() external {
        bytes32 id = unsampled(rightResult());
        vm.warp(block.timestamp + 365 days);

        vm.prank(stranger);
        market.settleJob(id);

        assertEq(market.provider(provider).locked, 0, "locks");
        uint256 balance = market.balanceOf(provider);
        uint256 free = market.provider(provider).free;
        vm.startPrank(provider);
        market.unbond(free);
        vm.warp(block.timestamp + 7 days + 1);
        market.withdrawBond();
        market.withdraw(balance + free);
        assertEq(token.balanceOf(provider), balance + free, "in tokens");
    }

    function test_anyoneFreesTheStakesOfADisputeThatNobodyJudges() external {
        (bytes32 id, bytes32 claimId) = disputed(rightResult(), right, keccak256("another answer"));
        vm.warp(block.timestamp + 365 days);
        vm.roll(block.number + 1_000_000);
        randomness.choose(0);
        jury.seatJury(claimId);
        randomness.choose(keccak256("seat"));
        seatJury(claimId);
        advance(claimId);
        advance(claimId);

        assertState(id, JobState.Void);
        assertAllPaid();
        assertEq(market.provider(provider).locked, 0, "locks");
    }

    /* REFUNDS GO TO WHO PAID */

    /// @dev iExec's PoCo refunded another than the payer.
    function test_refundsGoToWhoPaidWhoeverPostsAndCalls() external {
        uint256 consumerBefore = worth(consumer);
        uint256 others = worth(stranger) + worth(node) + worth(challenger);
        Match memory aMatch = signedMatch();
        bytes32 id = land(aMatch);
        assertEq(worth(consumer), consumerBefore - ESCROW, "the signer pays, not the market node");
        vm.warp(block.timestamp + 2 days);

        vm.prank(stranger);
        market.reassignJob(id);

        assertState(id, JobState.Refunded);
        assertEq(worth(consumer), consumerBefore + P / 10, "escrow and half the late fee");
        assertEq(worth(stranger) + worth(node) + worth(challenger), others, "nobody else's");
    }

    /// @dev Lilypad refunded 107 for 103 paid.
    function test_aRefundIsWhatWasPaidWhateverWasUsed() external {
        uint256 consumerBefore = worth(consumer);
        for (uint256 price = 1; price < 8; price++) {
            Job memory job = defaultJob();
            job.terms.priceCeiling = uint128(price);
            job.terms.fuelLimit = uint64(1e9 / price + 1);
            bytes32 id = post(job);
            assertTrue(worth(consumer) < consumerBefore, "paid");
            vm.prank(consumer);
            orders.cancelJob(id);
            assertEq(worth(consumer), consumerBefore, "refunded");
        }
    }

    /// @dev Golem's closeDeposit paid its fee twice.
    function test_aJobThatIsSettledTwiceInABatchPaysOnce() external {
        bytes32 id = unsampled(rightResult());
        uint256 nodeBefore = worth(node);
        uint256 providerBefore = worth(provider);
        uint256 consumerBefore = worth(consumer);
        passDeadline(id);
        bytes[] memory verbs = new bytes[](2);
        verbs[0] = abi.encodeCall(market.settleJob, (id));
        verbs[1] = verbs[0];

        vm.prank(stranger);
        market.batch(verbs);

        assertEq(worth(node), nodeBefore + P / 200, "fee");
        assertEq(worth(provider), providerBefore + P / 2 - P / 200, "pay");
        assertEq(worth(consumer), consumerBefore + ESCROW - P / 2, "rest");
    }

    /* OFFERS LOCK NOTHING */

    /// @dev Akash locks a deposit for every bid.
    function test_offersLockNothing() external {
        uint256 balance = market.balanceOf(provider);
        uint256 free = market.provider(provider).free;
        for (uint256 i = 0; i < 3; i++) {
            Offer memory offer = defaultOffer();
            post(offer);
        }

        assertEq(market.balanceOf(provider), balance, "balance");
        assertEq(market.provider(provider).free, free, "free");
        vm.prank(provider);
        market.unbond(free);
    }
}
