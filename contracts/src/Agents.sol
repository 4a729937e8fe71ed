// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Conduct} from "./Conduct.sol";
import {Purses} from "./Purses.sol";
import {AgentAccount} from "./AgentAccount.sol";
import {IAgents} from "./interfaces/IAgents.sol";
import {IIdentities} from "./interfaces/IIdentities.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {Effects} from "./libraries/Effects.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {Agent, Child, OpenTurn} from "./types/AgentRecord.sol";
import {
    AgentState,
    AgentView,
    ChildView,
    Code,
    Creation,
    EffectKind,
    Policy,
    Refusal,
    Turn,
    TurnView
} from "./types/Agents.sol";
import {JobState} from "./types/Jobs.sol";
import {Job, Result, Work} from "./types/Orders.sol";

/// @notice The life of agents.
contract Agents is Conduct, Batched {
    using Effects for bytes[];
    using Narrow for uint256;

    /// @dev What a verb, or an effect, uses at most but for full inboxes.
    uint256 private constant VERB_GAS = 1_000_000;
    uint8 private constant AGENT_JOB = 1;
    uint256 private constant MOST_EFFECTS = 64;
    uint256 private constant MOST_TURNS = type(uint32).max / 2 - 64;
    /// @dev Wait after a failure; each in a row doubles it, up to the last.
    uint32 private constant FIRST_DELAY = 1 minutes;
    uint32 private constant LAST_DELAY = 1 days;
    /// @dev How long after its latest finish a settled turn nobody can open is given up.
    uint256 private constant OPENING_SECONDS = 30 days;

    /// @inheritdoc IAgents
    IIdentities public immutable identities;

    constructor(IMarket market_, IIdentities identities_) Purses(market_) Batched(VERB_GAS) {
        identities = identities_;
    }

    /* LIFE */

    /// @inheritdoc IAgents
    function create(Creation calldata creation) external returns (uint256 id) {
        _checkPolicy(creation.policy);
        _checkCode(creation.code);
        address account = _newAccount();
        id = _register(account, creation.uri);
        agentOf[account] = id;
        Agent storage self = _agents[id];
        (self.account, self.state, self.owner) = (account, AgentState.Idle, creation.owner);
        (self.code, self.stateHash, self.policy) = (creation.code, creation.stateHash, creation.policy);
        (self.wakeAt, self.ceiling) = (uint256(creation.wakeAt).to40(), creation.policy.leastCeiling);
        emit AgentCreated(
            id,
            account,
            msg.sender,
            creation.owner,
            creation.code,
            creation.stateHash,
            creation.wakeAt,
            creation.policy
        );
        _take(account, creation.funding);
    }

    /// @inheritdoc IAgents
    function wake(uint256 id, bytes[] calldata bodies) external {
        Agent storage self = _in(id, AgentState.Idle);
        require(!self.paused && block.timestamp >= self.notBefore && self.turn <= MOST_TURNS, NotDue());
        OpenTurn memory open;
        bytes memory messages = _collect(id, self, bodies, open);
        Policy memory policy = self.policy;
        open.postage = _payer(self, policy, policy.turnCost(self.ceiling), bodies.length != 0).to88();
        self.postage -= open.postage;
        uint256 balance = _spendable(self, policy);
        Job memory job = _turnJob(self, policy, balance, messages);
        _move(self.account, job.terms.consumer, _escrowOf(job));
        _open(self, open, job);
        emit AgentWoken(
            id,
            open.jobId,
            msg.sender,
            self.turn,
            self.firstUnread,
            open.messages,
            open.depth,
            self.ceiling,
            balance,
            open.postage,
            job.work.input
        );
    }

    /// @inheritdoc IAgents
    function raise(uint256 id, Job calldata posted) external {
        Agent storage self = _in(id, AgentState.Working);
        OpenTurn memory open = self.open;
        require(ORDERS.jobId(posted) == open.jobId, WrongTurn());
        Policy memory policy = self.policy;
        require(market.stateOf(open.jobId) == JobState.Open && self.ceiling < policy.mostCeiling, NotRaisable());
        require(block.timestamp >= open.postedAt + policy.raiseSeconds, NotRaisable());
        bytes32 before = open.jobId;
        AgentAccount(posted.terms.consumer).execute(address(ORDERS), abi.encodeCall(IOrders.cancelJob, (before)));
        uint56 ceiling = _raised(self.ceiling, policy.mostCeiling);
        uint256 more = policy.escrow(ceiling) - policy.escrow(self.ceiling);
        uint88 postage = _payerOfMore(self, policy, open.postage, more).to88();
        (self.postage, open.postage) = (self.postage - postage, open.postage + postage);
        self.ceiling = ceiling;
        Job memory job = posted;
        job.terms.priceCeiling = ceiling;
        _renew(self, job, policy.turnSeconds);
        _move(self.account, job.terms.consumer, more);
        _open(self, open, job);
        emit TurnRaised(id, open.jobId, msg.sender, before, ceiling, postage);
    }

    /// @inheritdoc IAgents
    function advance(uint256 id, Result calldata result, Turn calldata turn, uint256 most) external {
        Agent storage self = _agents[id];
        require(self.state == AgentState.Working || self.state == AgentState.Landing, WrongState());
        _checkTurn(self.open.jobId, result, turn);
        if (self.state == AgentState.Working) {
            _openTurn(id, self, result, turn);
        }
        uint256 landed = self.open.landed;
        for (; landed < turn.effects.length && most != 0; most--) {
            require(gasleft() >= VERB_GAS, TooLittleGas());
            _apply(id, self, landed, turn.effects[landed]);
            landed++;
        }
        self.open.landed = uint8(landed);
        if (landed == turn.effects.length) {
            _land(id, self);
        }
    }

    /// @inheritdoc IAgents
    function advanceTrapped(uint256 id, Result calldata result) external {
        Agent storage self = _in(id, AgentState.Working);
        OpenTurn memory open = self.open;
        require(market.isSettledOn(open.jobId, result.resultRoot()), WrongTurn());
        require(!_isKept(result), WrongTurn());
        uint256 cost = _closeJob(self, result.fuelUsed);
        self.reports -= open.reports;
        if (open.messages == 0 && self.wakeAt != 0 && self.wakeAt <= block.timestamp) {
            self.wakeAt = _afterDelay(self);
        }
        _close(self, AgentState.Idle);
        emit TurnTrapped(
            id, open.jobId, msg.sender, result.exitStatus, cost, self.ceiling, self.wakeAt, self.delay
        );
        _tip(self, open.waker);
        _returnValues(id, self, open.messages);
    }

    /// @inheritdoc IAgents
    function fail(uint256 id) external {
        Agent storage self = _in(id, AgentState.Working);
        OpenTurn memory open = self.open;
        JobState outcome = market.stateOf(open.jobId);
        bool lost = outcome == JobState.Settled
            && block.timestamp > open.postedAt + self.policy.turnSeconds + OPENING_SECONDS;
        require(outcome == JobState.Refunded || outcome == JobState.Void || lost, WrongState());
        _empty(self.account, 0, 0);
        self.postage += open.postage;
        self.notBefore = _afterDelay(self);
        _close(self, AgentState.Idle);
        emit TurnFailed(id, open.jobId, outcome, self.notBefore, self.delay);
    }

    /// @inheritdoc IAgents
    function reportChild(bytes32 jobId, Result calldata result) external {
        Child memory child_ = _children[jobId];
        JobState outcome = market.stateOf(jobId);
        require(child_.agent != 0 && outcome >= JobState.Settled, WrongState());
        bool settled = outcome == JobState.Settled;
        require(!settled || market.isSettledOn(jobId, result.resultRoot()), WrongTurn());
        delete _children[jobId];
        Agent storage self = _agents[child_.agent];
        self.busy ^= uint16(1 << (child_.purse - 1));
        self.childEscrow -= child_.escrow;
        (uint256 cost, uint256 refunded) = _empty(self.account, child_.purse, child_.escrow);
        emit ChildReported(child_.agent, jobId, outcome, cost, refunded);
        if (self.state == AgentState.Ended) {
            sweep(child_.agent);
            return;
        }
        bytes memory outcomes = settled
            ? abi.encodePacked(uint8(0), result.exitStatus, result.outputDigest, result.fuelUsed)
            : abi.encodePacked(uint8(outcome) - uint8(JobState.Settled), uint64(0), bytes32(0), uint64(0));
        bytes memory place = abi.encodePacked(uint8(1), child_.turn, uint16(child_.effect), jobId);
        _report(child_.agent, abi.encodePacked(place, outcomes, uint128(cost), uint128(refunded)), child_.depth);
    }

    /// @inheritdoc IAgents
    function sweep(uint256 id) public {
        Agent storage self = _in(id, AgentState.Ended);
        uint256 amount = _balanceOf(self.account);
        emit Swept(id, self.heir, amount);
        _move(self.account, self.heir, amount);
    }

    /* ONLY FOR THE OWNER */

    /// @inheritdoc IAgents
    function pause(uint256 id) external {
        _setPaused(id, true);
    }

    /// @inheritdoc IAgents
    function unpause(uint256 id) external {
        _setPaused(id, false);
    }

    /// @inheritdoc IAgents
    function upgrade(uint256 id, Code calldata code) external {
        Agent storage self = _owned(id);
        require(self.state == AgentState.Idle, WrongState());
        require(self.policy.upgradable, NotYours());
        _checkCode(code);
        self.code = code;
        emit AgentUpgraded(id, code);
    }

    /// @inheritdoc IAgents
    function renounce(uint256 id) external {
        Agent storage self = _owned(id);
        (self.owner, self.paused) = (address(0), false);
        emit AgentRenounced(id, msg.sender);
    }

    /* VIEWS */

    /// @inheritdoc IAgents
    function policyOf(uint256 id) external view returns (Policy memory) {
        return _agents[id].policy;
    }

    /// @inheritdoc IAgents
    function agent(uint256 id) external view returns (AgentView memory result) {
        Agent memory self = _agents[id];
        result.state = self.state;
        result.paused = self.paused;
        result.account = self.account;
        result.owner = self.owner;
        result.code = self.code;
        result.stateHash = self.stateHash;
        result.turn = self.turn;
        result.wakeAt = self.wakeAt;
        result.notBefore = self.notBefore;
        result.delay = self.delay;
        result.ceiling = self.ceiling;
        result.postage = self.postage;
        result.firstUnread = self.firstUnread;
        result.nextMessage = self.nextMessage;
        result.reports = self.reports;
        result.childEscrow = self.childEscrow;
        result.day = self.day;
        result.movedThatDay = self.movedThatDay;
        result.heir = self.heir;
        for (uint256 busy = self.busy; busy != 0; busy &= busy - 1) {
            result.children++;
        }
        if (self.open.jobId != 0) {
            result.open = _viewOf(self);
        }
    }

    /// @inheritdoc IAgents
    function runway(uint256 id) external view returns (uint256) {
        _requireAlive(id);
        Agent storage self = _agents[id];
        Policy memory policy = self.policy;
        (uint256 balance, uint256 least) = (_balanceOf(self.account), policy.reserve());
        return balance < least ? 0 : (balance - least) / policy.turnCost(policy.mostCeiling) + 1;
    }

    /// @inheritdoc IAgents
    function canWake(uint256 id) external view returns (bool due, uint256 messages) {
        Agent storage self = _agents[id];
        messages = _mostMessages(id, self);
        Policy memory policy = self.policy;
        uint256 cost = policy.turnCost(self.ceiling);
        uint256 balance = _balanceOf(self.account);
        bool paid = messages != 0 && self.postage >= cost && balance >= cost;
        bool called = (_isTime(self) || self.reports != 0) && balance >= policy.reserve();
        bool ready = self.state == AgentState.Idle && !self.paused && block.timestamp >= self.notBefore;
        due = ready && (paid || called);
    }

    /// @inheritdoc IAgents
    function child(bytes32 jobId) external view returns (ChildView memory) {
        Child memory c = _children[jobId];
        return ChildView(c.agent, c.purse, c.depth, c.turn, c.effect, c.escrow);
    }

    /* INTERNAL: WAKING */

    /// @dev What of a turn's cost the postage pays; the rest the treasury does.
    function _payer(Agent storage self, Policy memory policy, uint256 cost, bool hasMail)
        private
        view
        returns (uint256)
    {
        uint256 balance = _balanceOf(self.account);
        if (hasMail && self.postage >= cost) {
            require(balance >= cost, Frozen());
            return cost;
        }
        require(_isTime(self) || (hasMail && self.reports != 0), NotDue());
        require(balance >= policy.reserve(), Frozen());
        return 0;
    }

    /// @dev The same of what a higher ceiling costs more.
    function _payerOfMore(Agent storage self, Policy memory policy, uint256 paid, uint256 more)
        private
        view
        returns (uint256)
    {
        uint256 balance = _balanceOf(self.account);
        if (paid != 0 && self.postage >= more && balance >= more + 2 * uint256(policy.tip)) {
            return more;
        }
        // As when the turn was posted, its escrow counted.
        require(balance + policy.escrow(self.ceiling) >= policy.reserve(), Frozen());
        return 0;
    }

    function _isTime(Agent storage self) private view returns (bool) {
        return self.wakeAt != 0 && block.timestamp >= self.wakeAt;
    }

    /// @dev What effects may move beside the messages' values.
    function _spendable(Agent storage self, Policy memory policy) private view returns (uint256) {
        uint256 kept = policy.turnCost(self.ceiling) + policy.reserve();
        uint256 balance = _balanceOf(self.account);
        return balance < kept ? 0 : balance - kept;
    }

    function _turnJob(Agent storage self, Policy memory policy, uint256 balance, bytes memory messages)
        private
        returns (Job memory job)
    {
        bytes memory input = abi.encodePacked(
            "SOUKIN2\x00",
            uint64(policy.fuelLimit),
            uint128(policy.mostPerTurn),
            self.account,
            self.turn,
            // Ledgers hold less than 2^88.
            uint128(balance),
            self.stateHash,
            messages
        );
        Work memory work;
        work.module = self.code.module;
        work.codeId = Effects.codeId(work.module, self.code.machineVersion);
        work.input = sha256(input);
        // A blob of one chunk has its leaf as root.
        work.chunks = keccak256(abi.encode(self.code.chunks, sha256(abi.encodePacked(bytes1(0), input))));
        work.kind = AGENT_JOB;
        work.turnLimit = 1;
        job = _jobOf(self, _openPurse(self.account, 0), work, policy.turnSeconds);
        job.terms.fuelLimit = policy.fuelLimit;
        job.terms.memoryLimit = policy.memoryLimit;
        job.terms.priceCeiling = self.ceiling;
        job.terms.valueAtRisk = policy.mostPerTurn;
    }

    /// @dev Posts a turn-job; its purse has the escrow.
    function _open(Agent storage self, OpenTurn memory open, Job memory job) private {
        (open.jobId, open.waker, open.postedAt) = (ORDERS.jobId(job), msg.sender, block.timestamp.to40());
        (self.state, self.open) = (AgentState.Working, open);
        _post(job);
    }

    function _raised(uint56 ceiling, uint56 most) private pure returns (uint56) {
        uint256 raised = uint256(ceiling) * 5 / 4 + 1;
        return raised < most ? uint56(raised) : most;
    }

    /* INTERNAL: LANDING */

    /// @dev That the result is the turn-job's, and the turn the result's.
    function _checkTurn(bytes32 jobId, Result calldata result, Turn calldata turn) private view {
        require(market.isSettledOn(jobId, result.resultRoot()) && _isKept(result), WrongTurn());
        require(turn.effects.length <= MOST_EFFECTS && turn.effects.root() == result.effects, WrongTurn());
        bytes32 hash = Effects.turnHash(turn.stateHash, result.fuelUsed, result.outputDigest, result.effects);
        require(result.trace[0] == hash, WrongTurn());
    }

    /// @dev Whether the job's turn was not dropped.
    function _isKept(Result calldata result) private pure returns (bool) {
        return result.exitStatus == 0 && result.trace.length == 1;
    }

    function _openTurn(uint256 id, Agent storage self, Result calldata result, Turn calldata turn) private {
        uint256 cost = _closeJob(self, result.fuelUsed);
        (self.state, self.stateHash) = (AgentState.Landing, turn.stateHash);
        (self.wakeAt, self.delay) = (0, 0);
        emit TurnOpened(id, self.open.jobId, self.turn, turn.stateHash, turn.effects.length, cost, self.ceiling);
        _read(self);
    }

    /// @dev Takes the refund of a settled turn-job; the next ceiling is the price it had.
    function _closeJob(Agent storage self, uint256 fuelUsed) private returns (uint256 cost) {
        Policy memory policy = self.policy;
        (cost,) = _empty(self.account, 0, policy.escrow(self.ceiling));
        if (fuelUsed != 0) {
            // The highest at which that much fuel costs that much.
            uint256 price = ((cost + 1) * 1e9 - 1) / fuelUsed;
            price = price < policy.leastCeiling ? policy.leastCeiling : price;
            self.ceiling = price < self.ceiling ? price.to56() : self.ceiling;
        }
    }

    function _land(uint256 id, Agent storage self) private {
        OpenTurn memory open = self.open;
        uint32 turn = self.turn++;
        _tip(self, open.waker);
        uint256 left = _balanceOf(self.account);
        bool ends = self.heir != address(0) && _mayEnd(id, self, turn, left);
        if (!ends && self.open.refused != 0) {
            _receive(id, address(0), abi.encodePacked(uint8(2), turn, self.open.refused), 0, 0, open.depth);
        }
        _close(self, ends ? AgentState.Ended : AgentState.Idle);
        emit TurnLanded(id, open.jobId, msg.sender, turn, self.wakeAt);
        if (ends) {
            emit AgentEnded(id, self.heir, left);
            _move(self.account, self.heir, left);
        }
    }

    /// @dev All the agent has must be within the bounds; else it lives on.
    function _mayEnd(uint256 id, Agent storage self, uint32 turn, uint256 left) private returns (bool) {
        uint256 index = self.open.end;
        Refusal refusal = _excessOfTime(self, self.policy, left + self.childEscrow);
        if (refusal != Refusal.None) {
            self.heir = address(0);
            _refuse(id, self, turn, index, EffectKind.End, refusal);
            return false;
        }
        emit EffectDone(id, turn, index, EffectKind.End, self.heir, left);
        return true;
    }

    function _tip(Agent storage self, address waker) private {
        uint256 tip = self.policy.tip;
        _move(self.account, waker, tip);
        _move(self.account, msg.sender, tip);
    }

    /// @dev Ends what was open of a turn.
    function _close(Agent storage self, AgentState state) private {
        self.state = state;
        delete self.open;
    }

    /// @dev When an agent may wake after one more failure in a row.
    function _afterDelay(Agent storage self) private returns (uint40) {
        uint32 delay = self.delay == 0 ? FIRST_DELAY : 2 * self.delay;
        self.delay = delay < LAST_DELAY ? delay : LAST_DELAY;
        return (block.timestamp + self.delay).to40();
    }

    /* INTERNAL: OTHERS */

    /// @dev The identity is the account's own.
    function _register(address account, string calldata uri) private returns (uint256) {
        bytes memory call = abi.encodeWithSignature("register(string)", uri);
        return abi.decode(AgentAccount(account).execute(address(identities), call), (uint256));
    }

    function _checkCode(Code calldata code) private pure {
        require(code.module != 0 && code.machineVersion != 0, BadPolicy());
    }

    function _owned(uint256 id) private view returns (Agent storage self) {
        self = _agents[id];
        require(msg.sender == self.owner, NotYours());
    }

    function _setPaused(uint256 id, bool paused) private {
        _owned(id).paused = paused;
        emit AgentPaused(id, paused);
    }

    function _viewOf(Agent memory self) private pure returns (TurnView memory) {
        OpenTurn memory open = self.open;
        return TurnView({
            jobId: open.jobId,
            waker: open.waker,
            postedAt: open.postedAt,
            messages: open.messages,
            depth: open.depth,
            postage: open.postage,
            landed: open.landed,
            moved: open.moved
        });
    }
}
