// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Acceptance, Job, Offer, Result} from "./Orders.sol";

/// @notice Where a job is in its life.
enum JobState {
    /// @dev Never posted.
    None,
    /// @dev Waits for a match.
    Open,
    /// @dev A provider runs it.
    Running,
    /// @dev The commitment is in; the seed block decides whether it is sampled.
    Committed,
    /// @dev Not sampled; waits for the reveal.
    Clear,
    /// @dev Sampled; a committee runs it and commits its answers.
    AuditCommit,
    /// @dev The committee has committed; waits for the provider's reveal.
    AuditProviderReveal,
    /// @dev The provider has revealed; the committee reveals.
    AuditReveal,
    /// @dev The result is known; its challenge window runs.
    Revealed,
    /// @dev Answers differ; a jury decides.
    Disputed,
    /// @dev Paid. Final.
    Settled,
    /// @dev The escrow went back to the consumer. Final.
    Refunded,
    /// @dev Nobody could decide: each party has its own money back. Final.
    Void
}

/// @notice What a signer has done with an order it did or did not post.
enum OrderStatus {
    None,
    Posted,
    Cancelled
}

/// @notice A job, an offer that serves it and the provider's acceptance.
struct Match {
    Job job;
    /// @dev Empty when the job is already posted.
    bytes jobSignature;
    Offer offer;
    /// @dev Empty when the offer is already posted.
    bytes offerSignature;
    Acceptance acceptance;
    bytes acceptanceSignature;
}

/// @notice A match whose orders and signatures are checked.
struct Start {
    bytes32 jobId;
    uint8 attempt;
    bytes32 offerId;
    address provider;
    address marketNode;
    uint256 price;
    uint256 fuelLimit;
    uint256 stakeMultiple;
    uint256 runTime;
    uint8 verifiers;
    /// @dev In units of 2^-64, a multiple of 2^-48; 2^64-1: always.
    uint64 rate;
    bool highValue;
    bytes32 secretHash;
    bytes32 engine;
}

/// @notice What a match fixed.
struct MatchTerms {
    bytes32 offerId;
    uint8 attempt;
    /// @dev Token base units per 10^9 fuel.
    uint256 price;
    /// @dev P, token base units.
    uint256 fullPrice;
    /// @dev S, locked until the attempt ends, token base units.
    uint256 stake;
    /// @dev A, locked beside it, token base units.
    uint256 auditDeposit;
    /// @dev m.
    uint8 verifiers;
    /// @dev Sampling rate in units of 2^-64; 2^64-1: always.
    uint64 rate;
    /// @dev Seconds.
    uint32 runTime;
    /// @dev Last block time to commit, seconds.
    uint64 deadline;
    bytes32 engine;
}

/// @notice A provider's salted commitment to a result.
struct ResultCommitment {
    bytes32 jobId;
    uint8 attempt;
    bytes32 commitment;
}

/// @notice What opens a `ResultCommitment`.
struct ResultReveal {
    bytes32 jobId;
    Result result;
    bytes32 salt;
}

/// @notice The whole state of a job.
struct JobView {
    JobState state;
    uint8 attempt;
    /// @dev Last block time for the state's own verb, seconds; after it anyone may call the exit. 0: none.
    uint64 deadline;
    /// @dev Block whose hash decides next: the draw (Committed) or the seating; 0: none.
    uint64 seedBlock;
    address consumer;
    /// @dev Zero while Open, as are all fields a match fixes.
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
    uint64 fuelLimit;
    /// @dev 0 until revealed.
    uint64 fuelUsed;
    /// @dev Sampling rate in units of 2^-64; 2^64-1: always. 0 once revealed.
    uint64 rate;
    /// @dev Seconds the provider accepted to run.
    uint32 runTime;
    /// @dev m.
    uint8 verifiers;
    bool sampled;
    /// @dev Zero outside Committed, Clear, AuditCommit and AuditProviderReveal.
    bytes32 commitment;
    /// @dev Zero until revealed.
    bytes32 resultRoot;
    /// @dev Verifiers and jurors seated in this attempt's audit, in the order of seating.
    address[] seated;
}

/// @notice What an audit needs to know of its job.
struct Terms {
    JobState state;
    uint8 attempt;
    uint32 deadline;
    uint32 runTime;
    address consumer;
    address provider;
    address marketNode;
    /// @dev P.
    uint256 fullPrice;
    /// @dev S.
    uint256 stake;
    /// @dev A.
    uint256 auditDeposit;
    /// @dev r at the fuel limit.
    uint256 fullReward;
    /// @dev r for the fuel used; at the fuel limit until revealed.
    uint256 reward;
    /// @dev Zero until revealed.
    bytes32 resultRoot;
}

/// @notice A provider's stake and record.
struct ProviderView {
    /// @dev Stake that can be locked or unbonded.
    uint256 free;
    uint256 locked;
    uint256 unbonding;
    /// @dev Block time from which `unbonding` can be withdrawn, seconds.
    uint64 unbondsAt;
    /// @dev Sum of P over audited jobs that settled since the last fault.
    uint256 audited;
    /// @dev Proven faults ever.
    uint32 faults;
    /// @dev Clean audits until the last fault stops making every draw sampled.
    uint8 cleanAuditsOwed;
}
