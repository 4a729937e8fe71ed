// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {Phase} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {AuditFixture} from "../support/AuditFixture.sol";

/// @notice What Disputes and Demands do with an audit; this test speaks for them.
contract VerdictOnAuditTest is AuditFixture {
    uint256 private constant FUND = 4 * FULL_REWARD;

    /* CONCLUDE */

    function test_onlyDisputesConcludes() external {
        vm.expectRevert(IAudits.OnlyCourt.selector);
        audits.conclude(0, 0);
    }

    function test_refusesToConcludeBeforeADispute() external {
        bytes32 id = providerRevealed(rightResult(), right);
        vm.prank(address(disputes));
        vm.expectRevert(IAudits.WrongState.selector);
        audits.conclude(id, right);
    }

    function test_whoFoundTheProviderWrongEarnsAtTheFuelLimit() external {
        bytes32 id = disputed(wrongResult(), right);
        address first = holder(id, 0);

        checkConclusion(id, right, FUND - 2 * FULL_REWARD, 0, 2);

        assertEq(market.balanceOf(first), 9000 * TOKEN + FULL_REWARD, "r at the fuel limit");
        assertEq(stakes.verifier(first).free, 1000 * TOKEN, "unlocked");
        assertEq(uint8(audits.audit(id).phase), uint8(Phase.Closed), "closed");
    }

    function test_aCommitteeWrongAboutAnHonestProviderLosesItsLocks() external {
        bytes32 id = disputed(rightResult(), wrong);
        address first = holder(id, 0);
        uint256 before = market.balanceOf(address(disputes));

        checkConclusion(id, right, FUND, 2 * LOCK, 0);

        assertEq(market.balanceOf(address(disputes)), before + 2 * LOCK, "money, not a counter");
        assertEq(market.balanceOf(first), 9000 * TOKEN, "nothing earned");
        assertEq(stakes.verifier(first).free, 1000 * TOKEN - LOCK, "lost");
        assertEq(stakes.verifier(first).locked, 0, "unlocked");
    }

    function test_whoAgreedWithAnHonestProviderEarnsByTheFuelUsed() external {
        (bytes32 id, address agreed, address differed) = divided();

        checkConclusion(id, right, FUND - REWARD, LOCK, 0);

        assertEq(market.balanceOf(agreed), 9000 * TOKEN + REWARD, "r for the fuel used");
        assertEq(stakes.verifier(differed).free, 1000 * TOKEN - LOCK, "lost");
    }

    function test_onlyThoseWhoWereRightAreFinders() external {
        (bytes32 id, address agreed, address differed) = divided();

        checkConclusion(id, wrong, FUND - FULL_REWARD, LOCK, 1);

        assertEq(market.balanceOf(differed), 9000 * TOKEN + FULL_REWARD, "finder");
        assertEq(stakes.verifier(agreed).free, 1000 * TOKEN - LOCK, "lost");
    }

    function test_silenceCostsTheLockWhateverTheVerdict() external {
        bytes32 id = providerRevealed(rightResult(), right);
        (address told, address silent) = (holder(id, 0), holder(id, 1));
        revealAnswer(id, 0, right);
        passDeadline(id);
        audits.closeAudit(id);
        uint256 snapshot = vm.snapshotState();

        checkConclusion(id, right, FUND - REWARD, LOCK, 0);
        assertEq(stakes.verifier(silent).free, 1000 * TOKEN - LOCK, "right or not");

        vm.revertToState(snapshot);
        checkConclusion(id, 0, FUND, LOCK, 0);
        assertEq(stakes.verifier(silent).free, 1000 * TOKEN - LOCK, "without verdict");
        assertEq(stakes.verifier(told).free, 1000 * TOKEN, "told");
        assertEq(market.balanceOf(told), 9000 * TOKEN, "nobody earns");
    }

    function test_withoutVerdictNoAnswerIsWrong() external {
        (bytes32 id, address agreed, address differed) = divided();
        checkConclusion(id, 0, FUND, 0, 0);
        assertEq(stakes.verifier(agreed).free, 1000 * TOKEN, "agreed");
        assertEq(stakes.verifier(differed).free, 1000 * TOKEN, "differed");
    }

    function test_whoCouldNotRunIsANoShowOnceThereIsAVerdict() external {
        bytes32 id = seated(rightResult());
        address unable = holder(id, 0);
        declareUnable(id, 0);
        answer(id, 1, wrong);
        seat(id);
        answer(id, 2, wrong);
        reveal(id, rightResult());
        revealAnswer(id, 1, wrong);
        revealAnswer(id, 2, wrong);
        audits.closeAudit(id);

        checkConclusion(id, wrong, FUND - 2 * FULL_REWARD, NO_SHOW_FEE, 2);

        assertEq(stakes.verifier(unable).free, 1000 * TOKEN - NO_SHOW_FEE, "2% of the lock");
    }

    function test_aConfirmedAuditHasNothingLeftToConclude() external {
        bytes32 id = providerRevealed(rightResult(), right);
        revealAll(id, right);
        audits.closeAudit(id);
        vm.prank(address(disputes));
        market.challenge(id);

        checkConclusion(id, wrong, 0, 0, 0);
        assertEq(stakes.verifier(holder(id, 0)).free, 1000 * TOKEN, "a later challenge judges others");
    }

    function test_anAuditIsConcludedOnce() external {
        bytes32 id = disputed(rightResult(), wrong);
        checkConclusion(id, right, FUND, 2 * LOCK, 0);
        checkConclusion(id, right, 0, 0, 0);
    }

    /* FINDERS */

    function test_onlyDisputesPaysFinders() external {
        vm.expectRevert(IAudits.OnlyCourt.selector);
        audits.payFinders(1, 0, 0);
    }

    function test_findersShareEquallyAndTheOddUnitIsBurned() external {
        bytes32 id = disputed(wrongResult(), right);
        uint64 lane = market.terms(id).lane;
        (address first, address second) = (holder(id, 0), holder(id, 1));
        checkConclusion(id, right, FUND - 2 * FULL_REWARD, 0, 2);
        (uint256 before, uint256 burned) = (market.balanceOf(first), market.burned());

        vm.startPrank(address(disputes));
        market.pull(consumer, 11);
        market.pay(address(audits), 11);
        audits.payFinders(lane, right, 11);

        assertEq(market.balanceOf(first), before + 5, "first");
        assertEq(market.balanceOf(second), before + 5, "second");
        assertEq(market.burned(), burned + 1, "burned");
    }

    function test_whoWasWrongIsNoFinder() external {
        (bytes32 id, address agreed, address differed) = divided();
        uint64 lane = market.terms(id).lane;
        checkConclusion(id, wrong, FUND - FULL_REWARD, LOCK, 1);

        vm.startPrank(address(disputes));
        market.pay(address(audits), LOCK);
        audits.payFinders(lane, wrong, LOCK);

        assertEq(market.balanceOf(differed), 9000 * TOKEN + FULL_REWARD + LOCK, "finder");
        assertEq(market.balanceOf(agreed), 9000 * TOKEN, "not");
    }

    /* EXTEND */

    function test_onlyDemandsExtends() external {
        vm.expectRevert(IAudits.OnlyCourt.selector);
        audits.extend(0, 0);
    }

    function test_refusesToExtendBeforeSeating() external {
        bytes32 id = sampled(rightResult());
        vm.prank(address(demands));
        vm.expectRevert(IAudits.WrongState.selector);
        audits.extend(id, type(uint32).max);
    }

    function test_refusesToExtendWhatIsOver() external {
        bytes32 id = seated(rightResult());
        passDeadline(id);
        vm.prank(address(demands));
        vm.expectRevert(IAudits.TooLate.selector);
        audits.extend(id, type(uint32).max);
    }

    function test_aDemandGivesTheCommitteeTime() external {
        bytes32 id = seated(rightResult());
        uint64 later = audits.audit(id).deadline + 1 hours;
        vm.expectEmit(address(audits));
        emit IAudits.AuditExtended(id, later);
        vm.startPrank(address(demands));
        audits.extend(id, later);
        assertEq(audits.audit(id).deadline, later, "later");

        audits.extend(id, later - 1);
        assertEq(audits.audit(id).deadline, later, "never earlier");
        vm.stopPrank();
        vm.warp(later);
        answerAll(id, right);
        assertState(id, JobState.AuditProviderReveal);
    }

    /* UNAVAILABLE */

    function test_onlyDemandsCondemnsTheUnavailable() external {
        vm.expectRevert(IAudits.OnlyCourt.selector);
        audits.condemnUnavailable(0);
    }

    function test_refusesToCondemnTheUnavailableOnceRevealed() external {
        bytes32 id = providerRevealed(rightResult(), right);
        vm.prank(address(demands));
        vm.expectRevert(IAudits.WrongState.selector);
        audits.condemnUnavailable(id);
    }

    function test_theUnavailableIsSlashedAndNoVerifierLoses() external {
        uint256 providerBefore = claims(provider);
        bytes32 id = seated(rightResult());
        (address first, address second) = (holder(id, 0), holder(id, 1));
        answer(id, 0, right);
        declareUnable(id, 1);

        vm.prank(address(demands));
        audits.condemnUnavailable(id);

        assertState(id, JobState.Open);
        assertEq(claims(provider), providerBefore - STAKE, "S");
        assertEq(stakes.verifier(first).free, 1000 * TOKEN, "committed");
        assertEq(stakes.verifier(second).free, 1000 * TOKEN, "unable, for want of data");
        assertEq(market.balanceOf(address(audits)), 0, "the fund went back");
    }

    function test_theUnavailableIsSlashedWhenItIsToRevealToo() external {
        bytes32 id = seated(rightResult());
        address first = holder(id, 0);
        answerAll(id, right);
        revealAnswer(id, 0, right);

        vm.prank(address(demands));
        audits.condemnUnavailable(id);

        assertState(id, JobState.Open);
        assertEq(market.balanceOf(first), 9000 * TOKEN + FULL_REWARD, "who revealed is paid");
    }

    /* HELPERS */

    function checkConclusion(bytes32 id, bytes32 verdict, uint256 returned, uint256 lost, uint256 finders) private {
        vm.prank(address(disputes));
        (uint256 returnedNow, uint256 lostNow, uint256 findersNow) = audits.conclude(id, verdict);
        assertEq(returnedNow, returned, "returned");
        assertEq(lostNow, lost, "lost");
        assertEq(findersNow, finders, "finders");
    }

    /// @dev Disputed: one of the committee agrees with the provider, one answers `wrong`.
    function divided() private returns (bytes32 id, address agreed, address differed) {
        id = seated(rightResult());
        (agreed, differed) = (holder(id, 0), holder(id, 1));
        answer(id, 0, right);
        answer(id, 1, wrong);
        reveal(id, rightResult());
        revealAnswer(id, 0, right);
        revealAnswer(id, 1, wrong);
        audits.closeAudit(id);
    }
}
