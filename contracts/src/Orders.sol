// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {IHistory} from "./interfaces/IHistory.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {OrderHash} from "./libraries/OrderHash.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Deal, HAS_SECRET, HIGH_VALUE_JOB} from "./types/JobRecord.sol";
import {JobState, Match, MatchTerms, OrderStatus, Start} from "./types/Jobs.sol";
import {Acceptance, Job, JobTerms, Offer, Work} from "./types/Orders.sol";
import {Parameters} from "./types/Parameters.sol";

/// @notice Offers, jobs and acceptances, posted or signed, and the matches that bind them.
contract Orders is IOrders, Batched, Configured {
    using Narrow for uint256;
    using OrderHash for Acceptance;
    using OrderHash for JobTerms;
    using OrderHash for Offer;
    using OrderHash for Work;
    using Signatures for bytes;

    /// @dev What a verb uses at most: a match with three signatures by code.
    uint256 private constant VERB_GAS = 700_000;
    /// @dev Most verifiers a job can ask for.
    uint8 private constant MOST_VERIFIERS = 7;
    /// @dev Most turns of an agent job.
    uint256 private constant MOST_TURNS = 64;

    /* STORAGE */

    /// @inheritdoc IOrders
    IMarket public immutable market;
    IHistory private immutable HISTORY;
    bytes32 private immutable SEPARATOR;
    uint256 private immutable CHAIN;

    /// @inheritdoc IOrders
    mapping(address signer => mapping(bytes32 id => OrderStatus)) public orderStatus;
    /// @inheritdoc IOrders
    mapping(address account => uint64) public orderNonce;

    constructor(IMarket market_, IHistory history_, Parameters memory p) Configured(p) Batched(VERB_GAS) {
        market = market_;
        HISTORY = history_;
        CHAIN = block.chainid;
        SEPARATOR = OrderHash.domain(block.chainid, address(market_));
    }

    /* ORDERS */

    /// @inheritdoc IOrders
    function postOffer(Offer calldata offer) external {
        require(msg.sender == offer.provider, NotYours());
        bytes32 id = offerId(offer);
        require(orderStatus[msg.sender][id] == OrderStatus.None, WrongState());
        _checkTerms(offer);
        orderStatus[msg.sender][id] = OrderStatus.Posted;
        emit OfferPosted(id, msg.sender, offer);
    }

    /// @inheritdoc IOrders
    function cancelOffer(bytes32 id) external {
        require(orderStatus[msg.sender][id] != OrderStatus.Cancelled, WrongState());
        orderStatus[msg.sender][id] = OrderStatus.Cancelled;
        emit OfferCancelled(id, msg.sender);
    }

    /// @inheritdoc IOrders
    function postJob(Job calldata job) external {
        require(msg.sender == job.terms.consumer, NotYours());
        require(block.timestamp <= job.terms.postedAt + POSTING_TOLERANCE, BadJob());
        _land(jobId(job), job.work, job.terms);
    }

    /// @inheritdoc IOrders
    function cancelJob(bytes32 id) external {
        if (market.stateOf(id) != JobState.None) {
            market.cancelJob(id, msg.sender);
            return;
        }
        require(orderStatus[msg.sender][id] != OrderStatus.Cancelled, WrongState());
        orderStatus[msg.sender][id] = OrderStatus.Cancelled;
        emit JobCancelled(id, msg.sender);
    }

    /// @inheritdoc IOrders
    function cancelAllOrders() external {
        emit OrdersCancelled(msg.sender, ++orderNonce[msg.sender]);
    }

    /* MATCHES */

    /// @inheritdoc IOrders
    function matchJob(Match calldata aMatch) external {
        bytes32 id = _landIfSigned(aMatch);
        bytes32 offer = offerId(aMatch.offer);
        _checkOffer(offer, aMatch.offer, aMatch.offerSignature);
        _checkFit(aMatch.job, aMatch.offer);
        _checkAcceptance(id, offer, aMatch);
        _start(id, offer, aMatch);
    }

    /* VIEWS */

    /// @inheritdoc IOrders
    function parameters() external view returns (Parameters memory) {
        return _parameters();
    }

    /// @inheritdoc IOrders
    function offerId(Offer calldata offer) public view returns (bytes32) {
        return offer.digest(DOMAIN_SEPARATOR());
    }

    /// @inheritdoc IOrders
    function jobId(Job calldata job) public view returns (bytes32) {
        return jobIdOf(job.work.hashOf(), job.terms);
    }

    /// @inheritdoc IOrders
    function jobIdOf(bytes32 work, JobTerms calldata terms) public view returns (bytes32) {
        return terms.digest(work, DOMAIN_SEPARATOR());
    }

    /// @inheritdoc IOrders
    function acceptanceDigest(bytes32 job, bytes32 offer, Acceptance calldata acceptance, address marketNode)
        public
        view
        virtual
        returns (bytes32)
    {
        return acceptance.digest(job, offer, marketNode, DOMAIN_SEPARATOR());
    }

    /// @inheritdoc IOrders
    function workHash(Work calldata work) external pure returns (bytes32) {
        return work.hashOf();
    }

    /// @inheritdoc IOrders
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return block.chainid == CHAIN ? SEPARATOR : OrderHash.domain(block.chainid, address(market));
    }

    /* INTERNAL: ORDERS */

    /// @dev Opens a job in the market, its escrow taken from the consumer's balance.
    function _land(bytes32 id, Work calldata work, JobTerms calldata terms) private {
        require(orderStatus[terms.consumer][id] != OrderStatus.Cancelled, OrderIsCancelled());
        require(terms.fuelLimit != 0 && terms.memoryLimit != 0 && terms.priceCeiling != 0, BadJob());
        require(work.kind <= 1 && work.turnLimit <= MOST_TURNS && terms.verifiers <= MOST_VERIFIERS, BadJob());
        require(terms.postedAt <= block.timestamp + POSTING_TOLERANCE, BadJob());
        emit JobPosted(id, terms.consumer, work, terms);
        market.openJob(id, terms.consumer, _atLimit(terms, terms.priceCeiling), terms.latestFinish);
    }

    /// @dev The job's id; a job that comes signed with its work is opened first, unless somebody else was faster.
    function _landIfSigned(Match calldata aMatch) private returns (bytes32 id) {
        if (aMatch.work.length == 0) {
            return jobIdOf(aMatch.workHash, aMatch.job);
        }
        id = jobIdOf(aMatch.work[0].hashOf(), aMatch.job);
        if (market.stateOf(id) == JobState.None) {
            address consumer = aMatch.job.consumer;
            require(aMatch.job.nonce == orderNonce[consumer], OrderIsCancelled());
            require(aMatch.jobSignature.isFrom(consumer, id), BadSignature());
            _land(id, aMatch.work[0], aMatch.job);
        }
    }

    function _checkTerms(Offer calldata offer) private view {
        require(offer.price != 0 && offer.stakeMultiple >= LEAST_STAKE_MULTIPLE, BadOffer());
        require(block.timestamp <= offer.expiry, TooLate());
    }

    function _checkOffer(bytes32 id, Offer calldata offer, bytes calldata signature) private view {
        OrderStatus status = orderStatus[offer.provider][id];
        require(status != OrderStatus.Cancelled, OrderIsCancelled());
        if (status != OrderStatus.Posted) {
            require(offer.nonce == orderNonce[offer.provider], OrderIsCancelled());
            require(signature.isFrom(offer.provider, id), BadSignature());
        }
        _checkTerms(offer);
    }

    /* INTERNAL: MATCHES */

    function _checkFit(JobTerms calldata job, Offer calldata offer) private pure {
        require(job.fuelLimit <= offer.maxFuel && job.memoryLimit <= offer.maxPages, OfferTooSmall());
        require(job.tags & ~offer.tags == 0, OfferTooSmall());
        require(offer.stakeMultiple >= job.minStakeMultiple, WrongStake());
    }

    function _checkAcceptance(bytes32 id, bytes32 offer, Match calldata aMatch) private view {
        Acceptance calldata acceptance = aMatch.acceptance;
        require(acceptance.resumePoint == 0 || acceptance.attempt != 0, WrongAcceptance());
        require(block.timestamp <= acceptance.expiry, AcceptanceNotCurrent());
        require(acceptance.expiry <= block.timestamp + ACCEPTANCE_LIFETIME, AcceptanceNotCurrent());
        require(acceptance.price != 0 && acceptance.price <= aMatch.offer.price, WrongPrice());
        require(acceptance.price <= aMatch.job.priceCeiling, WrongPrice());
        require(block.timestamp + acceptance.runTime <= aMatch.job.latestFinish, FinishesTooLate());
        bytes32 digest = acceptanceDigest(id, offer, acceptance, msg.sender);
        require(aMatch.acceptanceSignature.isFrom(aMatch.offer.provider, digest), BadSignature());
    }

    function _start(bytes32 id, bytes32 offer, Match calldata aMatch) private {
        Acceptance calldata acceptance = aMatch.acceptance;
        Start memory start;
        start.jobId = id;
        start.attempt = acceptance.attempt;
        start.provider = aMatch.offer.provider;
        start.marketNode = msg.sender;
        start.slotNonce = acceptance.slotNonce;
        start.secretHash = aMatch.job.secretHash;
        start.commitment = acceptance.commitment;
        _makeDeal(start.deal, aMatch, _leastRate(id, acceptance));
        _emitMatched(start, offer, acceptance);
        market.startJob(start);
    }

    /// @dev That of those who began the job; what they did is kept as far as the provider goes on from it.
    function _leastRate(bytes32 id, Acceptance calldata acceptance) private returns (uint64) {
        return acceptance.attempt == 0 ? 0 : market.relay().resume(id, acceptance.resumePoint);
    }

    function _makeDeal(Deal memory deal, Match calldata aMatch, uint64 leastRate) private view {
        JobTerms calldata job = aMatch.job;
        Acceptance calldata acceptance = aMatch.acceptance;
        deal.price = uint256(acceptance.price).to56();
        deal.fuelLimit = uint256(job.fuelLimit).to48();
        deal.stakeMultiple = uint256(aMatch.offer.stakeMultiple).to16();
        deal.runTime = uint256(acceptance.runTime).to24();
        uint256 fullPrice = deal.fullPrice();
        require(acceptance.stake == deal.stake(), WrongStake());
        (uint8 m, uint256 rewardPrice, uint64 rate) = HISTORY.sampling(
            job.consumer, aMatch.offer.provider, msg.sender, fullPrice, job.valueAtRisk, acceptance.stake, job.verifiers
        );
        require(acceptance.verifiers == m, WrongVerifiers());
        rate = SamplingRate.max(rate, leastRate);
        require(rate <= acceptance.maxRate, RateTooHigh());
        deal.rewardPrice = rewardPrice.to56();
        deal.rate = SamplingRate.narrow(rate);
        deal.traits = m;
        if (fullPrice + job.valueAtRisk >= HIGH_VALUE) {
            deal.traits |= HIGH_VALUE_JOB;
        }
        if (job.secretHash != 0) {
            deal.traits |= HAS_SECRET;
        }
    }

    function _emitMatched(Start memory start, bytes32 offer, Acceptance calldata acceptance) private {
        Deal memory deal = start.deal;
        MatchTerms memory matched = MatchTerms({
            offerId: offer,
            attempt: start.attempt,
            lane: uint32(start.slotNonce >> 32),
            price: deal.price,
            stakeMultiple: deal.stakeMultiple,
            rewardPrice: deal.rewardPrice,
            verifiers: deal.verifiers(),
            rate: SamplingRate.widen(deal.rate),
            runTime: deal.runTime,
            deadline: uint64(block.timestamp + deal.runTime),
            engine: acceptance.engine
        });
        emit JobMatched(start.jobId, start.provider, start.marketNode, matched);
    }

    /// @dev What `price` comes to at the job's fuel limit, rounded up.
    function _atLimit(JobTerms calldata job, uint256 price) private pure returns (uint256) {
        return (price * job.fuelLimit + 1e9 - 1) / 1e9;
    }
}
