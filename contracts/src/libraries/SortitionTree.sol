// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Narrow} from "./Narrow.sol";

/// @notice Draws leaves in proportion to their weights, at a cost logarithmic in their number, over weights that are
/// frozen per epoch: a change made in one epoch acts in the next; in epoch 0 at once. Weights of the present epoch and
/// of the one before can be read.
/// @dev A binary tree of sums. Level 0 are the leaves; the node (level, i) covers the leaves [i * 2^level, (i+1) *
/// 2^level).
library SortitionTree {
    using Narrow for uint256;

    /// @dev One slot. `epoch` is that of the last change: `next` acts after it, `acting` in it, `previous` in the one
    /// before.
    struct Sum {
        uint72 previous;
        uint72 acting;
        uint72 next;
        uint40 epoch;
    }

    struct Tree {
        mapping(uint256 position => Sum) nodes;
        Sum members;
        uint32 leaves;
        uint8 depth;
    }

    /// @notice Thrown when weights of an epoch older than the last are asked.
    error WeightsForgotten();

    /// @notice A new leaf, without weight.
    function add(Tree storage self) internal returns (uint32 leaf) {
        leaf = self.leaves++;
        if (leaf != 0 && leaf == uint256(1) << self.depth) {
            self.nodes[_position(self.depth + 1, 0)] = self.nodes[_position(self.depth, 0)];
            self.depth++;
        }
    }

    /// @notice Gives a leaf another weight from the next epoch on.
    /// @return joinedOrLeft Whether it has weight now and had none, or the other way round.
    function set(Tree storage self, uint32 leaf, uint256 weight, uint256 epoch) internal returns (bool joinedOrLeft) {
        uint256 old = self.nodes[_position(0, leaf)].next;
        if (old == weight) {
            return false;
        }
        for (uint256 level = 0; level <= self.depth; level++) {
            Sum storage node = self.nodes[_position(level, leaf >> level)];
            _change(node, node.next + weight - old, epoch);
        }
        joinedOrLeft = old == 0 || weight == 0;
        if (joinedOrLeft) {
            _change(self.members, weight == 0 ? self.members.next - 1 : self.members.next + 1, epoch);
        }
    }

    function weightOf(Tree storage self, uint32 leaf, uint256 epoch) internal view returns (uint256) {
        return _in(self.nodes[_position(0, leaf)], epoch);
    }

    function total(Tree storage self, uint256 epoch) internal view returns (uint256) {
        return _in(self.nodes[_position(self.depth, 0)], epoch);
    }

    /// @notice How many leaves have weight.
    function memberCount(Tree storage self, uint256 epoch) internal view returns (uint256) {
        return _in(self.members, epoch);
    }

    /// @notice Sum of the weights of all leaves before `leaf`.
    function startOf(Tree storage self, uint32 leaf, uint256 epoch) internal view returns (uint256 start) {
        for (uint256 level = 0; level < self.depth; level++) {
            uint256 index = leaf >> level;
            if (index & 1 == 1) {
                start += _in(self.nodes[_position(level, index - 1)], epoch);
            }
        }
    }

    /// @notice The leaf whose weight covers `point`.
    /// @param point Below `total`.
    /// @return leaf The leaf.
    /// @return start Sum of the weights before it.
    function find(Tree storage self, uint256 point, uint256 epoch) internal view returns (uint32 leaf, uint256 start) {
        uint256 index = 0;
        for (uint256 level = self.depth; level > 0; level--) {
            index <<= 1;
            uint256 left = _in(self.nodes[_position(level - 1, index)], epoch);
            if (point - start >= left) {
                start += left;
                index++;
            }
        }
        leaf = index.to32();
    }

    function _change(Sum storage sum, uint256 next, uint256 epoch) private {
        if (epoch > sum.epoch) {
            sum.previous = epoch - 1 > sum.epoch ? sum.next : sum.acting;
            sum.acting = sum.next;
            sum.epoch = epoch.to40();
        }
        sum.next = next.to72();
        if (epoch == 0) {
            sum.acting = sum.next;
        }
    }

    function _in(Sum storage sum, uint256 epoch) private view returns (uint256) {
        if (epoch > sum.epoch) {
            return sum.next;
        }
        if (epoch == sum.epoch) {
            return sum.acting;
        }
        require(epoch + 1 == sum.epoch, WeightsForgotten());
        return sum.previous;
    }

    function _position(uint256 level, uint256 index) private pure returns (uint256) {
        return (level << 32) | index;
    }
}
