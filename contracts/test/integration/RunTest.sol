// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarket} from "../../src/interfaces/IMarket.sol";
import {JobState, Match, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Result, resultRoot} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice From the match to the settlement of jobs that no verifier sees: commit, draw, reveal, settle, reassign.
contract RunTest is MarketFixture {
    /* COMMIT */

    function test_refusesACommitmentBeforeTheMatch() external {
        bytes32 id = post(defaultJob());
        refuse(ResultCommitment(id, 0, SALT), IMarket.WrongState.selector);
    }

    function test_refusesACommitmentOfAnotherAttempt() external {
        refuse(ResultCommitment(running(), 1, SALT), IMarket.WrongState.selector);
    }

    function test_onlyTheProviderCommits() external {
        bytes32 id = running();
        vm.prank(stranger);
        vm.expectRevert(IMarket.NotYours.selector);
        market.commitResult(ResultCommitment(id, 0, SALT));
    }

    function test_refusesALateCommitment() external {
        bytes32 id = running();
        passDeadline(id);
        refuse(ResultCommitment(id, 0, SALT), IMarket.TooLate.selector);
    }

    function test_refusesAnEmptyCommitment() external {
        refuse(ResultCommitment(running(), 0, 0), IMarket.WrongReveal.selector);
    }

    function test_refusesASecondCommitment() external {
        bytes32 id = committed(rightResult());
        refuse(ResultCommitment(id, 0, SALT), IMarket.WrongState.selector);
    }

    function test_aCommitmentFixesItsSeedBlock() external {
        bytes32 id = running();
        vm.warp(orders.job(id).deadline);
        commit(id, rightResult());

        assertState(id, JobState.Committed);
        assertEq(orders.job(id).seedBlock, block.number + 8, "seed block");
        assertEq(orders.job(id).deadline, 0, "no deadline in seconds");
    }

    /* DRAW */

    function test_refusesToDrawWithoutCommitment() external {
        bytes32 id = running();
        vm.expectRevert(IMarket.WrongState.selector);
        market.drawJob(id, 0);
    }

    function test_refusesToDrawBeforeTheSeedBlockIsMined() external {
        bytes32 id = committed(rightResult());
        vm.roll(orders.job(id).seedBlock);
        vm.expectRevert(IMarket.TooEarly.selector);
        market.drawJob(id, 0);
    }

    function test_refusesToDrawWithoutTheConsumersSecret() external {
        bytes32 id = committedWithSecret("secret");
        vm.roll(orders.job(id).seedBlock + 50);
        vm.expectRevert(IMarket.SecretMissing.selector);
        market.drawJob(id, "another");
    }

    function test_aWithheldSecretMeansSampled() external {
        earnHistory();
        bytes32 id = committedWithSecret("secret");
        vm.roll(orders.job(id).seedBlock + 51);
        market.drawJob(id, 0);
        assertState(id, JobState.AuditCommit);
    }

    function test_theSecretTakesPartInTheDraw() external {
        earnHistory();
        bytes32 id = committedWithSecret("secret");
        bytes32 expected = keccak256(abi.encode(keccak256("clear"), bytes32("secret"), id, orders.job(id).commitment));
        vm.roll(orders.job(id).seedBlock + 1);

        uint64 rate = orders.job(id).rate;
        market.drawJob(id, "secret");

        bool sampled = uint48(uint256(keccak256(abi.encode(expected, "sample")))) < rate >> 16;
        assertState(id, sampled ? JobState.AuditCommit : JobState.Clear);
    }

    function test_aForgottenHashMeansSampled() external {
        earnHistory();
        bytes32 id = committed(rightResult());
        randomness.choose(0);
        draw(id);
        assertState(id, JobState.AuditCommit);
    }

    function test_aNewcomerIsAlwaysSampled() external {
        bytes32 id = running();
        assertEq(orders.job(id).rate, type(uint64).max, "rate");
        commit(id, rightResult());
        draw(id);
        assertState(id, JobState.AuditCommit);
        assertTrue(orders.job(id).sampled, "sampled");
    }

    function test_samplingMovesTheAuditDepositToAudits() external {
        bytes32 id = committed(rightResult());
        uint256 deposit = orders.job(id).auditDeposit;
        uint256 before = market.balanceOf(address(audits));

        draw(id);

        assertEq(market.balanceOf(address(audits)), before + deposit, "A");
        assertEq(market.provider(provider).locked, 40 * TOKEN, "S stays locked");
    }

    function test_drawsSampleAboutAsOftenAsTheRateSays() external {
        earnHistory();
        uint256 rate = orders.rate(provider, 2 * TOKEN, 0, 40 * TOKEN, 2);
        uint256 sampled = 0;
        for (uint256 i = 0; i < 100; i++) {
            bytes32 id = committed(rightResult());
            draw(id);
            sampled += orders.job(id).sampled ? 1 : 0;
        }
        uint256 expected = 100 * rate >> 64;
        assertTrue(sampled + 15 > expected && sampled < expected + 15, "within three deviations");
    }

    /* REVEAL */

    function test_refusesToRevealBeforeTheDraw() external {
        bytes32 id = committed(rightResult());
        refuseReveal(id, rightResult(), IMarket.WrongState.selector);
    }

    function test_refusesToRevealWhileVerifiersCommit() external {
        bytes32 id = seated(rightResult());
        refuseReveal(id, rightResult(), IMarket.WrongState.selector);
    }

    function test_refusesALateReveal() external {
        bytes32 id = clear(rightResult());
        passDeadline(id);
        refuseReveal(id, rightResult(), IMarket.TooLate.selector);
    }

    function test_refusesToRevealAnotherResult() external {
        refuseReveal(clear(rightResult()), wrongResult(), IMarket.WrongReveal.selector);
    }

    function test_refusesMoreFuelThanTheLimit() external {
        Result memory result = rightResult();
        result.fuelUsed = 2e9 + 1;
        refuseReveal(clear(result), result, IMarket.BadResult.selector);
    }

    function test_refusesMoreTurnsThanAJobHas() external {
        Result memory result = rightResult();
        result.trace = new bytes32[](65);
        refuseReveal(clear(result), result, IMarket.BadResult.selector);
    }

    function test_anyoneWhoCanOpenTheCommitmentReveals() external {
        bytes32 id = clear(rightResult());

        vm.prank(stranger);
        reveal(id, rightResult());

        assertState(id, JobState.Revealed);
        assertEq(orders.job(id).resultRoot, resultRoot(rightResult()), "root");
        assertEq(orders.job(id).fuelUsed, 1e9, "fuel");
    }

    /* SETTLE */

    function test_refusesToSettleWhatIsNotRevealed() external {
        bytes32 id = clear(rightResult());
        vm.expectRevert(IMarket.WrongState.selector);
        market.settleJob(id);
    }

    function test_refusesToSettleWithinTheChallengeWindow() external {
        bytes32 id = revealed(rightResult());
        vm.warp(orders.job(id).deadline);
        vm.expectRevert(IMarket.TooEarly.selector);
        market.settleJob(id);
    }

    function test_refusesToSettleTwice() external {
        // Golem's closeDeposit paid its fee twice, with other people's money.
        bytes32 id = revealed(rightResult());
        passDeadline(id);
        market.settleJob(id);
        vm.expectRevert(IMarket.WrongState.selector);
        market.settleJob(id);
    }

    function test_unauditedJobsDoNotCountAsHistory() external {
        bytes32 id = clear(rightResult());
        uint256 audited = market.provider(provider).audited;
        reveal(id, rightResult());
        passDeadline(id);
        market.settleJob(id);
        assertEq(market.provider(provider).audited, audited, "audited");
    }

    function test_jobsOfHighValueStayOpenToChallengeForADay() external {
        Match memory aMatch = signedMatch();
        aMatch.job.priceCeiling = uint128(100 * TOKEN);
        aMatch.offer.price = uint128(50 * TOKEN);
        aMatch.job.latestFinish += 100 days;
        bytes32 id = landPosted(aMatch);
        commit(id, rightResult());
        draw(id);
        finishAudit(id, rightResult());
        assertEq(orders.job(id).deadline, block.timestamp + 24 hours, "deadline");
    }

    function test_longRunsStayOpenToChallengeLonger() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.runTime = 1 hours;
        aMatch.acceptanceSignature = signAcceptance(aMatch.acceptance);
        bytes32 id = land(aMatch);
        commit(id, rightResult());
        draw(id);
        finishAudit(id, rightResult());
        assertEq(orders.job(id).deadline, block.timestamp + 2 hours + 5 minutes, "deadline");
    }

    /* REASSIGN */

    function test_refusesToReassignWithinTheRunTime() external {
        bytes32 id = running();
        vm.warp(orders.job(id).deadline);
        vm.expectRevert(IMarket.TooEarly.selector);
        market.reassignJob(id);
    }

    function test_refusesToReassignACommittedJob() external {
        bytes32 id = committed(rightResult());
        vm.expectRevert(IMarket.WrongState.selector);
        market.reassignJob(id);
    }

    function test_aLateProviderPaysAFifthOfPAndTheJobIsOpenAgain() external {
        expectLateFee(running());
    }

    function test_aProviderThatDoesNotRevealIsLate() external {
        expectLateFee(clear(rightResult()));
    }

    function test_reassignedAfterItsLatestFinishAJobIsRefunded() external {
        uint256 before = claims(consumer);
        bytes32 id = running();
        vm.warp(block.timestamp + 2 days);

        market.reassignJob(id);

        assertState(id, JobState.Refunded);
        assertEq(claims(consumer), before + TOKEN / 5, "escrow and half the late fee");
    }

    function test_aReassignedJobIsMatchedAgainWithItsEscrow() external {
        Match memory aMatch = signedMatch();
        bytes32 id = land(aMatch);
        passDeadline(id);
        market.reassignJob(id);
        uint256 before = market.balanceOf(consumer);
        post(aMatch.offer);

        land(matchOf(aMatch.job, aMatch.offer));

        assertState(id, JobState.Running);
        assertEq(orders.job(id).attempt, 1, "attempt");
        assertEq(market.balanceOf(consumer), before, "nothing is taken twice");
    }

    function test_theLastAttemptEndsInARefund() external {
        Match memory aMatch = signedMatch();
        aMatch.job.latestFinish += 3000 days;
        aMatch.acceptance.runTime = 0;
        bytes32 id = landPosted(aMatch);
        for (uint256 i = 0; i < 255; i++) {
            passDeadline(id);
            market.reassignJob(id);
            Match memory again = matchOf(aMatch.job, aMatch.offer);
            again.acceptance.runTime = 0;
            again.acceptanceSignature = signAcceptance(again.acceptance);
            land(again);
        }
        passDeadline(id);
        market.reassignJob(id);
        assertState(id, JobState.Refunded);
    }

    /* HELPERS */

    /// @dev An unsampled job of a provider with history.
    function clear(Result memory result) private returns (bytes32 id) {
        earnHistory();
        do {
            id = committed(result);
            draw(id);
        } while (orders.job(id).state != JobState.Clear);
    }

    function revealed(Result memory result) private returns (bytes32 id) {
        id = clear(result);
        reveal(id, result);
    }

    function committedWithSecret(bytes32 secret) private returns (bytes32 id) {
        Match memory aMatch = signedMatch();
        aMatch.job.secretHash = keccak256(abi.encode(secret));
        id = landPosted(aMatch);
        commit(id, rightResult());
    }

    function landPosted(Match memory aMatch) private returns (bytes32) {
        post(aMatch.job);
        post(aMatch.offer);
        uint32 runTime = aMatch.acceptance.runTime;
        aMatch.acceptance = acceptanceOf(aMatch.job, aMatch.offer);
        aMatch.acceptance.runTime = runTime;
        aMatch.acceptanceSignature = signAcceptance(aMatch.acceptance);
        return land(aMatch);
    }

    function finishAudit(bytes32 id, Result memory result) private {
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

    function expectLateFee(bytes32 id) private {
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);
        uint256 burnedBefore = market.burned();
        uint256 lockedBefore = market.provider(provider).locked;
        passDeadline(id);

        vm.prank(stranger);
        market.reassignJob(id);

        assertState(id, JobState.Open);
        assertEq(orders.job(id).attempt, 1, "attempt");
        assertEq(claims(provider), providerBefore - 2 * TOKEN / 5, "late fee");
        assertEq(claims(consumer), consumerBefore + TOKEN / 5, "half to the consumer");
        assertEq(market.burned(), burnedBefore + TOKEN / 5, "half burned");
        assertTrue(market.provider(provider).locked < lockedBefore, "unlocked");
    }

    function refuse(ResultCommitment memory commitment, bytes4 reason) private {
        vm.prank(provider);
        vm.expectRevert(reason);
        market.commitResult(commitment);
    }

    function refuseReveal(bytes32 id, Result memory result, bytes4 reason) private {
        vm.expectRevert(reason);
        market.revealResult(ResultReveal(id, result, SALT));
    }
}
