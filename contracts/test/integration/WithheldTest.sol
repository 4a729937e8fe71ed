// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatched} from "../../src/interfaces/IBatched.sol";
import {IDemands} from "../../src/interfaces/IDemands.sol";
import {Blob} from "../../src/types/Demands.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {DemandFixture} from "../support/DemandFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Demands that nobody answers, or whose attempt is over: who pays.
contract WithheldTest is DemandFixture {
    uint256 private constant LATE_FEE = P / 5;

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

    function refuseClose(bytes32 demandId, bytes4 reason) private {
        vm.expectRevert(reason);
        demands.closeDemand(demandId);
    }
}
