// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Configured} from "./Configured.sol";
import {IERC20, IERC20Permit} from "./interfaces/IERC20.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {Tokens} from "./libraries/Tokens.sol";
import {ProviderView} from "./types/Jobs.sol";

/// @notice The money of a market. Accounts are numbered, so that a job names its parties in 32 bits each.
abstract contract Ledger is ILedger, Configured {
    using Narrow for uint256;
    using Tokens for IERC20;

    /// @dev One slot.
    struct Account {
        address owner;
        uint96 balance;
    }

    /// @dev One slot. `bonded` contains `locked`.
    struct Stake {
        uint96 bonded;
        uint96 locked;
        uint32 faults;
        uint8 cleanAuditsOwed;
    }

    /// @dev One slot: what most jobs only read.
    struct Record {
        uint96 audited;
        uint96 unbonding;
        uint40 unbondsAt;
    }

    /// @dev Audits' account. Number 0 is nobody's.
    uint32 internal constant AUDITS = 1;

    /* STORAGE */

    /// @inheritdoc ILedger
    IERC20 public immutable token;
    address private immutable AUDITS_OWNER;

    mapping(uint32 number => Account) internal _accounts;
    mapping(address owner => uint32 number) internal _numbers;
    mapping(uint32 number => Stake) internal _stakes;
    mapping(uint32 number => Record) internal _records;
    uint32 private _count;
    /// @inheritdoc ILedger
    uint256 public burned;

    modifier onlyAudits() {
        require(msg.sender == AUDITS_OWNER, OnlyAudits());
        _;
    }

    constructor(IERC20 token_, address audits_) {
        token = token_;
        AUDITS_OWNER = audits_;
        _open(audits_);
    }

    /* MONEY */

    /// @inheritdoc ILedger
    function deposit(uint256 amount) public {
        require(amount != 0, ZeroAmount());
        _credit(_open(msg.sender), amount);
        emit Deposited(msg.sender, amount);
        token.receiveFrom(msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external {
        // Whoever lands the permit first must not be able to stop the deposit.
        try IERC20Permit(address(token)).permit(msg.sender, address(this), amount, deadline, v, r, s) {} catch {}
        deposit(amount);
    }

    /// @inheritdoc ILedger
    function withdraw(uint256 amount) external {
        require(amount != 0, ZeroAmount());
        _debit(_numbers[msg.sender], amount);
        emit Withdrawn(msg.sender, amount);
        token.send(msg.sender, amount);
    }

    /* BONDS */

    /// @inheritdoc ILedger
    function bond(uint256 amount) external {
        require(amount != 0, ZeroAmount());
        uint32 number = _numbers[msg.sender];
        _debit(number, amount);
        _stakes[number].bonded += amount.to96();
        emit Bonded(msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function unbond(uint256 amount) external {
        require(amount != 0, ZeroAmount());
        uint32 number = _numbers[msg.sender];
        _lock(number, amount);
        _seize(number, amount);
        Record storage history_ = _records[number];
        history_.unbonding += amount.to96();
        history_.unbondsAt = (block.timestamp + UNBONDING_SECONDS).to40();
        emit Unbonded(msg.sender, amount, history_.unbonding, history_.unbondsAt);
    }

    /// @inheritdoc ILedger
    function withdrawBond() external {
        uint32 number = _numbers[msg.sender];
        Record storage history_ = _records[number];
        uint256 amount = history_.unbonding;
        require(amount != 0 && block.timestamp > history_.unbondsAt, StillUnbonding());
        history_.unbonding = 0;
        _credit(number, amount);
        emit BondWithdrawn(msg.sender, amount);
    }

    /* ONLY FOR AUDITS */

    /// @inheritdoc ILedger
    function pull(address account, uint256 amount) external onlyAudits {
        _debit(_numbers[account], amount);
        _credit(AUDITS, amount);
        emit Pulled(account, amount);
    }

    /// @inheritdoc ILedger
    function pay(address account, uint256 amount) external onlyAudits {
        _debit(AUDITS, amount);
        _credit(_open(account), amount);
        emit Paid(account, amount);
    }

    /// @inheritdoc ILedger
    function burn(uint256 amount) external onlyAudits {
        _debit(AUDITS, amount);
        _burn(amount);
    }

    /* VIEWS */

    /// @inheritdoc ILedger
    function balanceOf(address account) external view returns (uint256) {
        return _accounts[_numbers[account]].balance;
    }

    /// @inheritdoc ILedger
    function provider(address account) external view returns (ProviderView memory) {
        Stake memory stake = _stakes[_numbers[account]];
        Record memory history_ = _records[_numbers[account]];
        return ProviderView({
            free: stake.bonded - stake.locked,
            locked: stake.locked,
            unbonding: history_.unbonding,
            unbondsAt: history_.unbondsAt,
            audited: history_.audited,
            faults: stake.faults,
            cleanAuditsOwed: stake.cleanAuditsOwed
        });
    }

    /* INTERNAL */

    /// @dev The account's number; it gets one if it has none.
    function _open(address owner) internal returns (uint32 number) {
        number = _numbers[owner];
        if (number == 0) {
            number = ++_count;
            _numbers[owner] = number;
            _accounts[number].owner = owner;
        }
    }

    function _credit(uint32 number, uint256 amount) internal {
        _accounts[number].balance += amount.to96();
    }

    function _debit(uint32 number, uint256 amount) internal {
        uint256 balance = _accounts[number].balance;
        require(amount <= balance, BalanceTooSmall());
        _accounts[number].balance = (balance - amount).to96();
    }

    function _burn(uint256 amount) internal {
        burned += amount;
        emit Burned(amount);
    }

    function _lock(uint32 number, uint256 amount) internal {
        Stake storage stake = _stakes[number];
        (uint256 bonded, uint256 locked) = (stake.bonded, stake.locked);
        require(amount <= bonded - locked, BondTooSmall());
        stake.locked = (locked + amount).to96();
    }

    function _unlock(uint32 number, uint256 amount) internal {
        _release(number, amount, 0);
    }

    /// @dev Takes locked stake out of a bond; the caller gives it to somebody.
    function _seize(uint32 number, uint256 amount) internal {
        _release(number, amount, amount);
    }

    /// @dev Ends a lock and takes `lost` out of the bond.
    function _release(uint32 number, uint256 amount, uint256 lost) private {
        Stake storage stake = _stakes[number];
        (uint256 bonded, uint256 locked) = (stake.bonded, stake.locked);
        (stake.bonded, stake.locked) = ((bonded - lost).to96(), (locked - amount).to96());
    }
}
