// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IRelay} from "./interfaces/IRelay.sol";
import {IVerifiers} from "./interfaces/IVerifiers.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {AnswerCommitment, AnswerReveal, AuditView, Phase, SeatStatus, SeatView} from "./types/Answers.sol";
import {Audit, Ending, NO_SHOW_PERCENT, Seat} from "./types/AuditRecord.sol";
import {beginning} from "./types/JobRecord.sol";
import {JobState, Terms} from "./types/Jobs.sol";

/// @notice The audits of sampled jobs.
contract Audits is IAudits, Batched, Configured {
    using Narrow for uint256;

    /// @dev Gas that seating or closing a committee uses at most, but for rare, large ones.
    uint256 private constant COMMITTEE_GAS = 1_000_000;
    uint8 private constant LAST_REPLACEMENT = 2;
    /// @dev A seat locks so many times P.
    uint256 private constant LOCK_MULTIPLE = 10;

    /* STORAGE */

    /// @inheritdoc IAudits
    IMarket public immutable market;
    IVerifiers private immutable VERIFIERS;
    IDisputes private immutable DISPUTES;
    address private immutable DEMANDS;
    IRandomness private immutable RANDOMNESS;
    IRelay private immutable RELAY;

    // By the lane of the provider that carries the job.
    mapping(uint64 lane => Audit) private _audits;
    mapping(uint64 lane => mapping(uint256 number => Seat)) private _seats;

    constructor(IMarket market_) Batched(COMMITTEE_GAS) Configured(market_.orders().parameters()) {
        market = market_;
        VERIFIERS = market_.verifiers();
        DISPUTES = market_.disputes();
        DEMANDS = address(market_.demands());
        RANDOMNESS = market_.randomness();
        RELAY = market_.relay();
    }

    /* AUDITS */

    /// @inheritdoc IAudits
    function open(bytes32 id, uint8 attempt, uint64 lane, uint8 seats) external {
        require(msg.sender == address(market), OnlyMarket());
        delete _audits[lane];
        _audits[lane].size = seats;
        _await(id, attempt, _audits[lane]);
    }

    /// @inheritdoc IAudits
    function seatAudit(bytes32 id) external {
        Terms memory terms = market.terms(id);
        Audit storage self = _audits[terms.lane];
        require(terms.state == JobState.AuditCommit && self.phase == Phase.Seating, WrongState());
        require(block.number > self.seedBlock, TooEarly());
        bytes32 seed = RANDOMNESS.ofBlock(self.seedBlock);
        if (seed == 0 || VERIFIERS.epoch() > self.epoch + 1) {
            _await(id, terms.attempt, self);
            return;
        }
        self.phase = Phase.Committing;
        self.deadline = (block.timestamp + ANSWER_WINDOW + uint256(ANSWER_FACTOR) * terms.runTime).to40();
        address[] memory signers = terms.attempt == 0 ? new address[](0) : RELAY.signers(id);
        address[] memory drawn = _draw(terms, self, keccak256(abi.encode(seed, id, self.round)), signers);
        _seat(terms.lane, self, drawn);
        emit Seated(id, terms.attempt, self.round, drawn, _lockOf(terms), self.deadline);
        _advance(id, terms.attempt, self);
    }

    /// @inheritdoc IAudits
    function commitAnswer(AnswerCommitment calldata answer) external {
        (uint8 attempt, uint64 lane, Audit storage self) = _committing(answer.jobId);
        require(answer.commitment != 0, EmptyCommitment());
        Seat storage seat_ = _seatOfCaller(lane, self, answer.seat, SeatStatus.Waiting);
        // Each seat that waits commits once.
        unchecked {
            (self.waiting, self.committed) = (self.waiting - 1, self.committed + 1);
        }
        (seat_.answer, seat_.status) = (bytes31(answer.commitment), SeatStatus.Committed);
        emit AnswerCommitted(answer.jobId, msg.sender, seat_.round, answer.commitment);
        _advance(answer.jobId, attempt, self);
    }

    /// @inheritdoc IAudits
    function declareUnableToRun(bytes32 id, uint8 number) external {
        (uint8 attempt, uint64 lane, Audit storage self) = _committing(id);
        Seat storage seat_ = _seatOfCaller(lane, self, number, SeatStatus.Waiting);
        self.waiting--;
        seat_.status = SeatStatus.Unable;
        emit UnableDeclared(id, msg.sender);
        _advance(id, attempt, self);
    }

    /// @inheritdoc IAudits
    function replaceNoShowsOf(bytes32 id) external {
        Terms memory terms = market.terms(id);
        Audit storage self = _audits[terms.lane];
        require(terms.state == JobState.AuditCommit && self.phase == Phase.Committing, WrongState());
        require(block.timestamp > self.deadline, TooEarly());
        _chargeNoShows(id, terms, self);
        self.waiting = 0;
        _advance(id, terms.attempt, self);
    }

    /// @inheritdoc IAudits
    function revealAnswer(AnswerReveal calldata answer) external {
        (JobState state, uint8 attempt, uint64 lane, uint32 deadline) = market.place(answer.jobId);
        require(state == JobState.AuditProviderReveal || state == JobState.AuditReveal, WrongState());
        require(block.timestamp <= deadline, TooLate());
        Audit storage self = _audits[lane];
        Seat storage seat_ = _seatOfCaller(lane, self, answer.seat, SeatStatus.Committed);
        uint8 round = seat_.round;
        bytes32 opened = answerCommitmentOf(answer.jobId, attempt, round, answer.resultRoot, answer.salt, msg.sender);
        // What is stored of it.
        // forge-lint: disable-next-line(unsafe-typecast)
        require(seat_.answer == bytes31(opened) && answer.resultRoot != 0, WrongReveal());
        // Each answer that was committed is revealed once.
        unchecked {
            self.revealed++;
        }
        (seat_.answer, seat_.status) = (bytes31(answer.resultRoot), SeatStatus.Revealed);
        emit AnswerRevealed(answer.jobId, msg.sender, round, answer.resultRoot);
    }

    /// @inheritdoc IAudits
    function condemnProvider(bytes32 id) external {
        Terms memory terms = market.terms(id);
        require(terms.state == JobState.AuditProviderReveal, WrongState());
        require(block.timestamp > terms.deadline, TooEarly());
        _condemn(id, terms);
    }

    /// @inheritdoc IAudits
    function closeAudit(bytes32 id) external {
        Terms memory terms = market.terms(id);
        Audit storage self = _audits[terms.lane];
        require(terms.state == JobState.AuditReveal, WrongState());
        require(self.revealed == self.committed || block.timestamp > terms.deadline, TooEarly());
        Ending memory ending = Ending(_lockOf(terms), terms.resultRoot, terms.reward, false);
        uint256 right = _countRight(terms.lane, self.seated, ending);
        // Every committed answer revealed, and the provider's.
        if (right != self.committed) {
            DISPUTES.openAuditClaim(id);
            return;
        }
        uint256 lost = _close(id, terms.lane, ending);
        _learnCost(id, terms, right * terms.reward);
        market.confirm(id, terms.auditFund - right * terms.reward);
        _burn(lost);
    }

    /* ONLY FOR DISPUTES AND DEMANDS */

    /// @inheritdoc IAudits
    function conclude(bytes32 id, bytes32 right) external returns (uint256 returned, uint256 lost, uint256 finders) {
        require(msg.sender == address(DISPUTES), OnlyCourt());
        Terms memory terms = market.terms(id);
        require(terms.state == JobState.Disputed, WrongState());
        Audit storage self = _audits[terms.lane];
        if (!terms.sampled || self.phase == Phase.Closed) {
            return (0, 0, 0);
        }
        Ending memory ending = Ending(_lockOf(terms), beginning(right), 0, true);
        returned = terms.auditFund;
        if (right != 0) {
            bool guilty = ending.right != terms.resultRoot;
            uint256 count = _countRight(terms.lane, self.seated, ending);
            ending.reward = guilty ? terms.fullReward : terms.reward;
            returned -= count * ending.reward;
            _learnCost(id, terms, count * ending.reward);
            finders = guilty ? count : 0;
        }
        lost = _close(id, terms.lane, ending);
        if (lost != 0) {
            market.pay(msg.sender, lost);
        }
    }

    /// @inheritdoc IAudits
    function payFinders(uint64 lane, bytes32 right, uint256 amount) external {
        require(msg.sender == address(DISPUTES), OnlyCourt());
        uint256 seated = _audits[lane].seated;
        Ending memory ending = Ending(0, beginning(right), 0, false);
        uint256 finders = _countRight(lane, seated, ending);
        uint256 part = amount / finders;
        for (uint256 i = 0; i < seated; i++) {
            if (_seats[lane][i].isRight(ending)) {
                market.pay(_seats[lane][i].verifier, part);
            }
        }
        _burn(amount - finders * part);
    }

    /// @inheritdoc IAudits
    function extend(bytes32 id, uint64 deadline) external {
        require(msg.sender == DEMANDS, OnlyCourt());
        (,, Audit storage self) = _committing(id);
        if (deadline > self.deadline) {
            self.deadline = uint256(deadline).to40();
            emit AuditExtended(id, deadline);
        }
    }

    /// @inheritdoc IAudits
    function condemnUnavailable(bytes32 id) external {
        require(msg.sender == DEMANDS, OnlyCourt());
        Terms memory terms = market.terms(id);
        require(terms.state == JobState.AuditCommit || terms.state == JobState.AuditProviderReveal, WrongState());
        _condemn(id, terms);
    }

    /* VIEWS */

    /// @inheritdoc IAudits
    function audit(bytes32 id) external view returns (AuditView memory result) {
        Terms memory terms = market.terms(id);
        if (!terms.sampled) {
            return result;
        }
        Audit storage self = _audits[terms.lane];
        result.phase = self.phase;
        result.attempt = terms.attempt;
        result.round = self.round;
        result.seedBlock = self.seedBlock;
        result.deadline = self.deadline;
        result.lock = _lockOf(terms);
        result.seats = new SeatView[](self.seated);
        for (uint256 i = 0; i < self.seated; i++) {
            result.seats[i] = _viewOf(_seats[terms.lane][i]);
        }
    }

    /// @inheritdoc IAudits
    function seatOf(bytes32 id, uint8 number) external view returns (SeatView memory result) {
        Terms memory terms = market.terms(id);
        if (terms.sampled && number < _audits[terms.lane].seated) {
            result = _viewOf(_seats[terms.lane][number]);
        }
    }

    /// @inheritdoc IAudits
    function answerCommitmentOf(
        bytes32 id,
        uint8 attempt,
        uint8 round,
        bytes32 resultRoot,
        bytes32 salt,
        address account
    ) public view virtual returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), id, attempt, round, resultRoot, salt, account));
    }

    /* INTERNAL: COMMITTEES */

    /// @dev Fixes the block whose hash will seat the next committee.
    function _await(bytes32 id, uint8 attempt, Audit storage self) private {
        self.phase = Phase.Seating;
        self.epoch = uint256(VERIFIERS.epoch()).to40();
        self.seedBlock = (block.number + SEED_DELAY).to40();
        emit CommitteeAwaited(id, attempt, self.round, self.size - self.committed, self.seedBlock, self.epoch);
    }

    /// @dev Draws whom the committee lacks; parties and whoever was seated before are out.
    function _draw(Terms memory terms, Audit storage self, bytes32 seed, address[] memory signers)
        private
        returns (address[] memory)
    {
        address[] memory excluded = new address[](3 + uint256(self.seated) + signers.length);
        (excluded[0], excluded[1], excluded[2]) = (terms.consumer, terms.provider, terms.marketNode);
        for (uint256 i = 0; i < self.seated; i++) {
            excluded[3 + i] = _seats[terms.lane][i].verifier;
        }
        for (uint256 i = 0; i < signers.length; i++) {
            excluded[3 + self.seated + i] = signers[i];
        }
        return VERIFIERS.draw(seed, self.epoch, self.size - self.committed, _lockOf(terms), excluded, new address[](0));
    }

    function _seat(uint64 lane, Audit storage self, address[] memory drawn) private {
        for (uint256 i = 0; i < drawn.length; i++) {
            _seats[lane][self.seated++] = Seat(drawn[i], self.round, 0, SeatStatus.Waiting);
        }
        // At most what was wanted, which came from a uint8.
        // forge-lint: disable-next-line(unsafe-typecast)
        self.waiting = uint8(drawn.length);
    }

    /// @dev The audit of a job whose committee may commit.
    function _committing(bytes32 id) private view returns (uint8 attempt, uint64 lane, Audit storage self) {
        JobState state;
        (state, attempt, lane,) = market.place(id);
        self = _audits[lane];
        require(state == JobState.AuditCommit && self.phase == Phase.Committing, WrongState());
        require(block.timestamp <= self.deadline, TooLate());
    }

    function _seatOfCaller(uint64 lane, Audit storage self, uint256 number, SeatStatus status)
        private
        view
        returns (Seat storage seat_)
    {
        seat_ = _seats[lane][number];
        require(number < self.seated && seat_.verifier == msg.sender && seat_.status == status, NotSeated());
    }

    /// @dev Goes on once nobody has to commit any more: to the provider's reveal, to replacements, or to Void.
    function _advance(bytes32 id, uint8 attempt, Audit storage self) private {
        if (self.waiting != 0) {
            return;
        }
        if (self.committed < self.size && self.round < LAST_REPLACEMENT) {
            self.round++;
            _await(id, attempt, self);
        } else if (self.committed != 0) {
            self.phase = Phase.Revealing;
            market.awaitReveal(id);
        } else {
            _void(id);
        }
    }

    function _chargeNoShows(bytes32 id, Terms memory terms, Audit storage self) private {
        uint256 lock = _lockOf(terms);
        uint256 fee = lock * NO_SHOW_PERCENT / 100;
        uint256 burned = 0;
        for (uint256 i = 0; i < self.seated; i++) {
            Seat storage seat_ = _seats[terms.lane][i];
            if (seat_.status == SeatStatus.Waiting) {
                seat_.status = SeatStatus.NoShow;
                burned += fee;
                _free(id, seat_.verifier, lock, fee, 0);
            }
        }
        _burn(burned);
    }

    /* INTERNAL: ENDINGS */

    /// @dev Slashes the provider; whoever revealed is paid, right or wrong: nobody can tell.
    function _condemn(bytes32 id, Terms memory terms) internal virtual {
        Ending memory ending = Ending(_lockOf(terms), 0, terms.fullReward, false);
        uint256 revealed = _countRight(terms.lane, _audits[terms.lane].seated, ending);
        _close(id, terms.lane, ending);
        market.convict(id, 0, false, terms.auditFund - revealed * terms.fullReward);
    }

    function _void(bytes32 id) internal {
        Terms memory terms = market.terms(id);
        _close(id, terms.lane, Ending(_lockOf(terms), 0, 0, false));
        market.voidJob(id, terms.auditFund);
    }

    /// @dev Frees what is locked, pays who answered right, and takes from who did not.
    /// @return lost What was taken, in this contract's account.
    function _close(bytes32 id, uint64 lane, Ending memory ending) private returns (uint256 lost) {
        _audits[lane].phase = Phase.Closed;
        uint256 seated = _audits[lane].seated;
        for (uint256 i = 0; i < seated; i++) {
            Seat memory seat_ = _seats[lane][i];
            if (seat_.status != SeatStatus.NoShow) {
                uint256 part = seat_.loss(ending);
                lost += part;
                _free(id, seat_.verifier, ending.lock, part, seat_.isRight(ending) ? ending.reward : 0);
            }
        }
    }

    /// @dev What those who began the job bear their part of, unless the consumer's reserve paid.
    function _learnCost(bytes32 id, Terms memory terms, uint256 cost) private {
        if (terms.attempt != 0 && terms.auditFund == terms.auditDeposit) {
            RELAY.learnAuditCost(id, cost);
        }
    }

    function _free(bytes32 id, address verifier, uint256 lock, uint256 lost, uint256 earned) private {
        emit SeatClosed(id, verifier, earned, lost);
        VERIFIERS.release(verifier, lock, lost);
        if (earned != 0) {
            market.pay(verifier, earned);
        }
    }

    function _countRight(uint64 lane, uint256 seated, Ending memory ending) private view returns (uint256 count) {
        for (uint256 i = 0; i < seated; i++) {
            count += _seats[lane][i].isRight(ending) ? 1 : 0;
        }
    }

    function _burn(uint256 amount) private {
        if (amount != 0) {
            market.burn(amount);
        }
    }

    /* INTERNAL: VIEWS */

    function _lockOf(Terms memory terms) private pure returns (uint256) {
        return LOCK_MULTIPLE * terms.fullPrice;
    }

    function _viewOf(Seat memory seat_) private pure returns (SeatView memory) {
        return SeatView(seat_.verifier, seat_.status, seat_.round, seat_.answer);
    }
}
