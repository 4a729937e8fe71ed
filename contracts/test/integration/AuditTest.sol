// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {AnswerCommitment, AnswerReveal, AuditPhase, SeatStatus} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result, resultRoot} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Committees: seating, answers, no-shows, reveals, condemnation, closing.
contract AuditTest is MarketFixture {
    uint256 private constant LOCK = 20 * TOKEN;
    uint256 private constant NO_SHOW_FEE = LOCK * 2 / 100;
    uint256 private constant FULL_REWARD = 2 * TOKEN * 7 / 8;

    bytes32 private right = resultRoot(rightResult());

    /* SEAT */

    function test_onlyTheMarketOpensAudits() external {
        vm.expectRevert(IAudits.OnlyMarket.selector);
        audits.open(0, 2);
    }

    function test_refusesToSeatAnUnsampledJob() external {
        bytes32 id = committed(rightResult());
        vm.expectRevert(IAudits.WrongState.selector);
        audits.seatAudit(id);
    }

    function test_refusesToSeatBeforeTheSeedBlockIsMined() external {
        bytes32 id = sampled(rightResult());
        vm.roll(audits.audit(id).seedBlock);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.seatAudit(id);
    }

    function test_refusesToSeatTwice() external {
        bytes32 id = seated(rightResult());
        vm.expectRevert(IAudits.WrongState.selector);
        audits.seatAudit(id);
    }

    function test_aForgottenHashSetsANewSeedBlock() external {
        bytes32 id = sampled(rightResult());
        randomness.choose(0);
        seat(id);
        assertEq(uint8(audits.audit(id).phase), uint8(AuditPhase.Seating), "phase");
        assertEq(orders.job(id).seedBlock, block.number + 8, "seed block");
    }

    function test_forgottenWeightsSetANewSeedBlock() external {
        bytes32 id = sampled(rightResult());
        vm.warp(block.timestamp + 3 days);
        seat(id);
        assertEq(uint8(audits.audit(id).phase), uint8(AuditPhase.Seating), "phase");
    }

    function test_seatsTheCommitteeAndLocksItsStake() external {
        bytes32 id = seated(rightResult());
        address[] memory committee = orders.job(id).seated;

        assertEq(committee.length, 2, "m");
        assertTrue(committee[0] != committee[1], "without replacement");
        assertEq(audits.verifier(committee[0]).locked, LOCK, "lock of 10 P");
        assertEq(orders.job(id).deadline, block.timestamp + 10 minutes + 3 * 60, "deadline");
    }

    function test_aTwentiethOfTheDrawsSeatTwiceAsMany() external {
        uint256 doubled = 0;
        for (uint256 i = 0; i < 200; i++) {
            bytes32 id = committed(rightResult());
            vm.recordLogs();
            draw(id);
            doubled += seatsAwaited(vm.getRecordedLogs()) == 4 ? 1 : 0;
        }
        assertTrue(doubled > 1 && doubled < 24, "about ten of two hundred");
    }

    function test_partiesAreNeverSeated() external {
        node = verifiers[0];
        for (uint256 i = 0; i < 12; i++) {
            randomness.choose(keccak256(abi.encode(i)));
            address[] memory committee = orders.job(seated(rightResult())).seated;
            for (uint256 k = 0; k < committee.length; k++) {
                assertTrue(committee[k] != node, "the matching node does not verify");
            }
        }
    }

    function test_tooLittleFreeStakeIsPassedOverUnpunished() external {
        for (uint256 i = 0; i < 3; i++) {
            vm.prank(verifiers[i]);
            audits.unbond(1000 * TOKEN - LOCK + 1);
        }
        bytes32 id = seated(rightResult());
        assertEq(orders.job(id).seated.length, 1, "only who can lock");
        assertEq(orders.job(id).seated[0], verifiers[3], "who can lock");
        assertEq(audits.verifier(verifiers[0]).free, LOCK - 1, "unpunished");
    }

    /* COMMIT AND UNABLE */

    function test_refusesAnswersBeforeSeating() external {
        bytes32 id = sampled(rightResult());
        vm.prank(verifiers[0]);
        vm.expectRevert(IAudits.WrongState.selector);
        audits.commitAnswer(AnswerCommitment(id, SALT));
    }

    function test_refusesLateAnswers() external {
        bytes32 id = seated(rightResult());
        address first = orders.job(id).seated[0];
        passDeadline(id);
        refuseAnswer(id, first, IAudits.TooLate.selector);
    }

    function test_refusesAnEmptyCommitment() external {
        bytes32 id = seated(rightResult());
        vm.prank(orders.job(id).seated[0]);
        vm.expectRevert();
        audits.commitAnswer(AnswerCommitment(id, 0));
    }

    function test_refusesAnswersOfWhoIsNoVerifier() external {
        refuseAnswer(seated(rightResult()), stranger, IAudits.NotSeated.selector);
    }

    function test_refusesAnswersOfWhoIsNotSeated() external {
        bytes32 id = seated(rightResult());
        refuseAnswer(id, others(id)[0], IAudits.NotSeated.selector);
    }

    function test_refusesASecondAnswer() external {
        bytes32 id = seated(rightResult());
        address first = orders.job(id).seated[0];
        answer(id, first, right);
        refuseAnswer(id, first, IAudits.NotSeated.selector);
    }

    function test_refusesUnableOutsideTheCommittee() external {
        bytes32 id = seated(rightResult());
        vm.prank(others(id)[0]);
        vm.expectRevert(IAudits.NotSeated.selector);
        audits.declareUnableToRun(id);
    }

    function test_refusesUnableAfterTheDeadline() external {
        bytes32 id = seated(rightResult());
        address first = orders.job(id).seated[0];
        passDeadline(id);
        vm.prank(first);
        vm.expectRevert(IAudits.TooLate.selector);
        audits.declareUnableToRun(id);
    }

    function test_refusesUnableBeforeSeating() external {
        bytes32 id = sampled(rightResult());
        vm.prank(verifiers[0]);
        vm.expectRevert(IAudits.WrongState.selector);
        audits.declareUnableToRun(id);
    }

    function test_theLastAnswerAsksTheProviderToReveal() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        assertState(id, JobState.AuditProviderReveal);
        assertEq(orders.job(id).deadline, block.timestamp + 10 minutes, "deadline");
    }

    function test_whoCannotRunIsReplaced() external {
        bytes32 id = seated(rightResult());
        address first = orders.job(id).seated[0];
        answer(id, orders.job(id).seated[1], right);
        vm.prank(first);
        audits.declareUnableToRun(id);
        assertEq(audits.audit(id).round, 1, "round");

        seat(id);
        address replacement = orders.job(id).seated[2];
        assertTrue(replacement != first && replacement != orders.job(id).seated[1], "another");
        answer(id, replacement, right);

        assertState(id, JobState.AuditProviderReveal);
    }

    function test_whoCannotRunWhatAnotherRanIsANoShow() external {
        bytes32 id = seated(rightResult());
        address first = orders.job(id).seated[0];
        vm.prank(first);
        audits.declareUnableToRun(id);
        answer(id, orders.job(id).seated[1], right);
        seat(id);
        address replacement = orders.job(id).seated[2];
        answer(id, replacement, right);
        reveal(id, rightResult());
        revealAnswer(id, orders.job(id).seated[1], right);
        revealAnswer(id, replacement, right);
        audits.closeAudit(id);

        assertEq(audits.verifier(first).free, 1000 * TOKEN - NO_SHOW_FEE, "2% of the lock");
        assertEq(market.burned(), NO_SHOW_FEE, "burned");
        assertState(id, JobState.Revealed);
    }

    function test_aJobNobodyCanRunIsVoidAndNeverCountedAgainstTheProvider() external {
        // Lilypad counted its mediator's failure to run as the provider's cheating.
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);
        bytes32 id = seated(rightResult());
        for (uint256 round = 0; round < 3; round++) {
            address[] memory committee = orders.job(id).seated;
            for (uint256 i = 2 * round; i < committee.length; i++) {
                vm.prank(committee[i]);
                audits.declareUnableToRun(id);
            }
            if (round < 2) {
                seat(id);
            }
        }

        assertState(id, JobState.Void);
        assertEq(claims(consumer), consumerBefore, "consumer's own money");
        assertEq(claims(provider), providerBefore, "provider's own money");
        assertEq(market.provider(provider).locked, 0, "locks");
        for (uint256 i = 0; i < 4; i++) {
            assertEq(audits.verifier(verifiers[i]).free, 1000 * TOKEN, "verifier's own money");
        }
    }

    /* NO-SHOWS */

    function test_refusesToReplaceBeforeTheDeadline() external {
        bytes32 id = seated(rightResult());
        vm.warp(orders.job(id).deadline);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.replaceNoShowsOf(id);
    }

    function test_refusesToReplaceWhileSeating() external {
        bytes32 id = sampled(rightResult());
        vm.expectRevert(IAudits.WrongState.selector);
        audits.replaceNoShowsOf(id);
    }

    function test_aNoShowLosesTwoPercentOfItsLock() external {
        bytes32 id = seated(rightResult());
        address absent = orders.job(id).seated[0];
        answer(id, orders.job(id).seated[1], right);
        passDeadline(id);

        audits.replaceNoShowsOf(id);

        assertEq(audits.verifier(absent).free, 1000 * TOKEN - NO_SHOW_FEE, "lost");
        assertEq(audits.verifier(absent).locked, 0, "unlocked");
        assertEq(market.burned(), NO_SHOW_FEE, "burned");
        assertEq(uint8(audits.audit(id).seats[0].status), uint8(SeatStatus.NoShow), "status");
        assertEq(audits.audit(id).round, 1, "round");
    }

    function test_afterTwoReplacementsItGoesOnWithThoseWhoCommitted() external {
        bytes32 id = seated(rightResult());
        answer(id, orders.job(id).seated[0], right);
        for (uint256 round = 0; round < 3; round++) {
            passDeadline(id);
            audits.replaceNoShowsOf(id);
            if (round < 2) {
                seat(id);
            }
        }
        assertState(id, JobState.AuditProviderReveal);
    }

    function test_afterTwoReplacementsWithoutAnswersTheJobIsVoid() external {
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);
        bytes32 id = seated(rightResult());
        for (uint256 round = 0; round < 2; round++) {
            passDeadline(id);
            audits.replaceNoShowsOf(id);
            seat(id);
        }

        // All four had their chance: the last committee is empty.
        assertState(id, JobState.Void);
        assertEq(claims(consumer), consumerBefore, "consumer's own money");
        assertEq(claims(provider), providerBefore, "provider's own money");
    }

    /* REVEAL */

    function test_refusesToRevealWhileOthersCommit() external {
        bytes32 id = seated(rightResult());
        address first = orders.job(id).seated[0];
        answer(id, first, right);
        refuseRevealed(id, first, right, IAudits.WrongState.selector);
    }

    function test_refusesALateReveal() external {
        bytes32 id = providerRevealed(rightResult(), right);
        passDeadline(id);
        refuseRevealed(id, orders.job(id).seated[0], right, IAudits.TooLate.selector);
    }

    function test_refusesToRevealAnotherAnswer() external {
        bytes32 id = providerRevealed(rightResult(), right);
        refuseRevealed(id, orders.job(id).seated[0], SALT, IAudits.WrongReveal.selector);
    }

    function test_refusesToRevealTwice() external {
        bytes32 id = providerRevealed(rightResult(), right);
        address first = orders.job(id).seated[0];
        revealAnswer(id, first, right);
        refuseRevealed(id, first, right, IAudits.NotSeated.selector);
    }

    function test_refusesRevealsOfWhoIsNotSeated() external {
        bytes32 id = providerRevealed(rightResult(), right);
        refuseRevealed(id, others(id)[0], right, IAudits.NotSeated.selector);
    }

    function test_aCopiedCommitmentCannotBeOpened() external {
        // iExec's unsalted commitments of low-entropy answers were copied.
        bytes32 id = seated(rightResult());
        address[] memory committee = orders.job(id).seated;
        answer(id, committee[0], right);
        bytes32 copied = audits.audit(id).seats[0].answer;
        vm.prank(committee[1]);
        audits.commitAnswer(AnswerCommitment(id, copied));
        reveal(id, rightResult());
        refuseRevealed(id, committee[1], right, IAudits.WrongReveal.selector);
    }

    /* CONDEMN */

    function test_refusesToCondemnBeforeTheDeadline() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        vm.warp(orders.job(id).deadline);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.condemnProvider(id);
    }

    function test_refusesToCondemnWhoRevealed() external {
        bytes32 id = providerRevealed(rightResult(), right);
        vm.expectRevert(IAudits.WrongState.selector);
        audits.condemnProvider(id);
    }

    function test_aProviderThatDoesNotRevealInAnAuditIsSlashed() external {
        uint256 providerBefore = claims(provider);
        uint256 consumerBefore = claims(consumer);
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        address[] memory committee = orders.job(id).seated;
        revealAnswer(id, committee[0], right);
        passDeadline(id);

        vm.prank(stranger);
        audits.condemnProvider(id);

        assertState(id, JobState.Open);
        assertEq(claims(provider), providerBefore - 40 * TOKEN - FULL_REWARD, "S and the reward of who revealed");
        assertEq(claims(consumer), consumerBefore, "escrow of 4 held, 2 P received");
        assertEq(market.burned(), 40 * TOKEN - 4 * TOKEN, "no finder: the rest");
        assertEq(claims(committee[0]), 9000 * TOKEN + FULL_REWARD, "reward");
        assertEq(audits.verifier(committee[1]).free, 1000 * TOKEN, "not revealed, not punished");
        assertEq(market.provider(provider).faults, 1, "fault");
        assertEq(market.provider(provider).cleanAuditsOwed, 5, "owed");
    }

    function test_afterAFaultEveryDrawIsSampledEvenOfEarlierMatches() external {
        earnHistory();
        bytes32 earlier = committed(rightResult());
        randomness.choose(keccak256("clear"));
        bytes32 condemned = slashOne();
        assertTrue(condemned != 0, "condemned");

        vm.roll(orders.job(earlier).seedBlock + 1);
        market.drawJob(earlier, 0);

        assertState(earlier, JobState.AuditCommit);
    }

    function test_fiveCleanAuditsEndTheSuspicion() external {
        slashOne();
        assertEq(orders.rate(provider, 1, 0, 1000, 1), type(uint64).max, "always");
        for (uint256 i = 0; i < 5; i++) {
            assertEq(market.provider(provider).cleanAuditsOwed, 5 - i, "owed");
            auditedCleanly();
        }
        assertTrue(orders.rate(provider, 1, 0, 1000, 1) < type(uint64).max, "trusted again");
    }

    function test_aCondemnedJobCanBeCancelled() external {
        bytes32 id = slashOne();
        vm.prank(consumer);
        orders.cancelJob(id);
        assertState(id, JobState.Refunded);
    }

    /* CLOSE */

    function test_refusesToCloseWhileAnswersAreSealed() external {
        bytes32 id = providerRevealed(rightResult(), right);
        vm.warp(orders.job(id).deadline);
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
        revealAll(id, right);

        audits.closeAudit(id);

        assertState(id, JobState.Revealed);
        assertEq(claims(provider), providerBefore - 2 * (TOKEN * 7 / 8), "two rewards for 1 Gfuel");
        assertEq(market.provider(provider).locked, 40 * TOKEN, "S");
        assertEq(audits.verifier(orders.job(id).seated[0]).locked, 0, "unlocked");
    }

    function test_anAnswerThatIsNotRevealedIsADispute() external {
        bytes32 id = providerRevealed(rightResult(), right);
        revealAnswer(id, orders.job(id).seated[0], right);
        passDeadline(id);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);
    }

    function test_anAnswerThatDiffersIsADispute() external {
        bytes32 id = providerRevealed(wrongResult(), right);
        revealAll(id, right);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);
    }

    /* HELPERS */

    function sampled(Result memory result) private returns (bytes32 id) {
        id = committed(result);
        draw(id);
    }

    function providerRevealed(Result memory result, bytes32 answers) private returns (bytes32 id) {
        id = seated(result);
        answerAll(id, answers);
        reveal(id, result);
    }

    function answerAll(bytes32 id, bytes32 root) private {
        address[] memory committee = orders.job(id).seated;
        for (uint256 i = 0; i < committee.length; i++) {
            answer(id, committee[i], root);
        }
    }

    function revealAll(bytes32 id, bytes32 root) private {
        address[] memory committee = orders.job(id).seated;
        for (uint256 i = 0; i < committee.length; i++) {
            revealAnswer(id, committee[i], root);
        }
    }

    function slashOne() private returns (bytes32 id) {
        do {
            id = sampled(rightResult());
        } while (!orders.job(id).sampled);
        seat(id);
        answerAll(id, right);
        passDeadline(id);
        audits.condemnProvider(id);
    }

    function seatsAwaited(Vm.Log[] memory logs) private pure returns (uint8 seats) {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == IAudits.CommitteeAwaited.selector) {
                (,, seats,,) = abi.decode(logs[i].data, (uint8, uint8, uint8, uint64, uint64));
            }
        }
    }

    function others(bytes32 id) private view returns (address[2] memory result) {
        address[] memory committee = orders.job(id).seated;
        uint256 count = 0;
        for (uint256 i = 0; i < 4 && count < 2; i++) {
            if (verifiers[i] != committee[0] && verifiers[i] != committee[1]) {
                result[count++] = verifiers[i];
            }
        }
    }

    function refuseAnswer(bytes32 id, address account, bytes4 reason) private {
        vm.prank(account);
        vm.expectRevert(reason);
        audits.commitAnswer(AnswerCommitment(id, SALT));
    }

    function refuseRevealed(bytes32 id, address account, bytes32 root, bytes4 reason) private {
        vm.prank(account);
        vm.expectRevert(reason);
        audits.revealAnswer(AnswerReveal(id, root, SALT));
    }
}
