// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IDemands} from "./interfaces/IDemands.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IJury} from "./interfaces/IJury.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {ChunkTree} from "./libraries/ChunkTree.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SeatStatus, SeatView} from "./types/Answers.sol";
import {Blob, DemandAnswer, DemandState, DemandView} from "./types/Demands.sol";
import {beginning} from "./types/JobRecord.sol";
import {JobState, Terms} from "./types/Jobs.sol";
import {Job, Result} from "./types/Orders.sol";

/// @notice Demands for data that nobody off chain hands out.
contract Demands is IDemands, Batched, Configured {
    using ChunkTree for bytes32;
    using Narrow for uint256;

    struct Demand {
        // Slot 0.
        address demander;
        uint40 deadline;
        uint32 chunk;
        Blob blob;
        uint8 attempt;
        DemandState state;
        // Slot 1.
        bytes32 jobId;
        // Slot 2: the root of an output's chunks; of a module or input, the hash of both roots.
        bytes32 root;
    }

    /// @dev Three slots.
    struct Attempt {
        /// @dev By round of the audit's committee: when its time to demand ends; 0 before its first demand.
        uint40[3] ends;
        /// @dev By blob: how many chunks the provider said it has; 0 before its first answer.
        uint32[3] chunks;
        /// @dev Demands of its output that are open: together they hold the job's settlement once.
        uint32 holding;
    }

    uint256 private constant VERB_GAS = 1_000_000;
    uint256 private constant CHUNK_SIZE = 16 * 1024;

    IOrders private immutable ORDERS;
    IAudits private immutable AUDITS;
    IJury private immutable JURY;
    IDisputes private immutable DISPUTES;

    /* STORAGE */

    /// @inheritdoc IDemands
    IMarket public immutable market;

    mapping(bytes32 demandId => Demand) private _demands;
    mapping(bytes32 jobId => mapping(uint8 attempt => Attempt)) private _attempts;

    constructor(IMarket market_) Configured(market_.orders().parameters()) Batched(VERB_GAS) {
        market = market_;
        ORDERS = market_.orders();
        AUDITS = market_.audits();
        JURY = market_.jury();
        DISPUTES = market_.disputes();
    }

    /* DEMANDS */

    /// @inheritdoc IDemands
    function demandForAudit(Job calldata order, Blob blob, uint32 chunk, uint8 seat) external {
        bytes32 jobId = ORDERS.jobId(order);
        (JobState state, uint8 attempt,,) = market.place(jobId);
        require(state == JobState.AuditCommit, WrongState());
        SeatView memory seated = AUDITS.seatOf(jobId, seat);
        _requireWaiting(seated);
        require(blob != Blob.Output, WrongChunk());
        _requireTime(_attempts[jobId][attempt], seated.round);
        uint40 deadline = _open(jobId, attempt, blob, chunk, order.work.chunks);
        AUDITS.extend(jobId, deadline + ANSWER_WINDOW);
    }

    /// @inheritdoc IDemands
    function demandForJury(Job calldata order, Blob blob, uint32 chunk, bytes32 claimId, uint8 seat) external {
        bytes32 jobId = ORDERS.jobId(order);
        (JobState state, uint8 attempt,,) = market.place(jobId);
        require(state == JobState.Disputed, WrongState());
        // A claim with a jury under way is about the present attempt.
        require(DISPUTES.claim(claimId).jobId == jobId, NotSeated());
        _requireWaiting(JURY.seatOf(claimId, seat));
        require(blob != Blob.Output, WrongChunk());
        _open(jobId, attempt, blob, chunk, order.work.chunks);
    }

    /// @inheritdoc IDemands
    function demandOutput(bytes32 jobId, Result calldata result, uint32 chunk) external {
        Terms memory terms = market.terms(jobId);
        require(terms.state == JobState.Revealed || terms.state == JobState.Disputed, WrongState());
        require(block.timestamp <= terms.deadline, TooLate());
        require(beginning(result.resultRoot()) == terms.resultRoot, WrongResult());
        _open(jobId, terms.attempt, Blob.Output, chunk, result.outputChunks);
        if (_attempts[jobId][terms.attempt].holding++ == 0) {
            market.hold(jobId);
        }
    }

    /// @inheritdoc IDemands
    function answerDemand(DemandAnswer calldata answer) external {
        Demand storage self = _demands[answer.demandId];
        bytes32 jobId = self.jobId;
        require(self.state == DemandState.Open && _isLive(self), WrongState());
        require(block.timestamp <= self.deadline, TooLate());
        require(msg.sender == market.terms(jobId).provider, NotYours());
        _checkSize(self, answer.chunks);
        uint32 index = self.chunk < answer.chunks ? self.chunk : answer.chunks - 1;
        _checkChunk(self, answer, index);
        self.state = DemandState.Answered;
        emit ChunkAnswered(answer.demandId, index, answer.chunks);
        market.pay(msg.sender, DEMAND_FEE);
        if (self.blob == Blob.Output && --_attempts[jobId][self.attempt].holding == 0) {
            market.release(jobId);
        }
    }

    /// @inheritdoc IDemands
    function closeDemand(bytes32 demandId) external {
        Demand storage self = _demands[demandId];
        require(self.state == DemandState.Open, WrongState());
        bool blamed = _isLive(self);
        require(!blamed || block.timestamp > self.deadline, TooEarly());
        self.state = DemandState.Closed;
        emit DemandClosed(demandId, blamed);
        market.pay(self.demander, DEMAND_FEE);
        if (blamed) {
            _blame(self.jobId, self.blob);
        }
    }

    /* VIEWS */

    /// @inheritdoc IDemands
    function demand(bytes32 demandId) external view returns (DemandView memory) {
        Demand storage self = _demands[demandId];
        return DemandView({
            state: self.state,
            jobId: self.jobId,
            attempt: self.attempt,
            blob: self.blob,
            chunk: self.chunk,
            demander: self.demander,
            fee: DEMAND_FEE,
            deadline: self.deadline
        });
    }

    /// @inheritdoc IDemands
    function demandIdOf(bytes32 jobId, uint8 attempt, Blob blob, uint32 chunk) public pure returns (bytes32) {
        return keccak256(abi.encode(jobId, attempt, blob, chunk));
    }

    /* INTERNAL */

    function _requireWaiting(SeatView memory seat) private view {
        require(seat.verifier == msg.sender && seat.status == SeatStatus.Waiting, NotSeated());
    }

    function _open(bytes32 jobId, uint8 attempt, Blob blob, uint32 chunk, bytes32 root)
        private
        returns (uint40 deadline)
    {
        bytes32 demandId = demandIdOf(jobId, attempt, blob, chunk);
        require(_demands[demandId].state == DemandState.None, AlreadyDemanded());
        deadline = (block.timestamp + REVEAL_WINDOW).to40();
        _demands[demandId] = Demand(msg.sender, deadline, chunk, blob, attempt, DemandState.Open, jobId, root);
        emit ChunkDemanded(demandId, jobId, msg.sender, attempt, blob, chunk, DEMAND_FEE, deadline);
        market.pull(msg.sender, DEMAND_FEE);
    }

    /// @dev Whether the attempt it was made in goes on.
    function _isLive(Demand storage self) private view returns (bool) {
        (JobState state, uint8 attempt,,) = market.place(self.jobId);
        return attempt == self.attempt && state >= JobState.AuditCommit && state <= JobState.Disputed;
    }

    /// @dev Or one member of the committee could hold up an audit for as long as it pays fees.
    function _requireTime(Attempt storage self, uint8 round) private {
        uint256 end = self.ends[round];
        if (end == 0) {
            self.ends[round] = (block.timestamp + REVEAL_WINDOW + ANSWER_WINDOW).to40();
        } else {
            require(block.timestamp <= end, TooLate());
        }
    }

    function _checkSize(Demand storage self, uint32 chunks) private {
        require(chunks != 0, WrongChunk());
        uint32[3] storage said = _attempts[self.jobId][self.attempt].chunks;
        uint256 blob = uint256(self.blob);
        require(said[blob] == 0 || said[blob] == chunks, WrongChunk());
        if (said[blob] == 0) {
            said[blob] = chunks;
        }
    }

    function _checkChunk(Demand storage self, DemandAnswer calldata answer, uint256 index) private view {
        require(answer.data.length <= CHUNK_SIZE, WrongChunk());
        bytes32 root = self.root;
        if (self.blob != Blob.Output) {
            require(keccak256(abi.encode(answer.moduleChunks, answer.inputChunks)) == root, WrongChunk());
            root = self.blob == Blob.Module ? answer.moduleChunks : answer.inputChunks;
        }
        require(root.includes(ChunkTree.leaf(answer.data), index, answer.chunks, answer.proof), WrongChunk());
    }

    function _blame(bytes32 jobId, Blob blob) private {
        JobState state = market.stateOf(jobId);
        if (state == JobState.AuditCommit || state == JobState.AuditProviderReveal) {
            AUDITS.condemnUnavailable(jobId);
        } else if (state == JobState.Revealed) {
            market.lapse(jobId);
        } else {
            require(state == JobState.Disputed && blob != Blob.Output, WrongState());
            DISPUTES.blame(jobId);
        }
    }
}
