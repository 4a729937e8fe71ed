// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IRelay} from "../../src/interfaces/IRelay.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, Result} from "../../src/types/Orders.sol";
import {Checkpoint, Leg} from "../../src/types/Relay.sol";
import {RelayFixture} from "../support/RelayFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Jobs that one provider begins and another ends, and what each is paid.
contract RelayTest is RelayFixture {
    /* CHECKPOINTS */

    function test_anyoneLandsAProvidersCheckpoint() external {
        bytes32 id = begun();

        landAfter(id, 3, 0);

        assertEq(relay.pending(id).point, pointAfter(wholeRun(), 3), "point");
        assertEq(uint256(lens.job(id).landedTurns), 3, "turns");
    }

    function test_refusesACheckpointNobodyOrAnotherSigned() external {
        bytes32 id = begun();
        Checkpoint memory checkpoint = checkpointOf(id, 3, 0);
        bytes memory anothers = signed(checkpoint, second);
        vm.expectRevert(IRelay.BadSignature.selector);
        relay.landCheckpoint(checkpoint, anothers);
    }

    function test_refusesACheckpointOfAnotherAttemptOrState() external {
        bytes32 id = relayed(0);
        Checkpoint memory checkpoint = checkpointOf(id, 6, 0);
        checkpoint.attempt = 0;
        bytes memory signature_ = signed(checkpoint, provider);
        vm.expectRevert(IRelay.WrongState.selector);
        relay.landCheckpoint(checkpoint, signature_);

        commit(id, wholeRun());
        checkpoint = checkpointOf(id, 6, 0);
        signature_ = signed(checkpoint, second);
        vm.expectRevert(IRelay.WrongState.selector);
        relay.landCheckpoint(checkpoint, signature_);
    }

    function test_refusesACheckpointThatIsNoFurther() external {
        bytes32 id = relayed(0);
        refuseLanding(id, 3, fuelAfter(3), IRelay.NotAhead.selector);
        landAfter(id, 5, 0);
        refuseLanding(id, 5, fuelAfter(5), IRelay.NotAhead.selector);
        refuseLanding(id, 64, fuelAfter(6), IRelay.NotAhead.selector);
        landAfter(id, 6, 0);
        assertEq(uint256(relay.pending(id).turns), 6, "the furthest counts");
    }

    function test_refusesACheckpointWhoseFuelIsLessOrTooMuch() external {
        bytes32 id = relayed(0);
        refuseLanding(id, 4, fuelAfter(3) - 1, IRelay.WrongFuel.selector);
        refuseLanding(id, 4, 2e9 + 1, IRelay.WrongFuel.selector);
    }

    function refuseLanding(bytes32 id, uint8 turns, uint64 fuel, bytes4 why) private {
        Checkpoint memory checkpoint = checkpointOf(id, turns > TURNS ? TURNS : turns, 0);
        (checkpoint.turns, checkpoint.fuelUsed) = (turns, fuel);
        bytes memory signature_ = signed(checkpoint, market.terms(id).provider);
        vm.expectRevert(why);
        relay.landCheckpoint(checkpoint, signature_);
    }

    function test_aCheckpointIsSignedUnderTheMarketsDomain() external {
        Checkpoint memory checkpoint = checkpointOf(begun(), 3, 0);
        bytes32 typeHash = keccak256(
            "Checkpoint(bytes32 jobId,uint8 attempt,uint8 turns,bytes32 before,bytes32 stateHash,uint64 fuelUsed,bytes32 outputDigest,bytes32 effects)"
        );
        bytes32 message = keccak256(abi.encode(typeHash, checkpoint));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", orders.DOMAIN_SEPARATOR(), message));
        assertEq(relay.checkpointDigest(checkpoint), digest, "digest");
    }

    /* GIVING BACK */

    function test_onlyItsProviderHandsAJobOverBeforeItIsLate() external {
        bytes32 id = begun();
        Checkpoint memory checkpoint = checkpointOf(id, 3, 0);
        bytes memory signature_ = signed(checkpoint, provider);
        vm.prank(stranger);
        vm.expectRevert(IRelay.TooEarly.selector);
        relay.handOver(checkpoint, signature_);

        passDeadline(id);
        vm.prank(stranger);
        relay.handOver(checkpoint, signature_);
        assertLegs(id, 1);
        assertState(id, JobState.Open);
    }

    function test_aHandOverCostsTheLateFeeAndKeepsTheOtherLocks() external {
        bytes32 id = begun();
        uint256 before = worth(provider);

        handOverAfter(id, 3, 0);

        Leg memory leg = relay.legs(id)[0];
        assertEq(worth(provider), before - LATE_FEE, "late fee");
        assertEq(market.provider(provider).locked, STAKE + DEPOSIT - LATE_FEE, "locked");
        assertEq(uint256(leg.stake), STAKE - LATE_FEE, "S");
        assertEq(uint256(leg.deposit), DEPOSIT, "A");
        assertEq(leg.marketNode, node, "market node");
        assertEq(uint256(leg.fuelUsed), fuelAfter(3), "fuel");
        assertTrue(!market.lane(provider, uint32(nextLane[provider] - 1)).busy, "the lane is free");
    }

    function test_aProviderGivesAJobBackBeforeItsDeadline() external {
        bytes32 id = begun();
        vm.expectRevert(IMarket.TooEarly.selector);
        market.reassignJob(id);

        vm.prank(provider);
        market.reassignJob(id);

        assertLegs(id, 0);
        assertNoLocks();
        assertState(id, JobState.Open);
    }

    function test_whatWasLandedIsKeptWhenAnyoneReassigns() external {
        bytes32 id = begun();
        landAfter(id, 4, 0);
        passDeadline(id);
        vm.prank(stranger);
        market.reassignJob(id);
        assertLegs(id, 1);
        assertEq(uint256(relay.legs(id)[0].turns), 4, "turns");
    }

    function test_aCheckpointOfAnEarlierAttemptIsNotKeptAgain() external {
        bytes32 id = relayed(0);
        passDeadline(id);
        market.reassignJob(id);
        assertLegs(id, 1);
        assertEq(market.provider(second).locked, 0, "second has nothing to be paid for");
    }

    function test_nothingIsKeptOfAJobThatCannotGoOn() external {
        Job memory job = agentJob();
        job.terms.latestFinish = uint64(block.timestamp + 60);
        bytes32 id = begun(job);
        landAfter(id, 4, 0);
        vm.warp(job.terms.latestFinish + 1);
        market.reassignJob(id);
        assertState(id, JobState.Refunded);
        assertNoLocks();
    }

    function test_aJobHasAtMostEightLegs() external {
        bytes32 id = begun();
        for (uint8 i = 1; i <= 8; i++) {
            handOverAfter(id, i, 0);
            assertLegs(id, i);
            resume(id, i % 2 == 0 ? provider : second, relay.legs(id)[i - 1].point);
        }
        uint256 before = market.provider(provider).locked;
        handOverAfter(id, 9, 0);
        assertLegs(id, 8);
        assertEq(market.provider(provider).locked, before - STAKE - DEPOSIT, "free");
    }

    /// @dev Batches keep that much for each verb.
    function test_eightLegsFitTheGasOfAVerb() external {
        bytes32 id = eightLegs();
        uint256 snapshot = vm.snapshotState();
        passDeadline(id);
        uint256 used = gasOf(abi.encodeCall(market.expireJob, (id)));
        assertTrue(used < 500_000, "all are dropped");
        assertNoLocks();

        vm.revertToState(snapshot);
        resume(id, third, relay.legs(id)[7].point);
        runOut(id, wholeRun());
        passDeadline(id);
        used = gasOf(abi.encodeCall(market.settleJob, (id)));
        assertTrue(used < 500_000, "all are paid");
        assertNoLocks();
    }

    function eightLegs() private returns (bytes32 id) {
        id = begun();
        for (uint8 i = 1; i <= 8; i++) {
            handOverAfter(id, i, 0);
            if (i < 8) {
                resume(id, i % 2 == 0 ? provider : second, relay.legs(id)[i - 1].point);
            }
        }
    }

    function gasOf(bytes memory verb) private returns (uint256 used) {
        vm.cool(address(market));
        vm.cool(address(relay));
        used = gasleft();
        (bool done,) = address(market).call(verb);
        used -= gasleft();
        require(done, "done");
    }

    /* RESUMING */

    function test_refusesAFirstAttemptThatResumes() external {
        bytes32 id = post(orderOf());
        Match memory aMatch = resumption(id, provider, keccak256("point"));
        vm.prank(node);
        vm.expectRevert(IOrders.WrongAcceptance.selector);
        orders.matchJob(aMatch);
    }

    function orderOf() private returns (Job memory job) {
        job = agentJob();
        orderOf_[orders.jobId(job)] = job;
    }

    function test_refusesToResumeFromWhatIsNoLeg() external {
        bytes32 id = begun();
        handOverAfter(id, 3, 0);
        Match memory aMatch = resumption(id, second, pointAfter(wholeRun(), 4));
        vm.prank(node);
        vm.expectRevert(IRelay.UnknownPoint.selector);
        orders.matchJob(aMatch);
    }

    function test_beginningAnewFreesAllLegsUnpaid() external {
        bytes32 id = begun();
        handOverAfter(id, 3, 0);
        resume(id, second, 0);
        assertLegs(id, 0);
        assertEq(market.provider(provider).locked, 0, "free");
        runOut(id, wrongFrom(1));
        passDeadline(id);
        uint256 before = worth(provider);
        market.settleJob(id);
        assertEq(worth(provider), before, "unpaid");
    }

    function test_resumingFromAnEarlierLegDropsTheLater() external {
        bytes32 id = relayedTwice(0);
        handOverAfter(id, 8, 0);
        bytes32 point = relay.legs(id)[0].point;
        resume(id, second, point);
        assertLegs(id, 1);
        assertEq(market.provider(third).locked, 0, "third's leg is dropped");
        assertEq(market.provider(provider).locked, STAKE + DEPOSIT - LATE_FEE, "the first is kept");
    }

    function test_aResumedJobIsSampledAtTheHighestRateOfItsSigners() external {
        address newcomer = actor("newcomer");
        fund(newcomer, 1000 * TOKEN);
        vm.prank(newcomer);
        market.bond(900 * TOKEN);
        priceOf[newcomer] = uint128(TOKEN);
        bytes32 id = post(orderOf());
        resume(id, newcomer, 0);
        handOverAfter(id, 3, 0);

        bytes32 point = relay.legs(id)[0].point;
        Match memory aMatch = resumption(id, second, point);
        aMatch.acceptance.maxRate = type(uint64).max - 1;
        signAcceptance(aMatch);
        vm.prank(node);
        vm.expectRevert(IOrders.RateTooHigh.selector);
        orders.matchJob(aMatch);

        resume(id, second, point);
        assertEq(uint256(market.terms(id).rate), type(uint64).max, "a newcomer's turns are always sampled");
    }

    /* REVEALING */

    function test_refusesAResultThatContradictsALeg() external {
        refuseReveal(wrongFrom(1));
        refuseReveal(wrongFrom(3));
        Result memory changed = wholeRun();
        changed.trace[0] = keccak256("what the leg's signer did not sign");
        refuseReveal(changed);
        Result memory shorter = wholeRun();
        bytes32[] memory trace = shorter.trace;
        assembly {
            mstore(trace, 2)
        }
        refuseReveal(shorter);
        Result memory cheaper = wholeRun();
        cheaper.fuelUsed = fuelAfter(3) - 1;
        refuseReveal(cheaper);
    }

    function refuseReveal(Result memory result) private {
        uint256 snapshot = vm.snapshotState();
        bytes32 id = relayed(0);
        commit(id, result);
        vm.roll(lens.job(id).seedBlock + 1);
        drawClear(id);
        vm.expectRevert(IMarket.WrongReveal.selector);
        this.revealFor(id, result);
        vm.revertToState(snapshot);
    }

    function revealFor(bytes32 id, Result memory result) external {
        reveal(id, result);
    }

    /* SETTLING */

    function test_eachProviderIsPaidForItsTurnsAtItsPrice() external {
        bytes32 id = relayedTwice(0);
        uint256[4] memory before = [worth(provider), worth(second), worth(third), worth(node)];
        uint256 consumers = worth(consumer);
        runOut(id, wholeRun());
        passDeadline(id);

        market.settleJob(id);

        uint256 one = TOKEN * 3 / 10;
        uint256 two = (TOKEN * 3 / 4) * 3 / 10;
        uint256 three = (TOKEN / 2) * 4 / 10;
        assertEq(worth(provider), before[0] + one * 99 / 100, "first");
        assertEq(worth(second), before[1] + two * 99 / 100, "second");
        assertEq(worth(third), before[2] + three * 99 / 100, "third");
        assertEq(worth(node), before[3] + (one + two + three) / 100, "market node");
        assertEq(worth(consumer), consumers + 4 * TOKEN - one - two - three, "the rest of the escrow");
        assertNoLocks();
        assertLegs(id, 0);
    }

    function test_aJobWhoseSecondProviderBeganAnewPaysOnlyThat() external {
        bytes32 id = begun();
        handOverAfter(id, 3, 0);
        resume(id, second, 0);
        runOut(id, wholeRun());
        passDeadline(id);
        uint256 before = worth(second);
        market.settleJob(id);
        assertEq(worth(second), before + (TOKEN * 3 / 4) * 99 / 100, "all of it");
        assertNoLocks();
    }

    function test_theAuditIsBorneByFuel() external {
        bytes32 id = relayed(0);
        uint256[2] memory before = [worth(provider), worth(second)];
        commit(id, wholeRun());
        vm.roll(lens.job(id).seedBlock + 1);
        drawForTwo(id);
        passSeatedAudit(id, wholeRun());
        passDeadline(id);

        market.settleJob(id);

        uint256 cost = 2 * REWARD;
        uint256 share = cost * 3 / 10;
        assertEq(worth(provider), before[0] + (TOKEN * 3 / 10) * 99 / 100 - share, "three tenths of it");
        assertEq(worth(second), before[1] + ((TOKEN * 3 / 4) * 7 / 10) * 99 / 100 - cost + share, "the rest");
        assertNoLocks();
    }

    function test_anUnfinishedJobPaysNobodyAndFreesAll() external {
        bytes32 id = relayed(0);
        handOverAfter(id, 6, 0);
        uint256[3] memory before = [worth(provider), worth(second), worth(consumer)];
        vm.prank(consumer);
        orders.cancelJob(id);
        assertEq(worth(provider), before[0], "provider");
        assertEq(worth(second), before[1], "second");
        assertEq(worth(consumer), before[2] + 4 * TOKEN, "consumer");
        assertNoLocks();
        assertLegs(id, 0);
    }

    function test_anExpiredJobFreesAll() external {
        bytes32 id = relayed(0);
        handOverAfter(id, 6, 0);
        passDeadline(id);
        market.expireJob(id);
        assertNoLocks();
    }

    function test_aVoidJobFreesAll() external {
        bytes32 id = relayed(0);
        uint256 before = worth(provider);
        runOut(id, wrongFrom(5));
        bytes32 claimId = challengeTurn(id, wrongFrom(5), wholeRun(), 5);
        leaveUndecided(claimId);
        assertState(id, JobState.Void);
        assertEq(worth(provider), before, "neither paid nor slashed");
        assertNoLocks();
    }

    function test_legsStayWhenTheNextProviderIsLateWithItsOutput() external {
        bytes32 id = relayed(0);
        passDeadline(id);
        market.reassignJob(id);
        resume(id, third, relay.legs(id)[0].point);
        runOut(id, wholeRun());
        passDeadline(id);
        uint256 before = worth(provider);
        market.settleJob(id);
        assertEq(worth(provider), before + (TOKEN * 3 / 10) * 99 / 100, "paid all the same");
        assertNoLocks();
    }

    function passSeatedAudit(bytes32 id, Result memory result) private {
        bytes32 root = resultRoot(result);
        address one = audits.seatOf(id, 0).verifier;
        address two = audits.seatOf(id, 1).verifier;
        answer(id, one, root);
        answer(id, two, root);
        reveal(id, result);
        revealAnswer(id, one, root);
        revealAnswer(id, two, root);
        audits.closeAudit(id);
    }
}
