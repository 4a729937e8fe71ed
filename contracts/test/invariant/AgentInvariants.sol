// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Agent, AgentState} from "../../src/types/Agents.sol";
import {Test} from "../support/Test.sol";
import {AgentActions} from "./AgentActions.sol";

/// @notice What holds of agents after any sequence of actions.
/// forge-config: default.invariant.runs = 8
/// forge-config: default.invariant.depth = 150
contract AgentInvariants is Test {
    AgentActions private actions;

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function setUp() external {
        actions = new AgentActions();
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](14);
        selectors[0] = AgentActions.write.selector;
        selectors[1] = AgentActions.topUp.selector;
        selectors[2] = AgentActions.lift.selector;
        selectors[3] = AgentActions.report.selector;
        selectors[4] = AgentActions.inherit.selector;
        selectors[5] = AgentActions.wait.selector;
        selectors[6] = AgentActions.forge.selector;
        selectors[7] = AgentActions.write.selector;
        for (uint256 i = 8; i < 10; i++) {
            selectors[i] = AgentActions.begin.selector;
            selectors[i + 2] = AgentActions.run.selector;
            selectors[i + 4] = AgentActions.land.selector;
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actions), selectors);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actions);
    }

    /* MONEY */

    /// @dev And never goes below zero: the books would have refused.
    function invariant_anAccountMovesOnlyByItsEffectsTipsEscrowsAndWhatComesIn() external view {
        for (uint256 i = 0; i < actions.count(); i++) {
            uint256 id = actions.ids(i);
            assertEq(actions.held(id), actions.books().balance(id), "treasury");
        }
    }

    function invariant_valuesOfUnreadMailLieReady() external view {
        assertEq(actions.heldForMail(), actions.owedForMail(), "mail");
    }

    function invariant_noTurnAndNoDayMovesMoreThanThePolicySays() external view {
        for (uint256 i = 0; i < actions.count(); i++) {
            Agent memory agent = actions.agentOf(actions.ids(i));
            assertTrue(agent.open.moved <= agent.policy.mostPerTurn, "turn");
            assertTrue(agent.movedThatDay <= agent.policy.mostPerDay, "day");
        }
    }

    /* TURNS */

    function invariant_noTurnIsLostAndNoEffectDoneTwice() external view {
        assertEq(actions.books().odd(), 0, "odd events");
        for (uint256 i = 0; i < actions.count(); i++) {
            Agent memory agent = actions.agentOf(actions.ids(i));
            (uint32 turn, bytes32 stateHash) = actions.books().turn(actions.ids(i));
            assertEq(agent.turn, turn, "turns");
            assertEq(agent.stateHash, stateHash, "state");
            assertEq(agent.childEscrow, actions.books().childEscrow(actions.ids(i)), "children");
        }
    }

    function invariant_mailIsReadOnceAndInOrder() external view {
        for (uint256 i = 0; i < actions.count(); i++) {
            Agent memory agent = actions.agentOf(actions.ids(i));
            (uint256 first, uint256 next, uint256 postage) = actions.books().mail(actions.ids(i));
            assertEq(agent.nextMessage, next, "messages");
            assertEq(agent.postage, postage, "postage");
            assertTrue(agent.state == AgentState.Ended || agent.firstUnread == first, "read");
        }
    }

    function invariant_aWrongTurnMovesNothing() external view {
        assertEq(actions.wronglyLanded(), 0, "wrongly landed");
        assertEq(actions.balanceOf(actions.accomplice()), 0, "accomplice");
    }

    /* THE WALK ITSELF */

    /// @dev The invariants say something only if walks do everything.
    function test_randomWalksOfAgentsDoEverything() external {
        bytes32 dice = keccak256("agents");
        for (uint256 i = 0; i < 3000; i++) {
            dice = keccak256(abi.encode(dice));
            step(uint256(dice));
            if (i % 100 == 99) {
                this.invariant_anAccountMovesOnlyByItsEffectsTipsEscrowsAndWhatComesIn();
                this.invariant_valuesOfUnreadMailLieReady();
                this.invariant_noTurnIsLostAndNoEffectDoneTwice();
            }
            if (i % 500 == 499) {
                tally();
                actions = new AgentActions();
            }
        }
        report();
    }

    string[10] private _names =
        ["mail", "wake", "raise", "run", "advance", "trap", "fail", "report", "inherit", "cheat"];
    mapping(string name => uint256) private _done;

    function step(uint256 choice) private {
        uint256 kind = choice % 12;
        (uint256 a, uint256 b) = (choice >> 16, choice >> 48);
        if (kind < 2) {
            actions.write(a, b, choice >> 80);
        } else if (kind == 2) {
            actions.lift(a);
        } else if (kind == 3) {
            actions.report(a, b);
        } else if (kind == 4) {
            actions.inherit(a, b);
        } else if (kind == 5) {
            actions.wait(a);
        } else if (kind < 8) {
            actions.begin(a, b);
        } else if (kind < 10) {
            actions.run(a, b);
        } else {
            actions.land(a, b);
        }
    }

    function tally() private {
        for (uint256 i = 0; i < _names.length; i++) {
            _done[_names[i]] += actions.done(_names[i]);
        }
    }

    function report() private {
        string memory never = "";
        for (uint256 i = 0; i < _names.length; i++) {
            vm.snapshotValue("walk of agents", _names[i], _done[_names[i]]);
            never = _done[_names[i]] == 0 ? _names[i] : never;
        }
        assertEq(bytes(never).length, 0, never);
    }
}
