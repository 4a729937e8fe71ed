// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Agents} from "../../src/Agents.sol";
import {Identities} from "../../src/Identities.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {Agent, AgentState, Creation, Policy, Turn} from "../../src/types/Agents.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, JobTerms, Offer, Result, TRAPPED, Work} from "../../src/types/Orders.sol";
import {JobView} from "../../src/types/Views.sol";
import {MarketFixture} from "./MarketFixture.sol";
import {Vm} from "./Vm.sol";

/// @notice Agents on a market, and what their turns come to, as far as settlement. Of the fixture's agent a turn costs
/// 2 tokens at the least ceiling and 4 at the most, two tips of a hundredth beside it; it keeps two of the latter.
abstract contract AgentFixture is MarketFixture {
    uint256 internal constant TIP = TOKEN / 100;
    uint256 internal constant COST = 2 * TOKEN + 2 * TIP;
    uint256 internal constant RESERVE = 2 * (4 * TOKEN + 2 * TIP);
    uint256 internal constant FUNDS = 100 * TOKEN;
    uint256 internal constant POSTAGE = TOKEN / 2;
    /// @dev What a turn really costs: half its fuel, at a token.
    uint256 internal constant SPENT = TOKEN;
    bytes32 internal constant STATE = keccak256("state");

    Identities internal identities;
    Agents internal agents;
    address internal creator;
    address internal sender;
    address internal waker;

    /// @dev Of turns to come.
    uint64 internal fuelUsed = 1e9;
    /// @dev Jobs as posted, by id.
    mapping(bytes32 id => Job) private _jobs;

    function setUp() public virtual override {
        super.setUp();
        identities = new Identities();
        agents = new Agents(market, identities);
        creator = customer("creator");
        sender = customer("sender");
        waker = actor("waker");
    }

    /// @dev Somebody with money who lets agents have of it.
    function customer(string memory name) internal returns (address account) {
        account = actor(name);
        fund(account, 10_000 * TOKEN);
        vm.prank(account);
        market.approve(address(agents), type(uint256).max);
    }

    /* AGENTS */

    function defaultPolicy() internal pure returns (Policy memory p) {
        p.fuelLimit = 2e9;
        p.memoryLimit = 16;
        p.verifiers = 2;
        p.minStakeMultiple = 5;
        p.leastCeiling = uint56(TOKEN);
        p.mostCeiling = uint56(2 * TOKEN);
        p.turnSeconds = 1 days;
        p.kinds = 0x3e;
        p.mostPerTurn = uint80(50 * TOKEN);
        p.mostPerDay = uint80(80 * TOKEN);
        p.postage = uint80(POSTAGE);
        p.reserveTurns = 2;
        p.tip = uint80(TIP);
        p.raiseSeconds = 60;
        p.childSeconds = 1 days;
        p.mostChildren = 3;
        p.mostDepth = 2;
        p.upgradable = true;
    }

    function defaultCreation() internal view returns (Creation memory c) {
        c.code.module = keccak256("agent module");
        c.code.chunks = keccak256("agent chunks");
        c.code.machineVersion = 2;
        c.policy = defaultPolicy();
        c.owner = creator;
        c.funding = FUNDS;
        c.uri = "data:,agent";
    }

    function created() internal returns (uint256 id) {
        return created(defaultCreation());
    }

    function created(Creation memory creation) internal returns (uint256) {
        vm.prank(creator);
        return agents.create(creation);
    }

    /// @dev With that in its account, as if it had nothing else.
    function createdWith(uint256 funds) internal returns (uint256) {
        Creation memory creation = defaultCreation();
        creation.funding = funds;
        return created(creation);
    }

    /// @dev Another agent, that waits for mail and asks no postage.
    function service() internal returns (uint256) {
        Creation memory creation = defaultCreation();
        creation.policy.postage = 0;
        creation.owner = address(0);
        return created(creation);
    }

    function treasury(uint256 id) internal view returns (uint256) {
        return market.balanceOf(agents.accountOf(id));
    }

    function assertLife(uint256 id, AgentState state) internal view {
        assertEq(uint8(agents.agent(id).state), uint8(state), "state of the agent");
    }

    /* MAIL */

    function mail(uint256 id, bytes memory body, uint256 value, uint256 postage) internal {
        vm.prank(sender);
        agents.send(id, body, value, postage);
    }

    /// @dev A message that pays for the turn that reads it.
    function mail(uint256 id, bytes memory body) internal {
        mail(id, body, 0, COST);
    }

    function bodies() internal pure returns (bytes[] memory) {
        return new bytes[](0);
    }

    function bodies(bytes memory first) internal pure returns (bytes[] memory list) {
        list = new bytes[](1);
        list[0] = first;
    }

    /* TURNS */

    /// @dev Wakes an agent that has that to read.
    function wake(uint256 id, bytes[] memory list) internal returns (bytes32 jobId) {
        vm.recordLogs();
        vm.prank(waker);
        agents.wake(id, list);
        remember();
        return agents.agent(id).open.jobId;
    }

    /// @dev Mails and wakes it.
    function working(uint256 id) internal returns (bytes32 jobId) {
        mail(id, "go on");
        return wake(id, bodies("go on"));
    }

    /// @dev Takes down the jobs just posted.
    function remember() internal {
        rememberFrom(vm.getRecordedLogs());
    }

    function rememberFrom(Vm.Log[] memory logs) internal {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == IOrders.JobPosted.selector) {
                (Work memory work, JobTerms memory terms) = abi.decode(logs[i].data, (Work, JobTerms));
                _jobs[logs[i].topics[1]] = Job(work, terms);
            }
        }
    }

    function jobOf(bytes32 jobId) internal view returns (Job memory) {
        return _jobs[jobId];
    }

    /// @dev A posted job's match.
    function take(bytes32 jobId) internal {
        Offer memory offer = defaultOffer();
        Match memory aMatch = matchOf(_jobs[jobId], offer);
        aMatch.offerSignature = signature(offer.provider, orders.offerId(offer));
        land(aMatch);
    }

    /// @dev Runs a posted job to its settlement.
    function settle(bytes32 jobId, Result memory result) internal {
        take(jobId);
        commit(jobId, result);
        // A hash that is gone samples.
        randomness.choose(0);
        draw(jobId);
        randomness.choose(keccak256("seed"));
        passAudit(jobId, result);
        passDeadline(jobId);
        market.settleJob(jobId);
    }

    /// @dev Takes the open turn to what its module did.
    function settled(uint256 id, Turn memory turn) internal returns (Result memory result) {
        result = resultOf(turn);
        settle(agents.agent(id).open.jobId, result);
    }

    /// @dev A whole turn with these effects, begun by a message.
    function turned(uint256 id, bytes[] memory effects) internal {
        working(id);
        landed(id, effects);
    }

    /// @dev What is open of a turn, with these effects.
    function landed(uint256 id, bytes[] memory effects) internal {
        Turn memory turn = Turn(STATE, effects);
        advance(id, settled(id, turn), turn);
    }

    function advance(uint256 id, Result memory result, Turn memory turn) internal {
        vm.recordLogs();
        vm.prank(stranger);
        agents.advance(id, result, turn, 64);
        remember();
    }

    /* RESULTS */

    function resultOf(Turn memory turn) internal view returns (Result memory result) {
        result.outputDigest = sha256("output");
        result.outputChunks = keccak256("chunks");
        result.fuelUsed = fuelUsed;
        result.effects = rootOf(turn.effects);
        result.trace = new bytes32[](1);
        result.trace[0] =
            sha256(abi.encodePacked("souk turn 1", turn.stateHash, fuelUsed, result.outputDigest, result.effects));
    }

    function trap() internal pure returns (Result memory result) {
        result.outputDigest = sha256("");
        result.exitStatus = TRAPPED;
        result.fuelUsed = 1e9;
    }

    /// @dev As agent-abi.md has it, under "Effects".
    function rootOf(bytes[] memory effects) internal pure returns (bytes32) {
        if (effects.length == 0) {
            return 0;
        }
        return sha256(abi.encodePacked(uint32(effects.length), treeOf(effects, 0, effects.length)));
    }

    /// @dev RFC 6962, section 2.1.
    function treeOf(bytes[] memory effects, uint256 from, uint256 to) private pure returns (bytes32) {
        if (to - from == 1) {
            return sha256(abi.encodePacked(bytes1(0), uint32(0), effects[from]));
        }
        uint256 half = 1;
        while (2 * half < to - from) {
            half *= 2;
        }
        return
            sha256(abi.encodePacked(bytes1(0x01), treeOf(effects, from, from + half), treeOf(effects, from + half, to)));
    }

    /* EFFECTS */

    function none() internal pure returns (bytes[] memory) {
        return new bytes[](0);
    }

    function one(bytes memory effect) internal pure returns (bytes[] memory list) {
        list = new bytes[](1);
        list[0] = effect;
    }

    function two(bytes memory first, bytes memory second) internal pure returns (bytes[] memory list) {
        list = new bytes[](2);
        (list[0], list[1]) = (first, second);
    }

    function pay(address to, uint256 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(1), to, uint128(amount));
    }

    function tell(address to, uint256 value, bytes memory body) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(2), to, uint128(value), uint32(body.length), body);
    }

    function spawn(uint256 budget) internal pure returns (bytes memory) {
        return spawn(budget, uint128(TOKEN));
    }

    /// @dev A command of a Gfuel.
    function spawn(uint256 budget, uint128 ceiling) internal pure returns (bytes memory) {
        bytes memory blobs =
            abi.encodePacked(keccak256("child"), keccak256("input"), bytes32(0), bytes32(0), keccak256("chunks"));
        return abi.encodePacked(uint8(3), uint128(budget), blobs, uint8(0), uint64(1e9), uint32(16), uint8(0), ceiling);
    }

    function sleep(uint64 until) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(4), until);
    }

    function end(address heir) internal pure returns (bytes memory) {
        return abi.encodePacked(uint8(5), heir);
    }
}
