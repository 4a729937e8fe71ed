// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobRecord} from "../types/JobRecord.sol";
import {JobState, MatchTerms, ResultCommitment, ResultReveal, Start, Terms} from "../types/Jobs.sol";
import {Result} from "../types/Orders.sol";
import {IAudits} from "./IAudits.sol";
import {IBatched} from "./IBatched.sol";
import {ILedger} from "./ILedger.sol";
import {IOrders} from "./IOrders.sol";
import {IRandomness} from "./IRandomness.sol";

/// @notice The life of a job from its match on, and all the money.
/// @dev Deadlines are inclusive: what has to be done by a deadline may be done in a block of that time, its exit only
/// later. Every exit may be called by anyone. Trust assumptions: Orders and Audits, both immutable, do what their
/// interfaces say.
interface IMarket is ILedger, IBatched {
    /* EVENTS */

    /// @notice A job waits for a match until `deadline`; E is taken from the consumer's balance.
    event JobOpened(bytes32 indexed id, address indexed consumer, uint256 escrow, uint64 deadline);

    /// @notice A provider took a job.
    event JobMatched(bytes32 indexed id, address indexed provider, address indexed marketNode, MatchTerms matched);

    event Committed(bytes32 indexed id, address indexed provider, uint8 attempt, bytes32 commitment, uint64 seedBlock);

    /// @notice The draw is made. `deadline` is the provider's to reveal; 0 when sampled.
    event Drawn(bytes32 indexed id, bool sampled, uint64 deadline);

    /// @notice The committee has committed; the provider reveals by `deadline`.
    event RevealAwaited(bytes32 indexed id, uint64 deadline);

    /// @notice A result is public. `state` is Revealed, or AuditReveal when sampled; `deadline` is that state's.
    event ResultRevealed(
        bytes32 indexed id, uint8 attempt, bytes32 resultRoot, Result result, JobState state, uint64 deadline
    );

    /// @notice An audit or a dispute found the result right; it settles after `deadline`. `returned` is what is left of
    /// A, free in the provider's bond again.
    event ResultConfirmed(bytes32 indexed id, uint256 returned, uint64 deadline);

    /// @notice The verifiers differ with the provider or among themselves.
    event JobDisputed(bytes32 indexed id);

    /// @notice A provider lost stake for a wrong result, or for one it did not reveal in an audit.
    /// @param stake S, taken from its bond.
    /// @param toAudits Part for jurors and finders.
    /// @param toConsumer Part in the consumer's balance.
    /// @param toSink Part burned.
    /// @param returned What is left of A, free in the provider's bond again.
    event ProviderSlashed(
        bytes32 indexed id,
        address indexed provider,
        uint256 stake,
        uint256 toAudits,
        uint256 toConsumer,
        uint256 toSink,
        uint256 returned
    );

    /// @notice A provider was late and paid the late fee from its bond: half to the consumer, half (and the odd unit)
    /// burned. The rest of its locks is free.
    event LateFeeCharged(bytes32 indexed id, address indexed provider, uint256 fee);

    /// @notice A job waits for a match again, until `deadline`.
    event JobReopened(bytes32 indexed id, uint8 attempt, uint64 deadline);

    /// @notice A job is paid: `paid` to the provider, `fee` of its pay to the market node, `refunded` to the consumer.
    /// @param sampled Whether it was audited, and so counts for the provider's record.
    event JobSettled(
        bytes32 indexed id,
        address indexed provider,
        address indexed marketNode,
        uint256 paid,
        uint256 fee,
        uint256 refunded,
        bool sampled
    );

    /// @notice The whole escrow went back to the consumer.
    event JobRefunded(bytes32 indexed id, address indexed consumer, uint256 refunded);

    /// @notice Nobody could decide: `refunded` to the consumer, the provider's locks and A free.
    event JobVoided(bytes32 indexed id, uint256 refunded);

    /* ERRORS */

    /// @notice Thrown when anybody but Orders calls what is only for Orders.
    error OnlyOrders();
    /// @notice Thrown when the arrays of a batch differ in length.
    error LengthsDiffer();
    /// @notice Thrown when a job is not in the state or attempt a verb needs.
    error WrongState();
    /// @notice Thrown when a deadline has passed.
    error TooLate();
    /// @notice Thrown when an exit is called before its deadline has passed, or a draw before its seed block is mined.
    error TooEarly();
    /// @notice Thrown when only the consumer or the provider may do something.
    error NotYours();
    /// @notice Thrown when a draw needs the consumer's secret.
    error SecretMissing();
    /// @notice Thrown when a reveal does not open the commitment.
    error WrongReveal();
    /// @notice Thrown when a result claims more fuel than the job's limit, or more turns than a job has.
    error BadResult();

    /* JOB LIFECYCLE */

    /// @notice Running -> Committed. Only the provider, once per attempt.
    function commitResult(ResultCommitment calldata commitment) external;
    function commitResults(ResultCommitment[] calldata commitments) external;

    /// @notice Committed -> Clear or AuditCommit, from the block after the seed block.
    /// @param secret What hashes to the job's `secretHash`; anything when that is zero. When it is withheld, the job
    /// can be drawn after `secretBlocks` more blocks, and is sampled.
    function drawJob(bytes32 id, bytes32 secret) external;
    function draw(bytes32[] calldata ids, bytes32[] calldata secrets) external;

    /// @notice Clear -> Revealed, AuditProviderReveal -> AuditReveal. Anyone who can open the commitment may.
    function revealResult(ResultReveal calldata reveal) external;
    function revealResults(ResultReveal[] calldata reveals) external;

    /// @notice Revealed -> Settled, after the challenge window.
    function settleJob(bytes32 id) external;
    function settle(bytes32[] calldata ids) external;

    /* EXITS */

    /// @notice Running or Clear -> Open (Refunded after the job's latest finish), when the provider was late.
    function reassignJob(bytes32 id) external;
    function reassign(bytes32[] calldata ids) external;

    /// @notice Open -> Refunded, after the job's latest finish.
    function expireJob(bytes32 id) external;
    function expire(bytes32[] calldata ids) external;

    /* ONLY FOR ORDERS */

    /// @notice None -> Open; takes `escrow` from the consumer's balance.
    function openJob(bytes32 id, address consumer, uint256 escrow, uint256 latestFinish) external;

    /// @notice Open -> Refunded, by its consumer.
    function cancelJob(bytes32 id, address consumer) external;

    /// @notice Open -> Running; locks S and A.
    function startJob(Start calldata start) external;

    /* ONLY FOR AUDITS */

    /// @notice AuditCommit -> AuditProviderReveal.
    function awaitReveal(bytes32 id) external;

    /// @notice AuditReveal or Disputed -> Revealed; `returned` of A goes back to the provider's bond.
    function confirm(bytes32 id, uint256 returned) external;

    /// @notice AuditReveal -> Disputed.
    function dispute(bytes32 id) external;

    /// @notice AuditProviderReveal or Disputed -> Open (Refunded after the job's latest finish); slashes S.
    /// @param juryFee What of S goes first to the jurors, at most S.
    /// @param found Whether there are finders to share in the slash.
    /// @param returned What of A goes back to the provider's bond.
    /// @return toFinders The finders' share, in Audits' balance beside `juryFee`.
    function convict(bytes32 id, uint256 juryFee, bool found, uint256 returned) external returns (uint256 toFinders);

    /// @notice AuditCommit or Disputed -> Void; `returned` of A goes back to the provider's bond.
    function voidJob(bytes32 id, uint256 returned) external;

    /* VIEWS */

    function orders() external view returns (IOrders);
    function audits() external view returns (IAudits);
    function randomness() external view returns (IRandomness);

    function stateOf(bytes32 id) external view returns (JobState);

    /// @notice What is stored of a job. `IOrders.job` says it in full.
    function record(bytes32 id) external view returns (JobRecord memory);

    /// @notice What an audit needs to know of its job.
    function terms(bytes32 id) external view returns (Terms memory);

    /// @notice What rates follow from: a provider's record and the market's.
    /// @return audited Sum of P over the provider's audited jobs since its last fault.
    /// @return cleanAuditsOwed Clean audits until its last fault stops making every draw sampled.
    /// @return recentAudits Sum of P over the market's recent audits, halved every epoch.
    /// @return recentFaults The part of it that was found faulty.
    function history(address account)
        external
        view
        returns (uint256 audited, uint256 cleanAuditsOwed, uint256 recentAudits, uint256 recentFaults);

    /// @notice Mean of settled prices, token base units per 10^9 fuel.
    function meanPrice() external view returns (uint256);

    /// @notice C = keccak256(abi.encode(chain id, this contract, jobId, attempt, resultRoot, salt, account)).
    function commitmentOf(bytes32 id, uint8 attempt, bytes32 resultRoot, bytes32 salt, address account)
        external
        view
        returns (bytes32);
}
