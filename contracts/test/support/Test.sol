// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @notice Assertions, and what else every test needs.
abstract contract Test {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Tells forge that this is a test.
    // forge-lint: disable-next-line(mixed-case-variable,screaming-snake-case-const)
    bool public constant IS_TEST = true;

    error NotEqual(string what, uint256 actual, uint256 expected);
    error NotEqualSigned(string what, int256 actual, int256 expected);
    error NotEqualAddress(string what, address actual, address expected);
    error NotEqualHash(string what, bytes32 actual, bytes32 expected);
    error NotTrue(string what);

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        require(actual == expected, NotEqual(what, actual, expected));
    }

    function assertEq(int256 actual, int256 expected, string memory what) internal pure {
        require(actual == expected, NotEqualSigned(what, actual, expected));
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        require(actual == expected, NotEqualAddress(what, actual, expected));
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        require(actual == expected, NotEqualHash(what, actual, expected));
    }

    function assertTrue(bool claim, string memory what) internal pure {
        require(claim, NotTrue(what));
    }

    /// @dev Folds a fuzzed number into a range, both ends included.
    function bound(uint256 x, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + x % (most - least + 1);
    }
}
