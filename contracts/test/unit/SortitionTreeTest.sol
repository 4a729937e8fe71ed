// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Committee} from "../../src/libraries/Committee.sol";
import {SortitionTree} from "../../src/libraries/SortitionTree.sol";
import {Test} from "../support/Test.sol";

contract SortitionTreeTest is Test {
    using Committee for Committee.Draw;
    using Committee for SortitionTree.Tree;
    using SortitionTree for SortitionTree.Tree;

    SortitionTree.Tree private tree;

    function test_findsEachLeafByTheWeightsBeforeIt() external {
        grow(13);
        uint256 start = 0;
        for (uint32 i = 0; i < 13; i++) {
            assertFound(start, i, start);
            assertFound(start + i, i, start);
            assertEq(tree.startOf(i, 0), start, "start");
            start += i + 1;
        }
        assertEq(tree.total(0), start, "total");
        assertEq(tree.memberCount(0), 13, "members");
    }

    function test_sumsStayRightOverRandomChanges(uint256 seed) external {
        grow(20);
        uint256[20] memory weights;
        for (uint32 i = 0; i < 20; i++) {
            weights[i] = i + 1;
        }
        for (uint256 k = 0; k < 30; k++) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint32 leaf = uint32(seed % 20);
            weights[leaf] = (seed >> 128) % 1000;
            tree.set(leaf, weights[leaf], 0);
        }
        uint256 total = 0;
        uint256 members = 0;
        for (uint32 i = 0; i < 20; i++) {
            assertEq(tree.startOf(i, 0), total, "start");
            total += weights[i];
            members += weights[i] == 0 ? 0 : 1;
        }
        assertEq(tree.total(0), total, "total");
        assertEq(tree.memberCount(0), members, "members");
    }

    function test_changesActInTheNextEpochAndTheLastCanBeRead() external {
        uint32 leaf = tree.add();
        tree.set(leaf, 5, 3);
        tree.set(leaf, 7, 4);
        tree.set(leaf, 9, 4);

        assertEq(tree.weightOf(leaf, 3), 0, "before the first change acts");
        assertEq(tree.weightOf(leaf, 4), 5, "first change");
        assertEq(tree.weightOf(leaf, 5), 9, "last change of epoch 4");
        assertEq(tree.weightOf(leaf, 99), 9, "for ever");
    }

    function test_olderEpochsAreForgotten() external {
        uint32 leaf = tree.add();
        tree.set(leaf, 5, 3);
        vm.expectRevert(SortitionTree.WeightsForgotten.selector);
        this.weightIn(leaf, 1);
    }

    function test_growingKeepsTheFrozenWeights() external {
        uint32 first = tree.add();
        tree.set(first, 5, 1);
        tree.set(first, 6, 2);
        tree.add();
        tree.add();

        assertEq(tree.total(1), 0, "epoch 1");
        assertEq(tree.total(2), 5, "epoch 2");
        assertEq(tree.total(3), 6, "epoch 3");
    }

    function test_drawsInProportionToWeight() external {
        grow(3);
        uint256[3] memory drawn;
        for (uint256 i = 0; i < 600; i++) {
            Committee.Draw memory lots = tree.begin(keccak256(abi.encode(i)), 0, 3);
            drawn[lots.next(tree)]++;
        }
        assertTrue(drawn[0] > 60 && drawn[0] < 140, "1/6 of 600");
        assertTrue(drawn[1] > 150 && drawn[1] < 250, "2/6 of 600");
        assertTrue(drawn[2] > 250 && drawn[2] < 350, "3/6 of 600");
    }

    function test_drawsEachLeafOnce(bytes32 seed, uint8 excluded) external {
        grow(9);
        Committee.Draw memory lots = tree.begin(seed, 0, 12);
        uint32 out = excluded % 9;
        lots.exclude(tree, out);
        lots.exclude(tree, out);
        uint256 seen = 1 << out;
        for (uint256 i = 0; i < 8; i++) {
            uint256 bit = 1 << lots.next(tree);
            assertTrue(seen & bit == 0, "drawn once");
            seen |= bit;
        }
        assertEq(lots.left, 0, "all drawn");
    }

    function test_whoIsReadmittedCanBeDrawnAgain(bytes32 seed, uint8 left) external {
        grow(9);
        Committee.Draw memory lots = tree.begin(seed, 0, 9);
        uint32 out = left % 9;
        for (uint32 i = 0; i < 9; i++) {
            lots.exclude(tree, i);
        }
        assertEq(lots.left, 0, "nobody left");

        lots.readmit(tree, out);
        lots.readmit(tree, out);

        assertEq(lots.left, out + 1, "its weight, once");
        assertEq(lots.next(tree), out, "drawn");
    }

    function test_readmittingWhoWasNotOutChangesNothing() external {
        grow(3);
        Committee.Draw memory lots = tree.begin(0, 0, 3);
        uint256 before = lots.left;
        lots.readmit(tree, 1);
        assertEq(lots.left, before, "weight");
    }

    function weightIn(uint32 leaf, uint256 epoch) external view returns (uint256) {
        return tree.weightOf(leaf, epoch);
    }

    /// @dev Leaf i weighs i + 1.
    function grow(uint32 leaves) private {
        for (uint32 i = 0; i < leaves; i++) {
            tree.set(tree.add(), i + 1, 0);
        }
    }

    function assertFound(uint256 point, uint32 leaf, uint256 start) private view {
        (uint32 foundLeaf, uint256 foundStart) = tree.find(point, 0);
        assertEq(foundLeaf, leaf, "leaf");
        assertEq(foundStart, start, "start");
    }
}
