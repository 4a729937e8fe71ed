// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Acceptance, Job, Offer} from "../types/Orders.sol";

/// @notice EIP-712: digests of orders under a market's domain. Orders have only static fields, so `abi.encode` is their
/// encodeData.
library OrderHash {
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant OFFER = keccak256(
        "Offer(address provider,uint128 price,uint32 stakeMultiple,uint64 maxFuel,uint32 maxPages,uint64 fuelPerSecond,uint32 slots,uint256 tags,bytes32 engine,bytes32 endpoint,uint64 expiry,uint256 salt)"
    );
    bytes32 private constant JOB = keccak256(
        "Job(address consumer,bytes32 codeId,bytes32 module,bytes32 input,bytes32 mounts,bytes32 arguments,uint8 kind,uint64 fuelLimit,uint32 memoryLimit,uint16 turnLimit,uint128 priceCeiling,uint128 valueAtRisk,uint8 verifiers,uint32 minStakeMultiple,uint256 tags,uint64 latestFinish,uint64 postedAt,uint8 outputKeyPrefix,bytes32 outputKeyX,bytes32 secretHash,uint256 salt)"
    );
    bytes32 private constant ACCEPTANCE = keccak256(
        "Acceptance(bytes32 jobId,uint8 attempt,bytes32 offerId,uint128 price,uint128 stake,uint8 verifiers,uint64 maxRate,uint32 runTime,bytes32 engine,uint32 machineVersion,bytes32 resumePoint,uint64 slotNonce,uint64 expiry)"
    );

    /// @param market The verifying contract.
    function domain(uint256 chainId, address market) internal pure returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, keccak256("Souk"), keccak256("1"), chainId, market));
    }

    function digest(Offer calldata offer, bytes32 separator) internal pure returns (bytes32) {
        return _digest(separator, keccak256(abi.encode(OFFER, offer)));
    }

    function digest(Job calldata job, bytes32 separator) internal pure returns (bytes32) {
        return _digest(separator, keccak256(abi.encode(JOB, job)));
    }

    function digest(Acceptance calldata acceptance, bytes32 separator) internal pure returns (bytes32) {
        return _digest(separator, keccak256(abi.encode(ACCEPTANCE, acceptance)));
    }

    function _digest(bytes32 separator, bytes32 message) private pure returns (bytes32) {
        return keccak256(abi.encodePacked("\x19\x01", separator, message));
    }
}
