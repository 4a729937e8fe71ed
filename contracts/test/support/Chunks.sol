// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Merkle trees over chunks as RFC 6962, section 2.1 defines them, by its own recursion.
library Chunks {
    function random(uint256 count, uint256 seed) internal pure returns (bytes[] memory chunks) {
        chunks = new bytes[](count);
        for (uint256 i = 0; i < count; i++) {
            chunks[i] = abi.encode(keccak256(abi.encode(seed, i)));
        }
    }

    function root(bytes[] memory chunks) internal pure returns (bytes32) {
        return _root(chunks, 0, chunks.length);
    }

    /// @notice What a leaf is hashed with on the way to the root, from the leaf up.
    function proof(bytes[] memory chunks, uint256 index) internal pure returns (bytes32[] memory path) {
        path = new bytes32[](_depth(index, chunks.length));
        uint256 left = path.length;
        (uint256 from, uint256 to) = (0, chunks.length);
        while (to - from > 1) {
            uint256 middle = from + _split(to - from);
            if (index < middle) {
                path[--left] = _root(chunks, middle, to);
                to = middle;
            } else {
                path[--left] = _root(chunks, from, middle);
                from = middle;
            }
        }
    }

    function leaf(bytes memory chunk) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0), chunk));
    }

    function _root(bytes[] memory chunks, uint256 from, uint256 to) private pure returns (bytes32) {
        if (to - from == 1) {
            return leaf(chunks[from]);
        }
        uint256 middle = from + _split(to - from);
        return sha256(abi.encodePacked(bytes1(0x01), _root(chunks, from, middle), _root(chunks, middle, to)));
    }

    function _depth(uint256 index, uint256 size) private pure returns (uint256 depth) {
        while (size > 1) {
            uint256 left = _split(size);
            (index, size) = index < left ? (index, left) : (index - left, size - left);
            depth++;
        }
    }

    /// @dev The largest power of two below `size`.
    function _split(uint256 size) private pure returns (uint256 left) {
        left = 1;
        while (2 * left < size) {
            left *= 2;
        }
    }
}
