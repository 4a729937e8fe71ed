// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where draws and committees get their randomness from.
interface IRandomness {
    /// @notice The randomness of a block, the same whenever it is asked.
    /// @param blockNumber A block that the asker fixed before its randomness could be known.
    /// @return The randomness; zero if there is none (yet, or any more).
    function ofBlock(uint256 blockNumber) external view returns (bytes32);
}
