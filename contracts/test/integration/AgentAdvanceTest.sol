// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {IBatched} from "../../src/interfaces/IBatched.sol";
import {Agent, AgentState, Creation, Message, Refusal, Turn} from "../../src/types/Agents.sol";
import {Result} from "../../src/types/Orders.sol";
import {AgentFixture} from "../support/AgentFixture.sol";
import {Vm} from "../support/Vm.sol";

/// @notice What turns leave and do, once they are settled.
contract AgentAdvanceTest is AgentFixture {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = created();
    }

    /* REFUSED */

    function test_refusesToAdvanceAnIdleAgent() external {
        Turn memory turn = Turn(STATE, none());
        refuse(resultOf(turn), turn, IAgentEvents.WrongState.selector);
    }

    function test_refusesATurnThatIsNotSettled() external {
        Turn memory turn = Turn(STATE, none());
        take(working(id));
        refuse(resultOf(turn), turn, IAgentEvents.WrongTurn.selector);
    }

    function test_refusesAForgedResult() external {
        Turn memory turn = Turn(STATE, none());
        working(id);
        settled(id, turn);
        Turn memory forged = Turn(STATE, one(pay(stranger, TOKEN)));
        refuse(resultOf(forged), forged, IAgentEvents.WrongTurn.selector);
    }

    function test_refusesForgedEffects() external {
        working(id);
        Result memory result = settled(id, Turn(STATE, one(pay(sender, TOKEN))));
        refuse(result, Turn(STATE, one(pay(stranger, TOKEN))), IAgentEvents.WrongTurn.selector);
    }

    function test_refusesEffectsThatAreLeftOut() external {
        working(id);
        Result memory result = settled(id, Turn(STATE, two(pay(sender, 1), pay(sender, 2))));
        refuse(result, Turn(STATE, one(pay(sender, 1))), IAgentEvents.WrongTurn.selector);
    }

    function test_refusesEffectsInAnotherOrder() external {
        working(id);
        Result memory result = settled(id, Turn(STATE, two(pay(sender, 1), pay(sender, 2))));
        refuse(result, Turn(STATE, two(pay(sender, 2), pay(sender, 1))), IAgentEvents.WrongTurn.selector);
    }

    function test_refusesAForgedState() external {
        working(id);
        Result memory result = settled(id, Turn(STATE, none()));
        refuse(result, Turn(keccak256("forged"), none()), IAgentEvents.WrongTurn.selector);
    }

    function test_refusesADroppedTurn() external {
        settle(working(id), trap());
        refuse(trap(), Turn(STATE, none()), IAgentEvents.WrongTurn.selector);
    }

    function test_refusesMoreEffectsThanATurnHas() external {
        Turn memory turn = Turn(STATE, new bytes[](65));
        working(id);
        refuse(settled(id, turn), turn, IAgentEvents.WrongTurn.selector);
    }

    function test_refusesToLandATurnTwice() external {
        Turn memory turn = Turn(STATE, one(pay(sender, TOKEN)));
        working(id);
        Result memory result = settled(id, turn);
        advance(id, result, turn);
        refuse(result, turn, IAgentEvents.WrongState.selector);
        working(id);
        refuse(result, turn, IAgentEvents.WrongTurn.selector);
    }

    function test_refusesAnEffectWithTooLittleGas() external {
        Turn memory turn = Turn(STATE, one(pay(sender, TOKEN)));
        working(id);
        Result memory result = settled(id, turn);
        vm.expectRevert(IBatched.TooLittleGas.selector);
        agents.advance{gas: 500_000}(id, result, turn, 64);
    }

    /* LANDED */

    function test_aTurnLeavesItsStateAndPaysTips() external {
        turned(id, none());

        Agent memory agent = agents.agent(id);
        assertLife(id, AgentState.Idle);
        assertEq(agent.stateHash, STATE, "state");
        assertEq(agent.turn, 1, "turns");
        assertEq(agent.open.jobId, 0, "open job");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP, "treasury");
        assertEq(market.balanceOf(waker), TIP, "waker's tip");
        assertEq(market.balanceOf(stranger), TIP, "lander's tip");
    }

    function test_theNextCeilingIsTheLastPrice() external {
        working(id);
        vm.warp(block.timestamp + 60);
        raise();
        assertEq(agents.agent(id).open.ceiling, TOKEN * 5 / 4 + 1, "raised");
        landed(id, none());

        assertEq(agents.agent(id).price, TOKEN, "the offer's price");
    }

    function test_aTurnGoesOnFromTheOneBefore() external {
        turned(id, none());
        mail(id, "again");
        uint256 balance = treasury(id) - COST - RESERVE;
        bytes32 jobId = wake(id, bodies("again"));

        bytes memory head = abi.encodePacked(
            "SOUKIN2\x00", uint64(2e9), uint128(50 * TOKEN), agents.accountOf(id), uint32(1), uint128(balance), STATE
        );
        bytes memory message = abi.encodePacked(uint32(1), sender, uint128(0), uint32(5), "again");
        assertEq(jobOf(jobId).work.input, sha256(bytes.concat(head, message)), "input");
    }

    function test_valuesOfMailCanBeSpentByTheTurnThatReadsThem() external {
        uint256 poor = createdWith(RESERVE);
        mail(poor, "money", 10 * TOKEN, COST);
        assertEq(market.balanceOf(address(agents)), 10 * TOKEN, "kept for the message");
        wake(poor, bodies("money"));
        landed(poor, one(pay(sender, 10 * TOKEN)));

        assertEq(market.balanceOf(address(agents)), 0, "kept");
        assertEq(treasury(poor), RESERVE + COST - SPENT - 2 * TIP, "treasury");
    }

    function test_effectsOfAWrongTurnThatWasAuditedMoveNothing() external {
        uint256 before = market.balanceOf(stranger);
        bytes32 jobId = working(id);
        take(jobId);
        commit(jobId, resultOf(Turn(STATE, one(pay(stranger, 40 * TOKEN)))));
        Turn memory turn = Turn(STATE, none());
        Result memory right = resultOf(turn);
        vm.warp(block.timestamp + 61);
        passOver(jobId);
        Turn memory wrong = Turn(STATE, one(pay(stranger, 40 * TOKEN)));
        refuse(resultOf(wrong), wrong, IAgentEvents.WrongTurn.selector);
        settle(jobId, right);
        refuse(resultOf(wrong), wrong, IAgentEvents.WrongTurn.selector);
        advance(id, right, turn);

        assertEq(market.balanceOf(stranger), before + TIP, "the cheat's friend");
    }

    /* EFFECTS */

    function test_pays() external {
        uint256 before = market.balanceOf(sender);
        turned(id, two(pay(sender, 3 * TOKEN), pay(address(0xdead), TOKEN)));

        assertEq(market.balanceOf(sender), before + 3 * TOKEN - COST, "sender");
        assertEq(market.balanceOf(address(0xdead)), TOKEN, "a new account");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP - 4 * TOKEN, "treasury");
    }

    function test_anAgentThatPaysItselfHasWhatItHad() external {
        turned(id, one(pay(agents.accountOf(id), 10 * TOKEN)));

        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP, "treasury");
        assertEq(agents.agent(id).movedThatDay, 10 * TOKEN, "moved");
    }

    function test_sendsToAnotherAgent() external {
        uint256 other = created();
        turned(id, one(tell(agents.accountOf(other), 2 * TOKEN, "work for me")));

        Message[] memory inbox = agents.inbox(other, 0, 10);
        assertEq(inbox.length, 1, "messages");
        assertEq(inbox[0].sender, agents.accountOf(id), "sender");
        assertEq(inbox[0].value, 2 * TOKEN, "value");
        assertEq(inbox[0].digest, bytes22(sha256("work for me")), "digest");
        assertEq(agents.agent(other).postage, POSTAGE, "postage");
        assertEq(treasury(other), FUNDS + POSTAGE, "the other's treasury");
        assertEq(market.balanceOf(address(agents)), 2 * TOKEN, "kept");
        assertEq(agents.agent(id).movedThatDay, 2 * TOKEN + POSTAGE, "moved");
    }

    function test_sendsToAnybodyElse() external {
        uint256 before = market.balanceOf(sender);
        turned(id, one(tell(sender, 2 * TOKEN, "here you are")));

        assertEq(market.balanceOf(sender), before + 2 * TOKEN - COST, "sender");
    }

    function test_sleeps() external {
        uint64 time = uint64(block.timestamp + 3 days);
        turned(id, one(sleep(time)));
        assertEq(agents.agent(id).wakeAt, time, "time");

        vm.warp(time);
        wake(id, bodies());
        landed(id, none());
        assertEq(agents.agent(id).wakeAt, 0, "time when it has come");
    }

    function test_ofTwoSleepsTheLastCounts() external {
        turned(id, two(sleep(uint64(block.timestamp + 3 days)), sleep(0)));

        (bool due,) = agents.canWake(id);
        assertTrue(due, "awake at once");
    }

    /* BOUNDS */

    function test_refusesWhatIsNoEffectAndGoesOn() external {
        expectRefusal(hex"", Refusal.Malformed);
        expectRefusal(hex"06", Refusal.Malformed);
        expectRefusal(hex"00", Refusal.Malformed);
        expectRefusal(abi.encodePacked(pay(sender, 1), uint8(0)), Refusal.Malformed);
        expectRefusal(abi.encodePacked(uint8(2), sender, uint128(0), uint32(2), "x"), Refusal.Malformed);
        expectRefusal(tell(sender, 0, new bytes(4097)), Refusal.Malformed);
        expectRefusal(sleep(type(uint64).max), Refusal.Malformed);
        expectRefusal(end(address(0)), Refusal.Malformed);
        expectRefusal(end(agents.accountOf(id)), Refusal.Malformed);
    }

    function test_refusesWhatThePolicyDoesNotHave() external {
        Creation memory creation = defaultCreation();
        creation.policy.kinds = 0x3c;
        id = created(creation);
        expectRefusal(pay(sender, 1), Refusal.NotAllowed);
    }

    function test_refusesMoreThanATurnMayMove() external {
        expectRefusal(pay(sender, 50 * TOKEN + 1), Refusal.BeyondTurn);
        expectRefusal(pay(sender, type(uint128).max), Refusal.BeyondTurn);
    }

    function test_aTurnMayNotMoreInSumThanAtOnce() external {
        turned(id, two(pay(sender, 30 * TOKEN), pay(sender, 20 * TOKEN + 1)));

        assertEq(agents.agent(id).movedThatDay, 30 * TOKEN, "moved");
    }

    function test_refusesMoreThanADayMayMove() external {
        fundAgent(200 * TOKEN);
        vm.warp((block.timestamp / 1 days + 1) * 1 days);
        turned(id, one(pay(sender, 50 * TOKEN)));
        expectRefusal(pay(sender, 30 * TOKEN + 1), Refusal.BeyondDay);
        turned(id, one(pay(sender, 30 * TOKEN)));
        assertEq(agents.agent(id).movedThatDay, 80 * TOKEN, "moved that day");

        vm.warp((block.timestamp / 1 days + 1) * 1 days);
        turned(id, one(pay(sender, 50 * TOKEN)));
        assertEq(agents.agent(id).movedThatDay, 50 * TOKEN, "moved the next day");
    }

    function test_refusesToTouchTheReserve() external {
        id = createdWith(RESERVE + 10 * TOKEN);
        uint256 free = 10 * TOKEN + COST - SPENT - 2 * TIP;
        expectRefusal(pay(sender, free + 1), Refusal.BeyondReserve);
        turned(id, one(pay(sender, treasury(id) - RESERVE + COST - SPENT - 2 * TIP)));

        assertEq(treasury(id), RESERVE, "treasury");
    }

    function test_refusesToTellAnAgentThatHasEnded() external {
        uint256 other = createdWith(0);
        turned(other, one(end(sender)));
        assertLife(other, AgentState.Ended);
        expectRefusal(tell(agents.accountOf(other), 1, ""), Refusal.NobodyThere);
    }

    function test_whatWasRefusedIsReportedAndTheRestDone() external {
        bytes[] memory effects = new bytes[](3);
        effects[0] = pay(sender, 51 * TOKEN);
        effects[1] = pay(address(0xdead), TOKEN);
        effects[2] = hex"09";
        turned(id, effects);

        assertEq(market.balanceOf(address(0xdead)), TOKEN, "paid");
        Message memory message = agents.inbox(id, 1, 1)[0];
        assertEq(message.sender, address(0), "sender");
        assertEq(message.digest, bytes22(sha256(hex"02000000000000000000000005")), "digest");
        (bool due,) = agents.canWake(id);
        assertTrue(!due, "does not wake it");
    }

    /* PAGES */

    function test_effectsAreAppliedInPagesAndNothingWakesUntilTheLast() external {
        bytes[] memory effects = new bytes[](3);
        (effects[0], effects[1], effects[2]) = (pay(address(1), 1), pay(address(2), 2), pay(address(3), 3));
        Turn memory turn = Turn(STATE, effects);
        working(id);
        Result memory result = settled(id, turn);

        agents.advance(id, result, turn, 2);
        assertLife(id, AgentState.Landing);
        assertEq(market.balanceOf(address(2)), 2, "the second");
        assertEq(market.balanceOf(address(3)), 0, "the third, yet");
        mail(id, "more");
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.wake(id, bodies("more"));

        agents.advance(id, result, turn, 2);
        assertLife(id, AgentState.Idle);
        assertEq(market.balanceOf(address(1)), 1, "the first, once");
        assertEq(market.balanceOf(address(3)), 3, "the third");
        wake(id, bodies("more"));
    }

    function test_sixtyFourEffectsFitIntoOneTransaction() external {
        bytes[] memory effects = new bytes[](64);
        for (uint256 i = 0; i < 64; i++) {
            effects[i] = pay(address(uint160(1000 + i)), 1);
        }
        Turn memory turn = Turn(STATE, effects);
        working(id);
        Result memory result = settled(id, turn);
        agents.advance{gas: 16_000_000}(id, result, turn, 64);

        assertLife(id, AgentState.Idle);
        assertEq(market.balanceOf(address(1063)), 1, "the last");
    }

    /* DROPPED */

    function test_refusesToTrapWhatDoesNotWork() external {
        Result memory result = trap();
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.advanceTrapped(id, result);
    }

    function test_refusesToTrapOnAForgedResult() external {
        working(id);
        settled(id, Turn(STATE, none()));
        Result memory result = trap();
        vm.expectRevert(IAgentEvents.WrongTurn.selector);
        agents.advanceTrapped(id, result);
    }

    function test_refusesToTrapATurnThatWasKept() external {
        working(id);
        Result memory result = settled(id, Turn(STATE, none()));
        vm.expectRevert(IAgentEvents.WrongTurn.selector);
        agents.advanceTrapped(id, result);
    }

    function test_aTrapReturnsValuesAndStopsNothing() external {
        mail(id, "poison", 7 * TOKEN, COST);
        uint256 before = market.balanceOf(sender);
        settle(wake(id, bodies("poison")), trap());
        vm.prank(stranger);
        agents.advanceTrapped(id, trap());

        Agent memory agent = agents.agent(id);
        assertLife(id, AgentState.Idle);
        assertEq(market.balanceOf(sender), before + 7 * TOKEN, "returned");
        assertEq(market.balanceOf(address(agents)), 0, "kept");
        assertEq(agent.stateHash, 0, "state");
        assertEq(agent.turn, 0, "turns completed");
        assertEq(agent.firstUnread, 1, "read");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP, "treasury");
        turned(id, none());
    }

    function test_anAgentThatTrapsOnEveryTurnIsWokenEverLater() external {
        Creation memory creation = defaultCreation();
        creation.wakeAt = uint64(block.timestamp);
        id = created(creation);
        uint256[3] memory waits = [uint256(1 minutes), 2 minutes, 4 minutes];
        for (uint256 i = 0; i < 3; i++) {
            settle(wake(id, bodies()), trap());
            agents.advanceTrapped(id, trap());
            assertEq(agents.agent(id).wakeAt, block.timestamp + waits[i], "next time");
            vm.warp(block.timestamp + waits[i]);
        }
    }

    function test_poisonDoesNotDelayAnAgentsTime() external {
        Creation memory creation = defaultCreation();
        creation.wakeAt = uint64(block.timestamp);
        id = created(creation);
        mail(id, "poison");
        settle(wake(id, bodies("poison")), trap());
        agents.advanceTrapped(id, trap());
        wake(id, bodies());
    }

    /* FAILED */

    function test_refusesToFailWhatDoesNotWork() external {
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.fail(id);
    }

    function test_refusesToFailAnOpenTurn() external {
        working(id);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.fail(id);
    }

    function test_refusesToFailASettledTurnThatCouldStillBeOpened() external {
        working(id);
        settled(id, Turn(STATE, none()));
        vm.warp(block.timestamp + 30 days);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.fail(id);
    }

    function test_aRefundedTurnLeavesTheMailUnreadAndWaitsTwiceAsLong() external {
        uint256[3] memory waits = [uint256(1 minutes), 2 minutes, 4 minutes];
        mail(id, "go on", 5 * TOKEN, COST);
        for (uint256 i = 0; i < 3; i++) {
            expire(wake(id, bodies("go on")));
            agents.fail(id);

            Agent memory agent = agents.agent(id);
            assertLife(id, AgentState.Idle);
            assertEq(agent.firstUnread, 0, "unread");
            assertEq(agent.postage, COST, "postage");
            assertEq(treasury(id), FUNDS + COST, "treasury");
            assertEq(agent.notBefore, block.timestamp + waits[i], "not before");
            vm.expectRevert(IAgentEvents.NotDue.selector);
            agents.wake(id, bodies("go on"));
            vm.warp(agent.notBefore);
        }
        wake(id, bodies("go on"));
        landed(id, none());
        assertEq(agents.agent(id).delay, 0, "delay after a turn");
    }

    function test_aRaisedTurnThatFailsDoesNotMakeTheNextDearer() external {
        working(id);
        vm.warp(block.timestamp + 60);
        raise();
        expire(agents.agent(id).open.jobId);
        agents.fail(id);
        vm.warp(block.timestamp + 1 minutes);
        wake(id, bodies("go on"));

        assertEq(agents.agent(id).open.ceiling, TOKEN, "ceiling");
    }

    function test_aSettledTurnThatNobodyCanOpenIsGivenUp() external {
        working(id);
        uint256 postedAt = block.timestamp;
        settle(agents.agent(id).open.jobId, rightResultOfNoTurn());
        vm.warp(postedAt + 31 days + 1);
        agents.fail(id);

        assertLife(id, AgentState.Idle);
        assertEq(treasury(id), FUNDS + COST - SPENT, "treasury");
    }

    /* HELPERS */

    function refuse(Result memory result, Turn memory turn, bytes4 reason) private {
        vm.expectRevert(reason);
        agents.advance(id, result, turn, 64);
    }

    /// @dev Has a turn ask for it; it is refused for that reason and nothing moves.
    function expectRefusal(bytes memory effect, Refusal reason) private {
        working(id);
        Turn memory turn = Turn(STATE, one(effect));
        Result memory result = settled(id, turn);
        vm.recordLogs();
        agents.advance(id, result, turn, 64);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 refused = 0;
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == IAgentEvents.EffectRefused.selector) {
                (,,, Refusal why) = abi.decode(logs[i].data, (uint32, uint256, uint8, Refusal));
                assertEq(uint8(why), uint8(reason), "reason");
                refused++;
            }
        }
        assertEq(refused, 1, "refused");
        // What the contract says of it is read with the next mail.
        mail(id, "read that", 0, 2 * COST);
        bytes[] memory list = new bytes[](2);
        list[0] = abi.encodePacked(uint8(2), agents.agent(id).turn - 1, uint64(1));
        list[1] = "read that";
        wake(id, list);
        landed(id, none());
    }

    function expire(bytes32 jobId) private {
        passDeadline(jobId);
        market.expireJob(jobId);
    }

    function raise() private {
        bytes32 jobId = agents.agent(id).open.jobId;
        bytes32 input = jobOf(jobId).work.input;
        bytes32 chunks = jobOf(jobId).work.chunks;
        vm.recordLogs();
        agents.raise(id, input, chunks);
        remember();
    }

    function fundAgent(uint256 amount) private {
        address account = agents.accountOf(id);
        vm.prank(sender);
        market.transfer(account, amount);
    }

    /// @dev The provider that committed to a wrong result is condemned for not revealing it.
    function passOver(bytes32 jobId) private {
        randomness.choose(0);
        draw(jobId);
        randomness.choose(keccak256("seed"));
        seat(jobId);
        answerRight(jobId);
        passDeadline(jobId);
        audits.condemnProvider(jobId);
    }

    function answerRight(bytes32 jobId) private {
        uint256 seats = lens.job(jobId).seats.length;
        for (uint256 i = 0; i < seats; i++) {
            answer(jobId, lens.job(jobId).seats[i].verifier, keccak256("right"));
        }
    }

    function rightResultOfNoTurn() private pure returns (Result memory result) {
        result = rightResult();
        result.trace = new bytes32[](1);
    }
}
