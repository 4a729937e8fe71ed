// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AnswerCommitment, AnswerReveal, AuditView, SeatView} from "../types/Answers.sol";
import {IBatched} from "./IBatched.sol";
import {IMarket} from "./IMarket.sol";

/// @notice The audits of sampled jobs: committees that re-run them and answer salted before the provider reveals.
/// @dev What an audit's fund has left, and verifiers' lost stakes until they are burned, lie in this contract's account
/// of the market's ledger. An audit is stored with its provider's lane, so that storage is used again.
interface IAudits is IBatched {
    /* EVENTS */

    /// @notice A committee of `seats` will be drawn with the hash of `seedBlock` over the weights of `epoch`.
    event CommitteeAwaited(bytes32 indexed id, uint8 attempt, uint8 round, uint8 seats, uint64 seedBlock, uint64 epoch);

    /// @notice These verifiers are seated, in seats numbered on from those before, each with `lock` of its stake, and
    /// commit by `deadline`.
    event Seated(bytes32 indexed id, uint8 attempt, uint8 round, address[] verifiers, uint256 lock, uint64 deadline);

    event AnswerCommitted(bytes32 indexed id, address indexed verifier, uint8 round, bytes32 commitment);
    event UnableDeclared(bytes32 indexed id, address indexed verifier);
    event AnswerRevealed(bytes32 indexed id, address indexed verifier, uint8 round, bytes32 resultRoot);

    /// @notice The committee's time to commit was extended: a demand is open.
    event AuditExtended(bytes32 indexed id, uint64 deadline);

    /// @notice A seat is done: its lock is free but for `lost`, and `earned` is in the verifier's balance.
    event SeatClosed(bytes32 indexed id, address indexed verifier, uint256 earned, uint256 lost);

    /* ERRORS */

    /// @notice Thrown when anybody but the market calls what is only for the market.
    error OnlyMarket();
    /// @notice Thrown when anybody but Disputes or Demands calls what is only for them.
    error OnlyCourt();
    /// @notice Thrown when a job or its audit is not in the state a verb needs.
    error WrongState();
    /// @notice Thrown when a deadline has passed.
    error TooLate();
    /// @notice Thrown when a deadline has not passed, or a seed block is not mined.
    error TooEarly();
    /// @notice Thrown when the caller does not hold the seat, or not one that may do this.
    error NotSeated();
    /// @notice Thrown when a commitment is zero.
    error EmptyCommitment();
    /// @notice Thrown when a reveal does not open the commitment.
    error WrongReveal();

    /* AUDITS */

    /// @notice Draws the committee, from the block after its seed block; if that block's hash is gone, sets a new one.
    function seatAudit(bytes32 id) external;

    /// @notice Commits the caller's answer.
    function commitAnswer(AnswerCommitment calldata answer) external;

    /// @notice Says that the caller, seated, cannot run the job. Unpaid, and a no-show if another can.
    function declareUnableToRun(bytes32 id, uint8 seat) external;

    /// @notice After the committee's deadline: charges those who did nothing and draws others, twice; then goes on with
    /// those who committed, or voids the job.
    function replaceNoShowsOf(bytes32 id) external;

    /// @notice Reveals the caller's answer, from AuditProviderReveal on.
    function revealAnswer(AnswerReveal calldata answer) external;

    /// @notice After the provider's deadline to reveal: slashes it; verifiers who have revealed get r, others no loss.
    function condemnProvider(bytes32 id) external;

    /// @notice When all have revealed, or after the deadline: confirms the result, or opens a dispute about it.
    function closeAudit(bytes32 id) external;

    /* ONLY FOR THE MARKET */

    /// @notice Opens the audit of a sampled job, with `seats` to fill. Its fund, which is in this contract's account,
    /// holds r at the fuel limit for each of them.
    function open(bytes32 id, uint8 attempt, uint64 lane, uint8 seats) external;

    /* ONLY FOR DISPUTES AND DEMANDS */

    /// @notice Ends the audit of a disputed job by its verdict. Those who answered `right` get r; who answered
    /// otherwise, or never revealed, loses its lock. Without verdict (`right` zero) only silence costs, and nobody
    /// earns. An audit that has ended, or never was, has nothing left. For Disputes.
    /// @return returned What is left of the audit's fund.
    /// @return lost What the others lost, in the caller's account.
    /// @return finders How many were right and the provider wrong; `payFinders` pays them.
    function conclude(bytes32 id, bytes32 right) external returns (uint256 returned, uint256 lost, uint256 finders);

    /// @notice Pays `amount`, which the caller has moved into this contract's account, in equal parts to the verifiers
    /// whose answer was right; what does not divide is burned. For Disputes.
    /// @dev Warning: only in the transaction that concluded the audit of that lane; the next overwrites it.
    function payFinders(uint64 lane, bytes32 right, uint256 amount) external;

    /// @notice Gives the committee at least until `deadline` to commit. For Demands.
    function extend(bytes32 id, uint64 deadline) external;

    /// @notice Slashes the provider of a job in AuditCommit or AuditProviderReveal that did not answer a demand. For
    /// Demands.
    function condemnUnavailable(bytes32 id) external;

    /* VIEWS */

    function market() external view returns (IMarket);

    /// @notice The audit of the job's present attempt.
    function audit(bytes32 id) external view returns (AuditView memory);

    /// @notice One seat of it, from 0.
    function seatOf(bytes32 id, uint8 number) external view returns (SeatView memory);

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
