// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {OrderHash} from "./libraries/OrderHash.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {AuditPhase, AuditView} from "./types/Answers.sol";
import {Deal, JobRecord, SAMPLED} from "./types/JobRecord.sol";
import {JobState, JobView, Match, OrderStatus, Start, Terms} from "./types/Jobs.sol";
import {Acceptance, Job, Offer} from "./types/Orders.sol";
import {Parameters} from "./types/Parameters.sol";

/// @notice Offers, jobs and acceptances, posted or signed.
contract Orders is IOrders, Batched, Configured {
    using OrderHash for Acceptance;
    using OrderHash for Job;
    using OrderHash for Offer;
    using Signatures for bytes;

    /// @dev What a verb uses at most for one element: a match with three signatures by code.
    uint256 private constant VERB_GAS = 700_000;
    /// @dev Most verifiers a job can ask for.
    uint8 private constant MOST_VERIFIERS = 7;
    /// @dev Most turns of an agent job.
    uint256 private constant MOST_TURNS = 64;

    /* STORAGE */

    /// @inheritdoc IOrders
    IMarket public immutable market;
    /// @inheritdoc IOrders
    IAudits public immutable audits;
    bytes32 private immutable SEPARATOR;
    uint256 private immutable CHAIN;

    /// @inheritdoc IOrders
    mapping(address signer => mapping(bytes32 id => OrderStatus)) public orderStatus;
    mapping(address account => mapping(uint256 word => uint256 bits)) private _slots;

    constructor(IMarket market_, IAudits audits_, Parameters memory p) Configured(p) {
        market = market_;
        audits = audits_;
        CHAIN = block.chainid;
        SEPARATOR = OrderHash.domain(block.chainid, address(market_));
    }

    /* ORDERS */

    /// @inheritdoc IOrders
    function postOffer(Offer calldata offer) public {
        require(msg.sender == offer.provider, NotYours());
        bytes32 id = offerId(offer);
        require(orderStatus[msg.sender][id] == OrderStatus.None, WrongState());
        _checkTerms(offer);
        orderStatus[msg.sender][id] = OrderStatus.Posted;
        emit OfferPosted(id, msg.sender, offer);
    }

    /// @inheritdoc IOrders
    function cancelOffer(bytes32 id) public {
        require(orderStatus[msg.sender][id] != OrderStatus.Cancelled, WrongState());
        orderStatus[msg.sender][id] = OrderStatus.Cancelled;
        emit OfferCancelled(id, msg.sender);
    }

    /// @inheritdoc IOrders
    function postJob(Job calldata order) public {
        require(msg.sender == order.consumer, NotYours());
        require(block.timestamp <= order.postedAt + POSTING_TOLERANCE, BadJob());
        _land(jobId(order), order);
    }

    /// @inheritdoc IOrders
    function cancelJob(bytes32 id) public {
        if (market.stateOf(id) != JobState.None) {
            market.cancelJob(id, msg.sender);
            return;
        }
        require(orderStatus[msg.sender][id] != OrderStatus.Cancelled, WrongState());
        orderStatus[msg.sender][id] = OrderStatus.Cancelled;
        emit JobCancelled(id, msg.sender);
    }

    /* MATCHES */

    /// @inheritdoc IOrders
    function matchJob(Match calldata aMatch) public {
        bytes32 id = jobId(aMatch.job);
        bytes32 offer = offerId(aMatch.offer);
        if (aMatch.jobSignature.length != 0 && market.stateOf(id) == JobState.None) {
            require(aMatch.jobSignature.isFrom(aMatch.job.consumer, id), BadSignature());
            _land(id, aMatch.job);
        }
        _checkOffer(offer, aMatch);
        _checkFit(aMatch.job, aMatch.offer);
        _checkAcceptance(id, offer, aMatch);
        _takeSlot(aMatch.offer.provider, aMatch.acceptance.slotNonce);
        market.startJob(_start(id, offer, aMatch));
    }

    /* BATCHES */

    /// @inheritdoc IOrders
    function postOffers(Offer[] calldata offers) external {
        for (uint256 i = 0; i < offers.length; i++) {
            _attempt(offerId(offers[i]), abi.encodeCall(this.postOffer, (offers[i])), VERB_GAS);
        }
    }

    /// @inheritdoc IOrders
    function cancelOffers(bytes32[] calldata ids) external {
        _attemptAll(ids, this.cancelOffer.selector, VERB_GAS);
    }

    /// @inheritdoc IOrders
    function postJobs(Job[] calldata jobs) external {
        for (uint256 i = 0; i < jobs.length; i++) {
            _attempt(jobId(jobs[i]), abi.encodeCall(this.postJob, (jobs[i])), VERB_GAS);
        }
    }

    /// @inheritdoc IOrders
    function cancelJobs(bytes32[] calldata ids) external {
        _attemptAll(ids, this.cancelJob.selector, VERB_GAS);
    }

    /// @inheritdoc IOrders
    function matchJobs(Match[] calldata matches) external {
        for (uint256 i = 0; i < matches.length; i++) {
            _attempt(jobId(matches[i].job), abi.encodeCall(this.matchJob, (matches[i])), VERB_GAS);
        }
    }

    /* VIEWS */

    /// @inheritdoc IOrders
    function parameters() external view returns (Parameters memory) {
        return _parameters();
    }

    /// @inheritdoc IOrders
    function slotUsed(address account, uint64 slotNonce) external view returns (bool) {
        return _slots[account][slotNonce >> 8] & (1 << (slotNonce & 0xff)) != 0;
    }

    /// @inheritdoc IOrders
    function verifiersFor(
        address consumer,
        address account,
        address marketNode,
        uint256 fullPrice,
        uint256 valueAtRisk,
        uint8 wanted
    ) public view returns (uint8) {
        uint256 verifiers = wanted;
        if (wanted == 0) {
            verifiers = fullPrice + valueAtRisk >= HIGH_VALUE ? 3 : fullPrice < SMALL_VALUE && valueAtRisk == 0 ? 1 : 2;
        }
        verifiers = audits.eligible(consumer, account, marketNode, verifiers);
        require(verifiers != 0, NoVerifiers());
        // At most what was asked, a uint8.
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint8(verifiers);
    }

    /// @inheritdoc IOrders
    function rate(address account, uint256 fullPrice, uint256 valueAtRisk, uint256 stake, uint8 verifiers)
        public
        view
        returns (uint64)
    {
        (uint256 audited, uint256 owed, uint256 recent, uint256 faulty) = market.history(account);
        if (owed != 0) {
            return SamplingRate.ALWAYS;
        }
        (bool pays, uint64 least) = SamplingRate.deterring(fullPrice, valueAtRisk, stake, verifiers);
        require(!pays, StakeTooSmall());
        uint64 forRecord = SamplingRate.forRecord(audited, fullPrice, NEWCOMER_AUDITS, HISTORY_WEIGHT);
        uint64 forMarket = SamplingRate.forMarket(recent, faulty, FLOOR_BPS, FLOOR_CAP_BPS);
        return SamplingRate.roundUp(SamplingRate.max(least, SamplingRate.max(forRecord, forMarket)));
    }

    /// @inheritdoc IOrders
    function reward(uint64 fuel) external view returns (uint256) {
        return _reward(_rewardPrice(market.meanPrice()), fuel);
    }

    /// @inheritdoc IOrders
    function job(bytes32 id) external view returns (JobView memory result) {
        JobRecord memory stored = market.record(id);
        Terms memory terms = market.terms(id);
        result.state = terms.state;
        result.attempt = terms.attempt;
        result.deadline = terms.deadline;
        result.consumer = terms.consumer;
        result.provider = terms.provider;
        result.marketNode = terms.marketNode;
        result.escrow = stored.head.escrow;
        if (terms.provider != address(0)) {
            _viewDeal(stored, terms, result);
            _viewAudit(audits.audit(id), result);
        }
    }

    /// @inheritdoc IOrders
    function offerId(Offer calldata offer) public view returns (bytes32) {
        return offer.digest(DOMAIN_SEPARATOR());
    }

    /// @inheritdoc IOrders
    function jobId(Job calldata order) public view returns (bytes32) {
        return order.digest(DOMAIN_SEPARATOR());
    }

    /// @inheritdoc IOrders
    function acceptanceDigest(Acceptance calldata acceptance) public view returns (bytes32) {
        return acceptance.digest(DOMAIN_SEPARATOR());
    }

    /// @inheritdoc IOrders
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return block.chainid == CHAIN ? SEPARATOR : OrderHash.domain(block.chainid, address(market));
    }

    /* INTERNAL */

    /// @dev Opens a job in the market, its escrow taken from the consumer's balance.
    function _land(bytes32 id, Job calldata order) private {
        require(orderStatus[order.consumer][id] != OrderStatus.Cancelled, OrderIsCancelled());
        require(order.fuelLimit != 0 && order.memoryLimit != 0 && order.priceCeiling != 0, BadJob());
        require(order.kind <= 1 && order.turnLimit <= MOST_TURNS && order.verifiers <= MOST_VERIFIERS, BadJob());
        require(order.postedAt <= block.timestamp + POSTING_TOLERANCE, BadJob());
        emit JobPosted(id, order.consumer, order);
        market.openJob(id, order.consumer, _atLimit(order, order.priceCeiling), order.latestFinish);
    }

    function _checkTerms(Offer calldata offer) private view {
        require(offer.price != 0 && offer.stakeMultiple >= LEAST_STAKE_MULTIPLE, BadOffer());
        require(block.timestamp <= offer.expiry, TooLate());
    }

    function _checkOffer(bytes32 id, Match calldata aMatch) private view {
        address account = aMatch.offer.provider;
        OrderStatus status = orderStatus[account][id];
        require(status != OrderStatus.Cancelled, OrderIsCancelled());
        require(status == OrderStatus.Posted || aMatch.offerSignature.isFrom(account, id), BadSignature());
        _checkTerms(aMatch.offer);
    }

    function _checkFit(Job calldata order, Offer calldata offer) private pure {
        require(order.fuelLimit <= offer.maxFuel && order.memoryLimit <= offer.maxPages, OfferTooSmall());
        require(order.tags & ~offer.tags == 0, OfferTooSmall());
        require(offer.stakeMultiple >= order.minStakeMultiple, WrongStake());
    }

    function _checkAcceptance(bytes32 id, bytes32 offer, Match calldata aMatch) private view {
        Acceptance calldata acceptance = aMatch.acceptance;
        require(acceptance.jobId == id && acceptance.offerId == offer, WrongAcceptance());
        require(acceptance.resumePoint == 0, WrongAcceptance());
        require(block.timestamp <= acceptance.expiry, AcceptanceNotCurrent());
        require(acceptance.expiry <= block.timestamp + ACCEPTANCE_LIFETIME, AcceptanceNotCurrent());
        require(acceptance.price != 0 && acceptance.price <= aMatch.offer.price, WrongPrice());
        require(acceptance.price <= aMatch.job.priceCeiling, WrongPrice());
        require(block.timestamp + acceptance.runTime <= aMatch.job.latestFinish, FinishesTooLate());
        address account = aMatch.offer.provider;
        require(aMatch.acceptanceSignature.isFrom(account, acceptanceDigest(acceptance)), BadSignature());
    }

    function _takeSlot(address account, uint64 slotNonce) private {
        uint256 bit = 1 << (slotNonce & 0xff);
        uint256 bits = _slots[account][slotNonce >> 8];
        require(bits & bit == 0, SlotTaken());
        _slots[account][slotNonce >> 8] = bits | bit;
    }

    function _start(bytes32 id, bytes32 offer, Match calldata aMatch) private view returns (Start memory start) {
        Acceptance calldata acceptance = aMatch.acceptance;
        start.jobId = id;
        start.attempt = acceptance.attempt;
        start.offerId = offer;
        start.provider = aMatch.offer.provider;
        start.marketNode = msg.sender;
        start.price = acceptance.price;
        start.fuelLimit = aMatch.job.fuelLimit;
        start.stakeMultiple = aMatch.offer.stakeMultiple;
        start.runTime = acceptance.runTime;
        start.secretHash = aMatch.job.secretHash;
        start.engine = acceptance.engine;
        _fixSampling(start, aMatch.job, acceptance);
    }

    function _fixSampling(Start memory start, Job calldata order, Acceptance calldata acceptance) private view {
        uint256 fullPrice = _atLimit(order, acceptance.price);
        uint256 stake = fullPrice * start.stakeMultiple;
        require(acceptance.stake == stake, WrongStake());
        start.verifiers =
            verifiersFor(order.consumer, start.provider, msg.sender, fullPrice, order.valueAtRisk, order.verifiers);
        require(acceptance.verifiers == start.verifiers, WrongVerifiers());
        start.rate = rate(start.provider, fullPrice, order.valueAtRisk, stake, start.verifiers);
        require(start.rate <= acceptance.maxRate, RateTooHigh());
        start.highValue = fullPrice + order.valueAtRisk >= HIGH_VALUE;
    }

    /// @dev What `price` comes to at the job's fuel limit, rounded up.
    function _atLimit(Job calldata order, uint256 price) private pure returns (uint256) {
        return (price * order.fuelLimit + 1e9 - 1) / 1e9;
    }

    function _viewDeal(JobRecord memory stored, Terms memory terms, JobView memory result) private pure {
        Deal memory deal = stored.deal;
        result.price = deal.price;
        result.fullPrice = terms.fullPrice;
        result.stake = terms.stake;
        result.auditDeposit = terms.auditDeposit;
        result.fuelLimit = deal.fuelLimit;
        result.runTime = deal.runTime;
        result.verifiers = deal.verifiers();
        result.sampled = deal.has(SAMPLED);
        result.resultRoot = terms.resultRoot;
        if (terms.resultRoot != 0) {
            result.fuelUsed = deal.rateOrFuel;
        } else if (terms.state != JobState.Void) {
            result.rate = SamplingRate.widen(deal.rateOrFuel);
            result.commitment = terms.state == JobState.Running ? bytes32(0) : stored.digest;
        }
        if (terms.state == JobState.Committed) {
            result.seedBlock = terms.deadline;
            result.deadline = 0;
        }
    }

    function _viewAudit(AuditView memory audit, JobView memory result) private pure {
        if (audit.phase == AuditPhase.Seating) {
            result.seedBlock = audit.seedBlock;
        } else if (result.state == JobState.AuditCommit || result.state == JobState.Disputed) {
            result.deadline = audit.deadline;
        }
        result.seated = new address[](audit.seats.length);
        for (uint256 i = 0; i < audit.seats.length; i++) {
            result.seated[i] = audit.seats[i].verifier;
        }
    }
}
