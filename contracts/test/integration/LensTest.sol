// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge, ClaimState, Item, Phase, VoteCommitment, VoteReveal} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Action, JobView, Verb} from "../../src/types/Views.sol";
import {LensFixture} from "../support/LensFixture.sol";

/// @notice The whole view of a job, state by state: what it says can be done can be done in the next block, and nothing
/// else.
contract LensTest is LensFixture {
    Item private constant OUTPUT = Item.wrap(3);
    Item private constant EFFECTS = Item.wrap(4);

    /* STATES */

    function test_nothingIsKnownOfAJobThatWasNeverPosted() external view {
        JobView memory job = lens.job(SALT);
        assertEq(uint8(job.state), uint8(JobState.None), "state");
        assertEq(job.actions.length, 0, "actions");
    }

    function test_openIsMatchedOrCancelled() external {
        bytes32 id = open();
        assertEq(lens.job(id).deadline, market.terms(id).latestFinish, "deadline");
        check(id, verbs(Verb.CancelJob, Verb.Match));
    }

    function test_openExpires() external {
        bytes32 id = open();
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.CancelJob, Verb.Expire));
    }

    function test_runningIsCommittedByTheProvider() external {
        bytes32 id = running();
        JobView memory job = lens.job(id);
        assertEq(job.provider, provider, "provider");
        assertEq(job.marketNode, node, "market node");
        assertEq(job.fullPrice, 2 * TOKEN, "P");
        assertEq(job.stake, STAKE, "S");
        assertEq(job.reward, FULL_REWARD, "r at the fuel limit");
        assertEq(job.actions[0].by, provider, "by");
        check(id, verbs(Verb.Commit));
    }

    function test_lateRunningIsReassigned() external {
        bytes32 id = running();
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.Reassign));
    }

    function test_committedWaitsForItsSeedBlock() external {
        bytes32 id = committed(rightResult());
        assertEq(lens.job(id).seedBlock, block.number + 8, "seed block");
        assertEq(lens.job(id).deadline, 0, "no deadline");
        vm.roll(block.number + 7);
        check(id, verbs());
    }

    function test_committedIsDrawnFromTheBlockAfterItsSeedBlock() external {
        bytes32 id = committed(rightResult());
        vm.roll(lens.job(id).seedBlock);
        check(id, verbs(Verb.Draw));
    }

    function test_committedThatTheDrawSparesIsRevealedAtOnce() external {
        check(spared(), verbs(Verb.Draw, Verb.Reveal));
    }

    function test_clearIsRevealedByTheProvider() external {
        bytes32 id = spared();
        market.drawJob(id, 0);
        assertState(id, JobState.Clear);
        check(id, verbs(Verb.Reveal));
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.Reassign));
    }

    function test_auditCommitIsSeated() external {
        bytes32 id = sampled(rightResult());
        check(id, verbs());
        vm.roll(lens.job(id).seedBlock);
        check(id, verbs(Verb.Seat));
    }

    function test_theCommitteeCommits() external {
        bytes32 id = seated(rightResult());
        JobView memory job = lens.job(id);
        assertEq(job.deadline, audits.audit(id).deadline, "deadline");
        assertEq(job.seedBlock, 0, "no seed block");
        assertEq(job.actions[2].by, job.seats[1].verifier, "by");
        check(id, verbs(Verb.CommitAnswer, Verb.DeclareUnable, Verb.CommitAnswer, Verb.DeclareUnable));
        answer(id, 0, right);
        check(id, verbs(Verb.CommitAnswer, Verb.DeclareUnable));
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.ReplaceNoShows));
    }

    function test_theProviderRevealsAndTheCommitteeMay() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        check(id, verbs(Verb.Reveal, Verb.RevealAnswer, Verb.RevealAnswer));
        revealAnswer(id, 0, right);
        check(id, verbs(Verb.Reveal, Verb.RevealAnswer));
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.Condemn));
    }

    function test_theCommitteeRevealsAndTheAuditCloses() external {
        bytes32 id = providerRevealed(rightResult(), right);
        check(id, verbs(Verb.RevealAnswer, Verb.RevealAnswer));
        revealAnswer(id, 0, right);
        uint256 snapshot = vm.snapshotState();
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.CloseAudit));
        vm.revertToState(snapshot);
        revealAnswer(id, 1, right);
        check(id, verbs(Verb.CloseAudit));
    }

    function test_revealedIsChallengedAndThenSettled() external {
        bytes32 id = revealed();
        assertEq(lens.job(id).resultRoot, bytes22(right), "root");
        assertEq(lens.job(id).fuelUsed, 1e9, "fuel");
        assertEq(uint8(lens.job(id).auditPhase), uint8(Phase.Closed), "audit");
        check(id, verbs(Verb.Challenge));
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.Settle));
    }

    function test_heldIsNotSettled() external {
        bytes32 id = revealed();
        vm.prank(address(demands));
        market.hold(id);
        vm.warp(lens.job(id).deadline);
        check(id, verbs());
    }

    function test_nothingCanBeDoneOnceFinal() external {
        bytes32 id = auditedCleanly();
        assertEq(lens.job(id).provider, address(0), "provider");
        check(id, verbs());
    }

    /* DISPUTES */

    function test_aDisputeWaitsForItsJury() external {
        bytes32 id = challenged();
        assertEq(lens.job(id).claims.length, 1, "claims");
        assertEq(lens.job(id).seedBlock, block.number + 8, "seed block");
        check(id, verbs(Verb.Challenge));
        vm.roll(lens.job(id).seedBlock);
        check(id, verbs(Verb.Challenge, Verb.SeatJury));
    }

    function test_aDisputeOutlivesItsChallengeWindow() external {
        bytes32 id = challenged();
        vm.warp(market.terms(id).deadline);
        check(id, verbs());
    }

    function test_jurorsCommitAndReveal() external {
        bytes32 id = challenged();
        bytes32 claimId = seatJury(id);
        uint256 jurors = jury.juryOf(claimId).seats.length;
        assertEq(lens.job(id).actions.length, 2 * jurors + 1, "two verbs for each, and the next challenge");
        assertEq(lens.job(id).deadline, jury.juryOf(claimId).deadline, "deadline");
        check(id);

        vote(claimId, 0);
        assertEq(lens.job(id).actions.length, 2 * jurors - 1, "one has committed");
        check(id);
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.Challenge, Verb.AdvanceJury));

        vm.warp(block.timestamp + 1);
        jury.advanceJury(claimId);
        check(id, verbs(Verb.Challenge, Verb.RevealVote));
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.AdvanceJury));
    }

    function test_aFindingIsAppealedOrStands() external {
        bytes32 id = challenged();
        bytes32 claimId = unanimous(id);
        assertEq(uint8(jury.juryOf(claimId).phase), uint8(Phase.Appealable), "phase");
        vm.warp(market.terms(id).deadline);
        check(id, verbs(Verb.Appeal));
        vm.warp(lens.job(id).deadline);
        check(id, verbs(Verb.AdvanceJury));
    }

    function test_anAppealWaitsForItsJury() external {
        bytes32 id = challenged();
        bytes32 claimId = unanimous(id);
        vm.prank(stranger);
        jury.appeal(claimId);
        vm.warp(market.terms(id).deadline);
        check(id, verbs());
        vm.roll(lens.job(id).seedBlock);
        check(id, verbs(Verb.SeatJury));
    }

    function test_aDecidedClaimIsClosedOnceTheJobIsDecided() external {
        bytes32 id = challenged();
        challenge(id, EFFECTS);
        JobView memory job = lens.job(id);
        decideForProvider(job.claims[0].id);
        assertEq(uint8(lens.job(id).claims[0].state), uint8(ClaimState.Rejected), "decided");
        assertState(id, JobState.Disputed);
        for (uint256 i = 0; i < lens.job(id).actions.length; i++) {
            assertTrue(lens.job(id).actions[i].verb != Verb.CloseClaim, "not while the other is open");
        }

        decideForProvider(job.claims[1].id);
        assertState(id, JobState.Revealed);
        vm.warp(market.terms(id).deadline);
        check(id, verbs(Verb.Settle, Verb.CloseClaim));
    }

    /* HELPERS: JOBS */

    /// @dev Committed, and its seed block says that it is not sampled.
    function spared() private returns (bytes32 id) {
        earnHistory();
        id = committed(rightResult());
        vm.roll(lens.job(id).seedBlock + 1);
        for (uint256 i = 0; market.wouldSample(id, 0); i++) {
            randomness.choose(keccak256(abi.encode(i)));
        }
    }

    function revealed() private returns (bytes32 id) {
        id = providerRevealed(rightResult(), right);
        revealAll(id, right);
        audits.closeAudit(id);
    }

    function challenged() private returns (bytes32 id) {
        id = revealed();
        challenge(id, OUTPUT);
    }

    function challenge(bytes32 id, Item item) private {
        challengeAs(stranger, Challenge(id, rightResult(), item, FINDING, SALT));
    }

    /* HELPERS: JURIES */

    function seatJury(bytes32 id) private returns (bytes32 claimId) {
        claimId = lens.job(id).claims[0].id;
        vm.roll(jury.juryOf(claimId).seedBlock + 1);
        jury.seatJury(claimId);
    }

    function vote(bytes32 claimId, uint8 number) private {
        address juror = jury.seatOf(claimId, number).verifier;
        uint8 round = jury.juryOf(claimId).round;
        bytes32 commitment = jury.voteCommitmentOf(claimId, round, claimed(claimId), SALT, juror);
        vm.prank(juror);
        jury.commitVote(VoteCommitment(claimId, number, commitment));
    }

    /// @dev All say that the provider is right.
    function unanimous(bytes32 id) private returns (bytes32 claimId) {
        claimId = seatJury(id);
        uint256 jurors = jury.juryOf(claimId).seats.length;
        for (uint8 i = 0; i < jurors; i++) {
            vote(claimId, i);
        }
        for (uint8 i = 0; i < jurors; i++) {
            address juror = jury.seatOf(claimId, i).verifier;
            bytes32 finding = claimed(claimId);
            vm.prank(juror);
            jury.revealVote(VoteReveal(claimId, i, finding, SALT));
        }
    }

    function decideForProvider(bytes32 claimId) private {
        bytes32 verdict = claimed(claimId);
        vm.prank(address(jury));
        disputes.decide(claimId, verdict);
    }

    /* HELPERS: ACTIONS */

    function check(bytes32 id, Verb[] memory expected) private {
        Action[] memory actions = lens.job(id).actions;
        assertEq(actions.length, expected.length, "number of actions");
        for (uint256 i = 0; i < actions.length; i++) {
            assertEq(uint8(actions[i].verb), uint8(expected[i]), "verb");
        }
        check(id);
    }

    /// @dev Each action listed works in the next block, and no verb that is not listed does.
    function check(bytes32 id) private {
        JobView memory job = lens.job(id);
        for (uint8 v = 0; v <= uint8(type(Verb).max); v++) {
            checkVerb(job, id, Verb(v));
        }
    }

    function checkVerb(JobView memory job, bytes32 id, Verb verb) private {
        bool listed = false;
        for (uint256 i = 0; i < job.actions.length; i++) {
            Action memory action = job.actions[i];
            if (action.verb == verb) {
                listed = true;
                address by = action.by == address(0) ? stranger : action.by;
                assertTrue(works(job, id, verb, by, action.claimId), "can be done");
            }
        }
        if (!listed) {
            bytes32 claimId = job.claims.length == 0 ? bytes32(0) : job.claims[0].id;
            assertTrue(!works(job, id, verb, likely(job, verb), claimId), "cannot be done");
        }
    }

    /// @dev Who would do it, if it could be done.
    function likely(JobView memory job, Verb verb) private view returns (address) {
        if (verb == Verb.CancelJob) {
            return consumer;
        }
        if (verb == Verb.Commit) {
            return provider;
        }
        bool answers = verb == Verb.CommitAnswer || verb == Verb.DeclareUnable || verb == Verb.RevealAnswer;
        if (answers && job.seats.length != 0) {
            return job.seats[0].verifier;
        }
        bool votes = verb == Verb.CommitVote || verb == Verb.RevealVote;
        if (votes && job.claims.length != 0 && job.claims[0].jury.seats.length != 0) {
            return job.claims[0].jury.seats[0].verifier;
        }
        return stranger;
    }

    function works(JobView memory job, bytes32 id, Verb verb, address by, bytes32 claimId) private returns (bool done) {
        (address target, bytes memory call) = callOf(job, id, verb, by, claimId);
        uint256 snapshot = vm.snapshotState();
        vm.roll(block.number + 1);
        vm.warp(block.timestamp + 1);
        vm.prank(by);
        (done,) = target.call(call);
        vm.revertToState(snapshot);
    }

    function verbs() private pure returns (Verb[] memory list) {
        list = new Verb[](0);
    }

    function verbs(Verb a) private pure returns (Verb[] memory list) {
        list = new Verb[](1);
        list[0] = a;
    }

    function verbs(Verb a, Verb b) private pure returns (Verb[] memory list) {
        list = new Verb[](2);
        (list[0], list[1]) = (a, b);
    }

    function verbs(Verb a, Verb b, Verb c) private pure returns (Verb[] memory list) {
        list = new Verb[](3);
        (list[0], list[1], list[2]) = (a, b, c);
    }

    function verbs(Verb a, Verb b, Verb c, Verb d) private pure returns (Verb[] memory list) {
        list = new Verb[](4);
        (list[0], list[1], list[2], list[3]) = (a, b, c, d);
    }
}
