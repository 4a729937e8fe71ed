// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatched} from "../../src/interfaces/IBatched.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {AnswerCommitment, AnswerReveal} from "../../src/types/Answers.sol";
import {JobState, Match, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Job, Offer, resultRoot} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Batches do what they can and say what they cannot.
contract BatchTest is MarketFixture {
    function test_tooLittleGasRevertsTheBatch() external {
        bytes32[] memory ids = new bytes32[](1);
        vm.expectRevert(IBatched.TooLittleGas.selector);
        market.settle{gas: 400_000}(ids);
    }

    function test_differentLengthsRevertTheBatch() external {
        vm.expectRevert(IMarket.LengthsDiffer.selector);
        market.draw(new bytes32[](1), new bytes32[](2));
    }

    function test_aBadJobIsSkippedAndTheOthersArePosted() external {
        Job[] memory jobs = new Job[](3);
        for (uint256 i = 0; i < 3; i++) {
            jobs[i] = defaultJob();
        }
        jobs[1].fuelLimit = 0;
        expectSkip(address(orders), orders.jobId(jobs[1]), IOrders.BadJob.selector);

        vm.prank(consumer);
        orders.postJobs(jobs);

        assertState(orders.jobId(jobs[0]), JobState.Open);
        assertState(orders.jobId(jobs[1]), JobState.None);
        assertState(orders.jobId(jobs[2]), JobState.Open);
    }

    function test_anotherAccountsOfferIsSkipped() external {
        Offer[] memory offers = new Offer[](2);
        offers[0] = defaultOffer();
        offers[1] = defaultOffer();
        offers[0].provider = stranger;
        expectSkip(address(orders), orders.offerId(offers[0]), IOrders.NotYours.selector);
        vm.prank(provider);
        orders.postOffers(offers);
    }

    function test_cancelsManyAtOnce() external {
        bytes32[] memory jobs = new bytes32[](2);
        jobs[0] = post(defaultJob());
        jobs[1] = running();
        bytes32[] memory offers = new bytes32[](1);
        offers[0] = post(defaultOffer());
        expectSkip(address(orders), jobs[1], IMarket.WrongState.selector);

        vm.prank(consumer);
        orders.cancelJobs(jobs);
        vm.prank(provider);
        orders.cancelOffers(offers);

        assertState(jobs[0], JobState.Refunded);
        assertState(jobs[1], JobState.Running);
    }

    function test_aSkippedMatchWritesNothing() external {
        Match[] memory matches = new Match[](2);
        matches[0] = signedMatch();
        matches[1] = signedMatch();
        matches[0].acceptanceSignature = "";
        bytes32 id = orders.jobId(matches[0].job);
        uint256 before = market.balanceOf(consumer);
        expectSkip(address(orders), id, IOrders.BadSignature.selector);

        vm.prank(node);
        orders.matchJobs(matches);

        assertState(id, JobState.None);
        assertEq(market.balanceOf(consumer), before - 4 * TOKEN, "one escrow");
        assertState(orders.jobId(matches[1].job), JobState.Running);
        assertEq(orders.job(orders.jobId(matches[1].job)).marketNode, node, "the caller is the market node");
    }

    function test_oneOfferIsNotSoldBeyondItsProvidersBond() external {
        Match[] memory matches = new Match[](2);
        matches[0] = signedMatch();
        matches[1] = signedMatch();
        uint256 free = market.provider(provider).free;
        vm.prank(provider);
        market.unbond(free - 60 * TOKEN);
        expectSkip(address(orders), orders.jobId(matches[1].job), ILedger.BondTooSmall.selector);
        vm.prank(node);
        orders.matchJobs(matches);
    }

    function test_aWholeLifeInBatchesOfTwoAndANobody() external {
        bytes32[] memory ids = new bytes32[](3);
        ids[0] = running();
        ids[1] = running();
        ids[2] = keccak256("nobody's");

        commitAll(ids);
        vm.roll(orders.job(ids[0]).seedBlock + 1);
        expectSkip(address(market), ids[2], IMarket.WrongState.selector);
        market.draw(ids, new bytes32[](3));
        vm.roll(orders.job(ids[0]).seedBlock + 1);
        audits.seat(ids);
        answerAll(ids);
        revealAll(ids);
        audits.closeAudits(ids);
        vm.warp(uint256(orders.job(ids[1]).deadline) + 1);
        market.settle(ids);

        assertState(ids[0], JobState.Settled);
        assertState(ids[1], JobState.Settled);
    }

    function test_exitsInBatches() external {
        bytes32[] memory ids = new bytes32[](2);
        ids[0] = running();
        ids[1] = post(defaultJob());
        vm.warp(block.timestamp + 2 days);

        market.reassign(ids);
        market.expire(ids);

        assertState(ids[0], JobState.Refunded);
        assertState(ids[1], JobState.Refunded);
    }

    function test_auditExitsInBatches() external {
        bytes32[] memory ids = new bytes32[](2);
        ids[0] = seated(rightResult());
        ids[1] = seated(rightResult());
        address[] memory committee = orders.job(ids[0]).seated;
        for (uint256 i = 0; i < committee.length; i++) {
            answer(ids[0], committee[i], SALT);
        }
        vm.prank(orders.job(ids[1]).seated[0]);
        bytes32[] memory unable = new bytes32[](1);
        unable[0] = ids[1];
        audits.declareUnable(unable);
        passDeadline(ids[1]);

        audits.replaceNoShows(ids);
        audits.condemn(ids);
        audits.closeDisputes(ids);

        assertState(ids[0], JobState.Open);
        assertEq(audits.audit(ids[1]).round, 1, "round");
    }

    function commitAll(bytes32[] memory ids) private {
        ResultCommitment[] memory commitments = new ResultCommitment[](3);
        for (uint256 i = 0; i < 3; i++) {
            bytes32 commitment = market.commitmentOf(ids[i], 0, resultRoot(rightResult()), SALT, provider);
            commitments[i] = ResultCommitment(ids[i], 0, commitment);
        }
        vm.prank(provider);
        market.commitResults(commitments);
    }

    function answerAll(bytes32[] memory ids) private {
        for (uint256 i = 0; i < 4; i++) {
            AnswerCommitment[] memory answers = new AnswerCommitment[](3);
            for (uint256 k = 0; k < 3; k++) {
                bytes32 root = resultRoot(rightResult());
                answers[k] = AnswerCommitment(ids[k], audits.answerCommitmentOf(ids[k], 0, 0, root, SALT, verifiers[i]));
            }
            vm.prank(verifiers[i]);
            audits.commitAnswers(answers);
        }
    }

    function revealAll(bytes32[] memory ids) private {
        ResultReveal[] memory reveals = new ResultReveal[](3);
        AnswerReveal[] memory answers = new AnswerReveal[](3);
        for (uint256 k = 0; k < 3; k++) {
            reveals[k] = ResultReveal(ids[k], rightResult(), SALT);
            answers[k] = AnswerReveal(ids[k], resultRoot(rightResult()), SALT);
        }
        market.revealResults(reveals);
        for (uint256 i = 0; i < 4; i++) {
            vm.prank(verifiers[i]);
            audits.revealAnswers(answers);
        }
    }

    function expectSkip(address emitter, bytes32 id, bytes4 reason) private {
        vm.expectEmit(emitter);
        emit IBatched.Skipped(id, reason);
    }
}
