// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {IDemands} from "../../src/interfaces/IDemands.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Blob, DemandAnswer, DemandState, DemandView} from "../../src/types/Demands.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {Chunks} from "../support/Chunks.sol";
import {DemandFixture} from "../support/DemandFixture.sol";

/// @notice Demands for data that nobody off chain hands out, and answers to them.
contract DemandTest is DemandFixture {
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

    /* HELPERS */

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
}
