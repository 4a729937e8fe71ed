// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Configured} from "./Configured.sol";
import {IERC20, IERC20Permit, IERC3009} from "./interfaces/IERC20.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {Tokens} from "./libraries/Tokens.sol";
import {Court, ProviderView} from "./types/Jobs.sol";

/// @notice The money of a market. Accounts are numbered, so that a job names its parties in 32 bits each; all that a
/// job moves for one of them is one slot.
abstract contract Ledger is ILedger, Configured {
    using Narrow for uint256;
    using Tokens for IERC20;

    /// @dev One slot. `bonded` contains `locked`.
    struct Account {
        uint88 balance;
        uint80 bonded;
        uint80 locked;
        /// @dev Clean audits until the last fault stops making every draw sampled.
        uint8 cleanAuditsOwed;
    }

    /// @dev One slot.
    struct Unbonding {
        uint80 amount;
        uint40 endsAt;
    }

    /// @dev The court's accounts are the first six; number 0 is nobody's.
    uint32 internal constant AUDITS_NUMBER = 2;
    uint32 internal constant RELAY_NUMBER = 6;
    uint32 private constant LAST_COURT_NUMBER = 6;

    /* STORAGE */

    /// @inheritdoc ILedger
    IERC20 public immutable token;

    mapping(uint32 number => Account) internal _accounts;
    mapping(uint32 number => Unbonding) private _unbondings;
    mapping(uint32 number => address) internal _owners;
    /// @inheritdoc ILedger
    mapping(address owner => uint32 number) public numberOf;
    uint32 private _count;
    /// @inheritdoc ILedger
    uint256 public burned;
    /// @inheritdoc ILedger
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    modifier onlyCourt() {
        _requireCourt();
        _;
    }

    constructor(IERC20 token_, Court memory court) {
        token = token_;
        _open(court.verifiers);
        _open(court.audits);
        _open(court.jury);
        _open(court.disputes);
        _open(court.demands);
        _open(court.relay);
    }

    /* MONEY */

    /// @inheritdoc ILedger
    function deposit(uint256 amount) public {
        _requireSome(amount);
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
    function depositWithAuthorization(
        address from,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        _requireSome(amount);
        _credit(_open(from), amount);
        emit Deposited(from, amount);
        token.receiveBy(
            abi.encodeCall(
                IERC3009.receiveWithAuthorization,
                (from, address(this), amount, validAfter, validBefore, nonce, v, r, s)
            ),
            amount
        );
    }

    /// @inheritdoc ILedger
    function withdraw(uint256 amount) external {
        _requireSome(amount);
        _debit(numberOf[msg.sender], amount);
        emit Withdrawn(msg.sender, amount);
        token.send(msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function transfer(address to, uint256 amount) external {
        _transfer(msg.sender, to, amount);
    }

    /// @inheritdoc ILedger
    function transferFrom(address from, address to, uint256 amount) external {
        uint256 approved = allowance[from][msg.sender];
        require(amount <= approved, NotApproved());
        if (approved != type(uint256).max) {
            allowance[from][msg.sender] = approved - amount;
        }
        _transfer(from, to, amount);
    }

    /// @inheritdoc ILedger
    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
        emit Approved(msg.sender, spender, amount);
    }

    /* BONDS */

    /// @inheritdoc ILedger
    function bond(uint256 amount) external {
        _requireSome(amount);
        uint32 number = numberOf[msg.sender];
        _debit(number, amount);
        _accounts[number].bonded = (_accounts[number].bonded + amount).to80();
        emit Bonded(msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function unbond(uint256 amount) external {
        _requireSome(amount);
        uint32 number = numberOf[msg.sender];
        _lock(number, amount);
        _seize(number, amount);
        Unbonding storage self = _unbondings[number];
        self.amount = (self.amount + amount).to80();
        self.endsAt = (block.timestamp + UNBONDING_SECONDS).to40();
        emit Unbonded(msg.sender, amount, self.amount, self.endsAt);
    }

    /// @inheritdoc ILedger
    function withdrawBond() external {
        uint32 number = numberOf[msg.sender];
        Unbonding storage self = _unbondings[number];
        uint256 amount = self.amount;
        require(amount != 0 && block.timestamp > self.endsAt, StillUnbonding());
        self.amount = 0;
        _credit(number, amount);
        emit BondWithdrawn(msg.sender, amount);
    }

    /* ONLY FOR THE COURT */

    /// @inheritdoc ILedger
    function pull(address account, uint256 amount) external onlyCourt {
        _debit(numberOf[account], amount);
        _credit(numberOf[msg.sender], amount);
        emit Pulled(msg.sender, account, amount);
    }

    /// @inheritdoc ILedger
    function pay(address account, uint256 amount) external onlyCourt {
        _debit(numberOf[msg.sender], amount);
        _credit(_open(account), amount);
        emit Paid(msg.sender, account, amount);
    }

    /// @inheritdoc ILedger
    function burn(uint256 amount) external onlyCourt {
        _debit(numberOf[msg.sender], amount);
        _burn(msg.sender, amount);
    }

    /// @inheritdoc ILedger
    function endLock(address account, uint256 amount, uint256 lost, uint256 earned) external {
        require(numberOf[msg.sender] == RELAY_NUMBER, OnlyCourt());
        _debit(RELAY_NUMBER, earned);
        _release(numberOf[account], amount, lost, earned);
        _credit(RELAY_NUMBER, lost);
    }

    /* VIEWS */

    /// @inheritdoc ILedger
    function balanceOf(address account) external view returns (uint256) {
        return _accounts[numberOf[account]].balance;
    }

    /// @inheritdoc ILedger
    function provider(address account) external view returns (ProviderView memory) {
        Account memory self = _accounts[numberOf[account]];
        Unbonding memory unbonding = _unbondings[numberOf[account]];
        return ProviderView({
            free: self.bonded - self.locked,
            locked: self.locked,
            unbonding: unbonding.amount,
            unbondsAt: unbonding.endsAt,
            cleanAuditsOwed: self.cleanAuditsOwed
        });
    }

    /* INTERNAL */

    function _requireCourt() private view {
        uint32 number = numberOf[msg.sender];
        require(number != 0 && number <= LAST_COURT_NUMBER, OnlyCourt());
    }

    function _requireSome(uint256 amount) private pure {
        require(amount != 0, ZeroAmount());
    }

    function _transfer(address from, address to, uint256 amount) private {
        _requireSome(amount);
        _debit(numberOf[from], amount);
        _credit(_open(to), amount);
        emit Transferred(from, to, amount);
    }

    /// @dev The account's number; it gets one if it has none.
    function _open(address owner) internal returns (uint32 number) {
        number = numberOf[owner];
        if (number == 0) {
            number = ++_count;
            numberOf[owner] = number;
            _owners[number] = owner;
        }
    }

    /// @dev Cannot overflow, or a job could never end: no more than 2^88 - 1 ever lies here.
    function _credit(uint32 number, uint256 amount) internal {
        _accounts[number].balance = (_accounts[number].balance + amount).to88();
    }

    function _debit(uint32 number, uint256 amount) internal {
        uint256 balance = _accounts[number].balance;
        require(amount <= balance, BalanceTooSmall());
        _accounts[number].balance = (balance - amount).to88();
    }

    /// @param court Zero: what a provider lost.
    function _burn(address court, uint256 amount) internal {
        if (amount != 0) {
            burned += amount;
            emit Burned(court, amount);
        }
    }

    function _lock(uint32 number, uint256 amount) internal {
        Account storage account = _accounts[number];
        (uint256 bonded, uint256 locked) = (account.bonded, account.locked);
        require(amount <= bonded - locked, BondTooSmall());
        account.locked = (locked + amount).to80();
    }

    /// @dev Takes locked stake out of a bond; the caller gives it to somebody.
    function _seize(uint32 number, uint256 amount) internal {
        _release(number, amount, amount, 0);
    }

    /// @dev Ends a lock, takes `lost` out of the bond and adds `earned` to the balance, in one slot.
    function _release(uint32 number, uint256 amount, uint256 lost, uint256 earned) internal {
        Account memory account = _accounts[number];
        account.balance = (account.balance + earned).to88();
        account.bonded = (account.bonded - lost).to80();
        account.locked = (account.locked - amount).to80();
        _accounts[number] = account;
    }

    /// @dev Gives what was seized back to a bond, or to the balance if the bond has grown too large for it meanwhile.
    function _restore(uint32 number, uint256 amount) internal {
        uint256 bonded = _accounts[number].bonded + amount;
        if (bonded <= type(uint80).max) {
            _accounts[number].bonded = bonded.to80();
        } else {
            _credit(number, amount);
        }
    }
}
