// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Audits} from "../../src/Audits.sol";
import {Demands} from "../../src/Demands.sol";
import {Disputes} from "../../src/Disputes.sol";
import {History} from "../../src/History.sol";
import {Jury} from "../../src/Jury.sol";
import {Lens} from "../../src/Lens.sol";
import {Market} from "../../src/Market.sol";
import {Orders} from "../../src/Orders.sol";
import {Relay} from "../../src/Relay.sol";
import {Stablecoin} from "../../src/Stablecoin.sol";
import {Verifiers} from "../../src/Verifiers.sol";
import {IERC20} from "../../src/interfaces/IERC20.sol";
import {IHistory} from "../../src/interfaces/IHistory.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IRandomness} from "../../src/interfaces/IRandomness.sol";
import {AnswerCommitment, AnswerReveal, Challenge, SeatView} from "../../src/types/Answers.sol";
import {Court, JobState, Match, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Acceptance, Job, Offer, Result, Work} from "../../src/types/Orders.sol";
import {Parameters} from "../../src/types/Parameters.sol";
import {JobView} from "../../src/types/Views.sol";
import {ChosenRandomness} from "./ChosenRandomness.sol";
import {resultRoot} from "./Results.sol";
import {Test} from "./Test.sol";

/// @notice A deployed market with funded actors, and each verb of a job's life in one line.
abstract contract MarketFixture is Test {
    uint256 internal constant TOKEN = 1e6;
    bytes32 internal constant SALT = keccak256("salt");

    Stablecoin internal token;
    Orders internal orders;
    Market internal market;
    History internal history;
    Verifiers internal stakes;
    Audits internal audits;
    Jury internal jury;
    Disputes internal disputes;
    Demands internal demands;
    Relay internal relay;
    Lens internal lens;
    ChosenRandomness internal randomness;

    address internal consumer;
    address internal provider;
    address internal node;
    address internal stranger;
    address[] internal verifiers;
    mapping(address account => uint256) internal keys;

    /// @dev Next lane nobody has used yet, by provider: each job gets a lane of its own unless a test says otherwise.
    mapping(address provider => uint32) internal nextLane;
    uint256 internal orderSalt;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        vm.roll(1000);
        deploy(new Stablecoin(), defaultParameters());
        consumer = actor("consumer");
        provider = actor("provider");
        node = actor("node");
        stranger = actor("stranger");
        fund(consumer, 1_000_000 * TOKEN);
        fund(provider, 1_000_000 * TOKEN);
        fund(node, TOKEN);
        vm.prank(provider);
        market.bond(500_000 * TOKEN);
        for (uint256 i = 0; i < 4; i++) {
            addVerifier(string.concat("verifier", string(abi.encodePacked(bytes1(uint8(48 + i))))));
        }
    }

    function deploy(Stablecoin token_, Parameters memory p) internal {
        token = token_;
        randomness = new ChosenRandomness();
        deployMarket(address(token_), p, randomness);
    }

    function deployMarket(address token_, Parameters memory p, IRandomness source) internal {
        uint256 nonce = vm.getNonce(address(this));
        IMarket marketToBe = IMarket(vm.computeCreateAddress(address(this), nonce + 1));
        IHistory historyToBe = IHistory(vm.computeCreateAddress(address(this), nonce + 2));
        Court memory court = Court({
            verifiers: vm.computeCreateAddress(address(this), nonce + 3),
            audits: vm.computeCreateAddress(address(this), nonce + 4),
            jury: vm.computeCreateAddress(address(this), nonce + 5),
            disputes: vm.computeCreateAddress(address(this), nonce + 6),
            demands: vm.computeCreateAddress(address(this), nonce + 7),
            relay: vm.computeCreateAddress(address(this), nonce + 8)
        });
        orders = newOrders(marketToBe, historyToBe, p);
        market = newMarket(IERC20(token_), historyToBe, court, source);
        history = new History(market);
        stakes = new Verifiers(market);
        audits = newAudits();
        jury = new Jury(market);
        disputes = newDisputes();
        demands = new Demands(market);
        relay = new Relay(market);
        lens = new Lens(market);
    }

    function defaultParameters() internal pure virtual returns (Parameters memory p) {
        p.seedDelay = 8;
        p.secretBlocks = 50;
        p.acceptanceLifetime = 5 minutes;
        p.postingTolerance = 5 minutes;
        p.revealWindow = 10 minutes;
        p.answerWindow = 10 minutes;
        p.answerFactor = 3;
        p.challengeWindow = 15 minutes;
        p.challengeFactor = 2;
        p.challengeExtra = 5 minutes;
        p.challengeWindowHigh = 24 hours;
        p.appealWindow = 2 hours;
        p.epochSeconds = 1 days;
        p.unbondingSeconds = 7 days;
        p.marketFeeBps = 100;
        p.floorBps = 200;
        p.floorCapBps = 2500;
        p.newcomerAudits = 5;
        p.historyWeight = 10;
        p.leastStakeMultiple = 5;
        p.smallValue = uint96(TOKEN);
        p.highValue = uint96(100 * TOKEN);
        p.leastReward = 1000;
        p.leastChallengeBond = uint96(TOKEN);
        p.demandFee = uint96(TOKEN / 100);
        p.startingPrice = uint56(TOKEN);
        p.weightUnit = uint96(TOKEN);
    }

    function newOrders(IMarket marketToBe, IHistory historyToBe, Parameters memory p)
        internal
        virtual
        returns (Orders)
    {
        return new Orders(marketToBe, historyToBe, p);
    }

    function newMarket(IERC20 token_, IHistory historyToBe, Court memory court, IRandomness source)
        internal
        virtual
        returns (Market)
    {
        return new Market(token_, orders, historyToBe, court, source);
    }

    function newAudits() internal virtual returns (Audits) {
        return new Audits(market);
    }

    function newDisputes() internal virtual returns (Disputes) {
        return new Disputes(market);
    }

    /* ACTORS */

    function actor(string memory name) internal returns (address account) {
        uint256 key = uint256(keccak256(bytes(name)));
        account = vm.addr(key);
        keys[account] = key;
        vm.label(account, name);
    }

    function fund(address account, uint256 amount) internal {
        token.mint(account, amount);
        vm.startPrank(account);
        token.approve(address(market), amount);
        market.deposit(amount);
        vm.stopPrank();
    }

    function addVerifier(string memory name) internal returns (address account) {
        account = actor(name);
        fund(account, 10_000 * TOKEN);
        vm.prank(account);
        stakes.bond(1000 * TOKEN);
        verifiers.push(account);
    }

    /* ORDERS */

    function defaultJob() internal returns (Job memory job) {
        job.work.codeId = keccak256("code");
        job.work.module = keccak256("module");
        job.work.input = keccak256("input");
        job.work.chunks = keccak256("chunks");
        job.terms.consumer = consumer;
        job.terms.fuelLimit = 2e9;
        job.terms.memoryLimit = 16;
        job.terms.priceCeiling = uint128(2 * TOKEN);
        job.terms.latestFinish = uint64(block.timestamp + 1 days);
        job.terms.postedAt = uint64(block.timestamp);
        job.terms.salt = orderSalt++;
    }

    function defaultOffer() internal returns (Offer memory offer) {
        offer.provider = provider;
        offer.price = uint128(TOKEN);
        offer.stakeMultiple = 20;
        offer.maxFuel = 1e12;
        offer.maxPages = 1024;
        offer.fuelPerSecond = 1e9;
        offer.slots = 4;
        offer.tags = 0xff;
        offer.engine = "endive";
        offer.expiry = uint64(block.timestamp + 30 days);
        offer.salt = orderSalt++;
    }

    /// @dev What the provider would accept now, by the market's own reckoning.
    function acceptanceOf(Job memory job, Offer memory offer) internal returns (Acceptance memory acceptance) {
        uint256 fullPrice = (uint256(offer.price) * job.terms.fuelLimit + 1e9 - 1) / 1e9;
        acceptance.attempt = lens.job(orders.jobId(job)).attempt;
        acceptance.price = offer.price;
        acceptance.stake = uint128(fullPrice * offer.stakeMultiple);
        (acceptance.verifiers,,) = history.sampling(
            job.terms.consumer,
            offer.provider,
            node,
            fullPrice,
            job.terms.valueAtRisk,
            acceptance.stake,
            job.terms.verifiers
        );
        acceptance.maxRate = type(uint64).max;
        acceptance.runTime = 60;
        acceptance.engine = offer.engine;
        acceptance.machineVersion = 1;
        acceptance.slotNonce = uint64(nextLane[offer.provider]++) << 32;
        acceptance.expiry = uint64(block.timestamp + 1 minutes);
    }

    /// @dev A match of a posted job.
    function matchOf(Job memory job, Offer memory offer) internal returns (Match memory aMatch) {
        aMatch.job = job.terms;
        aMatch.workHash = orders.workHash(job.work);
        aMatch.offer = offer;
        aMatch.acceptance = acceptanceOf(job, offer);
        signAcceptance(aMatch);
    }

    /// @dev A match of a job and an offer that were not posted.
    function signedMatch() internal returns (Match memory) {
        return signedMatch(defaultJob(), defaultOffer());
    }

    function signedMatch(Job memory job, Offer memory offer) internal returns (Match memory aMatch) {
        aMatch = matchOf(job, offer);
        aMatch.work = new Work[](1);
        aMatch.work[0] = job.work;
        aMatch.jobSignature = signature(job.terms.consumer, orders.jobId(job));
        aMatch.offerSignature = signature(offer.provider, orders.offerId(offer));
    }

    /// @dev Signs a changed match anew.
    function resign(Match memory aMatch) internal view returns (Match memory) {
        aMatch.workHash = orders.workHash(aMatch.work[0]);
        aMatch.jobSignature = signature(aMatch.job.consumer, jobIdOf(aMatch));
        aMatch.offerSignature = signature(aMatch.offer.provider, orders.offerId(aMatch.offer));
        signAcceptance(aMatch);
        return aMatch;
    }

    function orderOf(Match memory aMatch) internal pure returns (Job memory) {
        return Job(aMatch.work[0], aMatch.job);
    }

    function signAcceptance(Match memory aMatch) internal view {
        signAcceptance(aMatch, node);
    }

    function signAcceptance(Match memory aMatch, address marketNode) internal view {
        bytes32 offer = orders.offerId(aMatch.offer);
        bytes32 digest = orders.acceptanceDigest(jobIdOf(aMatch), offer, aMatch.acceptance, marketNode);
        aMatch.acceptanceSignature = signature(aMatch.offer.provider, digest);
    }

    function jobIdOf(Match memory aMatch) internal view returns (bytes32) {
        return orders.jobIdOf(aMatch.workHash, aMatch.job);
    }

    function signature(address signer, bytes32 digest) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[signer], digest);
        return abi.encodePacked(r, s, v);
    }

    /* VERBS */

    function post(Job memory job) internal returns (bytes32 id) {
        id = orders.jobId(job);
        vm.prank(job.terms.consumer);
        orders.postJob(job);
    }

    function post(Offer memory offer) internal returns (bytes32 id) {
        id = orders.offerId(offer);
        vm.prank(offer.provider);
        orders.postOffer(offer);
    }

    function land(Match memory aMatch) internal returns (bytes32 id) {
        id = jobIdOf(aMatch);
        vm.prank(node);
        orders.matchJob(aMatch);
    }

    function refuse(Match memory aMatch, bytes4 reason) internal {
        vm.prank(node);
        vm.expectRevert(reason);
        orders.matchJob(aMatch);
    }

    /// @dev A job of P = 2 tokens, matched.
    function running() internal returns (bytes32 id) {
        return land(signedMatch());
    }

    function commit(bytes32 id, Result memory result) internal {
        JobView memory job = lens.job(id);
        bytes32 commitment = market.commitmentOf(id, job.attempt, resultRoot(result), SALT, job.provider);
        vm.prank(job.provider);
        market.commitResult(ResultCommitment(id, job.attempt, commitment));
    }

    function committed(Result memory result) internal returns (bytes32 id) {
        id = running();
        commit(id, result);
    }

    function draw(bytes32 id) internal {
        vm.roll(lens.job(id).seedBlock + 1);
        market.drawJob(id, 0);
    }

    function reveal(bytes32 id, Result memory result) internal {
        market.revealResult(ResultReveal(id, result, SALT));
    }

    /// @dev A sampled job whose committee is seated.
    function seated(Result memory result) internal returns (bytes32 id) {
        id = committed(result);
        draw(id);
        seat(id);
    }

    function seat(bytes32 id) internal {
        vm.roll(audits.audit(id).seedBlock + 1);
        audits.seatAudit(id);
    }

    function answer(bytes32 id, address verifier, bytes32 root) internal {
        JobView memory job = lens.job(id);
        uint8 seat_ = seatOf(job, verifier);
        bytes32 commitment = audits.answerCommitmentOf(id, job.attempt, job.seats[seat_].round, root, SALT, verifier);
        vm.prank(verifier);
        audits.commitAnswer(AnswerCommitment(id, seat_, commitment));
    }

    function revealAnswer(bytes32 id, address verifier, bytes32 root) internal {
        uint8 seat_ = seatOf(lens.job(id), verifier);
        vm.prank(verifier);
        audits.revealAnswer(AnswerReveal(id, seat_, root, SALT));
    }

    /// @dev Seals a challenge unless it is, and lets a block pass.
    function seal(address by, Challenge memory what) internal {
        bytes32 seal_ = sealOf(by, what);
        if (disputes.sealedAt(seal_) == 0) {
            vm.prank(by);
            disputes.sealChallenge(seal_);
        }
        vm.roll(block.number + 1);
    }

    function sealOf(address by, Challenge memory what) internal view returns (bytes32) {
        uint8 attempt = market.terms(what.jobId).attempt;
        return disputes.sealOf(what.jobId, attempt, what.item, what.finding, what.salt, by);
    }

    function challengeAs(address by, Challenge memory what) internal returns (bytes32 claimId) {
        seal(by, what);
        vm.prank(by);
        claimId = disputes.challenge(what);
    }

    /// @dev The verifier's seat in the audit; one beyond the last if it has none.
    function seatOf(JobView memory job, address verifier) internal pure returns (uint8 number) {
        while (number < job.seats.length && job.seats[number].verifier != verifier) {
            number++;
        }
    }

    /// @dev Lets time pass until the state's exit is open.
    function passDeadline(bytes32 id) internal {
        vm.warp(uint256(lens.job(id).deadline) + 1);
    }

    /// @dev Seats the committee of a sampled job; all agree.
    function passAudit(bytes32 id, Result memory result) internal {
        seat(id);
        SeatView[] memory committee = lens.job(id).seats;
        for (uint256 i = 0; i < committee.length; i++) {
            answer(id, committee[i].verifier, resultRoot(result));
        }
        reveal(id, result);
        for (uint256 i = 0; i < committee.length; i++) {
            revealAnswer(id, committee[i].verifier, resultRoot(result));
        }
        audits.closeAudit(id);
    }

    /// @dev A sampled job that everybody is honest about, settled.
    function auditedCleanly() internal returns (bytes32 id) {
        Result memory result = rightResult();
        id = committed(result);
        draw(id);
        passAudit(id, result);
        passDeadline(id);
        market.settleJob(id);
    }

    /// @dev An unsampled job of a provider with history.
    function clear(Result memory result) internal returns (bytes32 id) {
        do {
            id = committed(result);
            draw(id);
        } while (lens.job(id).state != JobState.Clear);
    }

    function revealed(Result memory result) internal returns (bytes32 id) {
        id = clear(result);
        reveal(id, result);
    }

    /// @dev Enough clean audits that draws are no longer always sampled.
    function earnHistory() internal {
        for (uint256 i = 0; i < 6; i++) {
            bytes32 id = committed(rightResult());
            // A hash that is gone samples.
            randomness.choose(0);
            draw(id);
            randomness.choose(keccak256("clear"));
            passAudit(id, rightResult());
            passDeadline(id);
            market.settleJob(id);
        }
    }

    /* RESULTS */

    function rightResult() internal pure returns (Result memory result) {
        result.outputDigest = keccak256("output");
        result.outputChunks = keccak256("chunks");
        result.fuelUsed = 1e9;
    }

    function wrongResult() internal pure returns (Result memory result) {
        result = rightResult();
        result.outputDigest = keccak256("wrong output");
    }

    /* CHECKS */

    function assertState(bytes32 id, JobState state) internal view {
        assertEq(uint8(lens.job(id).state), uint8(state), "state");
    }

    /// @dev Everything owed to anybody, job escrows aside.
    function claims(address account) internal view returns (uint256) {
        return market.balanceOf(account) + market.provider(account).free + market.provider(account).locked
            + market.provider(account).unbonding;
    }
}
