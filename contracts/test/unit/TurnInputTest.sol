// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TurnInput} from "../../src/libraries/TurnInput.sol";
import {Message, Policy} from "../../src/types/Agents.sol";
import {Test} from "../support/Test.sol";

/// @notice The bytes of a turn's input, which Java has to make the same.
contract TurnInputTest is Test {
    address private constant ACCOUNT = 0x1111111111111111111111111111111111111111;
    address private constant SENDER = 0x2222222222222222222222222222222222222222;

    bytes32 private constant STATE = hex"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    function test_encodesAFirstTurnWithoutMessages() external pure {
        bytes memory input = TurnInput.encode(policy(), ACCOUNT, 0, 0, 0, TurnInput.count(0));

        bytes memory expected = hex"534f554b494e3200" hex"0000000077359400" hex"00000000000000000000000002faf080"
            hex"1111111111111111111111111111111111111111" hex"00000000" hex"00000000000000000000000000000000"
            hex"0000000000000000000000000000000000000000000000000000000000000000" hex"00000000";
        assertEq(keccak256(input), keccak256(expected), "input");
        assertEq(input.length, TurnInput.BARE, "size");
    }

    function test_encodesALaterTurnWithAMessageAndAReport() external view {
        bytes memory messages = this.add(TurnInput.count(2), SENDER, 3_000_000, "hello");
        messages = this.add(messages, address(0), 0, hex"020000000600000000000000ff");
        bytes memory input = TurnInput.encode(policy(), ACCOUNT, 7, 91_460_000, STATE, messages);

        bytes memory expected = hex"534f554b494e3200" hex"0000000077359400" hex"00000000000000000000000002faf080"
            hex"1111111111111111111111111111111111111111" hex"00000007" hex"000000000000000000000000057391a0"
            hex"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f" hex"00000002"
            hex"2222222222222222222222222222222222222222" hex"000000000000000000000000002dc6c0" hex"00000005"
            hex"68656c6c6f" hex"0000000000000000000000000000000000000000" hex"00000000000000000000000000000000"
            hex"0000000d" hex"020000000600000000000000ff";
        assertEq(keccak256(input), keccak256(expected), "input");
        assertEq(sha256(input), hex"7f1902c2a5b79a53540cad33607602559c41f4aef4f28bd442c47f662eca579c", "SHA-256");
        assertEq(
            sha256(abi.encodePacked(bytes1(0), input)),
            hex"5b62cdda7de6a8f0c2a66492c467025ceeee96465368b72ba8b93ffb4851f3bf",
            "root of its chunks"
        );
    }

    function add(bytes memory messages, address sender, uint88 value, bytes calldata body)
        external
        pure
        returns (bytes memory)
    {
        Message memory message;
        (message.sender, message.value) = (sender, value);
        return TurnInput.add(messages, message, body);
    }

    function policy() private pure returns (Policy memory p) {
        (p.fuelLimit, p.mostPerTurn) = (2e9, 50_000_000);
    }
}
