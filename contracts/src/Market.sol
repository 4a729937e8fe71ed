// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {History} from "./History.sol";
import {Ledger} from "./Ledger.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IERC20} from "./interfaces/IERC20.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {IRandomness} from "./interfaces/IRandomness.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {Deal, HAS_SECRET, HIGH_VALUE_JOB, Head, JobRecord, SAMPLED} from "./types/JobRecord.sol";
import {JobState, MatchTerms, ResultCommitment, ResultReveal, Start, Terms} from "./types/Jobs.sol";
import {resultRoot} from "./types/Orders.sol";

/// @notice The life of a job, and all the money.
contract Market is IMarket, Batched, History {
    using Narrow for uint256;

    /// @dev What a verb uses at most for one element.
    uint256 private constant VERB_GAS = 500_000;
    /// @dev Most turns of an agent job.
    uint256 private constant MOST_TURNS = 64;

    /* STORAGE */

    /// @inheritdoc IMarket
    IOrders public immutable orders;
    /// @inheritdoc IMarket
    IAudits public immutable audits;
    /// @inheritdoc IMarket
    IRandomness public immutable randomness;

    mapping(bytes32 id => JobRecord) private _jobs;
    mapping(bytes32 id => bytes32) private _secretHashes;

    modifier onlyOrders() {
        require(msg.sender == address(orders), OnlyOrders());
        _;
    }

    constructor(IERC20 token_, IOrders orders_, IAudits audits_, IRandomness randomness_)
        Configured(orders_.parameters())
        Ledger(token_, address(audits_))
    {
        orders = orders_;
        audits = audits_;
        randomness = randomness_;
    }

    /* JOB LIFECYCLE */

    /// @inheritdoc IMarket
    function commitResult(ResultCommitment calldata commitment) public {
        JobRecord storage stored = _jobs[commitment.jobId];
        Head memory head = stored.getHead();
        require(head.state == JobState.Running && head.attempt == commitment.attempt, WrongState());
        require(_owner(head.provider) == msg.sender, NotYours());
        require(block.timestamp <= head.deadline, TooLate());
        require(commitment.commitment != 0, WrongReveal());
        head.state = JobState.Committed;
        head.deadline = (block.number + SEED_DELAY).to32();
        stored.setHead(head);
        stored.digest = commitment.commitment;
        emit Committed(commitment.jobId, msg.sender, head.attempt, commitment.commitment, head.deadline);
    }

    /// @inheritdoc IMarket
    function drawJob(bytes32 id, bytes32 secret) public {
        JobRecord storage stored = _jobs[id];
        Head memory head = stored.getHead();
        Deal memory deal = stored.getDeal();
        require(head.state == JobState.Committed, WrongState());
        require(block.number > head.deadline, TooEarly());
        bytes32 seed = _seed(id, deal, head.deadline, secret);
        bool sampled = _isSampled(seed, deal, head.provider);
        head.state = sampled ? JobState.AuditCommit : JobState.Clear;
        head.deadline = sampled ? 0 : _revealDeadline();
        stored.setHead(head);
        emit Drawn(id, sampled, head.deadline);
        if (sampled) {
            deal.traits |= SAMPLED;
            stored.setDeal(deal);
            _openAudit(id, head.provider, deal, seed);
        }
    }

    /// @inheritdoc IMarket
    function revealResult(ResultReveal calldata reveal) public {
        JobRecord storage stored = _jobs[reveal.jobId];
        Head memory head = stored.getHead();
        Deal memory deal = stored.getDeal();
        bool sampled = head.state == JobState.AuditProviderReveal;
        require(sampled || head.state == JobState.Clear, WrongState());
        require(block.timestamp <= head.deadline, TooLate());
        bytes32 root = resultRoot(reveal.result);
        bytes32 opened = commitmentOf(reveal.jobId, head.attempt, root, reveal.salt, _owner(head.provider));
        require(stored.digest == opened, WrongReveal());
        require(reveal.result.fuelUsed <= deal.fuelLimit && reveal.result.trace.length <= MOST_TURNS, BadResult());
        deal.rateOrFuel = uint256(reveal.result.fuelUsed).to48();
        head.state = sampled ? JobState.AuditReveal : JobState.Revealed;
        head.deadline = sampled ? _revealDeadline() : _challengeDeadline(deal);
        stored.setHead(head);
        stored.setDeal(deal);
        stored.digest = root;
        emit ResultRevealed(reveal.jobId, head.attempt, root, reveal.result, head.state, head.deadline);
    }

    /// @inheritdoc IMarket
    function settleJob(bytes32 id) public {
        JobRecord storage stored = _jobs[id];
        Head memory head = stored.getHead();
        Deal memory deal = stored.getDeal();
        require(head.state == JobState.Revealed, WrongState());
        require(block.timestamp > head.deadline, TooEarly());
        _finish(stored, head, JobState.Settled);
        uint256 paid = uint256(deal.price) * deal.rateOrFuel / 1e9;
        uint256 fee = paid * MARKET_FEE_BPS / 10_000;
        bool sampled = deal.has(SAMPLED);
        _unlock(head.provider, sampled ? deal.stake() : deal.stake() + _auditDeposit(deal));
        _credit(head.provider, paid - fee);
        _credit(head.marketNode, fee);
        _credit(head.consumer, head.escrow - paid);
        _learnPrice(deal.price);
        if (sampled) {
            _learnCleanAudit(head.provider, deal.fullPrice());
        }
        emit JobSettled(
            id, _owner(head.provider), _owner(head.marketNode), paid - fee, fee, head.escrow - paid, sampled
        );
    }

    /* EXITS */

    /// @inheritdoc IMarket
    function reassignJob(bytes32 id) public {
        JobRecord storage stored = _jobs[id];
        Head memory head = stored.getHead();
        Deal memory deal = stored.getDeal();
        require(head.state == JobState.Running || head.state == JobState.Clear, WrongState());
        require(block.timestamp > head.deadline, TooEarly());
        uint256 fee = deal.fullPrice() / 5;
        _unlock(head.provider, deal.stake() + _auditDeposit(deal) - fee);
        _seize(head.provider, fee);
        _credit(head.consumer, fee / 2);
        emit LateFeeCharged(id, _owner(head.provider), fee);
        _burn(fee - fee / 2);
        _reopen(id, stored, head);
    }

    /// @inheritdoc IMarket
    function expireJob(bytes32 id) public {
        Head memory head = _jobs[id].getHead();
        require(head.state == JobState.Open, WrongState());
        require(block.timestamp > head.deadline, TooEarly());
        _refund(id, _jobs[id], head);
    }

    /* ONLY FOR ORDERS */

    /// @inheritdoc IMarket
    function openJob(bytes32 id, address consumer, uint256 escrow, uint256 latestFinish) external onlyOrders {
        JobRecord storage stored = _jobs[id];
        require(stored.head.state == JobState.None, WrongState());
        require(block.timestamp <= latestFinish, TooLate());
        Head memory head;
        head.consumer = _numbers[consumer];
        head.state = JobState.Open;
        head.deadline = latestFinish.to32();
        head.latestFinish = head.deadline;
        head.escrow = escrow.to80();
        stored.setHead(head);
        _debit(head.consumer, escrow);
        emit JobOpened(id, consumer, escrow, head.deadline);
    }

    /// @inheritdoc IMarket
    function cancelJob(bytes32 id, address consumer) external onlyOrders {
        Head memory head = _jobs[id].getHead();
        require(head.state == JobState.Open, WrongState());
        require(_owner(head.consumer) == consumer, NotYours());
        _refund(id, _jobs[id], head);
    }

    /// @inheritdoc IMarket
    function startJob(Start calldata start) external onlyOrders {
        JobRecord storage stored = _jobs[start.jobId];
        Head memory head = stored.getHead();
        require(head.state == JobState.Open && head.attempt == start.attempt, WrongState());
        require(block.timestamp <= head.deadline, TooLate());
        head.provider = _numbers[start.provider];
        head.marketNode = _open(start.marketNode);
        head.state = JobState.Running;
        head.deadline = (block.timestamp + start.runTime).to32();
        Deal memory deal = _deal(start);
        stored.setHead(head);
        stored.setDeal(deal);
        if (start.secretHash != 0) {
            _secretHashes[start.jobId] = start.secretHash;
        }
        _lock(head.provider, deal.stake() + _auditDeposit(deal));
        _emitMatched(start, head, deal);
    }

    /* ONLY FOR AUDITS */

    /// @inheritdoc IMarket
    function awaitReveal(bytes32 id) external onlyAudits {
        Head memory head = _jobs[id].getHead();
        head.state = JobState.AuditProviderReveal;
        head.deadline = _revealDeadline();
        _jobs[id].setHead(head);
        emit RevealAwaited(id, head.deadline);
    }

    /// @inheritdoc IMarket
    function confirm(bytes32 id, uint256 returned) external onlyAudits {
        JobRecord storage stored = _jobs[id];
        Head memory head = stored.getHead();
        head.state = JobState.Revealed;
        head.deadline = _challengeDeadline(stored.getDeal());
        stored.setHead(head);
        _restore(head.provider, returned);
        emit ResultConfirmed(id, returned, head.deadline);
    }

    /// @inheritdoc IMarket
    function dispute(bytes32 id) external onlyAudits {
        Head memory head = _jobs[id].getHead();
        head.state = JobState.Disputed;
        head.deadline = 0;
        _jobs[id].setHead(head);
        emit JobDisputed(id);
    }

    /// @inheritdoc IMarket
    function convict(bytes32 id, uint256 juryFee, bool found, uint256 returned)
        external
        onlyAudits
        returns (uint256 toFinders)
    {
        JobRecord storage stored = _jobs[id];
        Head memory head = stored.getHead();
        Deal memory deal = stored.getDeal();
        uint256 seized = deal.stake();
        uint256 left = seized - juryFee;
        toFinders = found ? left * 35 / 100 : 0;
        uint256 toConsumer = _min(left * 30 / 100, 2 * deal.fullPrice());
        uint256 toSink = left - toFinders - toConsumer;
        _seize(head.provider, seized);
        _restore(head.provider, returned);
        _credit(AUDITS, juryFee + toFinders);
        _credit(head.consumer, toConsumer);
        _learnFault(head.provider, deal.fullPrice());
        emit ProviderSlashed(id, _owner(head.provider), seized, juryFee + toFinders, toConsumer, toSink, returned);
        _burn(toSink);
        _reopen(id, stored, head);
    }

    /// @inheritdoc IMarket
    function voidJob(bytes32 id, uint256 returned) external onlyAudits {
        JobRecord storage stored = _jobs[id];
        Head memory head = stored.getHead();
        _finish(stored, head, JobState.Void);
        _unlock(head.provider, stored.getDeal().stake());
        _restore(head.provider, returned);
        _credit(head.consumer, head.escrow);
        emit JobVoided(id, head.escrow);
    }

    /* BATCHES */
    /// @inheritdoc IMarket
    function commitResults(ResultCommitment[] calldata commitments) external {
        for (uint256 i = 0; i < commitments.length; i++) {
            _attempt(commitments[i].jobId, abi.encodeCall(this.commitResult, (commitments[i])), VERB_GAS);
        }
    }

    /// @inheritdoc IMarket
    function draw(bytes32[] calldata ids, bytes32[] calldata secrets) external {
        require(ids.length == secrets.length, LengthsDiffer());
        for (uint256 i = 0; i < ids.length; i++) {
            _attempt(ids[i], abi.encodeCall(this.drawJob, (ids[i], secrets[i])), VERB_GAS);
        }
    }

    /// @inheritdoc IMarket
    function revealResults(ResultReveal[] calldata reveals) external {
        for (uint256 i = 0; i < reveals.length; i++) {
            _attempt(reveals[i].jobId, abi.encodeCall(this.revealResult, (reveals[i])), VERB_GAS);
        }
    }

    /// @inheritdoc IMarket
    function settle(bytes32[] calldata ids) external {
        _attemptAll(ids, this.settleJob.selector, VERB_GAS);
    }

    /// @inheritdoc IMarket
    function reassign(bytes32[] calldata ids) external {
        _attemptAll(ids, this.reassignJob.selector, VERB_GAS);
    }

    /// @inheritdoc IMarket
    function expire(bytes32[] calldata ids) external {
        _attemptAll(ids, this.expireJob.selector, VERB_GAS);
    }

    /* VIEWS */

    /// @inheritdoc IMarket
    function stateOf(bytes32 id) external view returns (JobState) {
        return _jobs[id].head.state;
    }

    /// @inheritdoc IMarket
    function record(bytes32 id) external view returns (JobRecord memory) {
        return JobRecord(_jobs[id].getHead(), _jobs[id].getDeal(), _jobs[id].digest);
    }

    /// @inheritdoc IMarket
    function terms(bytes32 id) external view returns (Terms memory result) {
        JobRecord storage stored = _jobs[id];
        Head memory head = stored.getHead();
        Deal memory deal = stored.getDeal();
        result.state = head.state;
        result.attempt = head.attempt;
        result.deadline = head.deadline;
        result.runTime = deal.runTime;
        result.consumer = _owner(head.consumer);
        result.provider = _owner(head.provider);
        result.marketNode = _owner(head.marketNode);
        result.fullPrice = deal.fullPrice();
        result.stake = deal.stake();
        result.auditDeposit = _auditDeposit(deal);
        result.fullReward = _reward(deal.rewardPrice, deal.fuelLimit);
        result.reward = result.fullReward;
        if (_isRevealed(head.state)) {
            result.reward = _reward(deal.rewardPrice, deal.rateOrFuel);
            result.resultRoot = stored.digest;
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

    /* INTERNAL: MATCH */

    function _deal(Start calldata start) private view returns (Deal memory deal) {
        deal.price = start.price.to56();
        deal.rewardPrice = _rewardPrice(_prices.mean).to56();
        deal.fuelLimit = start.fuelLimit.to48();
        deal.stakeMultiple = start.stakeMultiple.to16();
        deal.runTime = start.runTime.to24();
        deal.rateOrFuel = SamplingRate.narrow(start.rate);
        deal.traits =
            start.verifiers | (start.highValue ? HIGH_VALUE_JOB : 0) | (start.secretHash != 0 ? HAS_SECRET : 0);
    }

    function _emitMatched(Start calldata start, Head memory head, Deal memory deal) private {
        MatchTerms memory matched = MatchTerms({
            offerId: start.offerId,
            attempt: head.attempt,
            price: deal.price,
            fullPrice: deal.fullPrice(),
            stake: deal.stake(),
            auditDeposit: _auditDeposit(deal),
            verifiers: start.verifiers,
            rate: start.rate,
            runTime: deal.runTime,
            deadline: head.deadline,
            engine: start.engine
        });
        emit JobMatched(start.jobId, start.provider, start.marketNode, matched);
    }

    /* INTERNAL: DRAW */

    /// @dev Zero when there is no randomness, because a hash is gone or a secret is withheld.
    function _seed(bytes32 id, Deal memory deal, uint256 seedBlock, bytes32 secret) private view returns (bytes32) {
        if (!deal.has(HAS_SECRET)) {
            secret = 0;
        } else if (keccak256(abi.encode(secret)) != _secretHashes[id]) {
            require(block.number > seedBlock + SECRET_BLOCKS, SecretMissing());
            return 0;
        }
        bytes32 hash = randomness.ofBlock(seedBlock);
        return hash == 0 ? bytes32(0) : keccak256(abi.encode(hash, secret, id, _jobs[id].digest));
    }

    function _isSampled(bytes32 seed, Deal memory deal, uint32 number) private view returns (bool) {
        if (seed == 0 || deal.rateOrFuel == type(uint48).max || _stakes[number].cleanAuditsOwed != 0) {
            return true;
        }
        // The low 48 bits are as random as all.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint48(uint256(keccak256(abi.encode(seed, "sample")))) < deal.rateOrFuel;
    }

    function _openAudit(bytes32 id, uint32 number, Deal memory deal, bytes32 seed) private {
        // One draw in twenty seats twice as many.
        bool doubled = seed != 0 && uint256(keccak256(abi.encode(seed, "double"))) % 20 == 0;
        uint256 deposit_ = _auditDeposit(deal);
        _seize(number, deposit_);
        _credit(AUDITS, deposit_);
        audits.open(id, doubled ? 2 * deal.verifiers() : deal.verifiers());
    }

    /* INTERNAL: ENDINGS */

    function _reopen(bytes32 id, JobRecord storage stored, Head memory head) private {
        head.provider = 0;
        head.marketNode = 0;
        if (block.timestamp > head.latestFinish || head.attempt == type(uint8).max) {
            _refund(id, stored, head);
            return;
        }
        head.state = JobState.Open;
        head.attempt++;
        head.deadline = head.latestFinish;
        stored.setHead(head);
        emit JobReopened(id, head.attempt, head.deadline);
    }

    function _refund(bytes32 id, JobRecord storage stored, Head memory head) private {
        _finish(stored, head, JobState.Refunded);
        _credit(head.consumer, head.escrow);
        emit JobRefunded(id, _owner(head.consumer), head.escrow);
    }

    /// @dev Stores a final state. `head` keeps the escrow, for the caller to pay out.
    function _finish(JobRecord storage stored, Head memory head, JobState state) private {
        uint80 escrow = head.escrow;
        head.state = state;
        head.deadline = 0;
        head.escrow = 0;
        stored.setHead(head);
        head.escrow = escrow;
    }

    /// @dev Gives what Audits did not use of A back to the provider's bond.
    function _restore(uint32 number, uint256 returned) private {
        _debit(AUDITS, returned);
        _stakes[number].bonded += returned.to96();
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

    function _isRevealed(JobState state) private pure returns (bool) {
        return state == JobState.AuditReveal || state == JobState.Revealed || state == JobState.Disputed
            || state == JobState.Settled;
    }

    /// @dev A: two rewards at the fuel limit for each verifier.
    function _auditDeposit(Deal memory deal) private view returns (uint256) {
        return 2 * uint256(deal.verifiers()) * _reward(deal.rewardPrice, deal.fuelLimit);
    }

    function _owner(uint32 number) private view returns (address) {
        return _accounts[number].owner;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
