// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatched} from "./interfaces/IBatched.sol";

/// @notice Applies many verbs, each as if alone: one that is refused writes nothing and is skipped.
abstract contract Batched is IBatched {
    /// @dev What one verb uses at most, but for rare, large cases.
    uint256 internal immutable LEAST_GAS;

    constructor(uint256 leastGas) {
        LEAST_GAS = leastGas;
    }

    /// @inheritdoc IBatched
    function batch(bytes[] calldata verbs) external {
        for (uint256 i = 0; i < verbs.length; i++) {
            require(gasleft() >= LEAST_GAS, TooLittleGas());
            // This contract's own code, in its own storage, as the same sender.
            (bool done, bytes memory reason) = address(this).delegatecall(verbs[i]);
            if (!done) {
                // Every refusal has a reason; running out of gas has none.
                require(reason.length != 0, TooLittleGas());
                // An error's selector comes first.
                // forge-lint: disable-next-line(unsafe-typecast)
                emit Skipped(i, bytes4(reason));
            }
        }
    }
}
