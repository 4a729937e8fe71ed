// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChunkTree} from "../../src/libraries/ChunkTree.sol";
import {Chunks} from "../support/Chunks.sol";
import {Test} from "../support/Test.sol";

contract ChunkTreeTest is Test {
    // From the tests of Certificate Transparency's reference implementation: an empty leaf, and a tree of eight.
    bytes32 private constant EMPTY_LEAF = 0x6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d;
    bytes32 private constant ROOT_OF_EIGHT = 0x5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328;

    function includes(bytes32 root, bytes calldata chunk, uint256 index, uint256 size, bytes32[] calldata proof)
        external
        pure
        returns (bool)
    {
        return ChunkTree.includes(root, ChunkTree.leaf(chunk), index, size, proof);
    }

    function test_agreesWithTheReferenceVectors() external pure {
        bytes[] memory chunks = new bytes[](8);
        chunks[1] = hex"00";
        chunks[2] = hex"10";
        chunks[3] = hex"2021";
        chunks[4] = hex"3031";
        chunks[5] = hex"40414243";
        chunks[6] = hex"5051525354555657";
        chunks[7] = hex"606162636465666768696a6b6c6d6e6f";
        assertEq(Chunks.root(chunks), ROOT_OF_EIGHT, "eight");
        assertEq(Chunks.root(new bytes[](1)), EMPTY_LEAF, "one empty chunk");
    }

    function test_provesEveryChunkOfTreesOfEverySize() external view {
        for (uint256 size = 1; size <= 17; size++) {
            bytes[] memory chunks = Chunks.random(size, size);
            bytes32 root = Chunks.root(chunks);
            for (uint256 index = 0; index < size; index++) {
                assertTrue(this.includes(root, chunks[index], index, size, Chunks.proof(chunks, index)), "included");
            }
        }
    }

    function test_refusesAnotherChunk(uint256 seed) external view {
        (bytes[] memory chunks, uint256 index) = pick(seed, 2);
        bytes32[] memory proof = Chunks.proof(chunks, index);
        bytes memory other = chunks[(index + 1) % chunks.length];
        assertTrue(!this.includes(Chunks.root(chunks), other, index, chunks.length, proof), "another");
    }

    function test_refusesAnotherPlace(uint256 seed) external view {
        (bytes[] memory chunks, uint256 index) = pick(seed, 2);
        bytes32[] memory proof = Chunks.proof(chunks, index);
        uint256 place = (index + 1) % chunks.length;
        assertTrue(!this.includes(Chunks.root(chunks), chunks[index], place, chunks.length, proof), "elsewhere");
    }

    function test_refusesAShortAndALongProof(uint256 seed) external view {
        (bytes[] memory chunks, uint256 index) = pick(seed, 2);
        bytes32[] memory proof = Chunks.proof(chunks, index);
        bytes32[] memory longer = new bytes32[](proof.length + 1);
        bytes32[] memory shorter = new bytes32[](proof.length - 1);
        for (uint256 i = 0; i < shorter.length; i++) {
            (longer[i], shorter[i]) = (proof[i], proof[i]);
        }
        longer[shorter.length] = proof[shorter.length];
        bytes32 root = Chunks.root(chunks);
        assertTrue(!this.includes(root, chunks[index], index, chunks.length, shorter), "short");
        assertTrue(!this.includes(root, chunks[index], index, chunks.length, longer), "long");
    }

    function test_aNodeIsNoChunk() external view {
        bytes[] memory chunks = Chunks.random(4, 4);
        bytes[] memory right = new bytes[](2);
        (right[0], right[1]) = (chunks[2], chunks[3]);
        bytes memory children = abi.encodePacked(Chunks.leaf(chunks[0]), Chunks.leaf(chunks[1]));
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = Chunks.root(right);
        assertTrue(!this.includes(Chunks.root(chunks), children, 0, 2, proof), "an inner node");
    }

    /// @dev Why Demands holds a provider to one size: a root alone does not tell it.
    function test_aFalseSizeLeavesSomeChunkWithoutProof() external view {
        for (uint256 size = 2; size <= 9; size++) {
            bytes[] memory chunks = Chunks.random(size, size);
            for (uint256 said = 1; said <= 12; said++) {
                assertTrue(said == size || !provesAll(chunks, said), "some chunk has no proof");
            }
        }
    }

    /// @dev Whether some chunk and its own proof pass for every place of a tree said to have `said` chunks.
    function provesAll(bytes[] memory chunks, uint256 said) private view returns (bool) {
        bytes32 root = Chunks.root(chunks);
        for (uint256 place = 0; place < said; place++) {
            bool found = false;
            for (uint256 i = 0; i < chunks.length && !found; i++) {
                found = this.includes(root, chunks[i], place, said, Chunks.proof(chunks, i));
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    function pick(uint256 seed, uint256 least) private pure returns (bytes[] memory chunks, uint256 index) {
        chunks = Chunks.random(least + seed % 30, seed);
        index = uint256(keccak256(abi.encode(seed))) % chunks.length;
    }
}
