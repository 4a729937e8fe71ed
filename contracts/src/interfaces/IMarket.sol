// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState, LaneView, ResultCommitment, ResultReveal, Start, Terms} from "../types/Jobs.sol";
import {Result} from "../types/Orders.sol";
import {IAudits} from "./IAudits.sol";
import {IBatched} from "./IBatched.sol";
import {IDemands} from "./IDemands.sol";
import {IDisputes} from "./IDisputes.sol";
import {IHistory} from "./IHistory.sol";
import {IJury} from "./IJury.sol";
import {ILedger} from "./ILedger.sol";
import {IOrders} from "./IOrders.sol";
import {IRandomness} from "./IRandomness.sol";
import {IRelay} from "./IRelay.sol";
import {IVerifiers} from "./IVerifiers.sol";

/// @notice The life of a job from its match on, and all the money.
/// @dev Deadlines are inclusive: what has to be done by a deadline may be done in a block of that time, its exit only
/// later. Every exit may be called by anyone. Trust assumptions: Orders and the court (Verifiers, Audits, Jury,
/// Disputes, Demands, Relay), all immutable, do what their interfaces say.
interface IMarket is ILedger, IBatched {
    /* EVENTS */

    event Committed(bytes32 indexed id, uint8 attempt, bytes32 commitment, uint64 seedBlock);

    /// @notice The draw is made. `deadline` is the provider's to reveal; 0 when sampled.
    /// @param withheld Sampled for want of the consumer's secret: its reserve, not A, is the audit's fund.
    event Drawn(bytes32 indexed id, bool sampled, bool withheld, uint64 deadline);

    /// @notice The committee has committed; the provider reveals by `deadline`.
    event RevealAwaited(bytes32 indexed id, uint64 deadline);

    /// @notice A result is public; a job not drawn before is drawn clear with it. `state` is Revealed, or AuditReveal
    /// when sampled; `deadline` is that state's.
    event ResultRevealed(
        bytes32 indexed id, uint8 attempt, bytes32 resultRoot, Result result, JobState state, uint64 deadline
    );

    /// @notice An audit or a dispute found the result right; it settles after `deadline`. `returned` is what is left of
    /// the audit's fund: free in the provider's bond again, or, of a job whose secret was withheld, with the consumer.
    event ResultConfirmed(bytes32 indexed id, uint256 returned, uint64 deadline);

    /// @notice Somebody says the result is wrong. It may be challenged until `deadline`.
    event JobDisputed(bytes32 indexed id, uint64 deadline);

    /// @notice A provider lost stake for a wrong result, or for one it did not reveal in an audit.
    /// @param stake S, taken from its bond.
    /// @param toCourt Part for jurors and finders.
    /// @param toConsumer Part in the consumer's balance.
    /// @param toSink Part burned.
    /// @param returned What is left of the audit's fund, as in `ResultConfirmed`.
    event ProviderSlashed(
        bytes32 indexed id,
        address indexed provider,
        uint256 stake,
        uint256 toCourt,
        uint256 toConsumer,
        uint256 toSink,
        uint256 returned
    );

    /// @notice An earlier provider of the job was found guilty: this one's locks are free.
    /// @param returned What is left of the audit's fund, as in `ResultConfirmed`.
    event ProviderExcused(bytes32 indexed id, address indexed provider, uint256 returned);

    /// @notice Open demands hold the job's settlement, or no longer do.
    event JobHeld(bytes32 indexed id, bool held);

    /// @notice A provider was late and paid the late fee from its bond: half to the consumer, half (and the odd unit)
    /// burned. The rest of its locks is free, unless a leg was kept (`IRelay.LegKept`).
    event LateFeeCharged(bytes32 indexed id, address indexed provider, uint256 fee);

    /// @notice A job waits for a match again, until `deadline`.
    event JobReopened(bytes32 indexed id, uint8 attempt, uint64 deadline);

    /// @notice A job is paid: `paid` to the last provider, `fee` of its pay to the market node, `refunded` to the
    /// consumer. Those before were paid first (`IRelay.LegPaid`).
    /// @param sampled Whether it was audited, and so counts for the provider's record.
    event JobSettled(bytes32 indexed id, uint256 paid, uint256 fee, uint256 refunded, bool sampled);

    /// @notice The whole escrow went back to the consumer.
    event JobRefunded(bytes32 indexed id, address indexed consumer, uint256 refunded);

    /// @notice Nobody could decide: `refunded` to the consumer, the provider's locks free.
    /// @param returned What is left of the audit's fund, as in `ResultConfirmed`.
    event JobVoided(bytes32 indexed id, uint256 refunded, uint256 returned);

    /* ERRORS */

    /// @notice Thrown when anybody but Orders calls what is only for Orders.
    error OnlyOrders();
    /// @notice Thrown when an acceptance's lane carries a job, or has carried more or fewer than the acceptance says.
    error SlotTaken();
    /// @notice Thrown when a reveal would draw its job and the draw samples it.
    error JobIsSampled();
    /// @notice Thrown when a demand is open.
    error JobIsHeld();
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
    /// @notice Thrown when a reveal does not open the commitment, or contradicts one of the job's legs.
    error WrongReveal();
    /// @notice Thrown when a result claims more fuel than the job's limit, more turns than a job has, or an exit status
    /// that no execution ends with.
    error BadResult();

    /* JOB LIFECYCLE */

    /// @notice Running -> Committed. Only the provider, once per attempt.
    function commitResult(ResultCommitment calldata commitment) external;

    /// @notice Committed -> Clear or AuditCommit, from the block after the seed block.
    /// @param secret What hashes to the job's `secretHash`; anything when that is zero. When it is withheld, the job
    /// can be drawn after `secretBlocks` more blocks, and is sampled.
    function drawJob(bytes32 id, bytes32 secret) external;

    /// @notice Clear -> Revealed, AuditProviderReveal -> AuditReveal. Anyone who can open the commitment may. A job not
    /// drawn yet, without secret, is drawn on the way; if that samples it the reveal is refused and nothing happens.
    /// @dev Warning: a refused reveal is public all the same. Whoever reveals undrawn looks at the seed block first.
    function revealResult(ResultReveal calldata reveal) external;

    /// @notice Revealed -> Settled, after the challenge window.
    function settleJob(bytes32 id) external;

    /* EXITS */

    /// @notice Running or Clear -> Open (Refunded after the job's latest finish), when the provider was late; its
    /// provider may give the job back before. What it has landed of the job is kept.
    function reassignJob(bytes32 id) external;

    /// @notice Open -> Refunded, after the job's latest finish.
    function expireJob(bytes32 id) external;

    /* ONLY FOR ORDERS */

    /// @notice None -> Open; takes `escrow` from the consumer's balance.
    function openJob(bytes32 id, address consumer, uint256 escrow, uint256 latestFinish) external;

    /// @notice Open -> Refunded, by its consumer.
    function cancelJob(bytes32 id, address consumer) external;

    /// @notice Open -> Running, or Committed if the acceptance carries a commitment; locks S and A, and of a job with a
    /// draw secret the consumer's reserve, m rewards at the fuel limit.
    function startJob(Start calldata start) external;

    /* ONLY FOR THE COURT */

    /// @notice AuditCommit -> AuditProviderReveal. For Audits.
    function awaitReveal(bytes32 id) external;

    /// @notice AuditReveal -> Revealed; `returned` is left of the audit's fund. For Audits.
    function confirm(bytes32 id, uint256 returned) external;

    /// @notice AuditReveal -> Disputed; its challenge window begins. For Disputes.
    function disputeAudit(bytes32 id) external;

    /// @notice Revealed or Disputed, within the challenge window -> Disputed. For Disputes.
    function challenge(bytes32 id) external;

    /// @notice Disputed -> Revealed, the same window running on; `returned` is left of the audit's fund. For Disputes.
    function acquit(bytes32 id, uint256 returned) external;

    /// @notice AuditCommit, AuditProviderReveal or Disputed -> Open (Refunded after the job's latest finish); slashes
    /// S. For Audits and Disputes.
    /// @param juryCost What of S goes first to the jurors; all of S if that is less.
    /// @param found Whether there are finders to share in the slash.
    /// @param returned What is left of the audit's fund.
    /// @return toJurors The jurors' part, in the caller's balance.
    /// @return toFinders The finders' part, beside it.
    function convict(bytes32 id, uint256 juryCost, bool found, uint256 returned)
        external
        returns (uint256 toJurors, uint256 toFinders);

    /// @notice AuditCommit or Disputed -> Void; `returned` is left of the audit's fund. For Audits and Disputes.
    function voidJob(bytes32 id, uint256 returned) external;

    /// @notice Keeps a revealed job from settling, while demands of its output are open. For Demands.
    function hold(bytes32 id) external;
    function release(bytes32 id) external;

    /// @notice Revealed -> Open (Refunded after the job's latest finish), as if the provider had been late. For
    /// Demands.
    function lapse(bytes32 id) external;

    /* ONLY FOR RELAY */

    /// @notice Disputed -> Open (Refunded after the job's latest finish): the fault is an earlier provider's. Frees
    /// what the present one has locked.
    /// @param guilty Whose fault it is, in a job of P `value`.
    /// @param returned What is left of the audit's fund.
    function excuse(bytes32 id, address guilty, uint256 value, uint256 returned) external;

    /* VIEWS */

    function orders() external view returns (IOrders);
    function history() external view returns (IHistory);
    function verifiers() external view returns (IVerifiers);
    function audits() external view returns (IAudits);
    function jury() external view returns (IJury);
    function disputes() external view returns (IDisputes);
    function demands() external view returns (IDemands);
    function relay() external view returns (IRelay);
    function randomness() external view returns (IRandomness);

    function stateOf(bytes32 id) external view returns (JobState);

    /// @notice What is stored of a job, resolved. `ILens.job` says all of it.
    function terms(bytes32 id) external view returns (Terms memory);

    /// @notice The job's state and attempt, where the attempt is stored (as `Terms.lane`), and the deadline (as
    /// `Terms.deadline`); all but the state 0 once final.
    function place(bytes32 id) external view returns (JobState state, uint8 attempt, uint64 lane, uint32 deadline);

    /// @notice Whether the job is settled on a result with that root.
    /// @dev 176 bits of the root are kept: as hard to forge as a 2^88 collision search.
    function isSettledOn(bytes32 id, bytes32 resultRoot) external view returns (bool);

    /// @notice One of a provider's lanes.
    function lane(address provider, uint32 number) external view returns (LaneView memory);

    /// @notice Whether the draw of a committed job, made now with this secret, would sample it.
    function wouldSample(bytes32 id, bytes32 secret) external view returns (bool);

    /// @notice C = keccak256(abi.encode(chain id, this contract, jobId, attempt, resultRoot, salt, account)).
    function commitmentOf(bytes32 id, uint8 attempt, bytes32 resultRoot, bytes32 salt, address account)
        external
        view
        returns (bytes32);
}
