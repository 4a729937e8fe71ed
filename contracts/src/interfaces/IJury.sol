// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SeatView, VoteCommitment, VoteReveal} from "../types/Answers.sol";
import {JuryView} from "../types/Views.sol";
import {IBatched} from "./IBatched.sol";
import {IMarket} from "./IMarket.sol";
import {IStepJudge} from "./IStepJudge.sol";

/// @notice Juries of verifiers: rounds of 3, 7 and 31 seats, each with its own seed block, committing and revealing
/// salted votes on what is right at one step. More than half of the seats a round filled decide it; who appeals pays
/// the next.
/// @dev Votes are kept and compared by their first 31 bytes. Appellants' money and lost locks lie in this contract's
/// account of the market's ledger until `settle`. The parties and the claimant are never drawn; the audit's committee
/// and earlier jurors only when nobody else is left.
interface IJury is IBatched, IStepJudge {
    /* EVENTS */

    /// @notice A jury of `seats` will be drawn with the hash of `seedBlock` over the weights of `epoch`.
    event JuryAwaited(
        bytes32 indexed claimId, bytes32 indexed jobId, uint8 round, uint8 seats, uint64 seedBlock, uint64 epoch
    );

    /// @notice These verifiers are seated, in seats numbered on from those before, each with `lock` of its stake, and
    /// commit by `deadline`.
    event JurySeated(bytes32 indexed claimId, uint8 round, address[] jurors, uint256 lock, uint64 deadline);

    event VoteCommitted(bytes32 indexed claimId, address indexed juror, uint8 round, bytes32 commitment);
    event JurorUnable(bytes32 indexed claimId, address indexed juror);
    /// @notice Jurors reveal by `deadline`.
    event JuryRevealing(bytes32 indexed claimId, uint64 deadline);
    event VoteRevealed(bytes32 indexed claimId, address indexed juror, uint8 round, bytes32 finding);

    /// @notice A round is over; `finding` is its majority's, zero without one. It may be appealed (without majority:
    /// the next round funded) until `deadline`; 0 after the last round.
    event JuryFound(bytes32 indexed claimId, uint8 round, bytes32 finding, uint64 deadline);

    /// @notice Somebody pays for the next round.
    event Appealed(bytes32 indexed claimId, address indexed appellant, uint8 round, uint256 funding);

    /// @notice A juror is done: its lock is free but for `lost`, and `earned` is in its balance.
    event JurorClosed(bytes32 indexed claimId, address indexed juror, uint256 earned, uint256 lost);

    /// @notice What an appeal's funding came to: `returned` of it, and `gained` from the locks of who was wrong.
    event AppealClosed(bytes32 indexed claimId, address indexed appellant, uint256 returned, uint256 gained);

    /* ERRORS */

    /// @notice Thrown when anybody but Disputes calls what is only for Disputes.
    error OnlyDisputes();
    /// @notice Thrown when a claim is not in the phase a verb needs.
    error WrongState();
    /// @notice Thrown when a deadline has passed.
    error TooLate();
    /// @notice Thrown when a deadline has not passed, or a seed block is not mined.
    error TooEarly();
    /// @notice Thrown when the caller does not hold the seat, or not one that may do this.
    error NotSeated();
    /// @notice Thrown when a commitment, or a finding, is zero.
    error EmptyCommitment();
    /// @notice Thrown when a reveal does not open the commitment.
    error WrongReveal();

    /* JURIES */

    /// @notice Draws the jury, from the block after its seed block; if that block's hash is gone, sets a new one.
    function seatJury(bytes32 claimId) external;

    /// @notice Commits the caller's vote.
    function commitVote(VoteCommitment calldata vote) external;

    /// @notice Says that the caller, seated, cannot run the job. Unpaid, and a no-show if another can.
    function declareUnableToJudge(bytes32 claimId, uint8 seat) external;

    /// @notice Reveals the caller's vote.
    function revealVote(VoteReveal calldata vote) external;

    /// @notice Goes on when the phase's deadline has passed: from committing to revealing, from revealing (or if nobody
    /// committed) to the round's finding, from an appeal window that nobody used to the verdict, which Disputes hears.
    /// @dev The last commitment or reveal that is waited for goes on by itself, but never to the verdict.
    function advanceJury(bytes32 claimId) external;

    /// @notice Pays for the next round out of the caller's balance, within the appeal window.
    function appeal(bytes32 claimId) external;

    /* VIEWS */

    function market() external view returns (IMarket);

    /// @notice What the next round would cost, token base units; 0 when there is none.
    function appealCost(bytes32 claimId) external view returns (uint256);

    function juryOf(bytes32 claimId) external view returns (JuryView memory);

    /// @notice One seat, from 0, counted over all rounds.
    function seatOf(bytes32 claimId, uint8 number) external view returns (SeatView memory);

    /// @notice keccak256(abi.encode(chain id, this contract, claimId, round, finding, salt, account)).
    function voteCommitmentOf(bytes32 claimId, uint8 round, bytes32 finding, bytes32 salt, address account)
        external
        view
        returns (bytes32);
}
