// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {Ledger} from "./Ledger.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IDemands} from "./interfaces/IDemands.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IERC20} from "./interfaces/IERC20.sol";
import {IHistory} from "./interfaces/IHistory.sol";
import {IJury} from "./interfaces/IJury.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IRelay} from "./interfaces/IRelay.sol";
import {IVerifiers} from "./interfaces/IVerifiers.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {
    Answer,
    Deal,
    HAS_SECRET,
    HIGH_VALUE_JOB,
    Head,
    HeadSlot,
    Lane,
    Receipt,
    SAMPLED,
    WITHHELD,
    beginning
} from "./types/JobRecord.sol";
import {Court, JobState, LaneView, MatchTerms, ResultCommitment, ResultReveal, Start, Terms} from "./types/Jobs.sol";
import {Result, isExitStatus} from "./types/Orders.sol";

/// @notice The life of a job, and all the money.
contract Market is IMarket, Batched, Ledger {
    using Narrow for uint256;

    /// @dev What a verb uses at most for one element.
    uint256 private constant VERB_GAS = 500_000;
    /// @dev Most turns of an agent job.
    uint256 private constant MOST_TURNS = 64;
    /// @dev Clean audits that end the suspicion after a fault.
    uint8 private constant CLEAN_AUDITS_OWED = 5;

    /* STORAGE */

    /// @inheritdoc IMarket
    IOrders public immutable orders;
    /// @inheritdoc IMarket
    IHistory public immutable history;
    /// @inheritdoc IMarket
    IVerifiers public immutable verifiers;
    /// @inheritdoc IMarket
    IAudits public immutable audits;
    /// @inheritdoc IMarket
    IJury public immutable jury;
    /// @inheritdoc IMarket
    IDisputes public immutable disputes;
    /// @inheritdoc IMarket
    IDemands public immutable demands;
    /// @inheritdoc IMarket
    IRelay public immutable relay;
    /// @inheritdoc IMarket
    IRandomness public immutable randomness;

    mapping(bytes32 id => HeadSlot) private _jobs;
    /// @dev By the provider's number and its lane, as `Terms.lane`.
    mapping(uint64 key => Lane) private _lanes;
    mapping(bytes32 id => bytes32) private _secretHashes;

    modifier only(address caller) {
        _requireCaller(caller);
        _;
    }

    constructor(IERC20 token_, IOrders orders_, IHistory history_, Court memory court, IRandomness randomness_)
        Configured(orders_.parameters())
        Batched(VERB_GAS)
        Ledger(token_, court)
    {
        orders = orders_;
        history = history_;
        verifiers = IVerifiers(court.verifiers);
        audits = IAudits(court.audits);
        jury = IJury(court.jury);
        disputes = IDisputes(court.disputes);
        demands = IDemands(court.demands);
        relay = IRelay(court.relay);
        randomness = randomness_;
    }

    /* JOB LIFECYCLE */

    /// @inheritdoc IMarket
    function commitResult(ResultCommitment calldata commitment) public {
        Head memory head = _jobs[commitment.jobId].readHead();
        require(head.state == JobState.Running && head.attempt == commitment.attempt, WrongState());
        require(numberOf[msg.sender] == head.provider, NotYours());
        require(block.timestamp <= head.deadline, TooLate());
        require(commitment.commitment != 0, WrongReveal());
        _commit(commitment.jobId, head, commitment.commitment);
        _lanes[_key(head)].answer.digest = beginning(commitment.commitment);
        _jobs[commitment.jobId].writeHead(head);
    }

    /// @inheritdoc IMarket
    function drawJob(bytes32 id, bytes32 secret) public {
        Head memory head = _jobs[id].readHead();
        Lane storage lane_ = _lanes[_key(head)];
        Deal memory deal = lane_.readDeal();
        (bytes32 seed, bool sampled) = _draw(id, head, deal, secret);
        if (sampled) {
            _beginAudit(id, head, deal, seed, _isWithheld(id, deal, secret));
            lane_.writeDeal(deal);
        } else {
            head.state = JobState.Clear;
            head.deadline = _revealDeadline();
            emit Drawn(id, false, false, head.deadline);
        }
        _jobs[id].writeHead(head);
    }

    /// @inheritdoc IMarket
    function revealResult(ResultReveal calldata reveal) public {
        Head memory head = _jobs[reveal.jobId].readHead();
        Lane storage lane_ = _lanes[_key(head)];
        Deal memory deal = lane_.readDeal();
        bool sampled = head.state == JobState.AuditProviderReveal;
        if (head.state == JobState.Committed) {
            (, bool drawn) = _draw(reveal.jobId, head, deal, 0);
            require(!drawn, JobIsSampled());
        } else {
            require(sampled || head.state == JobState.Clear, WrongState());
            require(block.timestamp <= head.deadline, TooLate());
        }
        bytes32 root = _open(reveal, head, deal, lane_);
        head.state = sampled ? JobState.AuditReveal : JobState.Revealed;
        head.deadline = sampled ? _revealDeadline() : _challengeDeadline(deal);
        _jobs[reveal.jobId].writeHead(head);
        emit ResultRevealed(reveal.jobId, head.attempt, root, reveal.result, head.state, head.deadline);
    }

    /// @inheritdoc IMarket
    function settleJob(bytes32 id) public {
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.Revealed, WrongState());
        require(block.timestamp > head.deadline, TooEarly());
        require(!head.held, JobIsHeld());
        Lane storage lane_ = _lanes[_key(head)];
        Deal memory deal = lane_.readDeal();
        Answer memory answer = lane_.readAnswer();
        (uint256 before, uint256 spent) = _settleLegs(id, head);
        uint256 paid = uint256(deal.price) * (answer.fuelUsed - before) / 1e9;
        uint256 fee = paid * MARKET_FEE_BPS / 10_000;
        _endAttempt(lane_, deal, head, 0, paid - fee);
        _credit(answer.marketNode, fee);
        uint256 refunded = head.escrow - spent - paid;
        _credit(head.consumer, refunded + _reserveLeft(deal));
        bool sampled = deal.has(SAMPLED);
        if (sampled) {
            _learnCleanAudit(head.provider, deal);
        }
        _finish(id, JobState.Settled, answer.digest);
        emit JobSettled(id, paid - fee, fee, refunded, sampled);
    }

    /* EXITS */

    /// @inheritdoc IMarket
    function reassignJob(bytes32 id) public {
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.Running || head.state == JobState.Clear, WrongState());
        uint32 caller = numberOf[msg.sender];
        // Relay has asked who hands over.
        bool given = caller == head.provider || caller == RELAY_NUMBER;
        require(given || block.timestamp > head.deadline, TooEarly());
        _chargeLate(id, head, true);
    }

    /// @inheritdoc IMarket
    function expireJob(bytes32 id) public {
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.Open, WrongState());
        require(block.timestamp > head.deadline, TooEarly());
        _refund(id, head);
    }

    /* ONLY FOR ORDERS */

    /// @inheritdoc IMarket
    function openJob(bytes32 id, address consumer, uint256 escrow, uint256 latestFinish) external {
        require(msg.sender == address(orders), OnlyOrders());
        require(_jobs[id].head.state == JobState.None, WrongState());
        require(block.timestamp <= latestFinish, TooLate());
        Head memory head;
        head.state = JobState.Open;
        head.consumer = numberOf[consumer];
        head.deadline = latestFinish.to32();
        head.latestFinish = head.deadline;
        head.escrow = escrow.to80();
        _jobs[id].writeHead(head);
        _debit(head.consumer, escrow);
    }

    /// @inheritdoc IMarket
    function cancelJob(bytes32 id, address consumer) external {
        require(msg.sender == address(orders), OnlyOrders());
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.Open, WrongState());
        require(_owners[head.consumer] == consumer, NotYours());
        _refund(id, head);
    }

    /// @inheritdoc IMarket
    function startJob(Start calldata start) external {
        require(msg.sender == address(orders), OnlyOrders());
        Head memory head = _jobs[start.jobId].readHead();
        require(head.state == JobState.Open && head.attempt == start.attempt, WrongState());
        require(block.timestamp <= head.deadline, TooLate());
        Deal memory deal = start.deal;
        head.state = JobState.Running;
        head.provider = numberOf[start.provider];
        head.lane = uint256(start.slotNonce >> 32).to24();
        head.deadline = (block.timestamp + deal.runTime).to32();
        Lane storage lane_ = _lanes[_key(head)];
        deal.uses = _usesOf(lane_, start.slotNonce);
        lane_.writeDeal(deal);
        lane_.writeAnswer(Answer(beginning(start.commitment), 0, _open(start.marketNode)));
        _lock(head.provider, deal.stake() + _auditDeposit(deal));
        if (start.secretHash != 0) {
            _secretHashes[start.jobId] = start.secretHash;
            _debit(head.consumer, _reserve(deal));
        }
        if (start.commitment != 0) {
            _commit(start.jobId, head, start.commitment);
        }
        _jobs[start.jobId].writeHead(head);
    }

    /* ONLY FOR THE COURT */

    /// @inheritdoc IMarket
    function awaitReveal(bytes32 id) external only(address(audits)) {
        Head memory head = _jobs[id].readHead();
        head.state = JobState.AuditProviderReveal;
        head.deadline = _revealDeadline();
        _jobs[id].writeHead(head);
        emit RevealAwaited(id, head.deadline);
    }

    /// @inheritdoc IMarket
    function confirm(bytes32 id, uint256 returned) external only(address(audits)) {
        Head memory head = _jobs[id].readHead();
        Deal memory deal = _lanes[_key(head)].readDeal();
        head.state = JobState.Revealed;
        head.deadline = _challengeDeadline(deal);
        _jobs[id].writeHead(head);
        _returnFund(head, deal, returned);
        emit ResultConfirmed(id, returned, head.deadline);
    }

    /// @inheritdoc IMarket
    function disputeAudit(bytes32 id) external only(address(disputes)) {
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.AuditReveal, WrongState());
        head.state = JobState.Disputed;
        head.deadline = _challengeDeadline(_lanes[_key(head)].readDeal());
        _jobs[id].writeHead(head);
        emit JobDisputed(id, head.deadline);
    }

    /// @inheritdoc IMarket
    function challenge(bytes32 id) external only(address(disputes)) {
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.Revealed || head.state == JobState.Disputed, WrongState());
        require(block.timestamp <= head.deadline, TooLate());
        head.state = JobState.Disputed;
        _jobs[id].writeHead(head);
        emit JobDisputed(id, head.deadline);
    }

    /// @inheritdoc IMarket
    function acquit(bytes32 id, uint256 returned) external only(address(disputes)) {
        Head memory head = _jobs[id].readHead();
        head.state = JobState.Revealed;
        _jobs[id].writeHead(head);
        _returnFund(head, _lanes[_key(head)].readDeal(), returned);
        emit ResultConfirmed(id, returned, head.deadline);
    }

    /// @inheritdoc IMarket
    function convict(bytes32 id, uint256 juryCost, bool found, uint256 returned)
        external
        returns (uint256 toJurors, uint256 toFinders)
    {
        require(msg.sender == address(audits) || msg.sender == address(disputes), OnlyCourt());
        Head memory head = _jobs[id].readHead();
        Deal memory deal = _lanes[_key(head)].readDeal();
        uint256 toConsumer;
        (toJurors, toFinders, toConsumer) = _splitSlash(deal, juryCost, found);
        _endDispute(head, deal.stake(), toConsumer, returned);
        _credit(numberOf[msg.sender], toJurors + toFinders);
        _learnFault(head.provider, deal.fullPrice());
        _burnSlash(id, head.provider, deal.stake(), toJurors + toFinders, toConsumer, returned);
        _reopen(id, head);
    }

    /// @inheritdoc IMarket
    function voidJob(bytes32 id, uint256 returned) external {
        require(msg.sender == address(audits) || msg.sender == address(disputes), OnlyCourt());
        Head memory head = _jobs[id].readHead();
        _endDispute(head, 0, head.escrow, returned);
        _dropLegs(id, head);
        _finish(id, JobState.Void, 0);
        emit JobVoided(id, head.escrow, returned);
    }

    /// @inheritdoc IMarket
    function hold(bytes32 id) external only(address(demands)) {
        _setHeld(id, true);
    }

    /// @inheritdoc IMarket
    function release(bytes32 id) external only(address(demands)) {
        _setHeld(id, false);
    }

    /// @inheritdoc IMarket
    function lapse(bytes32 id) external only(address(demands)) {
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.Revealed, WrongState());
        _chargeLate(id, head, false);
    }

    /* ONLY FOR RELAY */

    /// @inheritdoc IMarket
    function excuse(bytes32 id, address guilty, uint256 value, uint256 returned) external only(address(relay)) {
        _learnFault(numberOf[guilty], value);
        Head memory head = _jobs[id].readHead();
        _endDispute(head, 0, 0, returned);
        emit ProviderExcused(id, _owners[head.provider], returned);
        _reopen(id, head);
    }

    /* VIEWS */

    /// @inheritdoc IMarket
    function stateOf(bytes32 id) external view returns (JobState) {
        return _jobs[id].head.state;
    }

    /// @inheritdoc IMarket
    function place(bytes32 id) external view returns (JobState state, uint8 attempt, uint64 key, uint32 deadline) {
        // Not all of the head, for verifiers pay for each of their answers.
        Head storage head = _jobs[id].head;
        state = head.state;
        if (!_isFinal(state)) {
            (attempt, key, deadline) = (head.attempt, _keyOf(head.provider, head.lane), head.deadline);
        }
    }

    /// @inheritdoc IMarket
    function isSettledOn(bytes32 id, bytes32 root) external view returns (bool) {
        Receipt memory receipt = _jobs[id].receipt();
        return receipt.state == JobState.Settled && receipt.root == beginning(root);
    }

    /// @inheritdoc IMarket
    function lane(address account, uint32 number) external view returns (LaneView memory) {
        Deal memory deal = _lanes[_keyOf(numberOf[account], number)].readDeal();
        return LaneView(deal.traits != 0, deal.uses);
    }

    /// @inheritdoc IMarket
    function wouldSample(bytes32 id, bytes32 secret) external view returns (bool sampled) {
        Head memory head = _jobs[id].readHead();
        (, sampled) = _draw(id, head, _lanes[_key(head)].readDeal(), secret);
    }

    /// @inheritdoc IMarket
    function terms(bytes32 id) external view returns (Terms memory result) {
        Head memory head = _jobs[id].readHead();
        result.state = head.state;
        result.consumer = _owners[head.consumer];
        if (_isFinal(head.state)) {
            return result;
        }
        result.attempt = head.attempt;
        result.deadline = head.deadline;
        result.latestFinish = head.latestFinish;
        result.escrow = head.escrow;
        result.held = head.held;
        if (head.provider != 0) {
            result.provider = _owners[head.provider];
            result.lane = _key(head);
            _addDeal(result, _lanes[result.lane].readDeal(), _lanes[result.lane].readAnswer());
        }
    }

    /// @inheritdoc IMarket
    function commitmentOf(bytes32 id, uint8 attempt, bytes32 root, bytes32 salt, address account)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), id, attempt, root, salt, account));
    }

    /* INTERNAL: MATCH AND COMMIT */

    /// @dev A lane is free for just one acceptance: the one that knows how many jobs it has carried.
    function _usesOf(Lane storage lane_, uint64 slotNonce) private view returns (uint24 uses) {
        Deal memory before = lane_.readDeal();
        uses = before.uses;
        require(before.traits == 0 && uses == slotNonce & type(uint32).max, SlotTaken());
        require(uses < type(uint24).max, SlotTaken());
    }

    function _commit(bytes32 id, Head memory head, bytes32 commitment) private {
        head.state = JobState.Committed;
        head.deadline = (block.number + SEED_DELAY).to32();
        emit Committed(id, head.attempt, commitment, head.deadline);
    }

    /* INTERNAL: DRAW AND REVEAL */

    /// @return seed Zero when there is no randomness, because a hash is gone or a secret is withheld.
    function _draw(bytes32 id, Head memory head, Deal memory deal, bytes32 secret)
        private
        view
        returns (bytes32 seed, bool sampled)
    {
        require(head.state == JobState.Committed, WrongState());
        require(block.number > head.deadline, TooEarly());
        if (_isWithheld(id, deal, secret)) {
            require(block.number > uint256(head.deadline) + SECRET_BLOCKS, SecretMissing());
            return (0, true);
        }
        bytes32 hash = randomness.ofBlock(head.deadline);
        if (hash == 0) {
            return (0, true);
        }
        secret = deal.has(HAS_SECRET) ? secret : bytes32(0);
        seed = keccak256(abi.encode(hash, secret, id, _lanes[_key(head)].answer.digest));
        sampled = deal.rate == SamplingRate.NARROW_ALWAYS || _accounts[head.provider].cleanAuditsOwed != 0
            || uint256(keccak256(abi.encode(seed, "sample"))) >> 232 < deal.rate;
    }

    function _isWithheld(bytes32 id, Deal memory deal, bytes32 secret) private view returns (bool) {
        return deal.has(HAS_SECRET) && keccak256(abi.encode(secret)) != _secretHashes[id];
    }

    /// @dev Puts what pays the verifiers into Audits' account.
    function _beginAudit(bytes32 id, Head memory head, Deal memory deal, bytes32 seed, bool withheld) private {
        deal.traits |= withheld ? SAMPLED | WITHHELD : SAMPLED;
        head.state = JobState.AuditCommit;
        head.deadline = 0;
        emit Drawn(id, true, withheld, 0);
        if (!withheld) {
            _seize(head.provider, _auditDeposit(deal));
        }
        _credit(AUDITS_NUMBER, _auditFund(deal));
        // One draw in twenty seats twice as many.
        bool doubled = seed != 0 && uint256(keccak256(abi.encode(seed, "double"))) % 20 == 0;
        audits.open(id, head.attempt, _key(head), doubled ? 2 * deal.verifiers() : deal.verifiers());
    }

    function _open(ResultReveal calldata reveal, Head memory head, Deal memory deal, Lane storage lane_)
        private
        returns (bytes32 root)
    {
        root = reveal.result.resultRoot();
        bytes32 opened = commitmentOf(reveal.jobId, head.attempt, root, reveal.salt, _owners[head.provider]);
        Answer memory answer = lane_.readAnswer();
        require(answer.digest == beginning(opened), WrongReveal());
        Result calldata result = reveal.result;
        require(
            result.fuelUsed <= deal.fuelLimit && result.trace.length <= MOST_TURNS && isExitStatus(result.exitStatus),
            BadResult()
        );
        require(head.attempt == 0 || relay.agrees(reveal.jobId, result.trace, result.fuelUsed), WrongReveal());
        answer.digest = beginning(root);
        answer.fuelUsed = uint256(reveal.result.fuelUsed).to48();
        lane_.writeAnswer(answer);
    }

    /* INTERNAL: ENDINGS */

    /// @dev Frees the lane and every lock of the attempt; `lost` of them leaves the bond, `earned` goes to the balance.
    function _endAttempt(Lane storage lane_, Deal memory deal, Head memory head, uint256 lost, uint256 earned) private {
        lane_.freeAfter(deal.uses);
        bool depositIsLocked = !deal.has(SAMPLED) || deal.has(WITHHELD);
        uint256 locked = deal.stake() + (depositIsLocked ? _auditDeposit(deal) : 0);
        _release(head.provider, locked, lost, earned);
    }

    function _splitSlash(Deal memory deal, uint256 juryCost, bool found)
        private
        pure
        returns (uint256 toJurors, uint256 toFinders, uint256 toConsumer)
    {
        toJurors = _min(juryCost, deal.stake());
        uint256 left = deal.stake() - toJurors;
        toFinders = found ? left * 35 / 100 : 0;
        toConsumer = _min(left * 30 / 100, 2 * deal.fullPrice());
    }

    function _burnSlash(
        bytes32 id,
        uint32 number,
        uint256 seized,
        uint256 toCourt,
        uint256 toConsumer,
        uint256 returned
    ) private {
        uint256 toSink = seized - toCourt - toConsumer;
        emit ProviderSlashed(id, _owners[number], seized, toCourt, toConsumer, toSink, returned);
        _burn(address(0), toSink);
    }

    /// @dev Frees the attempt; `lost` leaves the provider's bond, and the consumer gets `gained`.
    function _endDispute(Head memory head, uint256 lost, uint256 gained, uint256 returned) private {
        Lane storage lane_ = _lanes[_key(head)];
        Deal memory deal = lane_.readDeal();
        _endAttempt(lane_, deal, head, lost, 0);
        _returnFund(head, deal, returned);
        _credit(head.consumer, gained + _reserveLeft(deal));
    }

    function _learnFault(uint32 number, uint256 value) private {
        _accounts[number].cleanAuditsOwed = CLEAN_AUDITS_OWED;
        history.learnFault(_owners[number], value);
    }

    /// @param relayed Whether what was done so far may be gone on from.
    function _chargeLate(bytes32 id, Head memory head, bool relayed) private {
        Lane storage lane_ = _lanes[_key(head)];
        Deal memory deal = lane_.readDeal();
        uint256 fee = deal.fullPrice() / 5;
        if (relayed && relay.keep(id, head.attempt, fee)) {
            lane_.freeAfter(deal.uses);
            _release(head.provider, fee, fee, 0);
        } else {
            _endAttempt(lane_, deal, head, fee, 0);
        }
        _credit(head.consumer, fee / 2 + _reserveLeft(deal));
        emit LateFeeCharged(id, _owners[head.provider], fee);
        _burn(address(0), fee - fee / 2);
        _reopen(id, head);
    }

    function _reopen(bytes32 id, Head memory head) private {
        head.provider = 0;
        head.lane = 0;
        head.held = false;
        if (block.timestamp > head.latestFinish || head.attempt == type(uint8).max) {
            _refund(id, head);
            return;
        }
        head.state = JobState.Open;
        head.attempt++;
        head.deadline = head.latestFinish;
        _jobs[id].writeHead(head);
        emit JobReopened(id, head.attempt, head.deadline);
    }

    function _refund(bytes32 id, Head memory head) private {
        _dropLegs(id, head);
        _finish(id, JobState.Refunded, 0);
        _credit(head.consumer, head.escrow);
        emit JobRefunded(id, _owners[head.consumer], head.escrow);
    }

    function _finish(bytes32 id, JobState state, bytes22 root) private {
        Receipt storage receipt = _jobs[id].receipt();
        uint32 consumer = receipt.consumer;
        // Clears what else the slot held.
        assembly ("memory-safe") {
            sstore(receipt.slot, 0)
        }
        (receipt.state, receipt.consumer, receipt.root) = (state, consumer, root);
    }

    /// @dev A first attempt resumes from nobody.
    function _dropLegs(bytes32 id, Head memory head) private {
        if (head.attempt != 0) {
            relay.drop(id);
        }
    }

    /// @return fuelUsed By those before the last provider.
    /// @return spent What of the escrow they got.
    function _settleLegs(bytes32 id, Head memory head) private returns (uint256 fuelUsed, uint256 spent) {
        if (head.attempt != 0) {
            _credit(RELAY_NUMBER, head.escrow);
            (fuelUsed, spent) = relay.settle(id);
            _debit(RELAY_NUMBER, head.escrow - spent);
        }
    }

    /// @dev Gives what Audits did not use of an audit's fund back to whoever brought it.
    function _returnFund(Head memory head, Deal memory deal, uint256 returned) private {
        if (returned != 0) {
            _debit(AUDITS_NUMBER, returned);
            if (deal.has(WITHHELD)) {
                _credit(head.consumer, returned);
            } else {
                _restore(head.provider, returned);
            }
        }
    }

    function _learnCleanAudit(uint32 number, Deal memory deal) private {
        if (_accounts[number].cleanAuditsOwed != 0) {
            _accounts[number].cleanAuditsOwed--;
        }
        history.learnCleanAudit(_owners[number], deal.fullPrice(), deal.price);
    }

    function _setHeld(bytes32 id, bool held) private {
        _jobs[id].head.held = held;
        emit JobHeld(id, held);
    }

    function _requireCaller(address caller) private view {
        require(msg.sender == caller, OnlyCourt());
    }

    /* INTERNAL: DEADLINES */

    function _revealDeadline() private view returns (uint32) {
        return (block.timestamp + REVEAL_WINDOW).to32();
    }

    function _challengeDeadline(Deal memory deal) private view returns (uint32) {
        uint256 window = uint256(CHALLENGE_FACTOR) * deal.runTime + CHALLENGE_EXTRA;
        window = window < CHALLENGE_WINDOW ? CHALLENGE_WINDOW : window;
        if (deal.has(HIGH_VALUE_JOB) && window < CHALLENGE_WINDOW_HIGH) {
            window = CHALLENGE_WINDOW_HIGH;
        }
        return (block.timestamp + window).to32();
    }

    /* INTERNAL: ARITHMETIC */

    /// @dev A: two rewards at the fuel limit for each verifier.
    function _auditDeposit(Deal memory deal) private view returns (uint256) {
        return 2 * _reserve(deal);
    }

    /// @dev One reward at the fuel limit for each verifier: what a consumer with a draw secret locks.
    function _reserve(Deal memory deal) private view returns (uint256) {
        return uint256(deal.verifiers()) * _reward(deal.rewardPrice, deal.fuelLimit);
    }

    function _reserveLeft(Deal memory deal) private view returns (uint256) {
        return deal.has(HAS_SECRET) && !deal.has(WITHHELD) ? _reserve(deal) : 0;
    }

    function _auditFund(Deal memory deal) private view returns (uint256) {
        return deal.has(WITHHELD) ? _reserve(deal) : _auditDeposit(deal);
    }

    /* INTERNAL: VIEWS */

    function _addDeal(Terms memory result, Deal memory deal, Answer memory answer) private view {
        result.marketNode = _owners[answer.marketNode];
        result.runTime = deal.runTime;
        result.price = deal.price;
        result.fullPrice = deal.fullPrice();
        result.stake = deal.stake();
        result.auditDeposit = _auditDeposit(deal);
        result.fullReward = _reward(deal.rewardPrice, deal.fuelLimit);
        result.reward = result.fullReward;
        result.fuelLimit = deal.fuelLimit;
        result.rate = SamplingRate.widen(deal.rate);
        result.verifiers = deal.verifiers();
        result.sampled = deal.has(SAMPLED);
        result.highValue = deal.has(HIGH_VALUE_JOB);
        result.auditFund = result.sampled ? _auditFund(deal) : 0;
        if (_isRevealed(result.state)) {
            result.fuelUsed = answer.fuelUsed;
            result.reward = _reward(deal.rewardPrice, answer.fuelUsed);
            result.resultRoot = answer.digest;
        } else if (result.state != JobState.Running) {
            result.commitment = answer.digest;
        }
    }

    function _isRevealed(JobState state) private pure returns (bool) {
        return state == JobState.AuditReveal || state == JobState.Revealed || state == JobState.Disputed;
    }

    function _isFinal(JobState state) private pure returns (bool) {
        return state >= JobState.Settled;
    }

    function _key(Head memory head) private pure returns (uint64) {
        return _keyOf(head.provider, head.lane);
    }

    function _keyOf(uint32 number, uint32 lane_) private pure returns (uint64) {
        return uint64(number) << 32 | lane_;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
