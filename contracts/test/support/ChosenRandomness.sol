// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRandomness} from "../../src/interfaces/IRandomness.sol";

/// @notice Randomness a test chooses: the same for all blocks, or forgotten.
contract ChosenRandomness is IRandomness {
    bytes32 private _hash = keccak256("randomness");

    function choose(bytes32 hash) external {
        _hash = hash;
    }

    function ofBlock(uint256) external view returns (bytes32) {
        return _hash;
    }
}
