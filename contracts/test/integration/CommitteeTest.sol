// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {AnswerCommitment, Phase, SeatStatus, SeatView} from "../../src/types/Answers.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {AuditFixture} from "../support/AuditFixture.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Committees: who is seated, and who replaces no-shows.
contract CommitteeTest is AuditFixture {
    /* SEATING */

    function test_onlyTheMarketOpensAudits() external {
        vm.expectRevert(IAudits.OnlyMarket.selector);
        audits.open(0, 0, 1, 2);
    }

    function test_refusesToSeatAnUnsampledJob() external {
        bytes32 id = committed(rightResult());
        vm.expectRevert(IAudits.WrongState.selector);
        audits.seatAudit(id);
    }

    function test_refusesToSeatBeforeTheSeedBlockIsMined() external {
        bytes32 id = sampled(rightResult());
        vm.roll(audits.audit(id).seedBlock);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.seatAudit(id);
    }

    function test_refusesToSeatTwice() external {
        bytes32 id = seated(rightResult());
        vm.expectRevert(IAudits.WrongState.selector);
        audits.seatAudit(id);
    }

    function test_aForgottenHashSetsANewSeedBlock() external {
        bytes32 id = sampled(rightResult());
        randomness.choose(0);
        seat(id);
        assertEq(uint8(audits.audit(id).phase), uint8(Phase.Seating), "phase");
        assertEq(audits.audit(id).seedBlock, block.number + 8, "seed block");
    }

    function test_forgottenWeightsSetANewSeedBlock() external {
        bytes32 id = sampled(rightResult());
        vm.warp(block.timestamp + 3 days);
        seat(id);
        assertEq(uint8(audits.audit(id).phase), uint8(Phase.Seating), "phase");
        seat(id);
        assertEq(uint8(audits.audit(id).phase), uint8(Phase.Committing), "phase");
    }

    function test_seatsTheCommitteeAndLocksItsStake() external {
        bytes32 id = seated(rightResult());

        assertEq(committee(id).length, 2, "m");
        assertTrue(holder(id, 0) != holder(id, 1), "without replacement");
        assertEq(stakes.verifier(holder(id, 0)).locked, LOCK, "lock of 10 P");
        assertEq(audits.audit(id).lock, LOCK, "lock");
        assertEq(audits.audit(id).deadline, block.timestamp + 10 minutes + 3 * 60, "deadline");
    }

    function test_aTwentiethOfTheDrawsSeatTwiceAsMany() external {
        uint256 doubled = 0;
        for (uint256 i = 0; i < 200; i++) {
            bytes32 id = committed(rightResult());
            vm.recordLogs();
            draw(id);
            doubled += seatsAwaited(vm.getRecordedLogs()) == 4 ? 1 : 0;
        }
        assertTrue(doubled > 1 && doubled < 24, "about ten of two hundred");
    }

    function test_aMarketNodeCannotPickItself() external {
        // iExec's scheduler picks the workers, its own among them.
        node = verifiers[0];
        for (uint256 i = 0; i < 12; i++) {
            randomness.choose(keccak256(abi.encode(i)));
            SeatView[] memory seats = committee(seated(rightResult()));
            for (uint256 k = 0; k < seats.length; k++) {
                assertTrue(seats[k].verifier != node, "the matching node does not verify");
            }
        }
    }

    function test_timeDoesNotChooseTheCommittee() external {
        // Lilypad drew its mediator from block.timestamp.
        bytes32 id = sampled(rightResult());
        vm.roll(audits.audit(id).seedBlock + 1);
        uint256 snapshot = vm.snapshotState();
        audits.seatAudit(id);
        address first = holder(id, 0);
        for (uint256 i = 1; i < 8; i++) {
            vm.revertToState(snapshot);
            vm.warp(block.timestamp + i);
            vm.roll(block.number + i);
            audits.seatAudit(id);
            assertEq(holder(id, 0), first, "as the seed block said");
        }
    }

    function test_tooLittleFreeStakeIsPassedOverUnpunished() external {
        for (uint256 i = 0; i < 3; i++) {
            vm.prank(verifiers[i]);
            stakes.unbond(1000 * TOKEN - LOCK + 1);
        }
        bytes32 id = seated(rightResult());
        assertEq(committee(id).length, 1, "only who can lock");
        assertEq(holder(id, 0), verifiers[3], "who can lock");
        assertEq(stakes.verifier(verifiers[0]).free, LOCK - 1, "unpunished");
    }

    function test_aLanesEarlierAuditLeavesNoSeats() external {
        bytes32 earlier = doublyAudited();
        uint64 lane = market.terms(earlier).lane;
        address third = holder(earlier, 2);
        passDeadline(earlier);
        market.settleJob(earlier);

        bytes32 id = sampledAgain(lane);
        assertEq(market.terms(id).lane, lane, "the same lane");
        assertEq(committee(id).length, 0, "nobody seated yet");
        seat(id);
        assertEq(committee(id).length, 2, "seated");
        assertEq(audits.seatOf(id, 2).verifier, address(0), "no third seat");
        vm.prank(third);
        vm.expectRevert(IAudits.NotSeated.selector);
        audits.commitAnswer(AnswerCommitment(id, 2, SALT));
    }

    /* NO-SHOWS */

    function test_refusesToReplaceBeforeTheDeadline() external {
        bytes32 id = seated(rightResult());
        vm.warp(audits.audit(id).deadline);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.replaceNoShowsOf(id);
    }

    function test_refusesToReplaceWhileSeating() external {
        bytes32 id = sampled(rightResult());
        vm.expectRevert(IAudits.WrongState.selector);
        audits.replaceNoShowsOf(id);
    }

    function test_refusesToReplaceOnceAllHaveCommitted() external {
        bytes32 id = seated(rightResult());
        answerAll(id, right);
        passDeadline(id);
        vm.expectRevert(IAudits.WrongState.selector);
        audits.replaceNoShowsOf(id);
    }

    function test_aNoShowLosesTwoPercentOfItsLock() external {
        bytes32 id = seated(rightResult());
        address absent = holder(id, 0);
        answer(id, 1, right);
        passDeadline(id);

        vm.prank(stranger);
        audits.replaceNoShowsOf(id);

        assertEq(stakes.verifier(absent).free, 1000 * TOKEN - NO_SHOW_FEE, "lost");
        assertEq(stakes.verifier(absent).locked, 0, "unlocked");
        assertEq(market.burned(), NO_SHOW_FEE, "burned");
        assertEq(uint8(audits.seatOf(id, 0).status), uint8(SeatStatus.NoShow), "status");
        assertEq(audits.audit(id).round, 1, "round");
    }

    function test_aNoShowIsChargedOnce() external {
        bytes32 id = seated(rightResult());
        address absent = holder(id, 0);
        answer(id, 1, right);
        passDeadline(id);
        audits.replaceNoShowsOf(id);
        seat(id);
        answer(id, 2, right);
        reveal(id, rightResult());
        revealAnswer(id, 1, right);
        revealAnswer(id, 2, right);
        audits.closeAudit(id);

        assertEq(stakes.verifier(absent).free, 1000 * TOKEN - NO_SHOW_FEE, "lost once");
        assertEq(market.burned(), NO_SHOW_FEE, "burned");
    }

    function test_afterTwoReplacementsItGoesOnWithThoseWhoCommitted() external {
        bytes32 id = seated(rightResult());
        answer(id, 0, right);
        for (uint256 round = 0; round < 3; round++) {
            passDeadline(id);
            audits.replaceNoShowsOf(id);
            if (round < 2) {
                seat(id);
            }
        }
        assertState(id, JobState.AuditProviderReveal);
    }

    function test_afterTwoReplacementsWithoutAnswersTheJobIsVoid() external {
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);
        bytes32 id = seated(rightResult());
        for (uint256 round = 0; round < 2; round++) {
            passDeadline(id);
            audits.replaceNoShowsOf(id);
            seat(id);
        }

        // All four had their chance: the last committee is empty.
        assertState(id, JobState.Void);
        assertEq(claims(consumer), consumerBefore, "consumer's own money");
        assertEq(claims(provider), providerBefore, "provider's own money");
        assertEq(market.burned(), 4 * NO_SHOW_FEE, "four no-shows");
    }

    /* VIEWS */

    function test_anUnsampledJobHasNoAudit() external {
        auditedCleanly();
        bytes32 id = running();
        assertEq(uint8(audits.audit(id).phase), uint8(Phase.None), "phase");
        assertEq(committee(id).length, 0, "seats");
        assertEq(audits.seatOf(id, 0).verifier, address(0), "seat");
    }

    /* HELPERS */

    function seatsAwaited(Vm.Log[] memory logs) private pure returns (uint8 seats) {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == IAudits.CommitteeAwaited.selector) {
                (,, seats,,) = abi.decode(logs[i].data, (uint8, uint8, uint8, uint64, uint64));
            }
        }
    }

    /// @dev Confirmed by a committee of four.
    function doublyAudited() private returns (bytes32 id) {
        uint8 seats = 0;
        while (seats != 4) {
            id = committed(rightResult());
            vm.recordLogs();
            draw(id);
            seats = seatsAwaited(vm.getRecordedLogs());
        }
        seat(id);
        answerAll(id, right);
        reveal(id, rightResult());
        revealAll(id, right);
        audits.closeAudit(id);
    }

    /// @dev A sampled job in a lane that carried one before.
    function sampledAgain(uint64 lane) private returns (bytes32 id) {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.slotNonce = lane << 32 | 1;
        signAcceptance(aMatch);
        id = land(aMatch);
        commit(id, rightResult());
        draw(id);
    }
}
