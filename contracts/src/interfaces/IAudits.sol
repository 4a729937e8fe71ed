// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AnswerCommitment, AnswerReveal, AuditView, VerifierView} from "../types/Answers.sol";
import {IBatched} from "./IBatched.sol";
import {IMarket} from "./IMarket.sol";

/// @notice Verifiers, their stakes, the committees drawn from them, and disputes.
/// @dev Verifiers' bonds lie in this contract's account of the market's
/// ledger; rewards are paid into verifiers' balances there.
interface IAudits is IBatched {
    /* EVENTS */

    event VerifierBonded(address indexed verifier, uint256 amount);
    /// @notice A verifier asked for part of its bond back; `unbonding` is the whole that waits.
    event VerifierUnbonded(address indexed verifier, uint256 amount, uint256 unbonding, uint64 availableAt);
    event VerifierBondWithdrawn(address indexed verifier, uint256 amount);

    /// @notice A committee of `seats` will be drawn with the hash of `seedBlock` over the weights of `epoch`.
    event CommitteeAwaited(bytes32 indexed id, uint8 attempt, uint8 round, uint8 seats, uint64 seedBlock, uint64 epoch);

    /// @notice These verifiers are seated, each with `lock` of its stake, and commit by `deadline`.
    event Seated(bytes32 indexed id, uint8 attempt, uint8 round, address[] verifiers, uint256 lock, uint64 deadline);

    /// @notice A dispute asks every other verifier; whoever answers locks `lock`. Commit by `deadline`.
    event JuryAsked(bytes32 indexed id, uint8 attempt, uint256 lock, uint64 deadline);

    event AnswerCommitted(bytes32 indexed id, address indexed verifier, uint8 round, bytes32 commitment);

    /// @notice A juror's answer was displaced by one with more stake; its lock is free.
    event JurorDisplaced(bytes32 indexed id, address indexed verifier);

    event UnableDeclared(bytes32 indexed id, address indexed verifier);
    event AnswerRevealed(bytes32 indexed id, address indexed verifier, uint8 round, bytes32 resultRoot);

    /// @notice Jurors reveal by `deadline`.
    event JuryRevealing(bytes32 indexed id, uint64 deadline);

    /// @notice A dispute is decided; `resultRoot` is the majority's, zero without one.
    event DisputeClosed(bytes32 indexed id, bytes32 resultRoot);

    /// @notice A seat is done: its lock is free but for `lost`, and `earned` is in the verifier's balance.
    event SeatClosed(bytes32 indexed id, address indexed verifier, uint256 earned, uint256 lost);

    /* ERRORS */

    /// @notice Thrown when anybody but the market calls what is only for the market.
    error OnlyMarket();
    /// @notice Thrown when an amount is zero.
    error ZeroAmount();
    /// @notice Thrown when a free bond does not cover an amount.
    error BondTooSmall();
    /// @notice Thrown when nothing is unbonding, or not for long enough.
    error StillUnbonding();
    /// @notice Thrown when a job or its audit is not in the state a verb needs.
    error WrongState();
    /// @notice Thrown when a deadline has passed.
    error TooLate();
    /// @notice Thrown when a deadline has not passed, or a seed block is not mined.
    error TooEarly();
    /// @notice Thrown when the caller has no seat, or not one that may do this.
    error NotSeated();
    /// @notice Thrown when a party, a member of the committee or an account without weight would judge.
    error NotEligible();
    /// @notice Thrown when a commitment is zero.
    error EmptyCommitment();
    /// @notice Thrown when a reveal does not open the commitment.
    error WrongReveal();

    /* STAKES */

    /// @notice Moves `amount` of the caller's balance in the market into its bond as a verifier; its weight grows from
    /// the next epoch on, in epoch 0 at once.
    function bond(uint256 amount) external;

    /// @notice Takes `amount` of the caller's free bond out of use, to be withdrawn after the unbonding time.
    /// @dev Warning: what already waits starts to wait anew.
    function unbond(uint256 amount) external;

    /// @notice Moves what has waited long enough into the caller's balance in the market.
    function withdrawBond() external;

    /* AUDITS */

    /// @notice Draws the committee, from the block after its seed block; if that block's hash is gone, sets a new one.
    function seatAudit(bytes32 id) external;
    function seat(bytes32[] calldata ids) external;

    /// @notice Commits the caller's answer. In a dispute any verifier that is no party and was not drawn may, with
    /// enough free stake; the 31 with the most weight count.
    function commitAnswer(AnswerCommitment calldata answer) external;
    function commitAnswers(AnswerCommitment[] calldata answers) external;

    /// @notice Says that the caller, seated, cannot run the job. Unpaid, and a no-show if another can.
    function declareUnableToRun(bytes32 id) external;
    function declareUnable(bytes32[] calldata ids) external;

    /// @notice After the committee's deadline: charges those who did nothing and draws others, twice; then goes on with
    /// those who committed, or voids the job.
    function replaceNoShowsOf(bytes32 id) external;
    function replaceNoShows(bytes32[] calldata ids) external;

    /// @notice Reveals the caller's answer; a committee's from AuditProviderReveal on.
    function revealAnswer(AnswerReveal calldata answer) external;
    function revealAnswers(AnswerReveal[] calldata answers) external;

    /// @notice After the provider's deadline to reveal: slashes it; verifiers who have revealed get r, others no loss.
    function condemnProvider(bytes32 id) external;
    function condemn(bytes32[] calldata ids) external;

    /// @notice When all have revealed, or after the deadline: confirms the result, or opens a dispute.
    function closeAudit(bytes32 id) external;
    function closeAudits(bytes32[] calldata ids) external;

    /// @notice After the jury's deadline to commit: opens its reveals. When all have revealed, or after the deadline:
    /// the verdict. Without answers or majority the job is void.
    function closeDispute(bytes32 id) external;
    function closeDisputes(bytes32[] calldata ids) external;

    /* ONLY FOR THE MARKET */

    /// @notice Opens the audit of a sampled job, whose A is in this contract's account, with `seats` to fill.
    function open(bytes32 id, uint8 seats) external;

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

    /// @notice The audit of the job's present attempt.
    function audit(bytes32 id) external view returns (AuditView memory);

    /// @notice keccak256(abi.encode(chain id, this contract, jobId, attempt, round, resultRoot, salt, account)).
    function answerCommitmentOf(
        bytes32 id,
        uint8 attempt,
        uint8 round,
        bytes32 resultRoot,
        bytes32 salt,
        address account
    ) external view returns (bytes32);
}
