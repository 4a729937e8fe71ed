// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputes} from "../interfaces/IDisputes.sol";
import {Item} from "../types/Answers.sol";
import {beginning} from "../types/JobRecord.sol";
import {Result} from "../types/Orders.sol";

/// @notice What results say at each item, and what counts as the same there.
library Items {
    Item internal constant WHOLE = Item.wrap(0);
    uint8 private constant EXIT_STATUS = 1;
    uint8 private constant FUEL_USED = 2;
    uint8 private constant OUTPUT = 3;
    uint8 private constant EFFECTS = 4;
    uint8 private constant TURNS = 5;
    uint8 private constant FIRST_TURN = 16;
    uint8 private constant MOST_TURNS = 64;
    /// @dev Numbers of all items are below.
    uint8 internal constant COUNT = FIRST_TURN + MOST_TURNS;

    /// @notice What the result says there, as `Item` defines it.
    function read(Result calldata result, Item item) internal pure returns (bytes32) {
        uint8 number = Item.unwrap(item);
        require(number <= TURNS || (number >= FIRST_TURN && number < COUNT), IDisputes.NoDifference());
        if (number == 0) {
            return result.resultRoot();
        }
        bytes32 trace = keccak256(abi.encodePacked(result.trace[:boundTurns(result.trace.length, item)]));
        return number >= FIRST_TURN
            ? keccak256(abi.encode(number, trace))
            : keccak256(abi.encode(number, _valueOf(result, number), trace));
    }

    /// @notice Whether two findings about an item agree as far as jurors' votes are kept.
    function same(bytes32 a, bytes32 b) internal pure returns (bool) {
        return (a ^ b) >> 8 == 0;
    }

    /// @notice Whether a finding about an item is what the provider says there.
    /// @dev Of a result's root the market keeps only the beginning.
    function isAsClaimed(Item item, bytes32 finding, bytes32 claimed) internal pure returns (bool) {
        return Item.unwrap(item) == 0 ? beginning(finding) == beginning(claimed) : same(finding, claimed);
    }

    /// @notice How many turns of a result an item's finding binds, of so many it has.
    function boundTurns(uint256 turns, Item item) internal pure returns (uint256) {
        uint8 number = Item.unwrap(item);
        if (number < FIRST_TURN) {
            return turns;
        }
        uint256 upTo = uint256(number) - FIRST_TURN + 1;
        return upTo < turns ? upTo : turns;
    }

    function _valueOf(Result calldata result, uint8 number) private pure returns (bytes32) {
        if (number == EXIT_STATUS) {
            return bytes32(uint256(result.exitStatus));
        }
        if (number == FUEL_USED) {
            return bytes32(uint256(result.fuelUsed));
        }
        if (number == OUTPUT) {
            return keccak256(abi.encode(result.outputDigest, result.outputChunks));
        }
        if (number == EFFECTS) {
            return result.effects;
        }
        return bytes32(result.trace.length);
    }
}
