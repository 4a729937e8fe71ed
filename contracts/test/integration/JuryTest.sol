// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatched} from "../../src/interfaces/IBatched.sol";
import {IJury} from "../../src/interfaces/IJury.sol";
import {Phase, SeatStatus, SeatView, Step, VoteCommitment, VoteReveal} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {JuryView} from "../../src/types/Views.sol";
import {JuryFixture} from "../support/JuryFixture.sol";

/// @notice Juries: seating, voting, and how a round ends.
contract JuryTest is JuryFixture {
    /* SEATING */

    function test_onlyDisputesOpensAndSettles() external {
        Step memory step;
        vm.expectRevert(IJury.OnlyDisputes.selector);
        jury.open(claimId, step);
        vm.expectRevert(IJury.OnlyDisputes.selector);
        jury.settle(claimId, 0);
    }

    function test_refusesToSeatBeforeTheSeedBlockIsMined() external {
        vm.roll(jury.juryOf(claimId).seedBlock);
        vm.expectRevert(IJury.TooEarly.selector);
        jury.seatJury(claimId);
    }

    function test_refusesToSeatTwice() external {
        seatJury(claimId);
        vm.expectRevert(IJury.WrongState.selector);
        jury.seatJury(claimId);
    }

    function test_aForgottenHashGetsANewSeedBlock() external {
        randomness.choose(0);
        seatJury(claimId);
        assertPhase(Phase.Seating);
        assertEq(jury.juryOf(claimId).seedBlock, block.number + 8, "seed block");
    }

    function test_forgottenWeightsGetANewSeedBlock() external {
        vm.warp(block.timestamp + 2 days);
        seatJury(claimId);
        assertPhase(Phase.Seating);
        seatJury(claimId);
        assertPhase(Phase.Committing);
    }

    function test_threeSeatsAreDrawnEachWithALockOfEightRewards() external {
        seatJury(claimId);
        JuryView memory view_ = jury.juryOf(claimId);
        assertEq(view_.seats.length, 3, "seats");
        assertEq(view_.lock, JURY_LOCK, "lock");
        assertEq(view_.deadline, block.timestamp + 10 minutes + 3 * 60, "deadline");
        for (uint256 i = 0; i < 3; i++) {
            assertEq(stakes.verifier(view_.seats[i].verifier).locked, JURY_LOCK, "locked");
            assertEq(uint8(view_.seats[i].status), uint8(SeatStatus.Waiting), "waits");
        }
    }

    function test_partiesAndTheClaimantAreNeverDrawn() external {
        address[4] memory interested = [provider, consumer, node, challenger];
        for (uint256 i = 0; i < 4; i++) {
            fund(interested[i], 100_000 * TOKEN);
            vm.prank(interested[i]);
            stakes.bond(100_000 * TOKEN);
        }
        judge(claimId, right);
        appeal(claimId, stranger);
        judge(claimId, right);
        appeal(claimId, stranger);
        seatJury(claimId);
        for (uint256 i = 0; i < 4; i++) {
            assertEq(stakes.verifier(interested[i]).locked, 0, "drawn");
        }
    }

    function test_earlierJurorsAreDrawnOnlyWhenNobodyElseIsLeft() external {
        judge(claimId, right);
        appeal(claimId, stranger);
        judge(claimId, right);
        appeal(claimId, stranger);
        SeatView[] memory seats = jury.juryOf(claimId).seats;
        assertEq(seats.length, 10, "seats");
        for (uint256 i = 3; i < 10; i++) {
            assertTrue(!sits(seats, 3, seats[i].verifier), "seated again");
        }
        seatJury(claimId);
        assertEq(jury.juryOf(claimId).seats.length, 10 + verifiers.length, "all, for want of 31");
    }

    function test_roundsDrawFromTheirOwnSeeds() external {
        judge(claimId, right);
        uint256 first = jury.juryOf(claimId).seedBlock;
        appeal(claimId, stranger);
        assertTrue(jury.juryOf(claimId).seedBlock > first, "own block");
    }

    function test_aRoundThatNobodyCanJudgeEndsWithoutFinding() external {
        retireVerifiers();
        seatJury(claimId);
        assertPhase(Phase.Appealable);
        assertEq(jury.juryOf(claimId).finding, 0, "finding");
        advance(claimId);
        assertState(id, JobState.Void);
        assertEq(worth(challenger), 1000 * TOKEN, "nobody to pay");
        assertAllPaid();
    }

    /* COMMITTING */

    function test_refusesToCommitBeforeSeating() external {
        vm.expectRevert(IJury.WrongState.selector);
        jury.commitVote(VoteCommitment(claimId, 0, SALT));
    }

    function test_refusesALateCommitment() external {
        seatJury(claimId);
        vm.warp(uint256(jury.juryOf(claimId).deadline) + 1);
        refuseCommit(0, jurorOf(0), SALT, IJury.TooLate.selector);
    }

    function test_refusesWhoIsNotSeated() external {
        seatJury(claimId);
        refuseCommit(0, stranger, SALT, IJury.NotSeated.selector);
        refuseCommit(0, jurorOf(1), SALT, IJury.NotSeated.selector);
        refuseCommit(3, jurorOf(0), SALT, IJury.NotSeated.selector);
    }

    function test_refusesASecondCommitment() external {
        seatJury(claimId);
        commitVote(claimId, 0, right);
        refuseCommit(0, jurorOf(0), SALT, IJury.NotSeated.selector);
    }

    function test_refusesAnEarlierRoundsJuror() external {
        seatJury(claimId);
        commitVote(claimId, 0, right);
        advance(claimId);
        revealVote(claimId, 0, right);
        appeal(claimId, stranger);
        seatJury(claimId);
        refuseCommit(1, jurorOf(1), SALT, IJury.NotSeated.selector);
    }

    function test_refusesAnEmptyCommitment() external {
        seatJury(claimId);
        refuseCommit(0, jurorOf(0), bytes32(uint256(1)), IJury.EmptyCommitment.selector);
    }

    function test_theLastCommitmentOpensTheReveals() external {
        seatJury(claimId);
        commitVote(claimId, 0, right);
        commitVote(claimId, 1, right);
        assertPhase(Phase.Committing);
        declareUnable(2);
        assertPhase(Phase.Revealing);
        assertEq(jury.juryOf(claimId).deadline, block.timestamp + 10 minutes, "deadline");
    }

    function test_refusesToDeclareWhatIsCommittedOrLate() external {
        seatJury(claimId);
        commitVote(claimId, 0, right);
        address juror = jurorOf(0);
        vm.prank(juror);
        vm.expectRevert(IJury.NotSeated.selector);
        jury.declareUnableToJudge(claimId, 0);
        vm.warp(uint256(jury.juryOf(claimId).deadline) + 1);
        juror = jurorOf(1);
        vm.prank(juror);
        vm.expectRevert(IJury.TooLate.selector);
        jury.declareUnableToJudge(claimId, 1);
    }

    function test_ifNobodyCouldRunItTheRoundEndsAndNobodyPays() external {
        seatJury(claimId);
        for (uint8 i = 0; i < 3; i++) {
            declareUnable(i);
        }
        assertPhase(Phase.Appealable);
        advance(claimId);
        assertState(id, JobState.Void);
        assertEq(market.burned(), 0, "burned");
        assertAllPaid();
    }

    /* REVEALING */

    function test_refusesToRevealWhileOthersCommit() external {
        seatJury(claimId);
        commitVote(claimId, 0, right);
        refuseReveal(0, jurorOf(0), right, SALT, IJury.WrongState.selector);
    }

    function test_refusesALateReveal() external {
        allCommit(right);
        vm.warp(uint256(jury.juryOf(claimId).deadline) + 1);
        refuseReveal(0, jurorOf(0), right, SALT, IJury.TooLate.selector);
    }

    function test_refusesARevealByWhoDidNotCommitOrDidReveal() external {
        seatJury(claimId);
        commitVote(claimId, 0, right);
        commitVote(claimId, 1, right);
        advance(claimId);
        refuseReveal(2, jurorOf(2), right, SALT, IJury.NotSeated.selector);
        revealVote(claimId, 0, right);
        refuseReveal(0, jurorOf(0), right, SALT, IJury.NotSeated.selector);
    }

    function test_refusesARevealThatDoesNotOpenTheCommitment() external {
        allCommit(right);
        refuseReveal(0, jurorOf(0), wrong, SALT, IJury.WrongReveal.selector);
        refuseReveal(0, jurorOf(0), right, keccak256("pepper"), IJury.WrongReveal.selector);
    }

    function test_refusesAnEmptyFinding() external {
        allCommit(bytes32(uint256(1)));
        refuseReveal(0, jurorOf(0), bytes32(uint256(1)), SALT, IJury.EmptyCommitment.selector);
    }

    /// @dev Peers' commitments are hashes of the answer alone: whoever waits copies them.
    function test_aCopiedCommitmentOpensForNobodyElse() external {
        seatJury(claimId);
        commitVote(claimId, 0, right);
        bytes32 copied = jury.voteCommitmentOf(claimId, 0, right, SALT, jurorOf(0));
        address copier = jurorOf(1);
        vm.prank(copier);
        jury.commitVote(VoteCommitment(claimId, 1, copied));
        commitVote(claimId, 2, right);
        refuseReveal(1, copier, right, SALT, IJury.WrongReveal.selector);
    }

    function test_theLastRevealEndsTheRound() external {
        judge(claimId, right);
        assertPhase(Phase.Appealable);
        assertEq(jury.juryOf(claimId).finding, right & ~bytes32(uint256(0xff)), "finding");
        assertEq(jury.juryOf(claimId).deadline, block.timestamp + 5 minutes, "deadline");
    }

    /* ADVANCING */

    function test_refusesToAdvanceBeforeTheDeadline() external {
        seatJury(claimId);
        refuseAdvance(IJury.TooEarly.selector);
        for (uint8 i = 0; i < 3; i++) {
            commitVote(claimId, i, right);
        }
        refuseAdvance(IJury.TooEarly.selector);
        for (uint8 i = 0; i < 3; i++) {
            revealVote(claimId, i, right);
        }
        refuseAdvance(IJury.TooEarly.selector);
    }

    function test_refusesToAdvanceWhatIsNotSeatedOrClosedOrNever() external {
        refuseAdvance(IJury.WrongState.selector);
        decide(claimId, right);
        refuseAdvance(IJury.WrongState.selector);
        claimId = keccak256("never");
        refuseAdvance(IJury.WrongState.selector);
    }

    function test_aSilentJuryEndsWithoutFinding() external {
        seatJury(claimId);
        advance(claimId);
        assertPhase(Phase.Appealable);
        advance(claimId);
        assertState(id, JobState.Void);
        assertEq(market.burned(), 3 * (JURY_LOCK * 2 / 100), "three no-shows");
        assertAllPaid();
    }

    function test_whoNeverRevealsCannotStopTheRound() external {
        allCommit(right);
        revealVote(claimId, 0, right);
        revealVote(claimId, 1, right);
        address silent = jurorOf(2);
        advance(claimId);
        advance(claimId);
        assertState(id, JobState.Open);
        assertEq(worth(silent), worthBefore[silent] - JURY_LOCK, "the whole lock");
        assertAllPaid();
    }

    function test_whoNeverRevealedIsNotWaitedForInTheNextRound() external {
        allCommit(right);
        advance(claimId);
        appeal(claimId, stranger);
        judge(claimId, right);
        assertPhase(Phase.Appealable);
    }

    function test_batchesSkipWhatIsRefused() external {
        seatJury(claimId);
        address juror = jurorOf(0);
        bytes32 commitment = jury.voteCommitmentOf(claimId, 0, right, SALT, juror);
        bytes[] memory verbs = new bytes[](2);
        verbs[0] = abi.encodeCall(IJury.commitVote, (VoteCommitment(claimId, 1, commitment)));
        verbs[1] = abi.encodeCall(IJury.commitVote, (VoteCommitment(claimId, 0, commitment)));
        vm.expectEmit(address(jury));
        emit IBatched.Skipped(0, IJury.NotSeated.selector);
        vm.prank(juror);
        jury.batch(verbs);
        assertEq(uint8(jury.seatOf(claimId, 0).status), uint8(SeatStatus.Committed), "committed");
    }

    /* HELPERS */

    function retireVerifiers() private {
        for (uint256 i = 0; i < verifiers.length; i++) {
            uint256 free = stakes.verifier(verifiers[i]).free;
            vm.prank(verifiers[i]);
            stakes.unbond(free);
        }
    }

    function sits(SeatView[] memory seats, uint256 count, address verifier) private pure returns (bool) {
        for (uint256 i = 0; i < count; i++) {
            if (seats[i].verifier == verifier) {
                return true;
            }
        }
        return false;
    }

    function allCommit(bytes32 finding) private {
        seatJury(claimId);
        for (uint8 i = 0; i < 3; i++) {
            commitVote(claimId, i, finding);
        }
    }

    function refuseCommit(uint8 number, address juror, bytes32 commitment, bytes4 reason) private {
        vm.prank(juror);
        vm.expectRevert(reason);
        jury.commitVote(VoteCommitment(claimId, number, commitment));
    }

    function refuseReveal(uint8 number, address juror, bytes32 finding, bytes32 salt, bytes4 reason) private {
        vm.prank(juror);
        vm.expectRevert(reason);
        jury.revealVote(VoteReveal(claimId, number, finding, salt));
    }

    function refuseAdvance(bytes4 reason) private {
        vm.expectRevert(reason);
        jury.advanceJury(claimId);
    }

    function assertPhase(Phase phase) private view {
        assertEq(uint8(jury.juryOf(claimId).phase), uint8(phase), "phase");
    }
}
