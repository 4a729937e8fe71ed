// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ProviderView} from "../types/Jobs.sol";
import {IERC20} from "./IERC20.sol";

/// @notice The money of a market: balances, providers' bonds, and the sink of what is burned. It holds every token of
/// the deployment; nothing is ever sent but to the caller of a withdrawal.
/// @dev All amounts are token base units. It holds less than 2^88 of them, and an account bonds less than 2^80. Trust
/// assumption: the token is an ERC-20 without fees on transfer, whose balances move only by transfers.
interface ILedger {
    /* EVENTS */

    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);
    /// @notice Balance of one account became another's, by its owner or whom it approved.
    event Transferred(address indexed from, address indexed to, uint256 amount);
    /// @notice `spender` may transfer so much of `owner`'s balance from now on.
    event Approved(address indexed owner, address indexed spender, uint256 amount);
    /// @notice A provider moved balance into its bond.
    event Bonded(address indexed provider, uint256 amount);
    /// @notice A provider asked for part of its bond back; `unbonding` is the whole that waits.
    event Unbonded(address indexed provider, uint256 amount, uint256 unbonding, uint64 availableAt);
    event BondWithdrawn(address indexed provider, uint256 amount);
    /// @notice One of the court took `amount` of an account's balance into its own.
    event Pulled(address indexed court, address indexed account, uint256 amount);
    /// @notice One of the court paid out of its own account.
    event Paid(address indexed court, address indexed account, uint256 amount);
    /// @param court Out of whose account; zero: what a provider lost.
    event Burned(address indexed court, uint256 amount);

    /* ERRORS */

    /// @notice Thrown when an amount is zero.
    error ZeroAmount();
    /// @notice Thrown when a balance does not cover an amount.
    error BalanceTooSmall();
    /// @notice Thrown when more than was approved would be transferred.
    error NotApproved();
    /// @notice Thrown when a free bond does not cover an amount.
    error BondTooSmall();
    /// @notice Thrown when nothing is unbonding, or not for long enough.
    error StillUnbonding();
    /// @notice Thrown when the token did not move exactly the amount asked.
    error TokenRefused();
    /// @notice Thrown when a number does not fit where it must be stored.
    error TooLarge();
    /// @notice Thrown when anybody calls what is only for one of the court.
    error OnlyCourt();

    /* MONEY */

    /// @notice Moves `amount` of the caller's tokens into its balance.
    function deposit(uint256 amount) external;

    /// @notice As `deposit`, with the allowance given by the caller's ERC-2612 signature.
    /// @dev A permit that somebody else already landed does no harm: the allowance decides.
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Moves `amount` of `from`'s tokens into `from`'s balance, by its ERC-3009 authorization of a transfer to
    /// this contract; anyone may land it.
    function depositWithAuthorization(
        address from,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Sends `amount` of the caller's balance to the caller.
    function withdraw(uint256 amount) external;

    /// @notice Makes `amount` of the caller's balance `to`'s.
    function transfer(address to, uint256 amount) external;

    /// @notice Makes `amount` of `from`'s balance `to`'s, as far as the caller is approved.
    function transferFrom(address from, address to, uint256 amount) external;

    /// @notice Lets `spender` transfer at most `amount` of the caller's balance; 2^256 - 1: without limit.
    function approve(address spender, uint256 amount) external;

    /* BONDS */

    /// @notice Moves `amount` of the caller's balance into its bond as a provider.
    function bond(uint256 amount) external;

    /// @notice Takes `amount` of the caller's free bond out of use, to be withdrawn after the unbonding time.
    /// @dev Warning: what already waits starts to wait anew.
    function unbond(uint256 amount) external;

    /// @notice Moves what has waited long enough into the caller's balance.
    function withdrawBond() external;

    /* ONLY FOR THE COURT: Verifiers, Audits, Jury, Disputes, Demands, Relay */

    /// @notice Moves `amount` of an account's balance into the caller's own.
    function pull(address account, uint256 amount) external;

    /// @notice Moves `amount` of the caller's balance into an account's.
    function pay(address account, uint256 amount) external;

    /// @notice Moves `amount` of the caller's balance into the sink.
    function burn(uint256 amount) external;

    /// @notice Ends a lock of a provider's bond: `lost` of it goes from the bond to the caller's balance, `earned` from
    /// there to the provider's. For Relay.
    function endLock(address provider, uint256 amount, uint256 lost, uint256 earned) external;

    /* VIEWS */

    function token() external view returns (IERC20);

    /// @notice What `account` can withdraw.
    function balanceOf(address account) external view returns (uint256);

    /// @notice What `spender` may transfer of `owner`'s balance.
    function allowance(address owner, address spender) external view returns (uint256);

    /// @notice What lies in the sink.
    function burned() external view returns (uint256);

    /// @notice The account's number, by which jobs name their parties; 0 if it has none yet.
    function numberOf(address account) external view returns (uint32);

    /// @notice A provider's stake.
    function provider(address account) external view returns (ProviderView memory);
}
