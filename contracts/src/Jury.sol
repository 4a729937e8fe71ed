// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IJury} from "./interfaces/IJury.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IStepJudge} from "./interfaces/IStepJudge.sol";
import {IVerifiers} from "./interfaces/IVerifiers.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {Verdict} from "./libraries/Verdict.sol";
import {Phase, SeatStatus, SeatView, Step, VoteCommitment, VoteReveal} from "./types/Answers.sol";
import {Terms} from "./types/Jobs.sol";
import {JuryView} from "./types/Views.sol";

/// @notice Juries of verifiers.
contract Jury is IJury, Batched, Configured {
    using Narrow for uint256;
    using Verdict for Verdict.Bill;

    struct Claim {
        // Slot 0.
        Phase phase;
        uint8 round;
        /// @dev Seats of all rounds.
        uint8 seated;
        /// @dev Seats of this round that still have to commit.
        uint8 waiting;
        /// @dev Votes of this round committed and not yet revealed.
        uint8 sealedVotes;
        uint40 seedBlock;
        uint40 epoch;
        uint40 deadline;
        uint32 runTime;
        // Slot 1.
        address claimant;
        uint96 reward;
        // Slot 2.
        bytes32 jobId;
        // Slots 3 to 8: an appellant and a finding each.
        Verdict.Round[3] rounds;
    }

    struct Seat {
        // Slot 0.
        address juror;
        uint8 round;
        // Slot 1: beginning of the commitment; once revealed, of the finding.
        bytes31 answer;
        /// @dev None until the juror does something.
        SeatStatus status;
    }

    uint256 private constant VERB_GAS = 1_000_000;

    IVerifiers private immutable VERIFIERS;
    IAudits private immutable AUDITS;
    IDisputes private immutable DISPUTES;
    IRandomness private immutable RANDOMNESS;

    /* STORAGE */

    /// @inheritdoc IJury
    IMarket public immutable market;

    mapping(bytes32 claimId => Claim) private _claims;
    mapping(bytes32 claimId => mapping(uint256 number => Seat)) private _seats;

    modifier onlyDisputes() {
        require(msg.sender == address(DISPUTES), OnlyDisputes());
        _;
    }

    constructor(IMarket market_) Configured(market_.orders().parameters()) Batched(VERB_GAS) {
        market = market_;
        VERIFIERS = market_.verifiers();
        AUDITS = market_.audits();
        DISPUTES = market_.disputes();
        RANDOMNESS = market_.randomness();
    }

    /* OPENING */

    /// @inheritdoc IStepJudge
    function open(bytes32 claimId, Step calldata step) external onlyDisputes {
        Claim storage self = _claims[claimId];
        (self.jobId, self.claimant, self.reward) = (step.jobId, step.claimant, step.reward.to96());
        self.runTime = step.runTime;
        _await(claimId, self);
    }

    /// @inheritdoc IJury
    function seatJury(bytes32 claimId) external {
        Claim storage self = _claims[claimId];
        require(self.phase == Phase.Seating, WrongState());
        require(block.number > self.seedBlock, TooEarly());
        bytes32 hash = RANDOMNESS.ofBlock(self.seedBlock);
        if (hash == 0 || VERIFIERS.epoch() > uint256(self.epoch) + 1) {
            _await(claimId, self);
            return;
        }
        address[] memory jurors = _draw(claimId, self, keccak256(abi.encode(hash, claimId, self.round)));
        if (jurors.length == 0) {
            _endRound(claimId, self);
            return;
        }
        _seat(claimId, self, jurors);
        self.phase = Phase.Committing;
        self.deadline = (block.timestamp + ANSWER_WINDOW + uint256(ANSWER_FACTOR) * self.runTime).to40();
        emit JurySeated(claimId, self.round, jurors, Verdict.lock(self.reward), self.deadline);
    }

    /* VOTING */

    /// @inheritdoc IJury
    function commitVote(VoteCommitment calldata vote) external {
        (Claim storage self, Seat storage seat) = _ownSeat(vote.claimId, vote.seat, Phase.Committing, SeatStatus.None);
        bytes31 commitment = _beginning(vote.commitment);
        require(commitment != 0, EmptyCommitment());
        (seat.answer, seat.status) = (commitment, SeatStatus.Committed);
        self.sealedVotes++;
        emit VoteCommitted(vote.claimId, msg.sender, self.round, vote.commitment);
        _endTurn(vote.claimId, self);
    }

    /// @inheritdoc IJury
    function declareUnableToJudge(bytes32 claimId, uint8 number) external {
        (Claim storage self, Seat storage seat) = _ownSeat(claimId, number, Phase.Committing, SeatStatus.None);
        seat.status = SeatStatus.Unable;
        emit JurorUnable(claimId, msg.sender);
        _endTurn(claimId, self);
    }

    /// @inheritdoc IJury
    function revealVote(VoteReveal calldata vote) external {
        (Claim storage self, Seat storage seat) =
            _ownSeat(vote.claimId, vote.seat, Phase.Revealing, SeatStatus.Committed);
        uint8 round = self.round;
        bytes32 commitment = voteCommitmentOf(vote.claimId, round, vote.finding, vote.salt, msg.sender);
        require(seat.answer == _beginning(commitment), WrongReveal());
        require(_beginning(vote.finding) != 0, EmptyCommitment());
        (seat.answer, seat.status) = (_beginning(vote.finding), SeatStatus.Revealed);
        emit VoteRevealed(vote.claimId, msg.sender, round, vote.finding);
        if (--self.sealedVotes == 0) {
            _endRound(vote.claimId, self);
        }
    }

    /* VERDICT */

    /// @inheritdoc IJury
    function advanceJury(bytes32 claimId) external {
        Claim storage self = _claims[claimId];
        Phase phase = self.phase;
        require(phase != Phase.None && phase != Phase.Seating && phase != Phase.Closed, WrongState());
        require(block.timestamp > self.deadline, TooEarly());
        if (phase == Phase.Committing) {
            _endCommitting(claimId, self);
        } else if (phase == Phase.Revealing) {
            _endRound(claimId, self);
        } else {
            self.phase = Phase.Closed;
            DISPUTES.decide(claimId, self.rounds[self.round].finding);
        }
    }

    /// @inheritdoc IJury
    function appeal(bytes32 claimId) external {
        Claim storage self = _claims[claimId];
        require(self.phase == Phase.Appealable && self.round < Verdict.LAST_ROUND, WrongState());
        require(block.timestamp <= self.deadline, TooLate());
        uint8 round = ++self.round;
        self.rounds[round].appellant = msg.sender;
        uint256 funding = Verdict.size(round) * self.reward;
        emit Appealed(claimId, msg.sender, round, funding);
        _await(claimId, self);
        market.pull(msg.sender, funding);
    }

    /// @inheritdoc IStepJudge
    function settle(bytes32 claimId, uint256 funded) external onlyDisputes {
        Claim storage self = _claims[claimId];
        SeatView[] memory seats = _seatsOf(claimId, self);
        Verdict.Bill memory bill = Verdict.reckon(seats, self.rounds, self.round, self.reward);
        Verdict.Payment memory payment = bill.pay(funded);
        _closeSeats(claimId, seats, bill, payment.each);
        _closeAppeals(claimId, self, bill, payment);
        if (payment.burned != 0) {
            market.burn(payment.burned);
        }
    }

    /* VIEWS */

    /// @inheritdoc IStepJudge
    function cost(uint256 reward) external pure returns (uint256) {
        return Verdict.size(0) * reward;
    }

    /// @inheritdoc IStepJudge
    function shortfall(bytes32 claimId) external view returns (uint256) {
        Claim storage self = _claims[claimId];
        return Verdict.reckon(_seatsOf(claimId, self), self.rounds, self.round, self.reward).shortfall();
    }

    /// @inheritdoc IJury
    function appealCost(bytes32 claimId) external view returns (uint256) {
        Claim storage self = _claims[claimId];
        bool possible = self.phase == Phase.Appealable && self.round < Verdict.LAST_ROUND;
        return possible ? Verdict.size(self.round + 1) * self.reward : 0;
    }

    /// @inheritdoc IJury
    function juryOf(bytes32 claimId) external view returns (JuryView memory result) {
        Claim storage self = _claims[claimId];
        bool found = self.phase == Phase.Appealable || self.phase == Phase.Closed;
        result.phase = self.phase;
        result.round = self.round;
        result.seedBlock = self.seedBlock;
        result.deadline = self.deadline;
        result.lock = Verdict.lock(self.reward);
        if (found || self.round != 0) {
            result.finding = self.rounds[found ? self.round : self.round - 1].finding;
        }
        result.seats = _seatsOf(claimId, self);
    }

    /// @inheritdoc IJury
    function seatOf(bytes32 claimId, uint8 number) external view returns (SeatView memory) {
        return _viewOf(_seats[claimId][number], _claims[claimId]);
    }

    /// @inheritdoc IJury
    function voteCommitmentOf(bytes32 claimId, uint8 round, bytes32 finding, bytes32 salt, address account)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), claimId, round, finding, salt, account));
    }

    /* INTERNAL: SEATING */

    /// @dev Fixes the block whose hash will seat the round.
    function _await(bytes32 claimId, Claim storage self) private {
        self.phase = Phase.Seating;
        self.epoch = uint256(VERIFIERS.epoch()).to40();
        self.seedBlock = (block.number + SEED_DELAY).to40();
        uint8 seats = Verdict.size(self.round);
        emit JuryAwaited(claimId, self.jobId, self.round, seats, self.seedBlock, self.epoch);
    }

    function _draw(bytes32 claimId, Claim storage self, bytes32 seed) private returns (address[] memory) {
        Terms memory terms = market.terms(self.jobId);
        address[] memory signers = terms.attempt == 0 ? new address[](0) : market.relay().signers(self.jobId);
        address[] memory excluded = new address[](4 + signers.length);
        (excluded[0], excluded[1]) = (terms.provider, terms.consumer);
        (excluded[2], excluded[3]) = (terms.marketNode, self.claimant);
        for (uint256 i = 0; i < signers.length; i++) {
            excluded[4 + i] = signers[i];
        }
        uint256 size = Verdict.size(self.round);
        return
            VERIFIERS.draw(seed, self.epoch, size, Verdict.lock(self.reward), excluded, _earlierJudges(claimId, self));
    }

    /// @dev The audit's committee and the jurors of earlier rounds.
    function _earlierJudges(bytes32 claimId, Claim storage self) private view returns (address[] memory judges) {
        SeatView[] memory committee = AUDITS.audit(self.jobId).seats;
        uint256 jurors = self.seated;
        judges = new address[](jurors + committee.length);
        for (uint256 i = 0; i < jurors; i++) {
            judges[i] = _seats[claimId][i].juror;
        }
        for (uint256 i = 0; i < committee.length; i++) {
            judges[jurors + i] = committee[i].verifier;
        }
    }

    function _seat(bytes32 claimId, Claim storage self, address[] memory jurors) private {
        uint256 first = self.seated;
        for (uint256 i = 0; i < jurors.length; i++) {
            Seat storage seat = _seats[claimId][first + i];
            (seat.juror, seat.round) = (jurors[i], self.round);
        }
        // A round has at most 31 seats.
        // forge-lint: disable-next-line(unsafe-typecast)
        (self.seated, self.waiting) = (uint8(first + jurors.length), uint8(jurors.length));
    }

    /* INTERNAL: ROUNDS */

    /// @dev The caller's seat, if it is in the present round and may act now.
    function _ownSeat(bytes32 claimId, uint8 number, Phase phase, SeatStatus status)
        private
        view
        returns (Claim storage self, Seat storage seat)
    {
        self = _claims[claimId];
        seat = _seats[claimId][number];
        require(self.phase == phase, WrongState());
        require(block.timestamp <= self.deadline, TooLate());
        require(seat.juror == msg.sender && seat.round == self.round && seat.status == status, NotSeated());
    }

    function _endTurn(bytes32 claimId, Claim storage self) private {
        if (--self.waiting == 0) {
            _endCommitting(claimId, self);
        }
    }

    function _endCommitting(bytes32 claimId, Claim storage self) private {
        if (self.sealedVotes == 0) {
            _endRound(claimId, self);
            return;
        }
        self.phase = Phase.Revealing;
        self.deadline = (block.timestamp + REVEAL_WINDOW).to40();
        emit JuryRevealing(claimId, self.deadline);
    }

    function _endRound(bytes32 claimId, Claim storage self) private {
        uint8 round = self.round;
        bytes31 finding = Verdict.majority(_seatsOf(claimId, self), round);
        self.rounds[round].finding = finding;
        self.sealedVotes = 0;
        self.phase = Phase.Appealable;
        self.deadline = round == Verdict.LAST_ROUND ? 0 : (block.timestamp + APPEAL_WINDOW).to40();
        emit JuryFound(claimId, round, finding, self.deadline);
    }

    /* INTERNAL: MONEY */

    /// @dev Frees all locks before it pays anybody: what they lose pays.
    function _closeSeats(bytes32 claimId, SeatView[] memory seats, Verdict.Bill memory bill, uint256 each) private {
        uint256 lock = Verdict.lock(bill.reward);
        for (uint256 i = 0; i < seats.length; i++) {
            uint256 lost = bill.lossOf(seats[i]);
            emit JurorClosed(claimId, seats[i].verifier, bill.isRight(seats[i]) ? each : 0, lost);
            VERIFIERS.release(seats[i].verifier, lock, lost);
        }
        for (uint256 i = 0; i < seats.length; i++) {
            if (bill.isRight(seats[i])) {
                market.pay(seats[i].verifier, each);
            }
        }
    }

    function _closeAppeals(
        bytes32 claimId,
        Claim storage self,
        Verdict.Bill memory bill,
        Verdict.Payment memory payment
    ) private {
        uint256 due = payment.byAppeals;
        for (uint8 round = 1; round <= bill.last; round++) {
            uint256 funding = Verdict.size(round) * bill.reward;
            uint256 used = !bill.failed[round] ? 0 : funding < due ? funding : due;
            uint256 gained = round == bill.turned ? payment.gained : 0;
            address appellant = self.rounds[round].appellant;
            due -= used;
            emit AppealClosed(claimId, appellant, funding - used, gained);
            if (funding - used + gained != 0) {
                market.pay(appellant, funding - used + gained);
            }
        }
    }

    /* INTERNAL: VIEWS */

    function _seatsOf(bytes32 claimId, Claim storage self) private view returns (SeatView[] memory seats) {
        seats = new SeatView[](self.seated);
        for (uint256 i = 0; i < seats.length; i++) {
            seats[i] = _viewOf(_seats[claimId][i], self);
        }
    }

    function _viewOf(Seat storage seat, Claim storage self) private view returns (SeatView memory result) {
        (result.verifier, result.round) = (seat.juror, seat.round);
        (result.status, result.answer) = (seat.status, seat.answer);
        if (result.verifier != address(0) && result.status == SeatStatus.None) {
            bool waits = self.phase == Phase.Committing && result.round == self.round;
            result.status = waits ? SeatStatus.Waiting : SeatStatus.NoShow;
        }
    }

    function _beginning(bytes32 hash) private pure returns (bytes31) {
        // Finding two that agree in 248 bits takes 2^124 hashes.
        // forge-lint: disable-next-line(unsafe-typecast)
        return bytes31(hash);
    }
}
