// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState, JobView, Match, OrderStatus, ResultCommitment, ResultReveal, Terms} from "../types/Jobs.sol";
import {Acceptance, Job, Offer, Result} from "../types/Orders.sol";
import {Parameters} from "../types/Parameters.sol";
import {IAudits} from "./IAudits.sol";
import {ILedger} from "./ILedger.sol";
import {IRandomness} from "./IRandomness.sol";

/// @notice Where jobs are posted, matched, committed to, drawn, revealed and settled.
/// @dev Every verb has a form for one element, which reverts with the reason it refuses, and a form for many, which
/// skips what it refuses with `Skipped` and leaves it untouched. A batch reverts with `TooLittleGas` when what is left
/// may not be enough for the next element. Deadlines are inclusive: what has to be done by a deadline may be done in a
/// block of that time, its exit only later. Every exit may be called by anyone.
interface IMarket is ILedger {
    /* EVENTS */

    event OfferPosted(bytes32 indexed id, address indexed provider, Offer offer);
    event OfferCancelled(bytes32 indexed id, address indexed provider);

    /// @notice A job entered the market, by its own post or with its match. `escrow` is E.
    event JobPosted(bytes32 indexed id, address indexed consumer, uint256 escrow, Job job);

    /// @notice The consumer withdrew an order that was never posted: no match can land it any more.
    event JobCancelled(bytes32 indexed id, address indexed consumer);

    /// @notice A provider took a job.
    /// @param fullPrice P.
    /// @param stake S, locked until the attempt ends.
    /// @param auditDeposit A, locked beside it.
    /// @param rate Sampling rate in units of 2^-64; 2^64-1: always.
    /// @param deadline Last block time to commit, seconds.
    event JobMatched(
        bytes32 indexed id,
        address indexed provider,
        address indexed marketNode,
        bytes32 offerId,
        uint8 attempt,
        uint256 price,
        uint256 fullPrice,
        uint256 stake,
        uint256 auditDeposit,
        uint8 verifiers,
        uint64 rate,
        uint32 runTime,
        uint64 deadline,
        bytes32 engine
    );

    event Committed(bytes32 indexed id, address indexed provider, uint8 attempt, bytes32 commitment, uint64 seedBlock);

    /// @notice The draw is made. `deadline` is the provider's to reveal; 0 when sampled.
    event Drawn(bytes32 indexed id, bool sampled, uint64 rate, uint64 deadline);

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

    /// @notice An element of a batch was refused; `reason` is the selector of the error.
    event Skipped(bytes32 indexed id, bytes4 reason);

    /* ERRORS */

    /// @notice Thrown when the gas left may not be enough for the next element of a batch.
    error TooLittleGas();
    /// @notice Thrown when the arrays of a batch differ in length.
    error LengthsDiffer();
    /// @notice Thrown when a job or order is not in the state a verb needs.
    error WrongState();
    /// @notice Thrown when a deadline has passed.
    error TooLate();
    /// @notice Thrown when an exit is called before its deadline has passed, or a draw before its seed block is mined.
    error TooEarly();
    /// @notice Thrown when only the consumer, provider or signer of an order may do something.
    error NotYours();
    /// @notice Thrown when a signature is not its signer's.
    error BadSignature();
    /// @notice Thrown when its signer cancelled an order.
    error OrderIsCancelled();
    /// @notice Thrown when a job asks for nothing, costs nothing, or states a posting time too far from now.
    error BadJob();
    /// @notice Thrown when an offer is priced at nothing or stakes less than the market's least.
    error BadOffer();
    /// @notice Thrown when the offer does not carry the fuel, memory or capabilities the job asks.
    error OfferTooSmall();
    /// @notice Thrown when the accepted price is zero, above the offer's or above the job's ceiling.
    error WrongPrice();
    /// @notice Thrown when S/P is below the job's least, or the accepted S is not the offer's multiple of P.
    error WrongStake();
    /// @notice Thrown when an acceptance is for another job, attempt, offer or resume point.
    error WrongAcceptance();
    /// @notice Thrown when an acceptance expired or is valid for too long.
    error AcceptanceNotCurrent();
    /// @notice Thrown when an acceptance's slot nonce has landed before.
    error SlotTaken();
    /// @notice Thrown when the accepted run time would end after the job's latest finish.
    error FinishesTooLate();
    /// @notice Thrown when the accepted number of verifiers is not the one the market reckons.
    error WrongVerifiers();
    /// @notice Thrown when nobody is eligible to verify.
    error NoVerifiers();
    /// @notice Thrown when cheating would pay even if every job were sampled.
    error StakeTooSmall();
    /// @notice Thrown when the sampling rate is above the accepted one.
    error RateTooHigh();
    /// @notice Thrown when a draw needs the consumer's secret.
    error SecretMissing();
    /// @notice Thrown when a reveal does not open the commitment.
    error WrongReveal();
    /// @notice Thrown when a result claims more fuel than the job's limit, or more turns than a job has.
    error BadResult();

    /* ORDERS */

    /// @notice Posts the caller's offer.
    function postOffer(Offer calldata offer) external;
    function postOffers(Offer[] calldata offers) external;

    /// @notice Cancels the caller's offer, posted or signed, for ever.
    function cancelOffer(bytes32 id) external;
    function cancelOffers(bytes32[] calldata ids) external;

    /// @notice Posts the caller's job; takes E = price ceiling x fuel limit, rounded up, from its balance.
    function postJob(Job calldata job) external;
    function postJobs(Job[] calldata jobs) external;

    /// @notice Refunds the caller's open job; of one never posted, cancels the signed order for ever.
    function cancelJob(bytes32 id) external;
    function cancelJobs(bytes32[] calldata ids) external;

    /* JOB LIFECYCLE */

    /// @notice Open -> Running. Anyone may; the caller is the market node that earns the fee.
    function matchJob(Match calldata aMatch) external;
    function matchJobs(Match[] calldata matches) external;

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

    function audits() external view returns (IAudits);
    function randomness() external view returns (IRandomness);
    function parameters() external view returns (Parameters memory);
    // The name is EIP-712's convention.
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    /// @notice The whole state of a job, its audit's included.
    function job(bytes32 id) external view returns (JobView memory);

    /// @notice What an audit needs to know of its job.
    function terms(bytes32 id) external view returns (Terms memory);

    /// @notice What `signer` did with the order `id`. Of jobs only cancelled, unposted orders are kept here.
    function orderStatus(address signer, bytes32 id) external view returns (OrderStatus);

    /// @notice Whether an acceptance of `account` with this slot nonce has landed.
    function slotUsed(address account, uint64 slotNonce) external view returns (bool);

    /// @notice Verifiers m a match would have now.
    /// @param wanted The job's own wish; 0: none.
    function verifiersFor(
        address consumer,
        address account,
        address marketNode,
        uint256 fullPrice,
        uint256 valueAtRisk,
        uint8 wanted
    ) external view returns (uint8);

    /// @notice Sampling rate a match would have now, in units of 2^-64; 2^64-1: always.
    /// @param account The provider.
    function rate(address account, uint256 fullPrice, uint256 valueAtRisk, uint256 stake, uint8 verifiers)
        external
        view
        returns (uint64);

    /// @notice r at `fuel`, were a job matched now.
    function reward(uint64 fuel) external view returns (uint256);

    /// @notice Mean of settled prices, token base units per 10^9 fuel.
    function meanPrice() external view returns (uint256);

    /// @notice EIP-712 digests under this market's domain: what is signed, and the ids of offers and jobs.
    function offerId(Offer calldata offer) external view returns (bytes32);
    function jobId(Job calldata job) external view returns (bytes32);
    function acceptanceDigest(Acceptance calldata acceptance) external view returns (bytes32);

    /// @notice C = keccak256(abi.encode(chain id, this contract, jobId, attempt, resultRoot, salt, account)).
    function commitmentOf(bytes32 id, uint8 attempt, bytes32 resultRoot, bytes32 salt, address account)
        external
        view
        returns (bytes32);
}
