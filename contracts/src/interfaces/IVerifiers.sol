// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VerifierView} from "../types/Answers.sol";
import {IMarket} from "./IMarket.sol";

/// @notice Verifiers' stakes, the weights they give, and the committees drawn by them.
/// @dev Bonds lie in this contract's account of the market's ledger. A weight changes with the epoch after the one its
/// stake changed in, in epoch 0 at once; weights of the present epoch and of the one before can be drawn by. Trust
/// assumption: Audits and Jury, both immutable, lock only whom they drew and release each lock once.
interface IVerifiers {
    /* EVENTS */

    event VerifierBonded(address indexed verifier, uint256 amount);
    /// @notice A verifier asked for part of its bond back; `unbonding` is the whole that waits.
    event VerifierUnbonded(address indexed verifier, uint256 amount, uint256 unbonding, uint64 availableAt);
    event VerifierBondWithdrawn(address indexed verifier, uint256 amount);
    /// @notice `lock` of a verifier's stake is locked by `judge` (Audits or Jury).
    event StakeLocked(address indexed verifier, address indexed judge, uint256 lock);
    /// @notice A lock ended; `lost` of it is gone from the verifier's bond.
    event StakeReleased(address indexed verifier, address indexed judge, uint256 lock, uint256 lost);

    /* ERRORS */

    /// @notice Thrown when anybody but Audits and Jury calls what is only for them.
    error OnlyJudges();
    /// @notice Thrown when an amount is zero.
    error ZeroAmount();
    /// @notice Thrown when a free bond does not cover an amount.
    error BondTooSmall();
    /// @notice Thrown when nothing is unbonding, or not for long enough.
    error StillUnbonding();

    /* STAKES */

    /// @notice Moves `amount` of the caller's balance in the market into its bond as a verifier.
    function bond(uint256 amount) external;

    /// @notice Takes `amount` of the caller's free bond out of use, to be withdrawn after the unbonding time.
    /// @dev Warning: what already waits starts to wait anew.
    function unbond(uint256 amount) external;

    /// @notice Moves what has waited long enough into the caller's balance in the market.
    function withdrawBond() external;

    /* ONLY FOR AUDITS AND JURY */

    /// @notice Draws up to `wanted` verifiers by their weights in `epoch`, each with `lock` of its stake, which is
    /// locked. Who has too little free stake is passed over.
    /// @param excluded Who cannot be drawn.
    /// @param spared Who is drawn only when nobody else is left.
    function draw(
        bytes32 seed,
        uint64 epoch,
        uint256 wanted,
        uint256 lock,
        address[] calldata excluded,
        address[] calldata spared
    ) external returns (address[] memory drawn);

    /// @notice Ends a lock; `lost` of it moves into the caller's account in the market.
    function release(address account, uint256 lock, uint256 lost) external;

    /* VIEWS */

    function market() external view returns (IMarket);

    /// @notice Number of the present epoch, from 0.
    function epoch() external view returns (uint64);

    /// @notice How many verifiers can be drawn in this epoch, none of the three parties among them, counted up to
    /// `wanted`.
    function eligible(address consumer, address provider, address marketNode, uint256 wanted)
        external
        view
        returns (uint256);

    function verifier(address account) external view returns (VerifierView memory);
}
