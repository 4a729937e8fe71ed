// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Configured} from "./Configured.sol";
import {IHistory} from "./interfaces/IHistory.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IVerifiers} from "./interfaces/IVerifiers.sol";
import {Committee} from "./libraries/Committee.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SortitionTree} from "./libraries/SortitionTree.sol";
import {VerifierView} from "./types/Answers.sol";

/// @notice Verifiers' bonds, and committees drawn by them. Verifiers are numbered by their leaf of a sortition tree,
/// from 0.
contract Verifiers is IVerifiers, Configured {
    using Committee for Committee.Draw;
    using Committee for SortitionTree.Tree;
    using Narrow for uint256;
    using SortitionTree for SortitionTree.Tree;

    /// @dev Two slots; locks need only the first. `bonded` contains `locked`.
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

    /// @dev Verifiers a draw looks at, at most: those with too little free stake are passed over.
    uint256 private constant MOST_TRIES = 64;

    /* STORAGE */

    /// @inheritdoc IVerifiers
    IMarket public immutable market;
    IHistory private immutable HISTORY;
    address private immutable AUDITS;
    address private immutable JURY;
    uint256 private immutable GENESIS = block.timestamp;

    mapping(address account => Verifier) private _verifiers;
    mapping(uint32 leaf => address account) private _owners;
    SortitionTree.Tree private _tree;

    modifier onlyJudges() {
        require(msg.sender == AUDITS || msg.sender == JURY, OnlyJudges());
        _;
    }

    constructor(IMarket market_) Configured(market_.orders().parameters()) {
        market = market_;
        HISTORY = market_.history();
        AUDITS = address(market_.audits());
        JURY = address(market_.jury());
    }

    /* STAKES */

    /// @inheritdoc IVerifiers
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

    /// @inheritdoc IVerifiers
    function unbond(uint256 amount) external {
        require(amount != 0, ZeroAmount());
        Verifier storage self = _verifiers[msg.sender];
        require(amount <= _free(self), BondTooSmall());
        self.bonded -= amount.to96();
        self.unbonding += amount.to96();
        self.unbondsAt = (block.timestamp + UNBONDING_SECONDS).to40();
        _weigh(self);
        emit VerifierUnbonded(msg.sender, amount, self.unbonding, self.unbondsAt);
    }

    /// @inheritdoc IVerifiers
    function withdrawBond() external {
        Verifier storage self = _verifiers[msg.sender];
        uint256 amount = self.unbonding;
        require(amount != 0 && block.timestamp > self.unbondsAt, StillUnbonding());
        self.unbonding = 0;
        emit VerifierBondWithdrawn(msg.sender, amount);
        market.pay(msg.sender, amount);
    }

    /* ONLY FOR AUDITS AND JURY */

    /// @inheritdoc IVerifiers
    function draw(
        bytes32 seed,
        uint64 inEpoch,
        uint256 wanted,
        uint256 lock,
        address[] calldata excluded,
        address[] calldata spared
    ) external onlyJudges returns (address[] memory drawn) {
        Committee.Draw memory lots = _tree.begin(seed, inEpoch, excluded.length + spared.length + MOST_TRIES);
        _exclude(lots, excluded);
        _exclude(lots, spared);
        drawn = new address[](wanted);
        uint256 count = _fill(lots, drawn, 0, lock);
        if (count < wanted && lots.left == 0) {
            _readmit(lots, spared);
            _exclude(lots, excluded);
            count = _fill(lots, drawn, count, lock);
        }
        assembly ("memory-safe") {
            mstore(drawn, count)
        }
    }

    /// @inheritdoc IVerifiers
    function release(address account, uint256 lock, uint256 lost) external onlyJudges {
        Verifier storage self = _verifiers[account];
        (self.bonded, self.locked) = (self.bonded - lost.to96(), self.locked - lock.to96());
        emit StakeReleased(account, msg.sender, lock, lost);
        if (lost != 0) {
            _weigh(self);
            market.pay(msg.sender, lost);
        }
    }

    /* VIEWS */

    /// @inheritdoc IVerifiers
    function epoch() public view returns (uint64) {
        // Seconds since deployment are far below 2^64.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint64((block.timestamp - GENESIS) / EPOCH_SECONDS);
    }

    /// @inheritdoc IVerifiers
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

    /// @inheritdoc IVerifiers
    function verifier(address account) external view returns (VerifierView memory) {
        Verifier storage self = _verifiers[account];
        return VerifierView({
            free: _free(self),
            locked: self.locked,
            unbonding: self.unbonding,
            unbondsAt: self.unbondsAt,
            weight: _weightOf(account)
        });
    }

    /* INTERNAL: DRAWS */

    /// @dev Draws into `drawn` from `count` on until it is full, nobody is left or it has tried often enough.
    function _fill(Committee.Draw memory lots, address[] memory drawn, uint256 count, uint256 lock)
        private
        returns (uint256)
    {
        while (count < drawn.length && lots.left != 0 && lots.tries < MOST_TRIES) {
            address account = _owners[lots.next(_tree)];
            Verifier storage self = _verifiers[account];
            if (_free(self) >= lock) {
                self.locked += lock.to96();
                drawn[count++] = account;
                emit StakeLocked(account, msg.sender, lock);
            }
        }
        return count;
    }

    function _exclude(Committee.Draw memory lots, address[] calldata accounts) private view {
        for (uint256 i = 0; i < accounts.length; i++) {
            uint32 leafPlusOne = _verifiers[accounts[i]].leafPlusOne;
            if (leafPlusOne != 0) {
                lots.exclude(_tree, leafPlusOne - 1);
            }
        }
    }

    function _readmit(Committee.Draw memory lots, address[] calldata accounts) private view {
        for (uint256 i = 0; i < accounts.length; i++) {
            uint32 leafPlusOne = _verifiers[accounts[i]].leafPlusOne;
            if (leafPlusOne != 0) {
                lots.readmit(_tree, leafPlusOne - 1);
            }
        }
    }

    /* INTERNAL: STAKES */

    /// @dev Gives a verifier the weight of its bond, and says so when the number of members changes.
    function _weigh(Verifier storage self) private {
        uint256 now_ = epoch();
        if (_tree.set(self.leafPlusOne - 1, self.bonded / WEIGHT_UNIT, now_)) {
            uint256 changesAt = GENESIS + (now_ + 1) * EPOCH_SECONDS;
            HISTORY.countMembers(_tree.memberCount(now_), _tree.memberCount(now_ + 1), changesAt);
        }
    }

    function _free(Verifier storage self) private view returns (uint256) {
        return self.bonded - self.locked;
    }

    function _weightOf(address account) private view returns (uint256) {
        uint32 leafPlusOne = _verifiers[account].leafPlusOne;
        return leafPlusOne == 0 ? 0 : _tree.weightOf(leafPlusOne - 1, epoch());
    }

    function _member(address account) private view returns (uint256) {
        return _weightOf(account) == 0 ? 0 : 1;
    }
}
