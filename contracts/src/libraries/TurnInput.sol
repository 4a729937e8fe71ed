// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Message, Policy} from "../types/Agents.sol";
import {Narrow} from "./Narrow.sol";

/// @notice Canonical bytes of a turn's input, format 2, as `IAgents` lays them out.
library TurnInput {
    using Narrow for uint256;

    /// @dev Most bytes: a chunk.
    uint256 internal constant MOST = 16_384;
    /// @dev Of an input without messages, and of a message without body.
    uint256 internal constant BARE = 108;
    uint256 internal constant BARE_MESSAGE = 40;

    function count(uint256 messages) internal pure returns (bytes memory) {
        return abi.encodePacked(messages.to32());
    }

    /// @notice What is there, and one message more.
    function add(bytes memory messages, Message memory message, bytes calldata body)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(messages, message.sender, uint128(message.value), body.length.to32(), body);
    }

    /// @param messages Their count, and each of them.
    function encode(
        Policy memory policy,
        address account,
        uint32 turn,
        uint256 balance,
        bytes32 stateHash,
        bytes memory messages
    ) internal pure returns (bytes memory) {
        bytes memory limits = abi.encodePacked("SOUKIN2\x00", uint64(policy.fuelLimit), uint128(policy.mostPerTurn));
        return abi.encodePacked(limits, account, turn, balance.to128(), stateHash, messages);
    }
}
