// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SortitionTree} from "./SortitionTree.sol";

/// @notice Draws leaves of a sortition tree without replacement, each in exact proportion to its weight among those
/// left.
library Committee {
    using SortitionTree for SortitionTree.Tree;

    /// @notice A draw under way: what it may not draw (any more), as intervals of the tree's weights, sorted.
    struct Draw {
        bytes32 seed;
        uint256 epoch;
        /// @dev Weight that can still be drawn.
        uint256 left;
        uint256 tries;
        uint256 excluded;
        uint256[] starts;
        uint256[] weights;
    }

    /// @param capacity Most leaves it will exclude and draw.
    function begin(SortitionTree.Tree storage tree, bytes32 seed, uint256 epoch, uint256 capacity)
        internal
        view
        returns (Draw memory)
    {
        return Draw({
            seed: seed,
            epoch: epoch,
            left: tree.total(epoch),
            tries: 0,
            excluded: 0,
            starts: new uint256[](capacity),
            weights: new uint256[](capacity)
        });
    }

    /// @notice Takes a leaf out of the draw; taking it out twice changes nothing.
    function exclude(Draw memory self, SortitionTree.Tree storage tree, uint32 leaf) internal view {
        uint256 weight = tree.weightOf(leaf, self.epoch);
        if (weight != 0) {
            _insert(self, tree.startOf(leaf, self.epoch), weight);
        }
    }

    /// @notice Puts back a leaf that was taken out; if it was not, nothing changes.
    function readmit(Draw memory self, SortitionTree.Tree storage tree, uint32 leaf) internal view {
        if (tree.weightOf(leaf, self.epoch) != 0) {
            _remove(self, tree.startOf(leaf, self.epoch));
        }
    }

    /// @notice Draws a leaf and takes it out. Asks that `left` is not zero.
    function next(Draw memory self, SortitionTree.Tree storage tree) internal view returns (uint32 leaf) {
        uint256 point = uint256(keccak256(abi.encode(self.seed, self.tries++))) % self.left;
        for (uint256 i = 0; i < self.excluded && point >= self.starts[i]; i++) {
            point += self.weights[i];
        }
        uint256 start;
        (leaf, start) = tree.find(point, self.epoch);
        _insert(self, start, tree.weightOf(leaf, self.epoch));
    }

    function _insert(Draw memory self, uint256 start, uint256 weight) private pure {
        uint256 i = self.excluded;
        while (i > 0 && self.starts[i - 1] >= start) {
            i--;
        }
        if (i < self.excluded && self.starts[i] == start) {
            return;
        }
        for (uint256 k = self.excluded; k > i; k--) {
            self.starts[k] = self.starts[k - 1];
            self.weights[k] = self.weights[k - 1];
        }
        self.starts[i] = start;
        self.weights[i] = weight;
        self.excluded++;
        self.left -= weight;
    }

    function _remove(Draw memory self, uint256 start) private pure {
        uint256 i = 0;
        while (i < self.excluded && self.starts[i] != start) {
            i++;
        }
        if (i == self.excluded) {
            return;
        }
        self.left += self.weights[i];
        self.excluded--;
        for (; i < self.excluded; i++) {
            self.starts[i] = self.starts[i + 1];
            self.weights[i] = self.weights[i + 1];
        }
    }
}
