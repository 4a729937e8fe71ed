// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarket} from "../../src/interfaces/IMarket.sol";
import {JobState, Match, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {resultRoot} from "../support/Results.sol";

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
        vm.warp(lens.job(id).deadline);
        commit(id, rightResult());

        assertState(id, JobState.Committed);
        assertEq(lens.job(id).seedBlock, block.number + 8, "seed block");
        assertEq(lens.job(id).deadline, 0, "no deadline in seconds");
    }

    /* DRAW */

    function test_refusesToDrawWithoutCommitment() external {
        bytes32 id = running();
        vm.expectRevert(IMarket.WrongState.selector);
        market.drawJob(id, 0);
    }

    function test_refusesToDrawBeforeTheSeedBlockIsMined() external {
        bytes32 id = committed(rightResult());
        vm.roll(lens.job(id).seedBlock);
        vm.expectRevert(IMarket.TooEarly.selector);
        market.drawJob(id, 0);
    }

    function test_refusesToDrawWithoutTheConsumersSecret() external {
        bytes32 id = committedWithSecret("secret");
        vm.roll(lens.job(id).seedBlock + 50);
        vm.expectRevert(IMarket.SecretMissing.selector);
        market.drawJob(id, "another");
    }

    function test_aWithheldSecretMeansSampled() external {
        earnHistory();
        bytes32 id = committedWithSecret("secret");
        vm.roll(lens.job(id).seedBlock + 51);
        market.drawJob(id, 0);
        assertState(id, JobState.AuditCommit);
    }

    function test_theSecretTakesPartInTheDraw() external {
        earnHistory();
        bytes32 id = committedWithSecret("secret");
        bytes32 expected = keccak256(abi.encode(keccak256("clear"), bytes32("secret"), id, lens.job(id).commitment));
        vm.roll(lens.job(id).seedBlock + 1);

        uint64 rate = lens.job(id).rate;
        market.drawJob(id, "secret");

        bool sampled = uint256(keccak256(abi.encode(expected, "sample"))) >> 232 < rate >> 40;
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
        assertEq(lens.job(id).rate, type(uint64).max, "rate");
        commit(id, rightResult());
        draw(id);
        assertState(id, JobState.AuditCommit);
        assertTrue(lens.job(id).sampled, "sampled");
    }

    function test_samplingMovesTheAuditDepositToAudits() external {
        bytes32 id = committed(rightResult());
        uint256 deposit = lens.job(id).auditDeposit;
        uint256 before = market.balanceOf(address(audits));

        draw(id);

        assertEq(market.balanceOf(address(audits)), before + deposit, "A");
        assertEq(market.provider(provider).locked, 40 * TOKEN, "S stays locked");
    }

    function test_drawsSampleAboutAsOftenAsTheRateSays() external {
        earnHistory();
        (,, uint64 rate) = history.sampling(consumer, provider, node, 2 * TOKEN, 0, 40 * TOKEN, 2);
        uint256 sampled = 0;
        for (uint256 i = 0; i < 100; i++) {
            bytes32 id = committed(rightResult());
            draw(id);
            sampled += lens.job(id).sampled ? 1 : 0;
        }
        uint256 expected = 100 * uint256(rate) >> 64;
        assertTrue(sampled + 15 > expected && sampled < expected + 15, "within three deviations");
    }

    /* REVEAL */

    function test_refusesToRevealWhatIsNotCommitted() external {
        refuseReveal(running(), rightResult(), IMarket.WrongState.selector);
    }

    function test_refusesToRevealBeforeTheSeedBlockIsMined() external {
        bytes32 id = committed(rightResult());
        vm.roll(lens.job(id).seedBlock);
        refuseReveal(id, rightResult(), IMarket.TooEarly.selector);
    }

    function test_refusesToRevealWhatTheDrawSamples() external {
        bytes32 id = committed(rightResult());
        vm.roll(lens.job(id).seedBlock + 1);
        assertTrue(market.wouldSample(id, 0), "a newcomer's");
        refuseReveal(id, rightResult(), IMarket.JobIsSampled.selector);
        assertState(id, JobState.Committed);
    }

    function test_refusesToRevealUndrawnWithoutTheConsumersSecret() external {
        bytes32 id = committedWithSecret("secret");
        vm.roll(lens.job(id).seedBlock + 1);
        refuseReveal(id, rightResult(), IMarket.SecretMissing.selector);
    }

    function test_aRevealDrawsOnItsWay() external {
        earnHistory();
        bytes32 id;
        do {
            id = committed(rightResult());
            vm.roll(lens.job(id).seedBlock + 1);
        } while (market.wouldSample(id, 0));

        reveal(id, rightResult());

        assertState(id, JobState.Revealed);
    }

    function test_refusesToRevealWhileVerifiersCommit() external {
        bytes32 id = seated(rightResult());
        refuseReveal(id, rightResult(), IMarket.WrongState.selector);
    }

    function test_refusesALateReveal() external {
        earnHistory();
        bytes32 id = clear(rightResult());
        passDeadline(id);
        refuseReveal(id, rightResult(), IMarket.TooLate.selector);
    }

    function test_refusesToRevealAnotherResult() external {
        earnHistory();
        refuseReveal(clear(rightResult()), wrongResult(), IMarket.WrongReveal.selector);
    }

    function test_refusesMoreFuelThanTheLimit() external {
        earnHistory();
        Result memory result = rightResult();
        result.fuelUsed = 2e9 + 1;
        refuseReveal(clear(result), result, IMarket.BadResult.selector);
    }

    function test_refusesMoreTurnsThanAJobHas() external {
        earnHistory();
        Result memory result = rightResult();
        result.trace = new bytes32[](65);
        refuseReveal(clear(result), result, IMarket.BadResult.selector);
    }

    function test_refusesAnExitStatusThatNoExecutionEndsWith() external {
        earnHistory();
        Result memory result = rightResult();
        result.exitStatus = (1 << 32) + 1;
        refuseReveal(clear(result), result, IMarket.BadResult.selector);
    }

    function test_takesEveryWayAnExecutionEnds() external {
        earnHistory();
        uint64[4] memory endings = [uint64(0), (1 << 32) - 1, 1 << 32, 1 << 33];
        for (uint256 i = 0; i < endings.length; i++) {
            Result memory result = rightResult();
            result.exitStatus = endings[i];
            assertState(revealed(result), JobState.Revealed);
        }
    }

    function test_anyoneWhoCanOpenTheCommitmentReveals() external {
        earnHistory();
        bytes32 id = clear(rightResult());

        vm.prank(stranger);
        reveal(id, rightResult());

        assertState(id, JobState.Revealed);
        assertEq(lens.job(id).resultRoot, bytes22(resultRoot(rightResult())), "root");
        assertEq(lens.job(id).fuelUsed, 1e9, "fuel");
    }

    /* SETTLE */

    function test_refusesToSettleWhatIsNotRevealed() external {
        earnHistory();
        bytes32 id = clear(rightResult());
        vm.expectRevert(IMarket.WrongState.selector);
        market.settleJob(id);
    }

    function test_refusesToSettleWithinTheChallengeWindow() external {
        earnHistory();
        bytes32 id = revealed(rightResult());
        vm.warp(lens.job(id).deadline);
        vm.expectRevert(IMarket.TooEarly.selector);
        market.settleJob(id);
    }

    function test_refusesToSettleTwice() external {
        earnHistory();
        // Golem's closeDeposit paid its fee twice, with other people's money.
        bytes32 id = revealed(rightResult());
        passDeadline(id);
        market.settleJob(id);
        vm.expectRevert(IMarket.WrongState.selector);
        market.settleJob(id);
    }

    function test_unauditedJobsDoNotCountAsHistory() external {
        earnHistory();
        bytes32 id = clear(rightResult());
        uint256 audited = history.conditions(provider).audited;
        reveal(id, rightResult());
        passDeadline(id);
        market.settleJob(id);
        assertEq(history.conditions(provider).audited, audited, "audited");
    }

    function test_jobsOfHighValueStayOpenToChallengeForADay() external {
        Match memory aMatch = signedMatch();
        aMatch.job.priceCeiling = uint128(100 * TOKEN);
        aMatch.offer.price = uint128(50 * TOKEN);
        aMatch.job.latestFinish += 100 days;
        bytes32 id = landPosted(aMatch);
        commit(id, rightResult());
        draw(id);
        passAudit(id, rightResult());
        assertEq(lens.job(id).deadline, block.timestamp + 24 hours, "deadline");
    }

    function test_longRunsStayOpenToChallengeLonger() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.runTime = 1 hours;
        signAcceptance(aMatch);
        bytes32 id = land(aMatch);
        commit(id, rightResult());
        draw(id);
        passAudit(id, rightResult());
        assertEq(lens.job(id).deadline, block.timestamp + 2 hours + 5 minutes, "deadline");
    }

    /* REASSIGN */

    function test_refusesToReassignWithinTheRunTime() external {
        bytes32 id = running();
        vm.warp(lens.job(id).deadline);
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
        earnHistory();
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

        land(matchOf(orderOf(aMatch), aMatch.offer));

        assertState(id, JobState.Running);
        assertEq(lens.job(id).attempt, 1, "attempt");
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
            Match memory again = matchOf(orderOf(aMatch), aMatch.offer);
            again.acceptance.runTime = 0;
            signAcceptance(again);
            land(again);
        }
        passDeadline(id);
        market.reassignJob(id);
        assertState(id, JobState.Refunded);
    }

    /* HELPERS */

    function committedWithSecret(bytes32 secret) private returns (bytes32 id) {
        Match memory aMatch = signedMatch();
        aMatch.job.secretHash = keccak256(abi.encode(secret));
        id = landPosted(aMatch);
        commit(id, rightResult());
    }

    function landPosted(Match memory aMatch) private returns (bytes32) {
        post(orderOf(aMatch));
        post(aMatch.offer);
        Match memory posted = matchOf(orderOf(aMatch), aMatch.offer);
        posted.acceptance.runTime = aMatch.acceptance.runTime;
        signAcceptance(posted);
        return land(posted);
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
        assertEq(lens.job(id).attempt, 1, "attempt");
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
