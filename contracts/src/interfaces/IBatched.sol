// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Verbs with a form for one element, which reverts with the reason it refuses, and a form for many, which
/// skips what it refuses and leaves it untouched.
interface IBatched {
    /// @notice An element of a batch was refused; `reason` is the selector of the error.
    event Skipped(bytes32 indexed id, bytes4 reason);

    /// @notice Thrown when the gas left may not be enough for the next element of a batch.
    error TooLittleGas();
}
