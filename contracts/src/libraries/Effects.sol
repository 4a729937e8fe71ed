// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EffectKind} from "../types/Agents.sol";
import {Work} from "../types/Orders.sol";

/// @notice Effects of a turn as the agents' ABI encodes them, and what a turn hash says.
library Effects {
    uint256 private constant MOST_BODY = 4096;
    /// @dev Where a send's body begins.
    uint256 private constant BODY = 41;
    /// @dev Where a child job begins.
    uint256 private constant JOB = 17;

    /// @notice What a child job asks for besides its work.
    struct ChildTerms {
        uint64 fuelLimit;
        uint32 memoryLimit;
        uint128 priceCeiling;
    }

    /// @notice SHA-256 of count and root of the tree over the effects of a job of one turn; zero if there are none.
    function root(bytes[] calldata effects) internal pure returns (bytes32) {
        uint256 count = effects.length;
        if (count == 0) {
            return 0;
        }
        bytes32[] memory level = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            // RFC 6962, section 2.1: 0x00 before a leaf, 0x01 before a node. The turn is 0.
            level[i] = sha256(abi.encodePacked(bytes1(0), uint32(0), effects[i]));
        }
        for (uint256 width = count; width > 1; width = (width + 1) / 2) {
            for (uint256 i = 0; i < width; i += 2) {
                // The last node of a level without partner rises unchanged.
                level[i / 2] = i + 1 < width ? sha256(abi.encodePacked(bytes1(0x01), level[i], level[i + 1])) : level[i];
            }
        }
        // At most 64, by the caller.
        // forge-lint: disable-next-line(unsafe-typecast)
        return sha256(abi.encodePacked(uint32(count), level[0]));
    }

    function turnHash(bytes32 stateHash, uint64 fuelUsed, bytes32 outputDigest, bytes32 effects)
        internal
        pure
        returns (bytes32)
    {
        return sha256(abi.encodePacked("souk turn 1", stateHash, fuelUsed, outputDigest, effects));
    }

    /// @notice The effect's kind; `None` if it is not of its kind's form.
    function kindOf(bytes calldata effect) internal pure returns (EffectKind) {
        if (effect.length == 0 || uint8(effect[0]) > uint8(EffectKind.End)) {
            return EffectKind.None;
        }
        EffectKind kind = EffectKind(uint8(effect[0]));
        return _isOfForm(effect, kind) ? kind : EffectKind.None;
    }

    /// @notice Of a payment, a message or an end: who gets it.
    function to(bytes calldata effect) internal pure returns (address) {
        return address(bytes20(effect[1:21]));
    }

    /// @notice Of a payment or a message.
    function amount(bytes calldata effect) internal pure returns (uint256) {
        return uint128(bytes16(effect[21:37]));
    }

    /// @notice Of a message.
    function body(bytes calldata effect) internal pure returns (bytes calldata) {
        return effect[BODY:];
    }

    /// @notice Of a sleep: block time, seconds.
    function until(bytes calldata effect) internal pure returns (uint64) {
        return uint64(bytes8(effect[1:9]));
    }

    /// @notice Of a spawn.
    function budget(bytes calldata effect) internal pure returns (uint256) {
        return uint128(bytes16(effect[1:JOB]));
    }

    /// @notice What a spawned job executes; its code id is of that machine version.
    function work(bytes calldata effect, uint32 machineVersion) internal pure returns (Work memory result) {
        bytes calldata job = effect[JOB:];
        result.module = bytes32(job[0:32]);
        result.codeId = codeId(result.module, machineVersion);
        result.input = bytes32(job[32:64]);
        result.mounts = bytes32(job[64:96]);
        result.arguments = bytes32(job[96:128]);
        result.chunks = bytes32(job[128:160]);
        result.kind = uint8(job[160]);
        result.turnLimit = uint8(job[173]);
    }

    function childTerms(bytes calldata effect) internal pure returns (ChildTerms memory) {
        bytes calldata job = effect[JOB:];
        return ChildTerms(uint64(bytes8(job[161:169])), uint32(bytes4(job[169:173])), uint128(bytes16(job[174:190])));
    }

    function codeId(bytes32 module, uint32 machineVersion) internal pure returns (bytes32) {
        return keccak256(abi.encode(module, machineVersion));
    }

    function _isOfForm(bytes calldata effect, EffectKind kind) private pure returns (bool) {
        uint256 length = effect.length;
        if (kind == EffectKind.Pay) {
            return length == 37;
        }
        if (kind == EffectKind.Send) {
            return length >= BODY && length <= BODY + MOST_BODY && uint32(bytes4(effect[37:BODY])) == length - BODY;
        }
        if (kind == EffectKind.Spawn) {
            return length == JOB + 190;
        }
        return length == (kind == EffectKind.Sleep ? 9 : 21) && kind != EffectKind.None;
    }
}
