// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatched} from "../../src/interfaces/IBatched.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {AnswerCommitment, AnswerReveal} from "../../src/types/Answers.sol";
import {JobState, Match, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Job} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Batches do what they can and say what they cannot.
contract BatchTest is MarketFixture {
    function test_tooLittleGasRevertsTheBatch() external {
        bytes[] memory verbs = new bytes[](1);
        verbs[0] = abi.encodeCall(market.settleJob, (SALT));
        vm.expectRevert(IBatched.TooLittleGas.selector);
        market.batch{gas: 400_000}(verbs);
    }

    function test_whatIsNoVerbRevertsTheBatch() external {
        bytes[] memory verbs = new bytes[](1);
        verbs[0] = "no verb";
        vm.expectRevert(IBatched.TooLittleGas.selector);
        market.batch(verbs);
    }

    function test_aBadJobIsSkippedAndTheOthersArePosted() external {
        Job[3] memory jobs = [defaultJob(), defaultJob(), defaultJob()];
        jobs[1].terms.fuelLimit = 0;
        bytes[] memory verbs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            verbs[i] = abi.encodeCall(orders.postJob, (jobs[i]));
        }
        expectSkip(address(orders), 1, IOrders.BadJob.selector);

        vm.prank(consumer);
        orders.batch(verbs);

        assertState(orders.jobId(jobs[0]), JobState.Open);
        assertState(orders.jobId(jobs[1]), JobState.None);
        assertState(orders.jobId(jobs[2]), JobState.Open);
    }

    function test_cancelsManyAtOnce() external {
        bytes32 open = post(defaultJob());
        bytes32 taken = running();
        bytes[] memory verbs = new bytes[](3);
        verbs[0] = abi.encodeCall(orders.cancelJob, (taken));
        verbs[1] = abi.encodeCall(orders.cancelJob, (open));
        verbs[2] = abi.encodeCall(orders.cancelOffer, (SALT));
        expectSkip(address(orders), 0, IMarket.WrongState.selector);

        vm.prank(consumer);
        orders.batch(verbs);

        assertState(open, JobState.Refunded);
        assertState(taken, JobState.Running);
    }

    function test_aSkippedMatchWritesNothing() external {
        Match[2] memory matches = [signedMatch(), signedMatch()];
        matches[0].acceptanceSignature = "";
        uint256 before = market.balanceOf(consumer);
        expectSkip(address(orders), 0, IOrders.BadSignature.selector);

        matchBoth(matches);

        assertState(jobIdOf(matches[0]), JobState.None);
        assertEq(market.balanceOf(consumer), before - 4 * TOKEN, "one escrow");
        assertState(jobIdOf(matches[1]), JobState.Running);
        assertEq(lens.job(jobIdOf(matches[1])).marketNode, node, "the caller is the market node");
    }

    function test_oneOfferIsNotSoldBeyondItsProvidersBond() external {
        Match[2] memory matches = [signedMatch(), signedMatch()];
        uint256 free = market.provider(provider).free;
        vm.prank(provider);
        market.unbond(free - 60 * TOKEN);
        expectSkip(address(orders), 1, ILedger.BondTooSmall.selector);
        matchBoth(matches);
    }

    function test_oneSlotIsNotSoldTwiceInAPass() external {
        // Lilypad sells an offer twice in one pass of its matcher.
        Match[2] memory matches = [signedMatch(), signedMatch()];
        matches[1].acceptance.slotNonce = matches[0].acceptance.slotNonce;
        resign(matches[1]);
        expectSkip(address(orders), 1, IMarket.SlotTaken.selector);
        matchBoth(matches);
    }

    function test_aWholeLifeInBatchesOfTwoAndANobody() external {
        bytes32[3] memory ids = [running(), running(), keccak256("nobody's")];

        commitAll(ids);
        vm.roll(lens.job(ids[0]).seedBlock + 1);
        expectSkip(address(market), 2, IMarket.WrongState.selector);
        drawAll(ids);
        vm.roll(lens.job(ids[0]).seedBlock + 1);
        seatAll(ids);
        answerAll(ids);
        revealAll(ids);
        closeAll(ids);
        vm.warp(uint256(lens.job(ids[1]).deadline) + 1);
        settleAll(ids);

        assertState(ids[0], JobState.Settled);
        assertState(ids[1], JobState.Settled);
    }

    function test_differentVerbsShareABatch() external {
        bytes32 late = running();
        bytes32 open = post(defaultJob());
        vm.warp(block.timestamp + 2 days);
        bytes[] memory verbs = new bytes[](2);
        verbs[0] = abi.encodeCall(market.reassignJob, (late));
        verbs[1] = abi.encodeCall(market.expireJob, (open));

        vm.prank(stranger);
        market.batch(verbs);

        assertState(late, JobState.Refunded);
        assertState(open, JobState.Refunded);
    }

    function matchBoth(Match[2] memory matches) private {
        bytes[] memory verbs = new bytes[](2);
        verbs[0] = abi.encodeCall(orders.matchJob, (matches[0]));
        verbs[1] = abi.encodeCall(orders.matchJob, (matches[1]));
        vm.prank(node);
        orders.batch(verbs);
    }

    function commitAll(bytes32[3] memory ids) private {
        bytes[] memory verbs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            bytes32 commitment = market.commitmentOf(ids[i], 0, resultRoot(rightResult()), SALT, provider);
            verbs[i] = abi.encodeCall(market.commitResult, (ResultCommitment(ids[i], 0, commitment)));
        }
        vm.prank(provider);
        market.batch(verbs);
    }

    function drawAll(bytes32[3] memory ids) private {
        bytes[] memory verbs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            verbs[i] = abi.encodeCall(market.drawJob, (ids[i], 0));
        }
        market.batch(verbs);
    }

    function seatAll(bytes32[3] memory ids) private {
        bytes[] memory verbs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            verbs[i] = abi.encodeCall(audits.seatAudit, (ids[i]));
        }
        audits.batch(verbs);
    }

    function answerAll(bytes32[3] memory ids) private {
        bytes32 root = resultRoot(rightResult());
        for (uint256 i = 0; i < 4; i++) {
            bytes[] memory verbs = new bytes[](3);
            for (uint256 k = 0; k < 3; k++) {
                bytes32 commitment = audits.answerCommitmentOf(ids[k], 0, 0, root, SALT, verifiers[i]);
                uint8 seat_ = seatOf(lens.job(ids[k]), verifiers[i]);
                verbs[k] = abi.encodeCall(audits.commitAnswer, (AnswerCommitment(ids[k], seat_, commitment)));
            }
            vm.prank(verifiers[i]);
            audits.batch(verbs);
        }
    }

    function revealAll(bytes32[3] memory ids) private {
        bytes32 root = resultRoot(rightResult());
        bytes[] memory verbs = new bytes[](3);
        for (uint256 k = 0; k < 3; k++) {
            verbs[k] = abi.encodeCall(market.revealResult, (ResultReveal(ids[k], rightResult(), SALT)));
        }
        market.batch(verbs);
        for (uint256 i = 0; i < 4; i++) {
            for (uint256 k = 0; k < 3; k++) {
                uint8 seat_ = seatOf(lens.job(ids[k]), verifiers[i]);
                verbs[k] = abi.encodeCall(audits.revealAnswer, (AnswerReveal(ids[k], seat_, root, SALT)));
            }
            vm.prank(verifiers[i]);
            audits.batch(verbs);
        }
    }

    function closeAll(bytes32[3] memory ids) private {
        bytes[] memory verbs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            verbs[i] = abi.encodeCall(audits.closeAudit, (ids[i]));
        }
        audits.batch(verbs);
    }

    function settleAll(bytes32[3] memory ids) private {
        bytes[] memory verbs = new bytes[](3);
        for (uint256 i = 0; i < 3; i++) {
            verbs[i] = abi.encodeCall(market.settleJob, (ids[i]));
        }
        market.batch(verbs);
    }

    function expectSkip(address emitter, uint256 index, bytes4 reason) private {
        vm.expectEmit(emitter);
        emit IBatched.Skipped(index, reason);
    }
}
