// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {VerifierStakes} from "./VerifierStakes.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {Committee} from "./libraries/Committee.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SortitionTree} from "./libraries/SortitionTree.sol";
import {AnswerCommitment, AnswerReveal, AuditPhase, AuditView, SeatStatus, SeatView} from "./types/Answers.sol";
import {JobState, Terms} from "./types/Jobs.sol";

/// @notice The audits of sampled jobs, and what follows when answers differ.
contract Audits is IAudits, Batched, VerifierStakes {
    using Committee for Committee.Draw;
    using Committee for SortitionTree.Tree;
    using Narrow for uint256;
    using SortitionTree for SortitionTree.Tree;

    /// @dev One slot.
    struct Audit {
        AuditPhase phase;
        uint8 round;
        /// @dev Seats the committee should fill.
        uint8 size;
        /// @dev Seats that still have to answer.
        uint8 waiting;
        /// @dev Answers committed and not yet revealed, of the committee or, in a dispute, of the jury.
        uint8 sealedAnswers;
        /// @dev Answers the committee committed.
        uint8 committed;
        uint40 epoch;
        uint64 seedBlock;
        uint40 deadline;
    }

    /// @dev Two slots.
    struct Seat {
        // Slot 0.
        SeatStatus status;
        uint8 round;
        uint72 weight;
        // Slot 1: the commitment; once revealed, the root.
        bytes32 answer;
    }

    /// @dev What closing an audit knows: which answer is right, and what each outcome brings.
    struct Judgement {
        bytes32 id;
        bytes32 key;
        uint256 lock;
        /// @dev The right root; zero when nobody knows it.
        bytes32 right;
        /// @dev Whether an answer that was never revealed costs its lock.
        bool mustReveal;
        uint256 committeeReward;
        uint256 juryReward;
        uint256 paid;
        uint256 lost;
    }

    /// @dev What is known of a dispute's answers before anybody is paid.
    struct Tally {
        bytes32 right;
        uint256 finders;
        uint256 jurors;
        uint256 lost;
    }

    /// @dev What one answer uses at most, and what seating or closing a whole audit may.
    uint256 private constant ANSWER_GAS = 1_000_000;
    uint256 private constant CLOSE_GAS = 3_000_000;
    uint8 private constant LAST_REPLACEMENT = 2;
    uint8 private constant JURY_ROUND = 3;
    uint256 private constant MOST_JURORS = 31;
    /// @dev Verifiers a committee's draw looks at, at most: those with too little free stake are passed over.
    uint256 private constant MOST_TRIES = 64;
    /// @dev A seat locks so many times P.
    uint256 private constant LOCK_MULTIPLE = 10;
    /// @dev A no-show loses so many percent of its lock.
    uint256 private constant NO_SHOW_PERCENT = 2;

    IRandomness private immutable RANDOMNESS;

    /* STORAGE */

    // By job and attempt.
    mapping(bytes32 key => Audit) private _audits;
    mapping(bytes32 key => uint32[]) private _seated;
    mapping(bytes32 key => mapping(uint32 leaf => Seat)) private _seats;

    constructor(IMarket market_) Configured(market_.orders().parameters()) VerifierStakes(market_) {
        RANDOMNESS = market_.randomness();
    }

    /* AUDITS */

    /// @inheritdoc IAudits
    function open(bytes32 id, uint8 seats) external {
        require(msg.sender == address(market), OnlyMarket());
        Terms memory terms = market.terms(id);
        Audit storage self = _audits[_key(id, terms)];
        self.size = seats;
        _await(id, terms, self);
    }

    /// @inheritdoc IAudits
    function seatAudit(bytes32 id) public {
        Terms memory terms = market.terms(id);
        bytes32 key = _key(id, terms);
        Audit storage self = _audits[key];
        require(terms.state == JobState.AuditCommit && self.phase == AuditPhase.Seating, WrongState());
        require(block.number > self.seedBlock, TooEarly());
        bytes32 seed = RANDOMNESS.ofBlock(self.seedBlock);
        if (seed == 0 || epoch() > uint256(self.epoch) + 1) {
            _await(id, terms, self);
            return;
        }
        self.phase = AuditPhase.Committing;
        self.deadline = _answerDeadline(terms);
        address[] memory drawn = _drawCommittee(key, self, terms, keccak256(abi.encode(seed, id, self.round)));
        emit Seated(id, terms.attempt, self.round, drawn, _lockOf(terms), self.deadline);
        _advance(id, terms, key, self);
    }

    /// @inheritdoc IAudits
    function commitAnswer(AnswerCommitment calldata answer) public {
        Terms memory terms = market.terms(answer.jobId);
        bytes32 key = _key(answer.jobId, terms);
        Audit storage self = _audits[key];
        require(self.phase == AuditPhase.Committing, WrongState());
        require(block.timestamp <= self.deadline, TooLate());
        require(answer.commitment != 0, EmptyCommitment());
        uint32 leaf = _leafOf(msg.sender);
        Seat storage seat_ = _seats[key][leaf];
        if (terms.state == JobState.Disputed) {
            _joinJury(answer.jobId, key, terms, leaf);
        } else {
            require(seat_.status == SeatStatus.Waiting, NotSeated());
            self.waiting--;
            self.committed++;
        }
        self.sealedAnswers++;
        seat_.status = SeatStatus.Committed;
        seat_.answer = answer.commitment;
        emit AnswerCommitted(answer.jobId, msg.sender, seat_.round, answer.commitment);
        if (terms.state == JobState.AuditCommit) {
            _advance(answer.jobId, terms, key, self);
        }
    }

    /// @inheritdoc IAudits
    function declareUnableToRun(bytes32 id) public {
        Terms memory terms = market.terms(id);
        bytes32 key = _key(id, terms);
        Audit storage self = _audits[key];
        require(terms.state == JobState.AuditCommit && self.phase == AuditPhase.Committing, WrongState());
        require(block.timestamp <= self.deadline, TooLate());
        Seat storage seat_ = _seats[key][_leafOf(msg.sender)];
        require(seat_.status == SeatStatus.Waiting, NotSeated());
        self.waiting--;
        seat_.status = SeatStatus.Unable;
        emit UnableDeclared(id, msg.sender);
        _advance(id, terms, key, self);
    }

    /// @inheritdoc IAudits
    function replaceNoShowsOf(bytes32 id) public {
        Terms memory terms = market.terms(id);
        bytes32 key = _key(id, terms);
        Audit storage self = _audits[key];
        require(terms.state == JobState.AuditCommit && self.phase == AuditPhase.Committing, WrongState());
        require(block.timestamp > self.deadline, TooEarly());
        _chargeNoShows(id, key, _lockOf(terms));
        self.waiting = 0;
        _advance(id, terms, key, self);
    }

    /// @inheritdoc IAudits
    function revealAnswer(AnswerReveal calldata answer) public {
        Terms memory terms = market.terms(answer.jobId);
        bytes32 key = _key(answer.jobId, terms);
        Audit storage self = _audits[key];
        require(self.phase == AuditPhase.Revealing, WrongState());
        require(block.timestamp <= _revealDeadline(terms, self), TooLate());
        Seat storage seat_ = _seats[key][_leafOf(msg.sender)];
        bool juror = seat_.round == JURY_ROUND;
        require(seat_.status == SeatStatus.Committed, NotSeated());
        require(juror == (terms.state == JobState.Disputed), NotSeated());
        bytes32 commitment =
            answerCommitmentOf(answer.jobId, terms.attempt, seat_.round, answer.resultRoot, answer.salt, msg.sender);
        require(seat_.answer == commitment && answer.resultRoot != 0, WrongReveal());
        self.sealedAnswers--;
        seat_.status = SeatStatus.Revealed;
        seat_.answer = answer.resultRoot;
        emit AnswerRevealed(answer.jobId, msg.sender, seat_.round, answer.resultRoot);
    }

    /// @inheritdoc IAudits
    function condemnProvider(bytes32 id) public {
        Terms memory terms = market.terms(id);
        bytes32 key = _key(id, terms);
        require(terms.state == JobState.AuditProviderReveal, WrongState());
        require(block.timestamp > terms.deadline, TooEarly());
        Judgement memory judgement = _judgement(id, key, terms);
        judgement.committeeReward = terms.fullReward;
        _closeSeats(judgement);
        market.convict(id, 0, false, terms.auditDeposit - judgement.paid);
        _burn(judgement.lost);
    }

    /// @inheritdoc IAudits
    function closeAudit(bytes32 id) public {
        Terms memory terms = market.terms(id);
        bytes32 key = _key(id, terms);
        Audit storage self = _audits[key];
        require(terms.state == JobState.AuditReveal, WrongState());
        require(self.sealedAnswers == 0 || block.timestamp > terms.deadline, TooEarly());
        if (self.sealedAnswers != 0 || !_committeeAgrees(key, terms.resultRoot)) {
            _askJury(id, terms, self);
            return;
        }
        Judgement memory judgement = _judgement(id, key, terms);
        judgement.right = terms.resultRoot;
        judgement.committeeReward = terms.reward;
        _closeSeats(judgement);
        market.confirm(id, terms.auditDeposit - judgement.paid);
        _burn(judgement.lost);
    }

    /* DISPUTES */

    /// @inheritdoc IAudits
    function closeDispute(bytes32 id) public {
        Terms memory terms = market.terms(id);
        bytes32 key = _key(id, terms);
        Audit storage self = _audits[key];
        require(terms.state == JobState.Disputed, WrongState());
        if (self.phase == AuditPhase.Committing) {
            require(block.timestamp > self.deadline, TooEarly());
            if (self.sealedAnswers != 0) {
                self.phase = AuditPhase.Revealing;
                self.deadline = (block.timestamp + REVEAL_WINDOW).to40();
                emit JuryRevealing(id, self.deadline);
                return;
            }
        } else {
            require(self.sealedAnswers == 0 || block.timestamp > self.deadline, TooEarly());
        }
        _decide(id, key, terms);
    }

    /* BATCHES */

    /// @inheritdoc IAudits
    function seat(bytes32[] calldata ids) external {
        _attemptAll(ids, this.seatAudit.selector, CLOSE_GAS);
    }

    /// @inheritdoc IAudits
    function commitAnswers(AnswerCommitment[] calldata answers) external {
        for (uint256 i = 0; i < answers.length; i++) {
            _attempt(answers[i].jobId, abi.encodeCall(this.commitAnswer, (answers[i])), ANSWER_GAS);
        }
    }

    /// @inheritdoc IAudits
    function declareUnable(bytes32[] calldata ids) external {
        _attemptAll(ids, this.declareUnableToRun.selector, CLOSE_GAS);
    }

    /// @inheritdoc IAudits
    function replaceNoShows(bytes32[] calldata ids) external {
        _attemptAll(ids, this.replaceNoShowsOf.selector, CLOSE_GAS);
    }

    /// @inheritdoc IAudits
    function revealAnswers(AnswerReveal[] calldata answers) external {
        for (uint256 i = 0; i < answers.length; i++) {
            _attempt(answers[i].jobId, abi.encodeCall(this.revealAnswer, (answers[i])), ANSWER_GAS);
        }
    }

    /// @inheritdoc IAudits
    function condemn(bytes32[] calldata ids) external {
        _attemptAll(ids, this.condemnProvider.selector, CLOSE_GAS);
    }

    /// @inheritdoc IAudits
    function closeAudits(bytes32[] calldata ids) external {
        _attemptAll(ids, this.closeAudit.selector, CLOSE_GAS);
    }

    /// @inheritdoc IAudits
    function closeDisputes(bytes32[] calldata ids) external {
        _attemptAll(ids, this.closeDispute.selector, CLOSE_GAS);
    }

    /* VIEWS */

    /// @inheritdoc IAudits
    function audit(bytes32 id) external view returns (AuditView memory result) {
        Terms memory terms = market.terms(id);
        bytes32 key = _key(id, terms);
        Audit storage self = _audits[key];
        result.phase = self.phase;
        result.attempt = terms.attempt;
        result.round = self.round;
        result.seedBlock = self.seedBlock;
        result.deadline = self.deadline;
        result.lock = _lockOf(terms);
        result.seats = new SeatView[](_seated[key].length);
        for (uint256 i = 0; i < result.seats.length; i++) {
            uint32 leaf = _seated[key][i];
            Seat storage seat_ = _seats[key][leaf];
            result.seats[i] = SeatView(_owners[leaf], seat_.status, seat_.round, seat_.weight, seat_.answer);
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
    ) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), id, attempt, round, resultRoot, salt, account));
    }

    /* INTERNAL: COMMITTEES */

    /// @dev Fixes the block whose hash will seat the next committee.
    function _await(bytes32 id, Terms memory terms, Audit storage self) private {
        self.phase = AuditPhase.Seating;
        self.epoch = uint256(epoch()).to40();
        self.seedBlock = uint64(block.number + SEED_DELAY);
        emit CommitteeAwaited(id, terms.attempt, self.round, self.size - self.committed, self.seedBlock, self.epoch);
    }

    function _drawCommittee(bytes32 key, Audit storage self, Terms memory terms, bytes32 seed)
        private
        returns (address[] memory drawn)
    {
        uint32[] storage seated = _seated[key];
        uint256 wanted = self.size - self.committed;
        uint256 lock = _lockOf(terms);
        Committee.Draw memory lots = _tree.begin(seed, self.epoch, seated.length + MOST_TRIES + 3);
        _excludeParties(lots, terms);
        for (uint256 i = 0; i < seated.length; i++) {
            lots.exclude(_tree, seated[i]);
        }
        drawn = new address[](wanted);
        uint256 count = 0;
        while (count < wanted && lots.left != 0 && lots.tries < MOST_TRIES) {
            uint32 leaf = lots.next(_tree);
            address owner = _owners[leaf];
            if (_canLock(owner, lock)) {
                drawn[count++] = owner;
                seated.push(leaf);
                _lock(owner, lock);
                Seat storage seat_ = _seats[key][leaf];
                seat_.status = SeatStatus.Waiting;
                seat_.round = self.round;
                seat_.weight = _tree.weightOf(leaf, self.epoch).to72();
            }
        }
        // At most `wanted`, which came from a uint8.
        // forge-lint: disable-next-line(unsafe-typecast)
        self.waiting = uint8(count);
        assembly ("memory-safe") {
            mstore(drawn, count)
        }
    }

    function _excludeParties(Committee.Draw memory lots, Terms memory terms) private view {
        address[3] memory parties = [terms.provider, terms.consumer, terms.marketNode];
        for (uint256 i = 0; i < 3; i++) {
            uint32 leafPlusOne = _verifiers[parties[i]].leafPlusOne;
            if (leafPlusOne != 0) {
                lots.exclude(_tree, leafPlusOne - 1);
            }
        }
    }

    /// @dev Goes on once nobody has to answer any more: to the provider's reveal, to replacements, or to Void.
    function _advance(bytes32 id, Terms memory terms, bytes32 key, Audit storage self) private {
        if (self.waiting != 0) {
            return;
        }
        if (self.committed < self.size && self.round < LAST_REPLACEMENT) {
            self.round++;
            _await(id, terms, self);
        } else if (self.committed != 0) {
            self.phase = AuditPhase.Revealing;
            market.awaitReveal(id);
        } else {
            _void(_judgement(id, key, terms), terms);
        }
    }

    function _chargeNoShows(bytes32 id, bytes32 key, uint256 lock) private {
        uint32[] storage seated = _seated[key];
        uint256 fee = lock * NO_SHOW_PERCENT / 100;
        uint256 burned = 0;
        for (uint256 i = 0; i < seated.length; i++) {
            Seat storage seat_ = _seats[key][seated[i]];
            if (seat_.status == SeatStatus.Waiting) {
                seat_.status = SeatStatus.NoShow;
                _release(_owners[seated[i]], lock, fee);
                burned += fee;
                emit SeatClosed(id, _owners[seated[i]], 0, fee);
            }
        }
        _burn(burned);
    }

    /// @dev Whether every answer of the committee that was committed and revealed is the provider's.
    function _committeeAgrees(bytes32 key, bytes32 root) private view returns (bool) {
        uint32[] storage seated = _seated[key];
        for (uint256 i = 0; i < seated.length; i++) {
            Seat storage seat_ = _seats[key][seated[i]];
            if (seat_.status == SeatStatus.Revealed && seat_.answer != root) {
                return false;
            }
        }
        return true;
    }

    /* INTERNAL: DISPUTES */

    function _askJury(bytes32 id, Terms memory terms, Audit storage self) private {
        self.phase = AuditPhase.Committing;
        self.round = JURY_ROUND;
        self.sealedAnswers = 0;
        self.epoch = uint256(epoch()).to40();
        self.deadline = _answerDeadline(terms);
        market.dispute(id);
        emit JuryAsked(id, terms.attempt, _lockOf(terms), self.deadline);
    }

    /// @dev Seats the caller on the jury; if it is full, in place of the lightest juror.
    function _joinJury(bytes32 id, bytes32 key, Terms memory terms, uint32 leaf) private {
        require(msg.sender != terms.provider && msg.sender != terms.consumer, NotEligible());
        require(msg.sender != terms.marketNode && _seats[key][leaf].status == SeatStatus.None, NotEligible());
        uint256 weight = _tree.weightOf(leaf, _juryEpoch(_audits[key].epoch));
        require(weight != 0, NotEligible());
        uint256 lock = _lockOf(terms);
        require(_canLock(msg.sender, lock), BondTooSmall());
        _lock(msg.sender, lock);
        uint32[] storage seated = _seated[key];
        (uint256 jurors, uint256 lightest) = _lightestJuror(key, seated);
        if (jurors < MOST_JURORS) {
            seated.push(leaf);
        } else {
            _displace(id, key, seated[lightest], weight, lock);
            seated[lightest] = leaf;
        }
        _seats[key][leaf].round = JURY_ROUND;
        _seats[key][leaf].weight = weight.to72();
    }

    function _lightestJuror(bytes32 key, uint32[] storage seated)
        private
        view
        returns (uint256 jurors, uint256 lightest)
    {
        uint256 least = type(uint256).max;
        for (uint256 i = 0; i < seated.length; i++) {
            Seat storage seat_ = _seats[key][seated[i]];
            if (seat_.round == JURY_ROUND) {
                jurors++;
                if (seat_.weight < least) {
                    (least, lightest) = (seat_.weight, i);
                }
            }
        }
    }

    function _displace(bytes32 id, bytes32 key, uint32 leaf, uint256 weight, uint256 lock) private {
        require(_seats[key][leaf].weight < weight, NotEligible());
        delete _seats[key][leaf];
        _audits[key].sealedAnswers--;
        _release(_owners[leaf], lock, 0);
        emit JurorDisplaced(id, _owners[leaf]);
    }

    /// @dev The majority's root, by weight of the jurors who revealed, decides; the committee does not judge itself.
    function _decide(bytes32 id, bytes32 key, Terms memory terms) private {
        Judgement memory judgement = _judgement(id, key, terms);
        judgement.mustReveal = true;
        judgement.right = _majority(key);
        emit DisputeClosed(id, judgement.right);
        if (judgement.right == 0) {
            _void(judgement, terms);
            return;
        }
        Tally memory tally = _tally(judgement);
        bool guilty = judgement.right != terms.resultRoot;
        judgement.committeeReward = guilty ? terms.fullReward : terms.reward;
        uint256 juryFee = tally.jurors * judgement.committeeReward;
        // What the wrong and the silent lose pays the jury first; a guilty provider's stake pays what is missing.
        uint256 fromStake = guilty && juryFee > tally.lost ? _min(juryFee - tally.lost, terms.stake) : 0;
        judgement.juryReward = _min(judgement.committeeReward, (tally.lost + fromStake) / tally.jurors);
        uint256 fromDeposit = tally.finders * judgement.committeeReward;
        uint256 pot = tally.lost + fromStake + fromDeposit;
        if (guilty) {
            uint256 toFinders = market.convict(id, fromStake, tally.finders != 0, terms.auditDeposit - fromDeposit);
            pot += toFinders;
            judgement.committeeReward += tally.finders == 0 ? 0 : toFinders / tally.finders;
        } else {
            market.confirm(id, terms.auditDeposit - fromDeposit);
        }
        _closeSeats(judgement);
        _burn(pot - judgement.paid);
    }

    /// @dev The root that more than half of the revealed jurors' weight answered; zero if there is none.
    function _majority(bytes32 key) private view returns (bytes32 leader) {
        uint32[] memory seated = _seated[key];
        uint256 total = 0;
        uint256 lead = 0;
        // Boyer-Moore: whatever has a majority is left as leader.
        for (uint256 i = 0; i < seated.length; i++) {
            (bytes32 root, uint256 weight) = _vote(key, seated[i]);
            total += weight;
            if (root == leader) {
                lead += weight;
            } else if (weight > lead) {
                (leader, lead) = (root, weight - lead);
            } else {
                lead -= weight;
            }
        }
        uint256 votes = 0;
        for (uint256 i = 0; i < seated.length; i++) {
            (bytes32 root, uint256 weight) = _vote(key, seated[i]);
            votes += root == leader ? weight : 0;
        }
        return 2 * votes > total ? leader : bytes32(0);
    }

    function _vote(bytes32 key, uint32 leaf) private view returns (bytes32 root, uint256 weight) {
        Seat storage seat_ = _seats[key][leaf];
        bool counts = seat_.round == JURY_ROUND && seat_.status == SeatStatus.Revealed;
        return counts ? (seat_.answer, uint256(seat_.weight)) : (bytes32(0), 0);
    }

    function _tally(Judgement memory judgement) private view returns (Tally memory tally) {
        uint32[] memory seated = _seated[judgement.key];
        for (uint256 i = 0; i < seated.length; i++) {
            Seat storage seat_ = _seats[judgement.key][seated[i]];
            tally.lost += _lossOf(judgement, seat_);
            if (_isRight(judgement, seat_)) {
                seat_.round == JURY_ROUND ? tally.jurors++ : tally.finders++;
            }
        }
    }

    /* INTERNAL: ENDINGS */

    function _judgement(bytes32 id, bytes32 key, Terms memory terms) private pure returns (Judgement memory result) {
        result.id = id;
        result.key = key;
        result.lock = _lockOf(terms);
    }

    /// @dev Frees what is locked, pays who answered right, and takes from who did not. In an audit without verdict
    /// (`right` zero) every revealed answer earns the committee's reward.
    function _closeSeats(Judgement memory judgement) private {
        uint32[] memory seated = _seated[judgement.key];
        _audits[judgement.key].phase = AuditPhase.Closed;
        for (uint256 i = 0; i < seated.length; i++) {
            Seat storage seat_ = _seats[judgement.key][seated[i]];
            if (seat_.status != SeatStatus.NoShow) {
                _closeSeat(judgement, seat_, _owners[seated[i]]);
            }
        }
    }

    function _closeSeat(Judgement memory judgement, Seat storage seat_, address owner) private {
        uint256 lost = _lossOf(judgement, seat_);
        uint256 earned = 0;
        if (_isRight(judgement, seat_)) {
            earned = seat_.round == JURY_ROUND ? judgement.juryReward : judgement.committeeReward;
        }
        judgement.lost += lost;
        judgement.paid += earned;
        _release(owner, judgement.lock, lost);
        if (earned != 0) {
            market.pay(owner, earned);
        }
        emit SeatClosed(judgement.id, owner, earned, lost);
    }

    function _lossOf(Judgement memory judgement, Seat storage seat_) private view returns (uint256) {
        if (seat_.status == SeatStatus.Unable) {
            return _someoneAnswered(judgement.key) ? judgement.lock * NO_SHOW_PERCENT / 100 : 0;
        }
        bool silent = judgement.mustReveal && seat_.status == SeatStatus.Committed;
        bool wrong = judgement.right != 0 && seat_.status == SeatStatus.Revealed && seat_.answer != judgement.right;
        return silent || wrong ? judgement.lock : 0;
    }

    function _isRight(Judgement memory judgement, Seat storage seat_) private view returns (bool) {
        return seat_.status == SeatStatus.Revealed && (judgement.right == 0 || seat_.answer == judgement.right);
    }

    function _someoneAnswered(bytes32 key) private view returns (bool) {
        return _audits[key].committed != 0;
    }

    /// @dev Each party its own money back; only what verifiers lost by their own silence is burned.
    function _void(Judgement memory judgement, Terms memory terms) private {
        _closeSeats(judgement);
        market.voidJob(judgement.id, terms.auditDeposit);
        _burn(judgement.lost);
    }

    function _burn(uint256 amount) private {
        if (amount != 0) {
            market.burn(amount);
        }
    }

    /* INTERNAL: TERMS */

    function _key(bytes32 id, Terms memory terms) private pure returns (bytes32) {
        return keccak256(abi.encode(id, terms.attempt));
    }

    function _lockOf(Terms memory terms) private pure returns (uint256) {
        return LOCK_MULTIPLE * terms.fullPrice;
    }

    function _answerDeadline(Terms memory terms) private view returns (uint40) {
        return (block.timestamp + ANSWER_WINDOW + uint256(ANSWER_FACTOR) * terms.runTime).to40();
    }

    function _revealDeadline(Terms memory terms, Audit storage self) private view returns (uint256) {
        return terms.state == JobState.Disputed ? self.deadline : terms.deadline;
    }

    /// @dev The dispute's own epoch, or the oldest that is still known.
    function _juryEpoch(uint256 opened) private view returns (uint256) {
        uint256 now_ = epoch();
        return opened + 1 < now_ ? now_ - 1 : opened;
    }

    function _leafOf(address account) private view returns (uint32) {
        uint32 leafPlusOne = _verifiers[account].leafPlusOne;
        require(leafPlusOne != 0, NotSeated());
        return leafPlusOne - 1;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
