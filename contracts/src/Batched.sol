// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBatched} from "./interfaces/IBatched.sol";

/// @notice Applies a verb to many elements, each as if alone: an element that reverts writes nothing and is skipped.
abstract contract Batched is IBatched {
    function _attemptAll(bytes32[] calldata ids, bytes4 verb, uint256 leastGas) internal {
        for (uint256 i = 0; i < ids.length; i++) {
            _attempt(ids[i], abi.encodeWithSelector(verb, ids[i]), leastGas);
        }
    }

    /// @dev Calls this contract's own code, in its own storage, as the same sender.
    /// @param leastGas What the verb uses at most, but for rare, large cases.
    function _attempt(bytes32 id, bytes memory verb, uint256 leastGas) internal {
        require(gasleft() >= leastGas, TooLittleGas());
        (bool done, bytes memory reason) = address(this).delegatecall(verb);
        if (!done) {
            // Every refusal has a reason; running out of gas has none.
            require(reason.length != 0, TooLittleGas());
            emit Skipped(id, bytes4(reason));
        }
    }
}
