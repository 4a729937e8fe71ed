// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Inclusion proofs in the SHA-256 trees over a blob's chunks (RFC 6962, section 2.1.1): leaves are
/// H(0x00 || chunk), nodes H(0x01 || left || right).
library ChunkTree {
    function leaf(bytes calldata chunk) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0), chunk));
    }

    /// @notice Whether the proof leads from the leaf to the root of a tree of `size` leaves (RFC 9162, section
    /// 2.1.3.2). @param index Of the leaf, below `size`.
    /// @param proof What each hash is joined with, from the leaf up.
    function includes(bytes32 root, bytes32 hash, uint256 index, uint256 size, bytes32[] calldata proof)
        internal
        pure
        returns (bool)
    {
        uint256 last = size - 1;
        for (uint256 i = 0; i < proof.length; i++) {
            if (last == 0) {
                return false;
            }
            if (index & 1 == 1 || index == last) {
                // The last node of a level without partner rises unchanged.
                while (index & 1 == 0) {
                    (index, last) = (index >> 1, last >> 1);
                }
                hash = _node(proof[i], hash);
            } else {
                hash = _node(hash, proof[i]);
            }
            (index, last) = (index >> 1, last >> 1);
        }
        return last == 0 && hash == root;
    }

    function _node(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x01), left, right));
    }
}
