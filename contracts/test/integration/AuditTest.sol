// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {IBatched} from "../../src/interfaces/IBatched.sol";
import {AnswerCommitment, AnswerReveal, Phase, SeatStatus} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {AuditFixture} from "../support/AuditFixture.sol";

/// @notice Audits: answers, reveals, condemnation, closing.
contract AuditTest is AuditFixture {
    /* COMMIT AND UNABLE */

    function test_refusesAnswersBeforeSeating() external {
        bytes32 id = sampled(rightResult());
        refuseAnswer(id, verifiers[0], 0, IAudits.WrongState.selector);
    }

    function test_refusesAnswersOnceTheProviderReveals() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        refuseAnswer(id, holder(id, 0), 0, IAudits.WrongState.selector);
    }

    function test_refusesLateAnswers() external {
        bytes32 id = seated(rightResult());
        passDeadline(id);
        refuseAnswer(id, holder(id, 0), 0, IAudits.TooLate.selector);
    }

    function test_refusesAnEmptyCommitment() external {
        bytes32 id = seated(rightResult());
        address first = holder(id, 0);
        vm.prank(first);
        vm.expectRevert(IAudits.EmptyCommitment.selector);
        audits.commitAnswer(AnswerCommitment(id, 0, 0));
    }

    function test_refusesAnswersOfWhoIsNotSeated() external {
        bytes32 id = seated(rightResult());
        refuseAnswer(id, stranger, 0, IAudits.NotSeated.selector);
        refuseAnswer(id, address(0), 2, IAudits.NotSeated.selector);
    }

    function test_refusesAnswersInAnothersSeat() external {
        bytes32 id = seated(rightResult());
        refuseAnswer(id, holder(id, 0), 1, IAudits.NotSeated.selector);
    }

    function test_refusesASecondAnswer() external {
        bytes32 id = seated(rightResult());
        answer(id, 0, right);
        refuseAnswer(id, holder(id, 0), 0, IAudits.NotSeated.selector);
    }

    function test_refusesUnableInAnothersSeat() external {
        bytes32 id = seated(rightResult());
        refuseUnable(id, holder(id, 0), 1, IAudits.NotSeated.selector);
    }

    function test_refusesUnableAfterAnAnswer() external {
        bytes32 id = seated(rightResult());
        answer(id, 0, right);
        refuseUnable(id, holder(id, 0), 0, IAudits.NotSeated.selector);
    }

    function test_refusesUnableAfterTheDeadline() external {
        bytes32 id = seated(rightResult());
        passDeadline(id);
        refuseUnable(id, holder(id, 0), 0, IAudits.TooLate.selector);
    }

    function test_refusesUnableBeforeSeating() external {
        refuseUnable(sampled(rightResult()), verifiers[0], 0, IAudits.WrongState.selector);
    }

    function test_theLastAnswerAsksTheProviderToReveal() external {
        bytes32 id = seated(rightResult());
        answer(id, 0, right);
        assertState(id, JobState.AuditCommit);
        answer(id, 1, right);
        assertState(id, JobState.AuditProviderReveal);
        assertEq(market.terms(id).deadline, block.timestamp + 10 minutes, "deadline");
    }

    function test_whoCannotRunIsReplacedByAnother() external {
        bytes32 id = seated(rightResult());
        answer(id, 1, right);
        declareUnable(id, 0);
        assertEq(audits.audit(id).round, 1, "round");

        seat(id);
        assertEq(committee(id).length, 3, "one more");
        assertTrue(holder(id, 2) != holder(id, 0) && holder(id, 2) != holder(id, 1), "another");
        answer(id, 2, right);

        assertState(id, JobState.AuditProviderReveal);
    }

    function test_whoCannotRunWhatAnotherRanIsANoShow() external {
        bytes32 id = seated(rightResult());
        address first = holder(id, 0);
        declareUnable(id, 0);
        answer(id, 1, right);
        seat(id);
        answer(id, 2, right);
        reveal(id, rightResult());
        revealAnswer(id, 1, right);
        revealAnswer(id, 2, right);
        audits.closeAudit(id);

        assertEq(stakes.verifier(first).free, 1000 * TOKEN - NO_SHOW_FEE, "2% of the lock");
        assertEq(market.burned(), NO_SHOW_FEE, "burned");
        assertState(id, JobState.Revealed);
    }

    function test_aJobNobodyCanRunIsVoidAndNeverCountedAgainstTheProvider() external {
        // Lilypad counted its mediator's failure to run as the provider's cheating.
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);
        bytes32 id = seated(rightResult());
        for (uint8 number = 0; number < 4; number++) {
            if (number == 2) {
                seat(id);
            }
            declareUnable(id, number);
        }
        // Nobody is left to be seated.
        seat(id);

        assertState(id, JobState.Void);
        assertEq(claims(consumer), consumerBefore, "consumer's own money");
        assertEq(claims(provider), providerBefore, "provider's own money");
        assertEq(market.provider(provider).locked, 0, "locks");
        assertEq(history.conditions(provider).faults, 0, "no fault");
        for (uint256 i = 0; i < 4; i++) {
            assertEq(stakes.verifier(verifiers[i]).free, 1000 * TOKEN, "verifier's own money");
        }
    }

    /* REVEAL */

    function test_refusesToRevealWhileOthersCommit() external {
        bytes32 id = seated(rightResult());
        answer(id, 0, right);
        refuseReveal(id, 0, right, IAudits.WrongState.selector);
    }

    function test_refusesALateReveal() external {
        bytes32 id = providerRevealed(rightResult(), right);
        passDeadline(id);
        refuseReveal(id, 0, right, IAudits.TooLate.selector);
    }

    function test_refusesToRevealAnotherAnswer() external {
        bytes32 id = providerRevealed(rightResult(), right);
        refuseReveal(id, 0, SALT, IAudits.WrongReveal.selector);
    }

    function test_refusesToRevealNothing() external {
        bytes32 id = providerRevealed(rightResult(), 0);
        refuseReveal(id, 0, 0, IAudits.WrongReveal.selector);
    }

    function test_refusesToRevealTwice() external {
        bytes32 id = providerRevealed(rightResult(), right);
        revealAnswer(id, 0, right);
        refuseReveal(id, 0, right, IAudits.NotSeated.selector);
    }

    function test_refusesToRevealInAnothersSeat() external {
        bytes32 id = providerRevealed(rightResult(), right);
        address first = holder(id, 0);
        vm.prank(first);
        vm.expectRevert(IAudits.NotSeated.selector);
        audits.revealAnswer(AnswerReveal(id, 1, right, SALT));
    }

    function test_aCopiedCommitmentCannotBeOpened() external {
        // iExec's unsalted commitments of low-entropy answers were copied.
        bytes32 id = seated(rightResult());
        address copier = holder(id, 1);
        bytes32 original = audits.answerCommitmentOf(id, 0, 0, right, SALT, holder(id, 0));
        answer(id, 0, right);
        vm.prank(copier);
        audits.commitAnswer(AnswerCommitment(id, 1, original));
        reveal(id, rightResult());
        refuseReveal(id, 1, right, IAudits.WrongReveal.selector);
    }

    function test_verifiersMayRevealBeforeTheProvider() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        revealAnswer(id, 0, right);
        assertEq(uint8(audits.seatOf(id, 0).status), uint8(SeatStatus.Revealed), "status");
        assertEq(audits.seatOf(id, 0).answer, bytes31(right), "answer");
    }

    /* CONDEMN */

    function test_refusesToCondemnBeforeTheDeadline() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        vm.warp(market.terms(id).deadline);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.condemnProvider(id);
    }

    function test_refusesToCondemnWhoRevealed() external {
        bytes32 id = providerRevealed(rightResult(), right);
        passDeadline(id);
        vm.expectRevert(IAudits.WrongState.selector);
        audits.condemnProvider(id);
    }

    function test_aProviderThatDoesNotRevealInAnAuditIsSlashed() external {
        uint256 providerBefore = claims(provider);
        uint256 consumerBefore = claims(consumer);
        bytes32 id = seated(rightResult());
        (address first, address second) = (holder(id, 0), holder(id, 1));
        answerAll(id, right);
        revealAnswer(id, 0, right);
        passDeadline(id);

        vm.prank(stranger);
        audits.condemnProvider(id);

        assertState(id, JobState.Open);
        assertEq(claims(provider), providerBefore - STAKE - FULL_REWARD, "S and the reward of who revealed");
        assertEq(claims(consumer), consumerBefore, "escrow of 4 held, 2 P received");
        assertEq(market.burned(), STAKE - 4 * TOKEN, "no finder: the rest");
        assertEq(claims(first), 9000 * TOKEN + FULL_REWARD, "reward");
        assertEq(stakes.verifier(first).free, 1000 * TOKEN, "unlocked");
        assertEq(stakes.verifier(second).free, 1000 * TOKEN, "not revealed, not punished");
        assertEq(market.provider(provider).cleanAuditsOwed, 5, "fault");
    }

    function test_everyVerifierWhoRevealedIsPaidOfACondemnedProvider() external {
        bytes32 id = seated(rightResult());
        (address first, address second) = (holder(id, 0), holder(id, 1));
        answer(id, 0, right);
        answer(id, 1, wrong);
        revealAnswer(id, 0, right);
        revealAnswer(id, 1, wrong);
        passDeadline(id);
        audits.condemnProvider(id);

        assertEq(market.balanceOf(first), 9000 * TOKEN + FULL_REWARD, "nobody can tell who is right");
        assertEq(market.balanceOf(second), 9000 * TOKEN + FULL_REWARD, "nobody can tell who is right");
    }

    function test_afterAFaultEveryDrawIsSampledEvenOfEarlierMatches() external {
        earnHistory();
        bytes32 earlier = committed(rightResult());
        condemned();

        draw(earlier);

        assertState(earlier, JobState.AuditCommit);
    }

    function test_fiveCleanAuditsEndTheSuspicion() external {
        condemned();
        for (uint256 i = 0; i < 5; i++) {
            assertEq(market.provider(provider).cleanAuditsOwed, 5 - i, "owed");
            auditedCleanly();
        }
        assertEq(market.provider(provider).cleanAuditsOwed, 0, "trusted again");
    }

    function test_aCondemnedJobCanBeCancelled() external {
        bytes32 id = condemned();
        vm.prank(consumer);
        orders.cancelJob(id);
        assertState(id, JobState.Refunded);
    }

    /* CLOSE */

    function test_refusesToCloseWhileAnswersAreSealed() external {
        bytes32 id = providerRevealed(rightResult(), right);
        revealAnswer(id, 0, right);
        vm.warp(market.terms(id).deadline);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.closeAudit(id);
    }

    function test_refusesToCloseBeforeTheProviderRevealed() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        vm.expectRevert(IAudits.WrongState.selector);
        audits.closeAudit(id);
    }

    function test_agreementConfirmsTheResultAndReturnsTheRestOfTheDeposit() external {
        uint256 providerBefore = claims(provider);
        bytes32 id = providerRevealed(rightResult(), right);
        (address first, address second) = (holder(id, 0), holder(id, 1));
        revealAll(id, right);

        vm.prank(stranger);
        audits.closeAudit(id);

        assertState(id, JobState.Revealed);
        assertEq(claims(provider), providerBefore - 2 * REWARD, "two rewards for 1 Gfuel");
        assertEq(market.provider(provider).locked, STAKE, "S");
        assertEq(claims(first), 9000 * TOKEN + REWARD, "first");
        assertEq(claims(second), 9000 * TOKEN + REWARD, "second");
        assertEq(stakes.verifier(first).locked, 0, "unlocked");
        assertEq(uint8(audits.audit(id).phase), uint8(Phase.Closed), "phase");
        assertEq(market.balanceOf(address(audits)), 0, "nothing stays");
    }

    function test_anAnswerThatIsNotRevealedIsADispute() external {
        bytes32 id = providerRevealed(rightResult(), right);
        revealAnswer(id, 0, right);
        passDeadline(id);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);
        assertEq(stakes.verifier(holder(id, 0)).locked, LOCK, "until the verdict");
    }

    function test_anAnswerThatDiffersIsADispute() external {
        assertState(disputed(wrongResult(), right), JobState.Disputed);
    }

    function test_oneThatDiffersAmongMoreIsADispute() external {
        bytes32 id = seated(rightResult());
        answer(id, 0, right);
        answer(id, 1, wrong);
        reveal(id, rightResult());
        revealAnswer(id, 0, right);
        revealAnswer(id, 1, wrong);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);
    }

    function test_noAnswerRevealedIsADispute() external {
        bytes32 id = providerRevealed(rightResult(), right);
        passDeadline(id);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);
    }

    /* BATCHES */

    function test_batchesDoWhatCanBeDoneAndSayWhyTheRestCannot() external {
        bytes32 id = seated(rightResult());
        address first = holder(id, 0);
        bytes32 commitment = audits.answerCommitmentOf(id, 0, 0, right, SALT, first);
        bytes[] memory verbs = new bytes[](2);
        verbs[0] = abi.encodeCall(audits.commitAnswer, (AnswerCommitment(id, 1, SALT)));
        verbs[1] = abi.encodeCall(audits.commitAnswer, (AnswerCommitment(id, 0, commitment)));

        vm.expectEmit(address(audits));
        emit IBatched.Skipped(0, IAudits.NotSeated.selector);
        vm.prank(first);
        audits.batch(verbs);

        assertEq(uint8(audits.seatOf(id, 0).status), uint8(SeatStatus.Committed), "the other");
    }

    /* HELPERS */

    function refuseAnswer(bytes32 id, address account, uint8 number, bytes4 reason) private {
        vm.prank(account);
        vm.expectRevert(reason);
        audits.commitAnswer(AnswerCommitment(id, number, SALT));
    }

    function refuseUnable(bytes32 id, address account, uint8 number, bytes4 reason) private {
        vm.prank(account);
        vm.expectRevert(reason);
        audits.declareUnableToRun(id, number);
    }

    function refuseReveal(bytes32 id, uint8 number, bytes32 root, bytes4 reason) private {
        address account = holder(id, number);
        vm.prank(account);
        vm.expectRevert(reason);
        audits.revealAnswer(AnswerReveal(id, number, root, SALT));
    }

    /// @dev A sampled job whose provider did not reveal.
    function condemned() private returns (bytes32 id) {
        do {
            id = sampled(rightResult());
        } while (!market.terms(id).sampled);
        seat(id);
        answerAll(id, right);
        passDeadline(id);
        audits.condemnProvider(id);
    }
}
