// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A contract whose verbs can be called many at once.
interface IBatched {
    /// @notice An element of a batch was refused; `reason` is the selector of the error.
    /// @param index Its place in the batch, from 0.
    event Skipped(uint256 indexed index, bytes4 reason);

    /// @notice Thrown when the gas left may not be enough for the next element of a batch.
    error TooLittleGas();

    /// @notice Calls verbs of this contract in turn, each as if the caller had called it alone; one that is refused
    /// changes nothing and is skipped.
    /// @param verbs ABI-encoded calls.
    function batch(bytes[] calldata verbs) external;
}
