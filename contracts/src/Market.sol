// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {Deals} from "./Deals.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IDemands} from "./interfaces/IDemands.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IERC20} from "./interfaces/IERC20.sol";
import {IHistory} from "./interfaces/IHistory.sol";
import {IJury} from "./interfaces/IJury.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {IVerifiers} from "./interfaces/IVerifiers.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {Answer, Deal, HAS_SECRET, Head, Lane, Receipt, SAMPLED, WITHHELD, beginning} from "./types/JobRecord.sol";
import {Court, JobState, LaneView, ResultCommitment, ResultReveal, Start, Terms} from "./types/Jobs.sol";
import {Result, isExitStatus} from "./types/Orders.sol";

/// @notice The life of a job, and all the money.
contract Market is Deals, Batched {
    using Narrow for uint256;

    /// @dev What a verb uses at most for one element.
    uint256 private constant VERB_GAS = 500_000;
    /// @dev Most turns of an agent job.
    uint256 private constant MOST_TURNS = 64;

    /* STORAGE */

    /// @inheritdoc IMarket
    IOrders public immutable orders;
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
    IRandomness public immutable randomness;

    mapping(bytes32 id => bytes32) private _secretHashes;

    modifier only(address caller) {
        _requireCaller(caller);
        _;
    }

    modifier onlyOrders() {
        _requireOrders();
        _;
    }

    modifier onlyJudges() {
        _requireJudges();
        _;
    }

    constructor(IERC20 token_, IOrders orders_, IHistory history_, Court memory court, IRandomness randomness_)
        Configured(orders_.parameters())
        Batched(VERB_GAS)
        Deals(token_, history_, court)
    {
        orders = orders_;
        verifiers = IVerifiers(court.verifiers);
        audits = IAudits(court.audits);
        jury = IJury(court.jury);
        disputes = IDisputes(court.disputes);
        demands = IDemands(court.demands);
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
    function openJob(bytes32 id, address consumer, uint256 escrow, uint256 latestFinish) external onlyOrders {
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
    function cancelJob(bytes32 id, address consumer) external onlyOrders {
        Head memory head = _jobs[id].readHead();
        require(head.state == JobState.Open, WrongState());
        require(_owners[head.consumer] == consumer, NotYours());
        _refund(id, head);
    }

    /// @inheritdoc IMarket
    function startJob(Start calldata start) external onlyOrders {
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
        onlyJudges
        returns (uint256 toJurors, uint256 toFinders)
    {
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
    function voidJob(bytes32 id, uint256 returned) external onlyJudges {
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
        virtual
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

    /* INTERNAL: THE COURT */

    function _setHeld(bytes32 id, bool held) private {
        _jobs[id].head.held = held;
        emit JobHeld(id, held);
    }

    function _requireOrders() private view {
        require(msg.sender == address(orders), OnlyOrders());
    }

    function _requireJudges() private view {
        require(msg.sender == address(audits) || msg.sender == address(disputes), OnlyCourt());
    }

    function _requireCaller(address caller) private view {
        require(msg.sender == caller, OnlyCourt());
    }

    function _isFinal(JobState state) private pure returns (bool) {
        return state >= JobState.Settled;
    }
}
