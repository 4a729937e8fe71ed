// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {Agent, AgentState, Message} from "../../src/types/Agents.sol";
import {AgentFixture} from "../support/AgentFixture.sol";

/// @notice Agents' mailboxes.
contract AgentMailTest is AgentFixture {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = created();
    }

    function test_refusesMailToWhatIsNoAgent() external {
        refuse(2, "hello", 0, POSTAGE, IAgentEvents.WrongState.selector);
    }

    function test_refusesMailToAnAgentThatHasEnded() external {
        ended();
        refuse(id, "hello", 0, POSTAGE, IAgentEvents.WrongState.selector);
    }

    function test_refusesTooLittlePostage() external {
        refuse(id, "hello", TOKEN, POSTAGE - 1, IAgentEvents.PostageTooLow.selector);
    }

    function test_refusesALongBody() external {
        refuse(id, new bytes(4097), 0, POSTAGE, IAgentEvents.TooLong.selector);
    }

    function test_refusesWhatTheSenderHasNot() external {
        refuse(id, "hello", 10_000 * TOKEN, POSTAGE, ILedger.BalanceTooSmall.selector);
    }

    function test_refusesASenderWhoHasNotApproved() external {
        vm.prank(sender);
        market.approve(address(agents), 0);
        refuse(id, "hello", 0, POSTAGE, ILedger.NotApproved.selector);
    }

    function test_keepsMessagesInTheirOrder() external {
        mail(id, "first", 2 * TOKEN, POSTAGE);
        vm.warp(block.timestamp + 7);
        mail(id, new bytes(4096), 0, 2 * POSTAGE);

        Message[] memory inbox = agents.inbox(id, 0, 10);
        assertEq(inbox.length, 2, "messages");
        assertEq(inbox[0].sender, sender, "sender");
        assertEq(inbox[0].value, 2 * TOKEN, "value");
        assertEq(inbox[0].digest, bytes22(sha256("first")), "digest");
        assertEq(inbox[0].size, 5, "size");
        assertEq(inbox[1].size, 4096, "size of the second");
        assertEq(inbox[1].sentAt, block.timestamp, "when");
        assertEq(agents.inbox(id, 1, 10)[0].size, 4096, "from the second on");
        assertEq(agents.inbox(id, 2, 10).length, 0, "beyond the last");
    }

    function test_valueWaitsAndPostageIsTheAgents() external {
        uint256 before = market.balanceOf(sender);
        mail(id, "hello", 2 * TOKEN, TOKEN);

        assertEq(market.balanceOf(sender), before - 3 * TOKEN, "sender");
        assertEq(market.balanceOf(address(agents)), 2 * TOKEN, "kept");
        assertEq(treasury(id), FUNDS + TOKEN, "treasury");
        assertEq(agents.agent(id).postage, TOKEN, "postage");
    }

    function test_mailWithoutMoneyComesToAnAgentThatAsksNone() external {
        uint256 other = service();
        vm.prank(stranger);
        agents.send(other, "", 0, 0);

        assertEq(agents.inbox(other, 0, 1).length, 1, "messages");
    }

    function test_aThousandMessagesAreReadSixteenAtATime() external {
        for (uint256 i = 0; i < 1000; i++) {
            mail(id, "spam", 0, COST / 16 + POSTAGE);
        }
        for (uint256 i = 0; i < 3; i++) {
            wake(id, sixteen());
            landed(id, none());
        }

        Agent memory agent = agents.agent(id);
        assertEq(agent.firstUnread, 48, "read");
        assertEq(agent.nextMessage, 1000, "there");
        assertTrue(treasury(id) > FUNDS, "the spam paid for it");
    }

    /* AFTER THE END */

    function test_refusesToReturnMailOfAnAgentThatLives() external {
        mail(id, "hello");
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.returnMail(id, 1);
    }

    function test_returnsMailThatADeadAgentNeverRead() external {
        id = createdWith(20 * TOKEN);
        uint256 before = market.balanceOf(sender);
        working(id);
        for (uint256 i = 1; i <= 3; i++) {
            mail(id, "too late", i * TOKEN, POSTAGE);
        }
        landed(id, one(end(creator)));
        vm.prank(stranger);
        agents.returnMail(id, 2);
        assertEq(market.balanceOf(address(agents)), 3 * TOKEN, "kept for the third");
        agents.returnMail(id, 100);
        agents.returnMail(id, 100);

        assertEq(market.balanceOf(address(agents)), 0, "kept");
        assertLife(id, AgentState.Ended);
        assertEq(market.balanceOf(sender), before - COST - 3 * POSTAGE, "sender");
    }

    /* HELPERS */

    function refuse(uint256 to, bytes memory body, uint256 value, uint256 postage, bytes4 reason) private {
        vm.prank(sender);
        vm.expectRevert(reason);
        agents.send(to, body, value, postage);
    }

    function ended() private {
        id = createdWith(0);
        turned(id, one(end(creator)));
        assertLife(id, AgentState.Ended);
    }

    function sixteen() private pure returns (bytes[] memory list) {
        list = new bytes[](16);
        for (uint256 i = 0; i < 16; i++) {
            list[i] = "spam";
        }
    }
}
