// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Audits} from "../../src/Audits.sol";
import {Market} from "../../src/Market.sol";
import {Orders} from "../../src/Orders.sol";
import {Stablecoin} from "../../src/Stablecoin.sol";
import {IAudits} from "../../src/interfaces/IAudits.sol";
import {IERC20} from "../../src/interfaces/IERC20.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {AnswerCommitment, AnswerReveal} from "../../src/types/Answers.sol";
import {JobState, JobView, Match, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Acceptance, Job, Offer, Result, resultRoot} from "../../src/types/Orders.sol";
import {Parameters} from "../../src/types/Parameters.sol";
import {ChosenRandomness} from "./ChosenRandomness.sol";
import {Test} from "./Test.sol";

/// @notice A deployed market with funded actors, and each verb of a job's life in one line.
abstract contract MarketFixture is Test {
    uint256 internal constant TOKEN = 1e6;
    bytes32 internal constant SALT = keccak256("salt");

    Stablecoin internal token;
    Market internal market;
    Orders internal orders;
    Audits internal audits;
    ChosenRandomness internal randomness;

    address internal consumer;
    address internal provider;
    address internal node;
    address internal stranger;
    address[] internal verifiers;
    mapping(address account => uint256) internal keys;

    uint64 internal slotNonce;
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
        uint256 nonce = vm.getNonce(address(this));
        address marketAddress = vm.computeCreateAddress(address(this), nonce + 1);
        address auditsAddress = vm.computeCreateAddress(address(this), nonce + 2);
        orders = new Orders(IMarket(marketAddress), IAudits(auditsAddress), p);
        market = new Market(IERC20(address(token)), orders, IAudits(auditsAddress), randomness);
        audits = new Audits(market);
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
        p.startingPrice = uint56(TOKEN);
        p.weightUnit = uint96(TOKEN);
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
        audits.bond(1000 * TOKEN);
        verifiers.push(account);
    }

    /* ORDERS */

    function defaultJob() internal returns (Job memory job) {
        job.consumer = consumer;
        job.codeId = keccak256("code");
        job.module = keccak256("module");
        job.input = keccak256("input");
        job.fuelLimit = 2e9;
        job.memoryLimit = 16;
        job.priceCeiling = uint128(2 * TOKEN);
        job.latestFinish = uint64(block.timestamp + 1 days);
        job.postedAt = uint64(block.timestamp);
        job.salt = orderSalt++;
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
        uint256 fullPrice = (uint256(offer.price) * job.fuelLimit + 1e9 - 1) / 1e9;
        acceptance.jobId = orders.jobId(job);
        acceptance.attempt = orders.job(acceptance.jobId).attempt;
        acceptance.offerId = orders.offerId(offer);
        acceptance.price = offer.price;
        acceptance.stake = uint128(fullPrice * offer.stakeMultiple);
        acceptance.verifiers =
            orders.verifiersFor(job.consumer, offer.provider, node, fullPrice, job.valueAtRisk, job.verifiers);
        acceptance.maxRate = type(uint64).max;
        acceptance.runTime = 60;
        acceptance.engine = offer.engine;
        acceptance.machineVersion = 1;
        acceptance.slotNonce = slotNonce++;
        acceptance.expiry = uint64(block.timestamp + 1 minutes);
    }

    function matchOf(Job memory job, Offer memory offer) internal returns (Match memory aMatch) {
        Acceptance memory acceptance = acceptanceOf(job, offer);
        aMatch = Match(job, "", offer, "", acceptance, signAcceptance(acceptance));
    }

    function signedMatch() internal returns (Match memory aMatch) {
        Job memory job = defaultJob();
        Offer memory offer = defaultOffer();
        aMatch = matchOf(job, offer);
        aMatch.jobSignature = signature(consumer, orders.jobId(job));
        aMatch.offerSignature = signature(provider, orders.offerId(offer));
    }

    function signAcceptance(Acceptance memory acceptance) internal view returns (bytes memory) {
        return signature(provider, orders.acceptanceDigest(acceptance));
    }

    function signature(address signer, bytes32 digest) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[signer], digest);
        return abi.encodePacked(r, s, v);
    }

    /* VERBS */

    function post(Job memory job) internal returns (bytes32 id) {
        id = orders.jobId(job);
        vm.prank(job.consumer);
        orders.postJob(job);
    }

    function post(Offer memory offer) internal returns (bytes32 id) {
        id = orders.offerId(offer);
        vm.prank(offer.provider);
        orders.postOffer(offer);
    }

    function land(Match memory aMatch) internal returns (bytes32 id) {
        id = orders.jobId(aMatch.job);
        vm.prank(node);
        orders.matchJob(aMatch);
    }

    /// @dev A job of P = 2 tokens, matched.
    function running() internal returns (bytes32 id) {
        return land(signedMatch());
    }

    function commit(bytes32 id, Result memory result) internal {
        JobView memory job = orders.job(id);
        bytes32 commitment = market.commitmentOf(id, job.attempt, resultRoot(result), SALT, job.provider);
        vm.prank(job.provider);
        market.commitResult(ResultCommitment(id, job.attempt, commitment));
    }

    function committed(Result memory result) internal returns (bytes32 id) {
        id = running();
        commit(id, result);
    }

    function draw(bytes32 id) internal {
        vm.roll(orders.job(id).seedBlock + 1);
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
        uint8 round = orders.job(id).state == JobState.Disputed ? 3 : audits.audit(id).round;
        bytes32 commitment = audits.answerCommitmentOf(id, orders.job(id).attempt, round, root, SALT, verifier);
        vm.prank(verifier);
        audits.commitAnswer(AnswerCommitment(id, commitment));
    }

    function revealAnswer(bytes32 id, address verifier, bytes32 root) internal {
        vm.prank(verifier);
        audits.revealAnswer(AnswerReveal(id, root, SALT));
    }

    /// @dev Lets time pass until the state's exit is open.
    function passDeadline(bytes32 id) internal {
        vm.warp(uint256(orders.job(id).deadline) + 1);
    }

    /// @dev A sampled job that everybody is honest about, settled.
    function auditedCleanly() internal returns (bytes32 id) {
        Result memory result = rightResult();
        id = seated(result);
        address[] memory committee = orders.job(id).seated;
        for (uint256 i = 0; i < committee.length; i++) {
            answer(id, committee[i], resultRoot(result));
        }
        reveal(id, result);
        for (uint256 i = 0; i < committee.length; i++) {
            revealAnswer(id, committee[i], resultRoot(result));
        }
        audits.closeAudit(id);
        passDeadline(id);
        market.settleJob(id);
    }

    /// @dev Enough clean audits that draws are no longer always sampled.
    function earnHistory() internal {
        for (uint256 i = 0; i < 6; i++) {
            auditedCleanly();
        }
        randomness.choose(keccak256("clear"));
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
        assertEq(uint8(orders.job(id).state), uint8(state), "state");
    }

    /// @dev Everything owed to anybody, job escrows aside.
    function claims(address account) internal view returns (uint256) {
        return market.balanceOf(account) + market.provider(account).free + market.provider(account).locked
            + market.provider(account).unbonding;
    }
}
