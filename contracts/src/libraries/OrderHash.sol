// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Acceptance, JobTerms, Offer, Work} from "../types/Orders.sol";
import {Checkpoint} from "../types/Relay.sol";

/// @notice EIP-712: digests of orders under a market's domain. Orders have only static fields, so that as calldata they
/// already are their own encodeData.
library OrderHash {
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant OFFER = keccak256(
        "Offer(address provider,uint128 price,uint32 stakeMultiple,uint64 maxFuel,uint32 maxPages,uint64 fuelPerSecond,uint32 slots,uint256 tags,bytes32 engine,bytes32 endpoint,uint64 expiry,uint64 nonce,uint256 salt)"
    );
    bytes32 private constant WORK = keccak256(
        "Work(bytes32 codeId,bytes32 module,bytes32 input,bytes32 mounts,bytes32 arguments,bytes32 chunks,uint8 kind,uint16 turnLimit,uint8 outputKeyPrefix,bytes32 outputKeyX)"
    );
    bytes32 private constant JOB = keccak256(
        "Job(Work work,address consumer,uint64 fuelLimit,uint32 memoryLimit,uint128 priceCeiling,uint128 valueAtRisk,uint8 verifiers,uint32 minStakeMultiple,uint256 tags,uint64 latestFinish,uint64 postedAt,bytes32 secretHash,uint64 nonce,uint256 salt)Work(bytes32 codeId,bytes32 module,bytes32 input,bytes32 mounts,bytes32 arguments,bytes32 chunks,uint8 kind,uint16 turnLimit,uint8 outputKeyPrefix,bytes32 outputKeyX)"
    );
    bytes32 private constant ACCEPTANCE = keccak256(
        "Acceptance(bytes32 jobId,bytes32 offerId,uint8 attempt,uint128 price,uint128 stake,uint8 verifiers,uint64 maxRate,uint32 runTime,bytes32 engine,uint32 machineVersion,bytes32 resumePoint,bytes32 commitment,uint64 slotNonce,uint64 expiry,address marketNode)"
    );

    bytes32 private constant CHECKPOINT = keccak256(
        "Checkpoint(bytes32 jobId,uint8 attempt,uint8 turns,bytes32 before,bytes32 stateHash,uint64 fuelUsed,bytes32 outputDigest,bytes32 effects)"
    );

    /// @param market The verifying contract.
    function domain(uint256 chainId, address market) internal pure returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, keccak256("Souk"), keccak256("1"), chainId, market));
    }

    function digest(Offer calldata offer, bytes32 separator) internal pure returns (bytes32) {
        bytes32 typeHash = OFFER;
        bytes32 message;
        // 13 words, as declared.
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            calldatacopy(add(data, 32), offer, 416)
            message := keccak256(data, 448)
        }
        return _digest(separator, message);
    }

    function digest(JobTerms calldata terms, bytes32 workHash, bytes32 separator) internal pure returns (bytes32) {
        bytes32 typeHash = JOB;
        bytes32 message;
        // 13 words, as declared.
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            mstore(add(data, 32), workHash)
            calldatacopy(add(data, 64), terms, 416)
            message := keccak256(data, 480)
        }
        return _digest(separator, message);
    }

    function digest(
        Acceptance calldata acceptance,
        bytes32 jobId,
        bytes32 offerId,
        address marketNode,
        bytes32 separator
    ) internal pure returns (bytes32) {
        bytes32 typeHash = ACCEPTANCE;
        bytes32 message;
        // 12 words, as declared.
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            mstore(add(data, 32), jobId)
            mstore(add(data, 64), offerId)
            calldatacopy(add(data, 96), acceptance, 384)
            mstore(add(data, 480), marketNode)
            message := keccak256(data, 512)
        }
        return _digest(separator, message);
    }

    function digest(Checkpoint calldata checkpoint, bytes32 separator) internal pure returns (bytes32) {
        bytes32 typeHash = CHECKPOINT;
        bytes32 message;
        // 8 words, as declared.
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            calldatacopy(add(data, 32), checkpoint, 256)
            message := keccak256(data, 288)
        }
        return _digest(separator, message);
    }

    function hashOf(Work calldata work) internal pure returns (bytes32 hash) {
        bytes32 typeHash = WORK;
        // 10 words, as declared.
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, typeHash)
            calldatacopy(add(data, 32), work, 320)
            hash := keccak256(data, 352)
        }
    }

    function _digest(bytes32 separator, bytes32 message) private pure returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", separator, message));
    }
}
