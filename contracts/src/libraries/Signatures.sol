// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice ERC-1271.
interface IERC1271 {
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);
}

/// @notice Signatures of accounts with a key, with code (ERC-1271), or with both (EIP-7702).
library Signatures {
    /// @dev Most gas a signer's code may use.
    uint256 internal constant CODE_GAS = 100_000;

    function isFrom(bytes calldata signature, address signer, bytes32 digest) internal view returns (bool) {
        return _isByKey(signature, signer, digest) || (signer.code.length != 0 && _isByCode(signature, signer, digest));
    }

    function _isByKey(bytes calldata signature, address signer, bytes32 digest) private pure returns (bool) {
        if (signature.length != 65) {
            return false;
        }
        address recovered = ecrecover(digest, uint8(signature[64]), bytes32(signature[0:32]), bytes32(signature[32:64]));
        return recovered != address(0) && recovered == signer;
    }

    function _isByCode(bytes calldata signature, address signer, bytes32 digest) private view returns (bool) {
        bytes memory data = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bool success;
        uint256 answer;
        // Solidity would copy all that the signer's code returns, at the caller's cost; this reads one word.
        assembly ("memory-safe") {
            mstore(0, 0)
            success := staticcall(CODE_GAS, signer, add(data, 32), mload(data), 0, 32)
            success := and(success, gt(returndatasize(), 31))
            answer := mload(0)
        }
        return success && answer == uint256(bytes32(IERC1271.isValidSignature.selector));
    }
}
