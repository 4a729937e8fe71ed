// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Item} from "../types/Answers.sol";
import {Checkpoint, Leg, PendingCheckpoint} from "../types/Relay.sol";
import {IBatched} from "./IBatched.sol";
import {IMarket} from "./IMarket.sol";

/// @notice Jobs that one provider begins and another ends. A leg is what one provider has done of a job: the turns
/// between two landed checkpoints. Its signer's locks stay until the job is final; then it is paid for its turns.
/// @dev Legs are kept while jobs wait and run; a result that contradicts one cannot be revealed. What moves between
/// parties passes through this contract's account of the market's ledger, which is empty between transactions.
interface IRelay is IBatched {
    /* EVENTS */

    /// @notice A checkpoint of the running attempt is known: `turnHash` is what the trace says of its last turn.
    event CheckpointLanded(
        bytes32 indexed jobId,
        address indexed provider,
        uint8 attempt,
        uint8 turns,
        uint64 fuelUsed,
        bytes32 before,
        bytes32 turnHash,
        bytes32 stateHash
    );

    /// @notice An attempt ended at its checkpoint: it is the job's leg number `index`. `stake` and `deposit` of its
    /// provider's bond stay locked.
    event LegKept(bytes32 indexed jobId, address indexed provider, uint8 attempt, uint8 index, Leg leg);

    /// @notice The job's legs from number `kept` on are gone: their locks are free, and nobody pays them.
    event LegsDropped(bytes32 indexed jobId, uint8 kept);

    /// @notice The job settled: `paid` to the leg's provider, `fee` to its market node. Its locks are free but for
    /// `share`, its part of the audit, which the last provider had paid and gets.
    event LegPaid(
        bytes32 indexed jobId,
        uint8 index,
        address indexed provider,
        address indexed marketNode,
        uint256 paid,
        uint256 fee,
        uint256 share
    );

    /// @notice The signer of the first wrong turn lost its stake; the rest of its locks is free.
    /// @param lost All of it: what follows, and what later providers' turns and the audit cost.
    /// @param toCourt Part for jurors and finders.
    /// @param toConsumer Part in the consumer's balance.
    /// @param toSink Part burned.
    event LegSlashed(
        bytes32 indexed jobId,
        uint8 index,
        address indexed provider,
        uint256 lost,
        uint256 toCourt,
        uint256 toConsumer,
        uint256 toSink
    );

    /* ERRORS */

    /// @notice Thrown when anybody but the market, Orders or the court calls what is only for them.
    error OnlyCourt();
    /// @notice Thrown when a job is not running, or in another attempt.
    error WrongState();
    /// @notice Thrown when a checkpoint is not signed by the attempt's provider.
    error BadSignature();
    /// @notice Thrown when a checkpoint is no further than what is known, or further than a job can be.
    error NotAhead();
    /// @notice Thrown when a checkpoint has used less fuel than one before it, or more than the job may.
    error WrongFuel();
    /// @notice Thrown when anybody but its provider would hand a job over before it is late.
    error TooEarly();
    /// @notice Thrown when a match would resume from what is no leg of its job.
    error UnknownPoint();

    /* CHECKPOINTS */

    /// @notice Makes a checkpoint of a running job known, so that its turns are not lost if the attempt is given back
    /// or late. Anyone may; of several the furthest counts.
    function landCheckpoint(Checkpoint calldata checkpoint, bytes calldata signature) external;

    /// @notice Lands a checkpoint and gives the job back with it: its provider at any time, anyone once it is late.
    function handOver(Checkpoint calldata checkpoint, bytes calldata signature) external;

    /* ONLY FOR THE MARKET */

    /// @notice An attempt is given back or late. If a checkpoint of it is landed, and the job can go on, a leg is kept.
    /// @param fee What the provider loses of its stake.
    /// @return kept Whether the rest of its locks stays.
    function keep(bytes32 jobId, uint8 attempt, uint256 fee) external returns (bool kept);

    /// @notice Frees all legs of a job that ends unpaid.
    function drop(bytes32 jobId) external;

    /// @notice Pays all legs of a job that settles, out of this contract's account, and frees them.
    /// @return fuelUsed What the last of them had come to; 0 without legs.
    /// @return spent What they cost, fees among it.
    function settle(bytes32 jobId) external returns (uint256 fuelUsed, uint256 spent);

    /* ONLY FOR ORDERS */

    /// @notice A match resumes from the leg with that point, or from the beginning if it is zero. Later legs are
    /// dropped.
    /// @return rate Highest sampling rate of the legs that are left, in units of 2^-64; 2^64-1: always, because a
    /// signer's last fault is not made good.
    function resume(bytes32 jobId, bytes32 point) external returns (uint64 rate);

    /* ONLY FOR AUDITS AND DISPUTES */

    /// @notice What the audit of a job's present attempt cost its last provider. For Audits.
    function learnAuditCost(bytes32 jobId, uint256 cost) external;

    /// @notice Disputed -> Open (Refunded after the job's latest finish), by the guilt of a leg's signer: slashes what
    /// it has locked of S. Jurors come first, then the pay of those who went on from there, together at most P of the
    /// guilty, and the last provider's audit; what is left is shared as any slash. For Disputes.
    /// @param index The guilty leg; it and all after it are gone.
    /// @param juryCost What goes first to the jurors.
    /// @param found Whether there are finders to share in the slash.
    /// @param returned What is left of the audit's fund.
    /// @return toJurors The jurors' part, in the caller's account.
    /// @return toFinders The finders' part, beside it.
    function convict(bytes32 jobId, uint8 index, uint256 juryCost, bool found, uint256 returned)
        external
        returns (uint256 toJurors, uint256 toFinders);

    /* VIEWS */

    function market() external view returns (IMarket);

    /// @notice How many legs the job has.
    function count(bytes32 jobId) external view returns (uint8);

    function legs(bytes32 jobId) external view returns (Leg[] memory);

    /// @notice Who signed them: they are as little to judge the job as its provider.
    function signers(bytes32 jobId) external view returns (address[] memory);

    /// @notice The furthest checkpoint landed of the job; of an earlier attempt it means nothing.
    function pending(bytes32 jobId) external view returns (PendingCheckpoint memory);

    /// @notice Whether a result contradicts none of the job's legs.
    function agrees(bytes32 jobId, bytes32[] calldata trace, uint64 fuelUsed) external view returns (bool);

    /// @notice Whose turn is the first wrong one of a revealed result, if the right one has that trace as far as the
    /// item binds it.
    /// @return index Of the leg; how many there are: the last provider's.
    function guilty(bytes32 jobId, bytes32[] calldata trace, Item item) external view returns (uint8 index);

    /// @notice EIP-712 digest of a checkpoint.
    function checkpointDigest(Checkpoint calldata checkpoint) external view returns (bytes32);
}
