// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimState, Item, SeatView} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {ClaimView} from "../../src/types/Views.sol";
import {DisputeFixture} from "../support/DisputeFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice What follows when a committee's answers differ from the provider's.
contract DisputeTest is DisputeFixture {
    bytes32 private constant THIRD = keccak256("third answer");

    bytes32 private right = resultRoot(rightResult());
    bytes32 private wrong = resultRoot(wrongResult());

    uint256 private providerBefore;
    uint256 private consumerBefore;

    function setUp() public override {
        super.setUp();
        providerBefore = worth(provider);
        consumerBefore = worth(consumer);
    }

    /* OPENING */

    function test_aCommitteesClaimIsAboutTheWholeResult() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), right, right);
        ClaimView memory claim = disputes.claim(claimId);
        assertState(id, JobState.Disputed);
        assertEq(uint8(claim.state), uint8(ClaimState.Open), "open");
        assertEq(claim.challenger, address(0), "nobody's");
        assertEq(claim.bond, 0, "no bond");
        assertEq(claim.claimed, bytes32(bytes22(wrong)), "what the market keeps");
        assertEq(market.terms(id).deadline, block.timestamp + 15 minutes, "challenge window");
    }

    function test_aCommitteeThatAgreesDisputesNothing() external {
        bytes32 id = answered(rightResult(), right, right);
        audits.closeAudit(id);
        assertState(id, JobState.Revealed);
        assertEq(disputes.claimsOf(id).length, 0, "claims");
    }

    function test_theCommitteeIsSparedFromTheJury() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), right, right);
        seatJury(claimId);
        SeatView[] memory committee = audits.audit(id).seats;
        for (uint8 i = 0; i < 3; i++) {
            address juror = jury.seatOf(claimId, i).verifier;
            assertTrue(juror != committee[0].verifier && juror != committee[1].verifier, "judges itself");
        }
    }

    /* VERDICTS */

    function test_aGuiltyProviderPaysConsumerFindersAndJurors() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), right, right);
        SeatView[] memory committee = audits.audit(id).seats;

        decide(claimId, right);

        uint256 left = STAKE - 3 * FULL_REWARD;
        uint256 finders = left * 35 / 100;
        assertState(id, JobState.Open);
        assertClaim(claimId, ClaimState.Upheld);
        assertEq(worth(provider), providerBefore - STAKE - 2 * FULL_REWARD, "S and two rewards");
        assertEq(worth(consumer), consumerBefore - 2 * P + 2 * P, "escrow held, 2 P received");
        assertGained(committee[0].verifier, int256(FULL_REWARD + finders / 2), "finder");
        assertGained(committee[1].verifier, int256(FULL_REWARD + finders / 2), "finder");
        assertJurorsGained(claimId, int256(FULL_REWARD));
        assertEq(market.burned(), left - finders - 2 * P + finders % 2, "burned");
        assertAllPaid();
    }

    function test_anInnocentProviderKeepsEverythingAndTheLiarPaysTheJury() external {
        (bytes32 id, bytes32 claimId) = disputed(rightResult(), wrong, right);
        SeatView[] memory committee = audits.audit(id).seats;

        decide(claimId, right);

        assertState(id, JobState.Revealed);
        assertClaim(claimId, ClaimState.Rejected);
        assertEq(worth(provider), providerBefore - REWARD, "the one right verifier's reward");
        assertEq(market.provider(provider).cleanAuditsOwed, 0, "no fault");
        assertGained(committee[0].verifier, -int256(AUDIT_LOCK), "liar's lock");
        assertGained(committee[1].verifier, int256(REWARD), "right verifier");
        assertJurorsGained(claimId, int256(FULL_REWARD));
        assertEq(market.burned(), AUDIT_LOCK - 3 * FULL_REWARD, "rest of the lock");
        assertAllPaid();
    }

    function test_allAnswersMayBeWrong() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), THIRD, THIRD);
        SeatView[] memory committee = audits.audit(id).seats;

        decide(claimId, right);

        assertState(id, JobState.Open);
        assertEq(worth(provider), providerBefore - STAKE, "S; A comes back");
        assertGained(committee[0].verifier, -int256(AUDIT_LOCK), "wrong too");
        assertEq(market.burned(), 2 * AUDIT_LOCK - 3 * FULL_REWARD + STAKE - 2 * P, "no finder, and the locks pay");
        assertAllPaid();
    }

    function test_aSilentVerifierLosesItsLockWhateverTheVerdict() external {
        bytes32 id = sampledForTwo(rightResult());
        SeatView[] memory committee = audits.audit(id).seats;
        answer(id, committee[0].verifier, right);
        answer(id, committee[1].verifier, right);
        reveal(id, rightResult());
        revealAnswer(id, committee[0].verifier, right);
        passDeadline(id);
        audits.closeAudit(id);

        decide(disputes.claimIdOf(id, 0, Item.wrap(0)), right);

        assertState(id, JobState.Revealed);
        assertGained(committee[0].verifier, int256(REWARD), "right");
        assertGained(committee[1].verifier, -int256(AUDIT_LOCK), "silent");
        assertAllPaid();
    }

    function test_anAcquittedJobSettlesAfterItsWindow() external {
        (bytes32 id, bytes32 claimId) = disputed(rightResult(), wrong, right);
        decide(claimId, right);
        passDeadline(id);
        market.settleJob(id);
        assertState(id, JobState.Settled);
        assertEq(worth(provider), providerBefore - REWARD + P / 2 * 99 / 100, "paid by fuel, less the fee");
    }

    /* WITHOUT VERDICT */

    function test_aJuryThatCannotDecideVoidsTheJobAndIsPaidByTheAuditsFund() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), right, right);
        SeatView[] memory committee = audits.audit(id).seats;

        leaveUndecided(claimId);

        assertState(id, JobState.Void);
        assertClaim(claimId, ClaimState.Undecided);
        assertEq(worth(consumer), consumerBefore, "consumer's own money");
        assertEq(worth(provider), providerBefore - 3 * FULL_REWARD, "provider's, less what the jury is owed");
        assertGained(committee[0].verifier, 0, "verifier's own money");
        assertJurorsGained(claimId, int256(FULL_REWARD));
        assertAllPaid();
    }

    function test_aJuryThatNeverVotesVoidsTheJobAndOnlyTheSilentPay() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), right, right);
        seatJury(claimId);
        advance(claimId);
        advance(claimId);

        assertState(id, JobState.Void);
        assertEq(worth(provider), providerBefore, "provider's own money");
        assertJurorsGained(claimId, -int256(JURY_LOCK * 2 / 100));
        assertEq(market.burned(), 3 * (JURY_LOCK * 2 / 100), "burned");
        assertAllPaid();
    }

    function test_silentVerifiersPayAJuryThatCannotDecide() external {
        bytes32 id = sampledForTwo(rightResult());
        SeatView[] memory committee = audits.audit(id).seats;
        answer(id, committee[0].verifier, right);
        answer(id, committee[1].verifier, right);
        reveal(id, rightResult());
        revealAnswer(id, committee[0].verifier, right);
        passDeadline(id);
        audits.closeAudit(id);

        leaveUndecided(disputes.claimIdOf(id, 0, Item.wrap(0)));

        assertState(id, JobState.Void);
        assertEq(worth(provider), providerBefore, "provider's own money");
        assertEq(market.burned(), AUDIT_LOCK - 3 * FULL_REWARD, "rest of the lock");
        assertAllPaid();
    }

    /* WITH CHALLENGES */

    function test_theCommitteeIsTheFinderBeforeAnyChallenger() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), right, right);
        SeatView[] memory committee = audits.audit(id).seats;
        bytes32 second = challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()));

        decide(claimId, right);
        decide(second, outputOf(rightResult()));
        disputes.closeClaim(claimId);

        uint256 finders = (STAKE - 6 * FULL_REWARD) * 35 / 100;
        assertState(id, JobState.Open);
        assertEq(worth(challenger), 1000 * TOKEN, "bond");
        assertAtLeast(committee[0].verifier, FULL_REWARD + finders / 2);
        assertAtLeast(committee[1].verifier, FULL_REWARD + finders / 2);
        assertAllPaid();
    }

    function test_theLiarsLockWaitsForAJobStillChallenged() external {
        (bytes32 id, bytes32 claimId) = disputed(rightResult(), wrong, right);
        bytes32 sham = challenge(id, rightResult(), OUTPUT, keccak256("sham"));

        decide(claimId, right);

        assertState(id, JobState.Disputed);
        decide(sham, outputOf(rightResult()));
        assertState(id, JobState.Revealed);
        disputes.closeClaim(claimId);
        assertEq(worth(provider), providerBefore - REWARD + BOND - 3 * FULL_REWARD, "the sham's bond");
        assertEq(market.burned(), AUDIT_LOCK - 3 * FULL_REWARD, "rest of the lock");
        assertAllPaid();
    }

    function test_anUndecidedCommitteeDoesNotSaveWhoAChallengeConvicts() external {
        (bytes32 id, bytes32 claimId) = disputed(wrongResult(), right, right);
        bytes32 second = challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()));

        leaveUndecided(claimId);
        decide(second, outputOf(rightResult()));
        disputes.closeClaim(claimId);

        uint256 finder = (STAKE - 3 * FULL_REWARD) * 35 / 100;
        assertState(id, JobState.Open);
        assertEq(worth(provider), providerBefore - STAKE - 3 * FULL_REWARD, "S, and the undecided jury out of A");
        assertEq(worth(challenger), 1000 * TOKEN + finder, "finder");
        assertAllPaid();
    }

    function test_aColludingCommitteeIsCaughtByAnyChallenger() external {
        bytes32 id = answered(wrongResult(), wrong, wrong);
        audits.closeAudit(id);
        bytes32 claimId = challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()));

        decide(claimId, outputOf(rightResult()));

        assertState(id, JobState.Open);
        uint256 left = STAKE - 3 * FULL_REWARD;
        assertEq(worth(challenger), 1000 * TOKEN + left * 35 / 100, "finder");
        assertEq(worth(provider), providerBefore - STAKE - 2 * REWARD, "S, and what the audit was paid");
        assertAllPaid();
    }

    function test_aSecondDisputeDoesNotEndTheAuditAgain() external {
        (bytes32 id, bytes32 claimId) = disputed(rightResult(), wrong, right);
        decide(claimId, right);
        bytes32 second = challenge(id, rightResult(), OUTPUT, keccak256("no"));
        decide(second, outputOf(rightResult()));
        assertState(id, JobState.Revealed);
        assertEq(worth(provider), providerBefore - REWARD + BOND - 3 * FULL_REWARD, "once A, once the bond");
        assertAllPaid();
    }

    function test_whatPaysTheCommitteesJuryWaitsThroughASecondDispute() external {
        (bytes32 id, bytes32 claimId) = disputed(rightResult(), wrong, right);
        bytes32 sham = challenge(id, rightResult(), OUTPUT, keccak256("no"));
        judge(claimId, right);
        judge(sham, outputOf(rightResult()));
        advance(claimId);
        advance(sham);
        decide(
            challenge(id, rightResult(), Item.wrap(1), keccak256("no")), disputes.itemOf(rightResult(), Item.wrap(1))
        );

        disputes.closeClaim(claimId);

        assertEq(market.burned(), AUDIT_LOCK - 3 * FULL_REWARD, "the liar's lock paid the jury");
        assertAllPaid();
    }

    function test_anUndecidedSecondDisputeTakesNothingFromAnAuditThatEnded() external {
        (bytes32 id, bytes32 claimId) = disputed(rightResult(), wrong, right);
        decide(claimId, right);
        leaveUndecided(challenge(id, rightResult(), OUTPUT, keccak256("no")));
        assertState(id, JobState.Void);
        assertEq(worth(provider), providerBefore - REWARD, "what the audit was paid");
        assertEq(worth(challenger), 1000 * TOKEN - 3 * FULL_REWARD, "the jury's due");
        assertAllPaid();
    }

    /* HELPERS */

    function assertClaim(bytes32 claimId, ClaimState state) private view {
        assertEq(uint8(disputes.claim(claimId).state), uint8(state), "claim");
        assertTrue(disputes.claim(claimId).closed, "closed");
    }

    function assertGained(address account, int256 gained, string memory who) private view {
        assertTrue(int256(worth(account)) - int256(worthBefore[account]) == gained, who);
    }

    /// @dev Of one who may have earned as a juror too.
    function assertAtLeast(address account, uint256 gained) private view {
        assertTrue(worth(account) >= worthBefore[account] + gained, "finder");
    }

    function assertJurorsGained(bytes32 claimId, int256 gained) private view {
        for (uint8 i = 0; i < 3; i++) {
            assertGained(jury.seatOf(claimId, i).verifier, gained, "juror");
        }
    }
}
