// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Configured} from "./Configured.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SortitionTree} from "./libraries/SortitionTree.sol";
import {VerifierView} from "./types/Answers.sol";

/// @notice Verifiers' bonds and the weights they are drawn with. Verifiers are numbered by their leaf, from 0.
abstract contract VerifierStakes is IAudits, Configured {
    using Narrow for uint256;
    using SortitionTree for SortitionTree.Tree;

    /// @dev Two slots. `bonded` contains `locked`.
    struct Verifier {
        // Slot 0.
        uint96 bonded;
        uint96 locked;
        /// @dev 0: never bonded.
        uint32 leafPlusOne;
        // Slot 1.
        uint96 unbonding;
        uint40 unbondsAt;
    }

    /* STORAGE */

    /// @inheritdoc IAudits
    IMarket public immutable market;
    uint256 private immutable GENESIS = block.timestamp;

    mapping(address account => Verifier) internal _verifiers;
    mapping(uint32 leaf => address account) internal _owners;
    SortitionTree.Tree internal _tree;

    constructor(IMarket market_) {
        market = market_;
    }

    /* STAKES */

    /// @inheritdoc IAudits
    function bond(uint256 amount) external {
        require(amount != 0, ZeroAmount());
        Verifier storage self = _verifiers[msg.sender];
        if (self.leafPlusOne == 0) {
            uint32 leaf = _tree.add();
            _owners[leaf] = msg.sender;
            self.leafPlusOne = leaf + 1;
        }
        self.bonded += amount.to96();
        _weigh(self);
        emit VerifierBonded(msg.sender, amount);
        market.pull(msg.sender, amount);
    }

    /// @inheritdoc IAudits
    function unbond(uint256 amount) external {
        require(amount != 0, ZeroAmount());
        Verifier storage self = _verifiers[msg.sender];
        require(amount <= self.bonded - self.locked, BondTooSmall());
        self.bonded -= amount.to96();
        self.unbonding += amount.to96();
        self.unbondsAt = (block.timestamp + UNBONDING_SECONDS).to40();
        _weigh(self);
        emit VerifierUnbonded(msg.sender, amount, self.unbonding, self.unbondsAt);
    }

    /// @inheritdoc IAudits
    function withdrawBond() external {
        Verifier storage self = _verifiers[msg.sender];
        uint256 amount = self.unbonding;
        require(amount != 0 && block.timestamp > self.unbondsAt, StillUnbonding());
        self.unbonding = 0;
        emit VerifierBondWithdrawn(msg.sender, amount);
        market.pay(msg.sender, amount);
    }

    /* VIEWS */

    /// @inheritdoc IAudits
    function epoch() public view returns (uint64) {
        // Seconds since deployment are far below 2^64.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint64((block.timestamp - GENESIS) / EPOCH_SECONDS);
    }

    /// @inheritdoc IAudits
    function verifier(address account) external view returns (VerifierView memory) {
        Verifier storage self = _verifiers[account];
        return VerifierView({
            free: self.bonded - self.locked,
            locked: self.locked,
            unbonding: self.unbonding,
            unbondsAt: self.unbondsAt,
            weight: _weightOf(account, epoch())
        });
    }

    /// @inheritdoc IAudits
    function eligible(address consumer, address provider, address marketNode, uint256 wanted)
        external
        view
        returns (uint256)
    {
        uint256 count = _tree.memberCount(epoch());
        if (count < wanted + 3) {
            count -= _member(consumer);
            count -= provider == consumer ? 0 : _member(provider);
            count -= marketNode == consumer || marketNode == provider ? 0 : _member(marketNode);
        }
        return count < wanted ? count : wanted;
    }

    /* INTERNAL */

    function _weightOf(address account, uint256 inEpoch) internal view returns (uint256) {
        uint32 leafPlusOne = _verifiers[account].leafPlusOne;
        return leafPlusOne == 0 ? 0 : _tree.weightOf(leafPlusOne - 1, inEpoch);
    }

    function _lock(address account, uint256 amount) internal {
        _verifiers[account].locked += amount.to96();
    }

    /// @dev Ends a lock and takes `lost` of it out of the bond; the caller gives that to somebody.
    function _release(address account, uint256 amount, uint256 lost) internal {
        Verifier storage self = _verifiers[account];
        self.locked -= amount.to96();
        if (lost != 0) {
            self.bonded -= lost.to96();
            _weigh(self);
        }
    }

    function _canLock(address account, uint256 amount) internal view returns (bool) {
        Verifier storage self = _verifiers[account];
        return amount <= self.bonded - self.locked;
    }

    function _member(address account) private view returns (uint256) {
        return _weightOf(account, epoch()) == 0 ? 0 : 1;
    }

    function _weigh(Verifier storage self) private {
        _tree.set(self.leafPlusOne - 1, self.bonded / WEIGHT_UNIT, epoch());
    }
}
