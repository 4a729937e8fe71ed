// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {IBatched} from "../../src/interfaces/IBatched.sol";
import {Agent, AgentState, Creation, Turn} from "../../src/types/Agents.sol";
import {Result} from "../../src/types/Orders.sol";
import {AgentFixture} from "../support/AgentFixture.sol";

/// @notice What turns leave once they are settled, and what becomes of those that come to nothing.
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
