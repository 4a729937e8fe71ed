// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Result} from "./Orders.sol";

/// @notice Where a committee or a jury stands.
enum Phase {
    None,
    /// @dev Its seed block is set.
    Seating,
    /// @dev Those seated run the job and commit answers.
    Committing,
    /// @dev Answers may be revealed.
    Revealing,
    /// @dev Of a jury: its verdict is known and may be appealed; without majority, the next round may be funded.
    Appealable,
    Closed
}

/// @notice What a seated verifier or juror has done.
enum SeatStatus {
    None,
    /// @dev Seated; no answer yet.
    Waiting,
    Committed,
    Revealed,
    /// @dev Said it could not run the job.
    Unable,
    /// @dev Did nothing in time.
    NoShow
}

/// @notice A verifier's salted answer.
struct AnswerCommitment {
    bytes32 jobId;
    /// @dev Number of the caller's seat, from 0.
    uint8 seat;
    bytes32 commitment;
}

/// @notice What opens an `AnswerCommitment`.
struct AnswerReveal {
    bytes32 jobId;
    uint8 seat;
    bytes32 resultRoot;
    bytes32 salt;
}

/// @notice A juror's salted vote.
struct VoteCommitment {
    bytes32 claimId;
    /// @dev Number of the caller's seat, from 0, counted over all rounds.
    uint8 seat;
    bytes32 commitment;
}

/// @notice What opens a `VoteCommitment`.
struct VoteReveal {
    bytes32 claimId;
    uint8 seat;
    /// @dev What the juror found where the claim says the result is wrong.
    bytes32 finding;
    bytes32 salt;
}

/// @notice One seat of a committee or jury.
struct SeatView {
    address verifier;
    SeatStatus status;
    /// @dev Of a committee 0, 1 and 2 (replacements); of a jury its round, from 0. Part of the commitment.
    uint8 round;
    /// @dev Beginning (31 bytes) of the commitment; once revealed, of the answer.
    bytes32 answer;
}

/// @notice The audit of a job's present attempt.
struct AuditView {
    Phase phase;
    uint8 attempt;
    uint8 round;
    /// @dev Block whose hash seats the next committee; meaningful while Seating.
    uint64 seedBlock;
    /// @dev Last block time to commit, seconds; meaningful while Committing.
    uint64 deadline;
    /// @dev Stake each seat locks, token base units.
    uint256 lock;
    SeatView[] seats;
}

/// @notice Where a result is said to be wrong.
/// @dev 0: anywhere; what is compared is the result root. Of fields it is keccak256(abi.encode(item, value,
/// keccak256(abi.encodePacked(trace)))), of these values. 1: exit status. 2: fuel used. 3: output,
/// keccak256(abi.encode(outputDigest, outputChunks)). 4: effects. 5: number of turns. 16 + i, i < 64: the trace up to
/// turn i, or to its end, keccak256(abi.encode(item, keccak256(abi.encodePacked(those turn hashes)))). So every verdict
/// says which trace is right up to there, and thereby whose turn was wrong.
type Item is uint8;

/// @notice A claim that a result is wrong, before any judge.
struct Step {
    bytes32 jobId;
    uint8 attempt;
    Item item;
    /// @dev What the provider says is there.
    bytes32 claimed;
    /// @dev What a juror earns, token base units.
    uint256 reward;
    /// @dev Seconds a run may take.
    uint32 runTime;
    /// @dev Who made the claim; zero for the committee.
    address claimant;
}

/// @notice A challenge: where a result is wrong, and what is right there.
struct Challenge {
    bytes32 jobId;
    /// @dev The result revealed.
    Result result;
    Item item;
    bytes32 finding;
    /// @dev Opens the seal.
    bytes32 salt;
}

/// @notice Where a claim stands.
enum ClaimState {
    None,
    /// @dev The judge is at it.
    Open,
    /// @dev The result is wrong there.
    Upheld,
    /// @dev The result is right there.
    Rejected,
    /// @dev Nobody could decide.
    Undecided
}

/// @notice A verifier's stake.
struct VerifierView {
    /// @dev Stake that can be locked or unbonded.
    uint256 free;
    uint256 locked;
    uint256 unbonding;
    /// @dev Block time from which `unbonding` can be withdrawn, seconds.
    uint64 unbondsAt;
    /// @dev Weight with which it can be drawn in this epoch.
    uint256 weight;
}
