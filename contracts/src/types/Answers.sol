// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where the audit of one attempt stands; the job's state says the rest.
enum AuditPhase {
    None,
    /// @dev The committee's or jury's seed block is set.
    Seating,
    /// @dev Those seated run the job and commit answers.
    Committing,
    /// @dev Answers may be revealed.
    Revealing,
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

/// @notice A verifier's or juror's salted answer.
struct AnswerCommitment {
    bytes32 jobId;
    bytes32 commitment;
}

/// @notice What opens an `AnswerCommitment`.
struct AnswerReveal {
    bytes32 jobId;
    bytes32 resultRoot;
    bytes32 salt;
}

/// @notice One seat of a committee or jury.
struct SeatView {
    address verifier;
    SeatStatus status;
    /// @dev 0 first committee, 1 and 2 replacements, 3 jury; part of the commitment.
    uint8 round;
    /// @dev Weight the seat was drawn with, and votes with on a jury.
    uint256 weight;
    /// @dev The commitment; once revealed, the result root.
    bytes32 answer;
}

/// @notice The audit of a job's present attempt.
struct AuditView {
    AuditPhase phase;
    uint8 attempt;
    uint8 round;
    /// @dev Block whose hash seats the next committee; meaningful while Seating.
    uint64 seedBlock;
    /// @dev Last block time to commit (Committing) or, for a jury, to reveal, seconds.
    uint64 deadline;
    /// @dev Stake each seat locks, token base units.
    uint256 lock;
    SeatView[] seats;
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
