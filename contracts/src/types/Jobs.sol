// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Deal} from "./JobRecord.sol";
import {Acceptance, JobTerms, Offer, Result, Work} from "./Orders.sol";

/// @notice The contracts that judge results; each has an account of its own in the ledger.
struct Court {
    address verifiers;
    address audits;
    address jury;
    address disputes;
    address demands;
    address relay;
}

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
    /// @dev Somebody says the result is wrong; juries decide.
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
    JobTerms job;
    /// @dev Hash of the job's work; ignored if the work is shown.
    bytes32 workHash;
    /// @dev The work of a job that was not posted; otherwise empty.
    Work[] work;
    /// @dev Empty when the job is already posted.
    bytes jobSignature;
    Offer offer;
    /// @dev Empty when the offer is already posted.
    bytes offerSignature;
    Acceptance acceptance;
    bytes acceptanceSignature;
}

/// @notice A match whose orders, signatures and terms are checked.
struct Start {
    bytes32 jobId;
    uint8 attempt;
    address provider;
    address marketNode;
    /// @dev Which lane, and how many jobs it must have carried, as in `Acceptance.slotNonce`.
    uint64 slotNonce;
    bytes32 secretHash;
    /// @dev Zero if the provider will commit later.
    bytes32 commitment;
    Deal deal;
}

/// @notice What a match fixed.
struct MatchTerms {
    bytes32 offerId;
    uint8 attempt;
    /// @dev The provider's lane that carries the job until it is final.
    uint32 lane;
    /// @dev Token base units per 10^9 fuel.
    uint256 price;
    /// @dev S/P; S is locked until the attempt ends.
    uint256 stakeMultiple;
    /// @dev v, token base units per 10^9 fuel; the audit deposit A, 2 m r at the fuel limit, is locked beside S.
    uint256 rewardPrice;
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

/// @notice What an audit, a dispute or a demand needs to know of its job. All but state and consumer is zero once the
/// job is final.
struct Terms {
    JobState state;
    uint8 attempt;
    uint32 deadline;
    uint32 latestFinish;
    uint32 runTime;
    address consumer;
    /// @dev Zero while Open, as is all that a match fixes.
    address provider;
    address marketNode;
    /// @dev Where the attempt is stored: the provider's account number and its lane.
    uint64 lane;
    /// @dev E.
    uint256 escrow;
    /// @dev Token base units per 10^9 fuel.
    uint256 price;
    /// @dev P.
    uint256 fullPrice;
    /// @dev S.
    uint256 stake;
    /// @dev A.
    uint256 auditDeposit;
    /// @dev What pays this audit's verifiers: A, or the consumer's reserve if it withheld its secret; with Audits until
    /// the audit is confirmed or concluded. 0 unless sampled.
    uint256 auditFund;
    /// @dev r at the fuel limit.
    uint256 fullReward;
    /// @dev r for the fuel used; at the fuel limit until revealed.
    uint256 reward;
    uint64 fuelLimit;
    uint64 fuelUsed;
    /// @dev In units of 2^-64; 2^64-1: always.
    uint64 rate;
    /// @dev m.
    uint8 verifiers;
    bool sampled;
    bool highValue;
    /// @dev Beginning of the commitment; zero before and once revealed.
    bytes22 commitment;
    /// @dev Beginning of the result root; zero until revealed.
    bytes22 resultRoot;
    /// @dev Demands of its output are open.
    bool held;
}

/// @notice What the market knows that a match depends on.
struct Conditions {
    /// @dev Slow mean of audited settled prices, token base units per 10^9 fuel.
    uint256 meanPrice;
    /// @dev Least sampling rate of any job, in units of 2^-64.
    uint64 floor;
    /// @dev Verifiers that can be drawn, this epoch or next, whichever is less.
    uint256 members;
    /// @dev Sum of P over the provider's audited jobs that settled since its last fault.
    uint256 audited;
    /// @dev Its proven faults ever.
    uint32 faults;
    /// @dev Clean audits until its last fault stops making every draw sampled.
    uint8 cleanAuditsOwed;
}

/// @notice A provider's stake.
struct ProviderView {
    /// @dev Stake that can be locked or unbonded.
    uint256 free;
    uint256 locked;
    uint256 unbonding;
    /// @dev Block time from which `unbonding` can be withdrawn, seconds.
    uint64 unbondsAt;
    /// @dev Clean audits until the last fault stops making every draw sampled.
    uint8 cleanAuditsOwed;
}

/// @notice One of a provider's lanes.
struct LaneView {
    bool busy;
    /// @dev Jobs it has carried; what the lower half of the next acceptance's slot nonce must be.
    uint32 uses;
}
