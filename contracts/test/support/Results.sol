// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Result} from "../../src/types/Orders.sol";

/// @notice The hash that commitments bind, of a result that is not calldata.
function resultRoot(Result memory result) pure returns (bytes32) {
    return keccak256(
        abi.encode(
            result.outputDigest,
            result.outputChunks,
            result.exitStatus,
            result.fuelUsed,
            result.effects,
            keccak256(abi.encodePacked(result.trace))
        )
    );
}
