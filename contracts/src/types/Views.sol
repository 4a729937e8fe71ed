// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClaimState, Item, Phase, SeatView} from "./Answers.sol";
import {JobState} from "./Jobs.sol";
import {Leg} from "./Relay.sol";

/// @notice What can be done with a job.
enum Verb {
    Match,
    CancelJob,
    Expire,
    Commit,
    Reassign,
    Draw,
    Reveal,
    Seat,
    CommitAnswer,
    DeclareUnable,
    ReplaceNoShows,
    Condemn,
    RevealAnswer,
    CloseAudit,
    /// @dev As sealed in an earlier block.
    Challenge,
    SeatJury,
    CommitVote,
    RevealVote,
    AdvanceJury,
    Appeal,
    Settle,
    CloseClaim,
    Attribute,
    ConvictUnattributed
}

/// @notice Something that may be done now.
struct Action {
    Verb verb;
    /// @dev Who may; zero: anyone.
    address by;
    /// @dev The claim it is about; zero: the job itself.
    bytes32 claimId;
}

/// @notice The whole state of a job.
struct JobView {
    JobState state;
    uint8 attempt;
    /// @dev Last block time for the state's own verb, seconds; after it anyone may call the exit. Of an audit or jury,
    /// the nearest. 0: none.
    uint64 deadline;
    /// @dev Block whose hash decides next: the draw (Committed) or the seating; 0: none.
    uint64 seedBlock;
    address consumer;
    /// @dev Zero while Open and once final, as are all fields a match fixes.
    address provider;
    address marketNode;
    /// @dev E, token base units.
    uint256 escrow;
    /// @dev Token base units per 10^9 fuel.
    uint256 price;
    /// @dev P: the price at the fuel limit, token base units.
    uint256 fullPrice;
    /// @dev S, token base units.
    uint256 stake;
    /// @dev A, token base units.
    uint256 auditDeposit;
    /// @dev r at the fuel limit, token base units.
    uint256 reward;
    uint64 fuelLimit;
    /// @dev 0 until revealed.
    uint64 fuelUsed;
    /// @dev Sampling rate in units of 2^-64; 2^64-1: always.
    uint64 rate;
    /// @dev Seconds the provider accepted to run.
    uint32 runTime;
    /// @dev m.
    uint8 verifiers;
    bool sampled;
    /// @dev The provider's account number and lane, as `Terms.lane`.
    uint64 lane;
    /// @dev Beginning of the commitment; zero before, and once revealed.
    bytes22 commitment;
    /// @dev Beginning of the result root; zero until revealed.
    bytes22 resultRoot;
    /// @dev Demands of its output keep it from settling.
    bool held;
    /// @dev The audit of this attempt; `Phase.None` without one.
    Phase auditPhase;
    SeatView[] seats;
    ClaimView[] claims;
    /// @dev Legs of the job so far: it may be gone on from there.
    Leg[] legs;
    /// @dev Turns of the running attempt's checkpoint that is landed; 0 without one.
    uint8 landedTurns;
    /// @dev All zero unless it is awaited.
    AttributionView attribution;
    /// @dev Who may do what in the next block, as far as the present one tells.
    Action[] actions;
}

/// @notice A wrong result with legs, of which it is not yet known whose turn was wrong.
struct AttributionView {
    /// @dev Last block time to show it, seconds; 0: nothing is awaited.
    uint64 deadline;
    /// @dev Where the deciding verdict found the result wrong, and what is right there (31 bytes).
    Item item;
    bytes32 right;
    /// @dev What is left of the audit's fund, token base units; with Audits until somebody is convicted.
    uint256 returned;
}

/// @notice A claim that a result is wrong, and the jury that judges it.
struct ClaimView {
    bytes32 id;
    ClaimState state;
    bool closed;
    bytes32 jobId;
    uint8 attempt;
    Item item;
    /// @dev Zero: the committee.
    address challenger;
    /// @dev Token base units. Of the committee's claim, 0 until its job is decided, then what its verifiers' lost
    /// stakes
    /// and the audit's fund pay its jury.
    uint256 bond;
    /// @dev What the provider says is there; of the whole result only the beginning (22 bytes).
    bytes32 claimed;
    /// @dev What the challenger says is there; zero: the committee only differs.
    bytes32 finding;
    /// @dev The verdict's first 31 bytes; zero before, and when nobody could decide.
    bytes32 right;
    JuryView jury;
}

struct JuryView {
    Phase phase;
    uint8 round;
    /// @dev Block whose hash seats the next jury; meaningful while Seating.
    uint64 seedBlock;
    /// @dev Last block time of the phase, seconds; meaningful while Committing, Revealing and Appealable.
    uint64 deadline;
    /// @dev Stake each seat locks, token base units.
    uint256 lock;
    /// @dev What the last finished round found (31 bytes); zero without majority.
    bytes32 finding;
    SeatView[] seats;
}
