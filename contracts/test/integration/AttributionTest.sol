// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputes} from "../../src/interfaces/IDisputes.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IRelay} from "../../src/interfaces/IRelay.sol";
import {Challenge, Item, SeatView} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {Action, Verb} from "../../src/types/Views.sol";
import {RelayFixture} from "../support/RelayFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Whose turn was wrong, and who pays for it.
contract AttributionTest is RelayFixture {
    uint256 private constant SLASHED = STAKE - LATE_FEE;

    /* WHO IS GUILTY */

    function test_theSignerOfTheFirstWrongTurnIsGuiltyWhoeverWentOnFromIt() external {
        bytes32 id = convicted(2, wrongFrom(2), 2);
        assertEq(history.conditions(provider).faults, 1, "the first signer's fault");
        assertEq(history.conditions(second).faults, 0, "who went on");
        assertEq(history.conditions(third).faults, 0, "who revealed");
        assertLegs(id, 0);
        assertState(id, JobState.Open);
        assertNoLocks();
    }

    function test_aWrongTurnOfTheSecondLegLeavesTheFirst() external {
        bytes32 id = convicted(5, wrongFrom(5), 5);
        assertEq(history.conditions(second).faults, 1, "the second signer's fault");
        assertEq(history.conditions(provider).faults, 0, "the first is honest");
        assertLegs(id, 1);
        assertEq(market.provider(provider).locked, SLASHED + DEPOSIT, "its locks stay");
        assertEq(market.provider(second).locked, 0, "the guilty one's are gone");
    }

    function test_aWrongTurnAfterAllLegsIsTheLastProviders() external {
        uint256 before = worth(third);
        bytes32 id = convicted(8, wrongFrom(8), 8);
        assertEq(history.conditions(third).faults, 1, "the last provider's fault");
        assertEq(worth(third), before - 20 * TOKEN, "its own S");
        assertLegs(id, 2);
    }

    function test_aWrongFieldAfterRightTurnsIsTheLastProviders() external {
        bytes32 id = relayedTwice(0);
        Result memory claimed = wholeRun();
        claimed.outputDigest = keccak256("wrong output");
        runOut(id, claimed);
        bytes32 claimId = challenge(id, claimed, OUTPUT, outputOf(wholeRun()));
        decide(claimId, outputOf(wholeRun()));
        disputes.attribute(id, wholeRun());
        assertEq(history.conditions(third).faults, 1, "the last provider's fault");
        assertLegs(id, 2);
    }

    function test_anyFieldsVerdictFindsAWrongTurn() external {
        bytes32 id = relayedTwice(2);
        runOut(id, wrongFrom(2));
        bytes32 claimId = challenge(id, wrongFrom(2), OUTPUT, outputOf(wholeRun()));
        decide(claimId, outputOf(wholeRun()));
        disputes.attribute(id, wholeRun());
        assertEq(history.conditions(provider).faults, 1, "the first signer's fault");
    }

    function test_aLegBeyondTheRightRunsEndIsGuilty() external {
        Result memory shorter = wholeRun();
        bytes32[] memory trace = shorter.trace;
        assembly {
            mstore(trace, 2)
        }
        bytes32 id = relayed(0);
        runOut(id, wholeRun());
        bytes32 claimId = challengeTurn(id, wholeRun(), shorter, 5);
        decide(claimId, disputes.itemOf(shorter, Item.wrap(20)));
        disputes.attribute(id, shorter);
        assertEq(history.conditions(provider).faults, 1, "turns after the end are wrong");
    }

    function test_aCommitteesVerdictAttributesToo() external {
        bytes32 id = relayedTwice(2);
        commit(id, wrongFrom(2));
        vm.roll(lens.job(id).seedBlock + 1);
        drawForTwo(id);
        SeatView[] memory committee = audits.audit(id).seats;
        bytes32 right = resultRoot(wholeRun());
        for (uint256 i = 0; i < 2; i++) {
            answer(id, committee[i].verifier, right);
        }
        reveal(id, wrongFrom(2));
        for (uint256 i = 0; i < 2; i++) {
            revealAnswer(id, committee[i].verifier, right);
        }
        audits.closeAudit(id);
        bytes32 claimId = disputes.claimIdOf(id, lens.job(id).attempt, WHOLE);
        decide(claimId, right);
        uint256[2] memory before = [worth(third), worth(committee[0].verifier)];

        disputes.attribute(id, wholeRun());
        disputes.closeClaim(claimId);

        assertEq(history.conditions(provider).faults, 1, "the first signer's fault");
        assertTrue(worth(committee[0].verifier) > before[1], "finders share the slash");
        // What is left of the fund comes back with its wages; the audit it had paid for is made good.
        assertEq(worth(third), before[0] + 4 * FULL_REWARD + TOKEN / 2 * 4 / 10, "not out of pocket");
        assertEq(market.balanceOf(address(audits)), 0, "the fund is gone");
        assertNoLocks();
    }

    function test_whoSignedALegJudgesNothingOfItsJob() external {
        address[2] memory judges = [second, provider];
        for (uint256 i = 0; i < 2; i++) {
            uint256 amount = market.balanceOf(judges[i]) * 9 / 10;
            vm.prank(judges[i]);
            stakes.bond(amount);
        }
        vm.warp(block.timestamp + 2 days);
        bytes32 id = relayedTwice(2);
        assertEq(relay.signers(id).length, 2, "signers");
        commit(id, wrongFrom(2));
        vm.roll(lens.job(id).seedBlock + 1);
        drawForTwo(id);
        assertNotSeated(audits.audit(id).seats);

        id = relayedTwice(2);
        runOut(id, wrongFrom(2));
        bytes32 claimId = challengeTurn(id, wrongFrom(2), wholeRun(), 2);
        seatJury(claimId);
        assertNotSeated(jury.juryOf(claimId).seats);
    }

    function assertNotSeated(SeatView[] memory seats) private view {
        for (uint256 i = 0; i < seats.length; i++) {
            assertTrue(seats[i].verifier != provider && seats[i].verifier != second, "a signer sits");
        }
    }

    /* WHAT IT COSTS */

    function test_aGuiltyLegsStakePaysJurorsWagesAndFinders() external {
        bytes32 id = relayedTwice(2);
        runOut(id, wrongFrom(2));
        bytes32 claimId = challengeTurn(id, wrongFrom(2), wholeRun(), 2);
        uint256 all = moneyAndBonds(id);
        uint256[5] memory before = [worth(provider), worth(second), worth(third), worth(consumer), worth(challenger)];
        decide(claimId, disputes.itemOf(wholeRun(), Item.wrap(17)));
        uint256 jurors = 3 * FULL_REWARD;

        disputes.attribute(id, wholeRun());
        disputes.closeClaim(claimId);

        uint256 wageOfSecond = TOKEN * 3 / 4 * 3 / 10;
        uint256 wageOfThird = TOKEN / 2 * 4 / 10;
        uint256 left = SLASHED - jurors - wageOfSecond - wageOfThird;
        assertEq(worth(provider), before[0] - SLASHED, "the guilty");
        assertEq(worth(second), before[1] + wageOfSecond, "second's turns are paid");
        assertEq(worth(third), before[2] + wageOfThird, "third's too");
        assertEq(worth(consumer), before[3] + min(left * 30 / 100, 2 * P), "consumer");
        assertEq(worth(challenger), before[4] + disputes.claim(claimId).bond + left * 35 / 100, "finder");
        assertEq(moneyAndBonds(id), all, "nothing is made or lost");
        assertAllPaid();
    }

    function test_wagesAreAtMostPOfTheGuilty() external {
        priceOf[provider] = uint128(TOKEN / 5);
        bytes32 id = begun();
        handOverAfter(id, 1, 1);
        resume(id, second, relay.legs(id)[0].point);
        Result memory result = wrongFrom(1);
        runOut(id, result);
        bytes32 claimId = challengeTurn(id, result, wholeRun(), 1);
        decide(claimId, disputes.itemOf(wholeRun(), Item.wrap(16)));
        uint256 before = worth(second);

        disputes.attribute(id, wholeRun());

        assertTrue(TOKEN * 3 / 4 * 9 / 10 > 2 * TOKEN / 5, "its pay would have been more");
        assertEq(worth(second), before + 2 * TOKEN / 5, "P of the guilty");
        assertNoLocks();
    }

    function test_theJobGoesOnFromTheLastRightLegAndEndsWell() external {
        bytes32 id = convicted(5, wrongFrom(5), 5);
        uint256 before = worth(provider);
        resume(id, third, relay.legs(id)[0].point);
        runOut(id, wholeRun());
        passDeadline(id);
        market.settleJob(id);
        assertEq(worth(provider), before + (TOKEN * 3 / 10) * 99 / 100, "paid for its right turns");
        assertEq(market.provider(provider).locked, 0, "free");
    }

    function test_afterTheLatestFinishAGuiltyLegEndsTheJobAndFreesTheOthers() external {
        bytes32 id = relayedTwice(5);
        runOut(id, wrongFrom(5));
        bytes32 claimId = challengeTurn(id, wrongFrom(5), wholeRun(), 5);
        decide(claimId, disputes.itemOf(wholeRun(), Item.wrap(20)));
        uint256 end = market.terms(id).latestFinish;
        vm.warp(end + 1);
        disputes.convictUnattributed(id);
        assertState(id, JobState.Refunded);
        assertNoLocks();
    }

    /* WAITING */

    function test_nobodyIsConvictedBeforeTheRightTraceIsShown() external {
        (bytes32 id, bytes32 claimId) = awaited();
        assertState(id, JobState.Disputed);
        assertEq(uint256(disputes.attribution(id).deadline), block.timestamp + 10 minutes, "a reveal window");
        assertEq(uint256(lens.job(id).deadline), block.timestamp + 10 minutes, "the lens says so");
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.closeClaim(claimId);
        vm.expectRevert(IDisputes.TooEarly.selector);
        disputes.convictUnattributed(id);
    }

    function test_theLensTellsWhatIsAwaited() external {
        (bytes32 id,) = awaited();
        Action[] memory actions = lens.job(id).actions;
        assertEq(actions.length, 1, "one thing");
        assertEq(uint8(actions[0].verb), uint8(Verb.Attribute), "attribute");
        passDeadline(id);
        actions = lens.job(id).actions;
        assertEq(uint8(actions[0].verb), uint8(Verb.ConvictUnattributed), "then its exit");
    }

    function test_refusesATraceThatTheVerdictDoesNotSay() external {
        (bytes32 id,) = awaited();
        Result memory wrong = wrongFrom(2);
        Result memory sooner = wrongFrom(1);
        vm.expectRevert(IDisputes.WrongResult.selector);
        disputes.attribute(id, wrong);
        vm.expectRevert(IDisputes.WrongResult.selector);
        disputes.attribute(id, sooner);
    }

    function test_refusesChallengesWhileItIsAwaited() external {
        (bytes32 id,) = awaited();
        Challenge memory further =
            Challenge(id, wrongFrom(2), Item.wrap(18), disputes.itemOf(wholeRun(), Item.wrap(18)), SALT);
        vm.prank(challenger);
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.challenge(further);
    }

    function test_refusesToAttributeWhatIsNotAwaitedOrTooLate() external {
        bytes32 id = relayed(0);
        Result memory right = wholeRun();
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.attribute(id, right);
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.convictUnattributed(id);
        (id,) = awaited();
        passDeadline(id);
        vm.expectRevert(IDisputes.TooLate.selector);
        disputes.attribute(id, right);
    }

    function test_ifNobodyShowsItTheLastProviderIsGuilty() external {
        (bytes32 id, bytes32 claimId) = awaited();
        passDeadline(id);
        vm.prank(stranger);
        disputes.convictUnattributed(id);
        disputes.closeClaim(claimId);
        assertEq(history.conditions(third).faults, 1, "it was its duty");
        assertEq(history.conditions(provider).faults, 0, "nobody showed that");
        assertLegs(id, 2);
        assertAllPaid();
    }

    function test_aJobWithoutLegsIsConvictedAtOnce() external {
        bytes32 id = begun();
        vm.prank(provider);
        market.reassignJob(id);
        resume(id, second, 0);
        runOut(id, wrongFrom(5));
        bytes32 claimId = challengeTurn(id, wrongFrom(5), wholeRun(), 5);
        decide(claimId, disputes.itemOf(wholeRun(), Item.wrap(20)));
        assertState(id, JobState.Open);
        assertEq(history.conditions(second).faults, 1, "at once");
    }

    /* ACCESS */

    function test_onlyTheCourtAndTheMarketSpeakToRelay() external {
        vm.expectRevert(IRelay.OnlyCourt.selector);
        relay.keep(0, 0, 0);
        vm.expectRevert(IRelay.OnlyCourt.selector);
        relay.drop(0);
        vm.expectRevert(IRelay.OnlyCourt.selector);
        relay.settle(0);
        vm.expectRevert(IRelay.OnlyCourt.selector);
        relay.resume(0, 0);
        vm.expectRevert(IRelay.OnlyCourt.selector);
        relay.learnAuditCost(0, 0);
        vm.expectRevert(IRelay.OnlyCourt.selector);
        relay.convict(0, 0, 0, false, 0);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.excuse(0, provider, 0, 0);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.endLock(provider, 0, 0, 0);
    }

    /* INTERNAL */

    /// @dev Three providers; the run is wrong from a turn on, and its verdict is about `item`'s turn.
    function convicted(uint8 wrong, Result memory claimed, uint8 turn_) private returns (bytes32 id) {
        id = relayedTwice(wrong);
        runOut(id, claimed);
        bytes32 claimId = challengeTurn(id, claimed, wholeRun(), turn_);
        decide(claimId, disputes.itemOf(wholeRun(), Item.wrap(16 + turn_ - 1)));
        disputes.attribute(id, wholeRun());
        disputes.closeClaim(claimId);
    }

    function awaited() private returns (bytes32 id, bytes32 claimId) {
        id = relayedTwice(2);
        runOut(id, wrongFrom(2));
        claimId = challengeTurn(id, wrongFrom(2), wholeRun(), 2);
        decide(claimId, disputes.itemOf(wholeRun(), Item.wrap(17)));
    }

    function min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
