// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {AgentState, Creation, Message, Refusal, Turn} from "../../src/types/Agents.sol";
import {Result} from "../../src/types/Orders.sol";
import {AgentFixture} from "../support/AgentFixture.sol";
import {Vm} from "../support/Vm.sol";

/// @notice What turns do once they are settled, and what they may not.
contract AgentEffectTest is AgentFixture {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = created();
    }

    /* DONE */

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

    function test_valuesOfMailCanBeSpentByTheTurnThatReadsThem() external {
        uint256 poor = createdWith(RESERVE);
        mail(poor, "money", 10 * TOKEN, COST);
        assertEq(market.balanceOf(address(agents)), 10 * TOKEN, "kept for the message");
        wake(poor, bodies("money"));
        landed(poor, one(pay(sender, 10 * TOKEN)));

        assertEq(market.balanceOf(address(agents)), 0, "kept");
        assertEq(treasury(poor), RESERVE + COST - SPENT - 2 * TIP, "treasury");
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

    /* REFUSED */

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

    /* HELPERS */

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

    function fundAgent(uint256 amount) private {
        address account = agents.accountOf(id);
        vm.prank(sender);
        market.transfer(account, amount);
    }
}
