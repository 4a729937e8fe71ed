// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgentState, Code, Policy} from "./Agents.sol";

using {turnCost, escrow, reserve} for Policy global;

/// @notice What is stored of an agent. Amounts are token base units, times seconds.
struct Agent {
    // Slot 0.
    address account;
    AgentState state;
    bool paused;
    /// @dev Turns completed.
    uint32 turn;
    /// @dev Bit i: purse i + 1 pays a child.
    uint16 busy;
    /// @dev Unread messages about children.
    uint24 reports;
    // Slot 1.
    address owner;
    uint56 ceiling;
    uint32 delay;
    // Slot 2.
    bytes32 stateHash;
    // Slot 3.
    uint40 wakeAt;
    uint40 notBefore;
    uint88 postage;
    uint88 childEscrow;
    // Slot 4.
    uint32 day;
    uint88 movedThatDay;
    uint40 firstUnread;
    uint40 nextMessage;
    /// @dev Jobs posted; no two have the same salt.
    uint40 posts;
    // Slots 5 to 7.
    Code code;
    // Slot 8.
    /// @dev Set by an effect, before it ends.
    address heir;
    // Slots 9 to 12.
    OpenTurn open;
    // Slots 13 to 16.
    Policy policy;
}

/// @notice A turn that is being run or landed.
struct OpenTurn {
    // Slot 0.
    bytes32 jobId;
    // Slot 1.
    address waker;
    uint40 postedAt;
    uint8 messages;
    uint8 reports;
    uint8 depth;
    /// @dev Effects done or refused.
    uint8 landed;
    /// @dev Number of the effect that asked for the end.
    uint8 end;
    // Slot 2.
    uint88 postage;
    /// @dev What effects have moved.
    uint88 moved;
    // Slot 3.
    /// @dev Of its messages.
    uint88 value;
    /// @dev Bit i: effect i was refused.
    uint64 refused;
}

/// @notice A message: two slots.
struct Message {
    // Slot 0.
    address sender;
    uint88 value;
    uint8 depth;
    // Slot 1.
    /// @dev Beginning of the body's SHA-256. Finding two bodies that agree in 176 bits takes 2^88 hashes.
    bytes22 digest;
    uint16 size;
    uint40 sentAt;
    /// @dev Says what came of a child.
    bool isReport;
}

/// @notice A child job: one slot.
struct Child {
    uint64 agent;
    uint8 purse;
    uint8 depth;
    uint32 turn;
    uint8 effect;
    uint80 escrow;
}

/// @dev What a price comes to at a fuel limit, rounded up.
function escrowOf(uint256 price, uint256 fuelLimit) pure returns (uint256) {
    return (price * fuelLimit + 1e9 - 1) / 1e9;
}

/// @dev E of a turn-job with that ceiling.
function escrow(Policy memory self, uint256 ceiling) pure returns (uint256) {
    return escrowOf(ceiling, self.fuelLimit);
}

/// @dev E and both tips.
function turnCost(Policy memory self, uint256 ceiling) pure returns (uint256) {
    return self.escrow(ceiling) + 2 * uint256(self.tip);
}

/// @dev What effects must leave for turns to come.
function reserve(Policy memory self) pure returns (uint256) {
    return self.reserveTurns * self.turnCost(self.mostCeiling);
}
