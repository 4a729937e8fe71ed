// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {IBatched} from "../../src/interfaces/IBatched.sol";
import {IDemands} from "../../src/interfaces/IDemands.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {SeatStatus, SeatView} from "../../src/types/Answers.sol";
import {Blob, DemandAnswer, DemandState, DemandView} from "../../src/types/Demands.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, Result} from "../../src/types/Orders.sol";
import {Chunks} from "../support/Chunks.sol";
import {DisputeFixture} from "../support/DisputeFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Demands for data that nobody off chain hands out.
contract DemandTest is DisputeFixture {
    uint256 private constant FEE = TOKEN / 100;
    uint256 private constant LATE_FEE = P / 5;

    bytes[] private module = Chunks.random(5, 1);
    bytes[] private input = Chunks.random(1, 2);
    bytes[] private output = Chunks.random(3, 3);

    Job private order;

    /* DEMANDING FOR AN AUDIT */

    function test_refusesToDemandOutsideAnAudit() external {
        bytes32 id = runningWithData();
        refuseForAudit(stranger, Blob.Module, 0, 0, IDemands.WrongState.selector);
        assertState(id, JobState.Running);
    }

    function test_refusesWhoIsNotSeatedToAudit() external {
        bytes32 id = seatedWithData();
        refuseForAudit(stranger, Blob.Module, 0, 0, IDemands.NotSeated.selector);
        refuseForAudit(verifierOf(id, 0), Blob.Module, 0, 1, IDemands.NotSeated.selector);
    }

    function test_refusesAVerifierThatHasCommitted() external {
        bytes32 id = seatedWithData();
        answer(id, verifierOf(id, 0), keccak256("answer"));
        refuseForAudit(verifierOf(id, 0), Blob.Module, 0, 0, IDemands.NotSeated.selector);
    }

    function test_refusesToDemandAnOutputNobodyRevealed() external {
        bytes32 id = seatedWithData();
        refuseForAudit(verifierOf(id, 0), Blob.Output, 0, 0, IDemands.WrongChunk.selector);
    }

    function test_refusesAnotherOrder() external {
        bytes32 id = seatedWithData();
        order.work.chunks = keccak256("other chunks");
        refuseForAudit(verifierOf(id, 0), Blob.Module, 0, 0, IDemands.WrongState.selector);
    }

    function test_refusesTheSameDemandTwice() external {
        bytes32 id = seatedWithData();
        demandForAudit(id, Blob.Module, 0);
        refuseForAudit(verifierOf(id, 1), Blob.Module, 0, 1, IDemands.AlreadyDemanded.selector);
    }

    function test_refusesADemandAfterTheTimeToCommit() external {
        bytes32 id = seatedWithData();
        passDeadline(id);
        refuseForAudit(verifierOf(id, 0), Blob.Module, 0, 0, IAudits.TooLate.selector);
    }

    function test_refusesADemandWithoutMoneyForItsFee() external {
        bytes32 id = seatedWithData();
        address verifier = verifierOf(id, 0);
        uint256 balance = market.balanceOf(verifier);
        vm.prank(verifier);
        market.withdraw(balance);
        refuseForAudit(verifier, Blob.Module, 0, 0, ILedger.BalanceTooSmall.selector);
    }

    function test_aDemandPrepaysItsFeeAndGivesTheCommitteeTime() external {
        bytes32 id = seatedWithData();
        address verifier = verifierOf(id, 0);
        uint256 before = worth(verifier);

        DemandView memory demand = demands.demand(demandForAudit(id, Blob.Module, 3));

        assertEq(worth(verifier), before - FEE, "fee");
        assertEq(market.balanceOf(address(demands)), FEE, "held");
        assertEq(uint8(demand.state), uint8(DemandState.Open), "open");
        assertEq(demand.deadline, block.timestamp + 10 minutes, "the provider's");
        assertEq(audits.audit(id).deadline, block.timestamp + 20 minutes, "the committee's");
    }

    function test_nobodyHoldsUpAnAuditByDemandingOnAndOn() external {
        bytes32 id = seatedWithData();
        address verifier = verifierOf(id, 0);
        uint256 first = block.timestamp;
        answerIt(demandForAudit(id, Blob.Module, 0), module, 0, 5);
        vm.warp(first + 20 minutes);
        answerIt(demandForAudit(id, Blob.Module, 1), module, 1, 5);
        vm.warp(first + 20 minutes + 1);
        refuseForAudit(verifier, Blob.Module, 2, 0, IDemands.TooLate.selector);
        assertEq(audits.audit(id).deadline, first + 40 minutes, "the last extension");
    }

    function test_whoReplacesNoShowsHasItsOwnTimeToDemand() external {
        bytes32 id = seatedWithData();
        answerIt(demandForAudit(id, Blob.Module, 0), module, 0, 5);
        vm.warp(block.timestamp + 30 minutes);
        audits.replaceNoShowsOf(id);
        seat(id);
        address replacement = verifierOf(id, 2);
        vm.prank(replacement);
        demands.demandForAudit(order, Blob.Module, 1, 2);
        assertEq(demands.demand(demands.demandIdOf(id, 0, Blob.Module, 1)).demander, replacement, "demander");
    }

    /* DEMANDING FOR A JURY */

    function test_aSeatedJurorDemandsWhatItMustRun() external {
        (bytes32 id, bytes32 claimId) = challengedWithData();
        seatJury(claimId);
        address juror = jury.seatOf(claimId, 0).verifier;
        vm.prank(juror);
        demands.demandForJury(order, Blob.Input, 0, claimId, 0);
        assertEq(demands.demand(demands.demandIdOf(id, 0, Blob.Input, 0)).demander, juror, "demander");
    }

    function test_refusesWhoIsNoJurorOfThatClaim() external {
        (, bytes32 claimId) = challengedWithData();
        seatJury(claimId);
        vm.expectRevert(IDemands.NotSeated.selector);
        demands.demandForJury(order, Blob.Input, 0, claimId, 0);
        address juror = jury.seatOf(claimId, 0).verifier;
        vm.prank(juror);
        vm.expectRevert(IDemands.NotSeated.selector);
        demands.demandForJury(order, Blob.Input, 0, keccak256("another claim"), 0);
        commitVote(claimId, 0, keccak256("vote"));
        vm.prank(juror);
        vm.expectRevert(IDemands.NotSeated.selector);
        demands.demandForJury(order, Blob.Input, 0, claimId, 0);
    }

    function test_refusesAJurorOfAnotherJob() external {
        (, bytes32 claimId) = challengedRightly();
        seatJury(claimId);
        challengedWithData();
        address juror = jury.seatOf(claimId, 0).verifier;
        vm.prank(juror);
        vm.expectRevert(IDemands.NotSeated.selector);
        demands.demandForJury(order, Blob.Input, 0, claimId, 0);
    }

    function test_refusesAJurorsDemandOutsideADispute() external {
        runningWithData();
        vm.expectRevert(IDemands.WrongState.selector);
        demands.demandForJury(order, Blob.Input, 0, keccak256("claim"), 0);
    }

    function test_refusesAJurorsDemandForTheOutput() external {
        (, bytes32 claimId) = challengedWithData();
        seatJury(claimId);
        address juror = jury.seatOf(claimId, 0).verifier;
        vm.prank(juror);
        vm.expectRevert(IDemands.WrongChunk.selector);
        demands.demandForJury(order, Blob.Output, 0, claimId, 0);
    }

    /* DEMANDING AN OUTPUT */

    function test_refusesToDemandAnOutputBeforeItsReveal() external {
        bytes32 id = runningWithData();
        refuseOutput(id, resultWithData(), IDemands.WrongState.selector);
    }

    function test_refusesToDemandAnOutputAfterTheWindow() external {
        bytes32 id = revealedWithData();
        passDeadline(id);
        refuseOutput(id, resultWithData(), IDemands.TooLate.selector);
    }

    function test_refusesToDemandAnotherOutput() external {
        bytes32 id = revealedWithData();
        refuseOutput(id, rightResult(), IDemands.WrongResult.selector);
    }

    function test_aDemandedOutputHoldsTheSettlement() external {
        bytes32 id = revealedWithData();
        bytes32 demandId = demandOutput(id, 1);
        vm.warp(block.timestamp + 5 minutes);
        answerIt(demandId, output, 1, 3);
        passDeadline(id);
        market.settleJob(id);
        assertState(id, JobState.Settled);
    }

    function test_aHeldJobDoesNotSettle() external {
        bytes32 id = revealedWithData();
        demandOutput(id, 1);
        passDeadline(id);
        vm.expectRevert(IMarket.JobIsHeld.selector);
        market.settleJob(id);
    }

    /* ANSWERING */

    function test_refusesToAnswerWhatNobodyDemanded() external {
        bytes32 id = seatedWithData();
        refuseAnswer(answerOf(demands.demandIdOf(id, 0, Blob.Module, 0), module, 0, 5), IDemands.WrongState.selector);
    }

    function test_refusesASecondAnswer() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        answerIt(demandId, module, 0, 5);
        refuseAnswer(answerOf(demandId, module, 0, 5), IDemands.WrongState.selector);
    }

    function test_refusesALateAnswer() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        vm.warp(block.timestamp + 10 minutes + 1);
        refuseAnswer(answerOf(demandId, module, 0, 5), IDemands.TooLate.selector);
    }

    function test_refusesAnAnswerByAnybodyButTheProvider() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        DemandAnswer memory answer_ = answerOf(demandId, module, 0, 5);
        vm.prank(stranger);
        vm.expectRevert(IDemands.NotYours.selector);
        demands.answerDemand(answer_);
    }

    function test_refusesAnotherChunk() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        refuseAnswer(answerOf(demandId, module, 1, 5), IDemands.WrongChunk.selector);
    }

    function test_refusesAnotherBlob() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        refuseAnswer(answerOf(demandId, input, 0, 1), IDemands.WrongChunk.selector);
    }

    function test_refusesRootsThatTheJobDoesNotName() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        DemandAnswer memory answer_ = answerOf(demandId, input, 0, 1);
        answer_.moduleChunks = Chunks.root(input);
        refuseAnswer(answer_, IDemands.WrongChunk.selector);
    }

    function test_refusesABlobWithoutChunks() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        refuseAnswer(answerOf(demandId, module, 0, 0), IDemands.WrongChunk.selector);
    }

    function test_refusesAChunkOfMoreThanSixteenKibibytes() external {
        input[0] = new bytes(16 * 1024 + 1);
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Input, 0);
        refuseAnswer(answerOf(demandId, input, 0, 1), IDemands.WrongChunk.selector);
    }

    function test_refusesASizeThatAnEarlierAnswerBelied() external {
        bytes32 id = seatedWithData();
        answerIt(demandForAudit(id, Blob.Module, 0), module, 0, 5);
        bytes32 demandId = demandForAudit(id, Blob.Module, 3);
        // Of five chunks the last has the path of the second of two.
        refuseAnswer(answerOf(demandId, module, 4, 2), IDemands.WrongChunk.selector);
        answerIt(demandId, module, 3, 5);
    }

    function test_aFalseSizeIsCaughtByTheNextDemand() external {
        bytes32 id = seatedWithData();
        answerIt(demandForAudit(id, Blob.Module, 3), module, 4, 2);
        bytes32 demandId = demandForAudit(id, Blob.Module, 0);
        for (uint256 i = 0; i < 5; i++) {
            refuseAnswer(answerOf(demandId, module, i, 2), IDemands.WrongChunk.selector);
        }
        vm.warp(block.timestamp + 10 minutes + 1);
        demands.closeDemand(demandId);
        assertState(id, JobState.Open);
    }

    function test_anAnswerEarnsTheFee() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 4);
        uint256 before = worth(provider);
        answerIt(demandId, module, 4, 5);
        assertEq(worth(provider), before + FEE, "fee");
        assertEq(uint8(demands.demand(demandId).state), uint8(DemandState.Answered), "answered");
        assertEq(market.balanceOf(address(demands)), 0, "nothing held");
    }

    function test_aChunkBeyondTheLastAsksForTheLast() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, type(uint32).max);
        refuseAnswer(answerOf(demandId, module, 0, 5), IDemands.WrongChunk.selector);
        answerIt(demandId, module, 4, 5);
    }

    function test_everyChunkOfEveryBlobCanBeAnswered() external {
        bytes32 id = seatedWithData();
        for (uint256 i = 0; i < module.length; i++) {
            answerIt(demandForAudit(id, Blob.Module, uint32(i)), module, i, module.length);
        }
        answerIt(demandForAudit(id, Blob.Input, 0), input, 0, 1);
    }

    function test_refusesToAnswerOnceTheAttemptIsOver() external {
        bytes32 id = seatedWithData();
        bytes32 demandId = demandForAudit(id, Blob.Module, 0);
        bytes32 other = demandForAudit(id, Blob.Module, 1);
        vm.warp(block.timestamp + 10 minutes + 1);
        demands.closeDemand(demandId);
        refuseAnswer(answerOf(other, module, 1, 5), IDemands.WrongState.selector);
    }

    /* CLOSING */

    function test_refusesToCloseWhatCanStillBeAnswered() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        vm.warp(block.timestamp + 10 minutes);
        refuseClose(demandId, IDemands.TooEarly.selector);
    }

    function test_refusesToCloseWhatIsAnsweredOrClosedOrNever() external {
        bytes32 demandId = demandForAudit(seatedWithData(), Blob.Module, 0);
        answerIt(demandId, module, 0, 5);
        refuseClose(demandId, IDemands.WrongState.selector);
        refuseClose(keccak256("never"), IDemands.WrongState.selector);
    }

    function test_anyNumberOfDemandsHoldsTheSettlementOnceAndKeepsNobodyOut() external {
        bytes32 id = revealedWithData();
        for (uint32 i = 0; i < 300; i++) {
            demandOutput(id, i);
        }
        assertTrue(lens.job(id).held, "held");
        for (uint32 i = 0; i < 300; i++) {
            bytes32 demandId = demands.demandIdOf(id, lens.job(id).attempt, Blob.Output, i);
            answerIt(demandId, output, i < 3 ? i : 2, 3);
        }
        assertTrue(!lens.job(id).held, "free");
    }

    function test_aProviderThatWithholdsDataFromAnAuditIsSlashed() external {
        bytes32 id = seatedWithData();
        address verifier = verifierOf(id, 0);
        uint256 providerBefore = worth(provider);
        uint256 verifierBefore = worth(verifier);
        bytes32 demandId = demandForAudit(id, Blob.Module, 0);
        vm.warp(block.timestamp + 10 minutes + 1);

        vm.prank(stranger);
        demands.closeDemand(demandId);

        assertState(id, JobState.Open);
        assertEq(worth(verifier), verifierBefore, "fee back");
        // The audit's fund was in Audits' account already.
        assertEq(worth(provider), providerBefore - STAKE + 4 * FULL_REWARD, "S; A comes back");
        assertEq(market.balanceOf(address(demands)), 0, "nothing held");
        assertAllPaid();
    }

    function test_aProviderThatWithholdsDataFromAJuryIsGuilty() external {
        (bytes32 id, bytes32 claimId) = challengedWithData();
        uint256 providerBefore = worth(provider);
        seatJury(claimId);
        bytes32 demandId = demandForJury(id, claimId, Blob.Input);
        for (uint8 i = 0; i < 3; i++) {
            address juror = jury.seatOf(claimId, i).verifier;
            vm.prank(juror);
            jury.declareUnableToJudge(claimId, i);
        }
        vm.warp(block.timestamp + 10 minutes + 1);
        // In time: the claim is decided only when somebody says so.
        demands.closeDemand(demandId);
        assertState(id, JobState.Disputed);
        advance(claimId);

        assertState(id, JobState.Open);
        assertEq(worth(provider), providerBefore - STAKE, "S");
        assertEq(worth(challenger), 1000 * TOKEN, "bond");
        assertEq(market.burned(), STAKE - 2 * P, "no finder");
        assertAllPaid();
    }

    function test_aProviderThatWithholdsItsOutputIsLate() external {
        bytes32 id = revealedWithData();
        uint256 providerBefore = worth(provider);
        uint256 strangerBefore = worth(stranger);
        bytes32 demandId = demandOutput(id, 0);
        vm.warp(block.timestamp + 10 minutes + 1);

        demands.closeDemand(demandId);

        assertState(id, JobState.Open);
        assertEq(worth(provider), providerBefore - LATE_FEE, "late fee");
        assertEq(worth(stranger), strangerBefore, "fee back");
        assertTrue(!lens.job(id).held, "held");
    }

    function test_anOutputsDemandWaitsForTheDispute() external {
        bytes32 id = revealedWithData();
        bytes32 demandId = demandOutput(id, 0);
        bytes32 claimId = challenge(id, resultWithData(), OUTPUT, keccak256("sham"));
        vm.warp(block.timestamp + 10 minutes + 1);
        refuseClose(demandId, IDemands.WrongState.selector);
        decide(claimId, outputOf(resultWithData()));
        assertState(id, JobState.Revealed);

        demands.closeDemand(demandId);

        assertState(id, JobState.Open);
    }

    function test_anOutputCanBeDemandedAndAnsweredWhileItIsDisputed() external {
        bytes32 id = revealedWithData();
        bytes32 claimId = challenge(id, resultWithData(), OUTPUT, keccak256("sham"));
        answerIt(demandOutput(id, 2), output, 2, 3);
        decide(claimId, outputOf(resultWithData()));
        passDeadline(id);
        market.settleJob(id);
        assertState(id, JobState.Settled);
    }

    function test_aDemandOfAnAttemptThatEndedOnlyReturnsItsFee() external {
        bytes32 id = revealedWithData();
        uint256 strangerBefore = worth(stranger);
        bytes32 first = demandOutput(id, 0);
        bytes32 second = demandOutput(id, 1);
        vm.warp(block.timestamp + 10 minutes + 1);
        demands.closeDemand(first);
        uint256 providerAfter = worth(provider);

        bytes[] memory verbs = new bytes[](2);
        verbs[0] = abi.encodeCall(IDemands.closeDemand, (first));
        verbs[1] = abi.encodeCall(IDemands.closeDemand, (second));
        vm.expectEmit(address(demands));
        emit IBatched.Skipped(0, IDemands.WrongState.selector);
        demands.batch(verbs);

        assertEq(worth(stranger), strangerBefore, "both fees");
        assertEq(worth(provider), providerAfter, "once late");
    }

    function test_aDemandOfAnEarlierAttemptDoesNotBindTheNext() external {
        bytes32 id = revealedWithData();
        bytes32 first = demandOutput(id, 0);
        bytes32 second = demandOutput(id, 1);
        vm.warp(block.timestamp + 10 minutes + 1);
        demands.closeDemand(first);
        Match memory again = matchOf(order, defaultOffer());
        again.offerSignature = signature(provider, orders.offerId(again.offer));
        land(again);
        commit(id, resultWithData());
        vm.roll(lens.job(id).seedBlock + 1);
        drawClear(id);
        reveal(id, resultWithData());

        refuseAnswer(answerOf(second, output, 1, 3), IDemands.WrongState.selector);
        demands.closeDemand(second);

        assertState(id, JobState.Revealed);
        passDeadline(id);
        market.settleJob(id);
    }

    function test_nobodyEscapesADemandByMovingOn() external {
        bytes32 id = seatedWithData();
        bytes32 demandId = demandForAudit(id, Blob.Module, 0);
        bytes32 root = resultRoot(resultWithData());
        answer(id, verifierOf(id, 0), root);
        answer(id, verifierOf(id, 1), root);
        reveal(id, resultWithData());
        vm.warp(block.timestamp + 10 minutes);
        assertState(id, JobState.AuditReveal);
        vm.warp(block.timestamp + 1);
        refuseClose(demandId, IDemands.WrongState.selector);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);

        demands.closeDemand(demandId);
        bytes32 claimId = disputes.claimsOf(id)[0];
        decide(claimId, root);

        assertState(id, JobState.Open);
    }

    /* HELPERS */

    function runningWithData() private returns (bytes32 id) {
        order = defaultJob();
        order.work.chunks = keccak256(abi.encode(Chunks.root(module), Chunks.root(input)));
        id = land(signedMatch(order, defaultOffer()));
    }

    function committedWithData() private returns (bytes32 id) {
        id = runningWithData();
        commit(id, resultWithData());
        vm.roll(lens.job(id).seedBlock + 1);
    }

    function seatedWithData() private returns (bytes32 id) {
        id = committedWithData();
        drawForTwo(id);
    }

    function revealedWithData() private returns (bytes32 id) {
        id = committedWithData();
        drawClear(id);
        reveal(id, resultWithData());
    }

    function challengedWithData() private returns (bytes32 id, bytes32 claimId) {
        id = revealedWithData();
        claimId = challenge(id, resultWithData(), OUTPUT, keccak256("finding"));
    }

    function resultWithData() private view returns (Result memory result) {
        result = rightResult();
        result.outputChunks = Chunks.root(output);
    }

    function verifierOf(bytes32 id, uint8 number) private view returns (address) {
        return audits.seatOf(id, number).verifier;
    }

    function demandForAudit(bytes32 id, Blob blob, uint32 chunk) private returns (bytes32) {
        address verifier = verifierOf(id, 0);
        vm.prank(verifier);
        demands.demandForAudit(order, blob, chunk, 0);
        return demands.demandIdOf(id, 0, blob, chunk);
    }

    function demandForJury(bytes32 id, bytes32 claimId, Blob blob) private returns (bytes32) {
        address juror = jury.seatOf(claimId, 0).verifier;
        vm.prank(juror);
        demands.demandForJury(order, blob, 0, claimId, 0);
        return demands.demandIdOf(id, 0, blob, 0);
    }

    function demandOutput(bytes32 id, uint32 chunk) private returns (bytes32) {
        Result memory result = resultWithData();
        vm.prank(stranger);
        demands.demandOutput(id, result, chunk);
        return demands.demandIdOf(id, 0, Blob.Output, chunk);
    }

    function answerOf(bytes32 demandId, bytes[] memory blob, uint256 index, uint256 size)
        private
        view
        returns (DemandAnswer memory)
    {
        return DemandAnswer({
            demandId: demandId,
            moduleChunks: Chunks.root(module),
            inputChunks: Chunks.root(input),
            chunks: uint32(size),
            data: blob[index],
            proof: Chunks.proof(blob, index)
        });
    }

    function answerIt(bytes32 demandId, bytes[] memory blob, uint256 index, uint256 size) private {
        DemandAnswer memory answer_ = answerOf(demandId, blob, index, size);
        vm.prank(provider);
        demands.answerDemand(answer_);
    }

    function refuseForAudit(address account, Blob blob, uint32 chunk, uint8 seat, bytes4 reason) private {
        vm.prank(account);
        vm.expectRevert(reason);
        demands.demandForAudit(order, blob, chunk, seat);
    }

    function refuseOutput(bytes32 id, Result memory result, bytes4 reason) private {
        vm.prank(stranger);
        vm.expectRevert(reason);
        demands.demandOutput(id, result, 0);
    }

    function refuseAnswer(DemandAnswer memory answer_, bytes4 reason) private {
        vm.prank(provider);
        vm.expectRevert(reason);
        demands.answerDemand(answer_);
    }

    function refuseClose(bytes32 demandId, bytes4 reason) private {
        vm.expectRevert(reason);
        demands.closeDemand(demandId);
    }
}
