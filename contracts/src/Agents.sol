// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgentAccount} from "./AgentAccount.sol";
import {Batched} from "./Batched.sol";
import {Landing} from "./Landing.sol";
import {Mailboxes} from "./Mailboxes.sol";
import {Purses} from "./Purses.sol";
import {IAgents} from "./interfaces/IAgents.sol";
import {IIdentities} from "./interfaces/IIdentities.sol";
import {ILanding} from "./interfaces/ILanding.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {Clones} from "./libraries/Clones.sol";
import {Effects} from "./libraries/Effects.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {TurnInput} from "./libraries/TurnInput.sol";
import {Agent, AgentState, Child, Code, Creation, Message, OpenTurn, Policy, Turn} from "./types/Agents.sol";
import {JobState} from "./types/Jobs.sol";
import {Job, JobTerms, Result, Work} from "./types/Orders.sol";

/// @notice The life of agents: how they begin, wake, and are reached. How their turns end is in `Landing`.
contract Agents is IAgents, Mailboxes, Batched {
    using Narrow for uint256;

    /// @dev What a verb uses at most but for full inboxes and many effects.
    uint256 private constant VERB_GAS = 1_000_000;
    uint8 private constant AGENT_JOB = 1;
    uint256 private constant MOST_TURNS = type(uint32).max / 2 - 64;
    uint256 private constant MOST_VERIFIERS = 7;
    uint256 private constant MOST_SECONDS = 365 days;
    uint256 private constant MOST_CHILDREN = 16;
    /// @dev P + X is below so many S.
    uint256 private constant STAKES = 15;

    /* STORAGE */

    /// @inheritdoc IAgents
    IIdentities public immutable identities;
    address private immutable LANDING;

    constructor(IMarket market_, IIdentities identities_)
        Purses(market_, address(new AgentAccount()))
        Batched(VERB_GAS)
    {
        identities = identities_;
        LANDING = address(new Landing(market_, IMPLEMENTATION));
    }

    /* LIFE */

    /// @inheritdoc IAgents
    function create(Creation calldata creation) external returns (uint256 id) {
        _checkPolicy(creation.policy);
        _checkCode(creation.code);
        address account = _newAccount();
        id = _register(account, creation.uri);
        _ids[account] = id;
        Agent storage self = _agents[id];
        (self.account, self.state, self.owner) = (account, AgentState.Idle, creation.owner);
        (self.code, self.stateHash, self.policy) = (creation.code, creation.stateHash, creation.policy);
        (self.wakeAt, self.price) = (uint256(creation.wakeAt).to40(), creation.policy.leastCeiling);
        emit AgentCreated(
            id, account, msg.sender, creation.owner, creation.code, creation.stateHash, creation.wakeAt, creation.policy
        );
        _take(account, creation.funding);
    }

    /// @inheritdoc IAgents
    function send(uint256 id, bytes calldata body, uint256 value, uint256 postage) external {
        Agent storage self = _alive(id);
        require(postage >= self.policy.postage, PostageTooLow());
        _receive(id, msg.sender, body, value, postage, 0);
        _take(address(this), value);
        _take(self.account, postage);
    }

    /// @inheritdoc IAgents
    function wake(uint256 id, bytes[] calldata bodies) external {
        Agent storage self = _in(id, AgentState.Idle);
        require(!self.paused && block.timestamp >= self.notBefore && self.turn <= MOST_TURNS, NotDue());
        OpenTurn memory open;
        open.ceiling = self.price;
        bytes memory messages = _collect(id, self, bodies, open);
        Policy memory policy = self.readPolicy();
        open.postage = _payer(self, policy, policy.turnCost(open.ceiling), bodies.length != 0).to88();
        self.postage -= open.postage;
        uint256 balance = _spendable(self, policy);
        Job memory job = _firstJob(self, policy, balance, messages);
        job.terms.priceCeiling = open.ceiling;
        _move(self.account, job.terms.consumer, _escrowOf(job));
        _open(self, open, job);
        _emitWoken(id, self, open, balance, job.work);
    }

    /// @inheritdoc IAgents
    function raise(uint256 id, bytes32 input, bytes32 chunks) external {
        Agent storage self = _in(id, AgentState.Working);
        OpenTurn memory open = self.readOpen();
        Policy memory policy = self.readPolicy();
        require(MARKET.stateOf(open.jobId) == JobState.Open && open.ceiling < policy.mostCeiling, NotRaisable());
        require(block.timestamp >= open.postedAt + policy.raiseSeconds, NotRaisable());
        (bytes32 before, uint256 escrow) = (open.jobId, policy.turnEscrow(open.ceiling));
        Job memory job = _turnJob(self, policy, input, chunks);
        job.terms.priceCeiling = open.ceiling;
        _cancel(job, before, open.postedAt, policy.turnSeconds);
        open.ceiling = _raised(open.ceiling, policy.mostCeiling);
        job.terms.priceCeiling = open.ceiling;
        uint256 more = _escrowOf(job) - escrow;
        uint88 postage = _payerOfMore(self, policy, open.postage, escrow, more).to88();
        (self.postage, open.postage) = (self.postage - postage, open.postage + postage);
        _move(self.account, job.terms.consumer, more);
        _open(self, open, job);
        emit TurnRaised(id, open.jobId, msg.sender, before, open.ceiling, postage);
    }

    /* ENDS OF TURNS: IN LANDING */

    /// @inheritdoc ILanding
    function advance(uint256, Result calldata, Turn calldata, uint256) external {
        _delegate();
    }

    /// @inheritdoc ILanding
    function advanceTrapped(uint256, Result calldata) external {
        _delegate();
    }

    /// @inheritdoc ILanding
    function fail(uint256) external {
        _delegate();
    }

    /// @inheritdoc ILanding
    function reportChild(bytes32, Result calldata) external {
        _delegate();
    }

    /// @inheritdoc ILanding
    function sweep(uint256) external {
        _delegate();
    }

    /// @inheritdoc ILanding
    function returnMail(uint256, uint256) external {
        _delegate();
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
    function market() external view returns (IMarket) {
        return MARKET;
    }

    /// @inheritdoc IAgents
    function agent(uint256 id) external view returns (Agent memory) {
        return _agents[id];
    }

    /// @inheritdoc IAgents
    function accountOf(uint256 id) external view returns (address) {
        return _agents[id].account;
    }

    /// @inheritdoc IAgents
    function agentOf(address account) external view returns (uint256) {
        return _ids[account];
    }

    /// @inheritdoc IAgents
    function purseOf(uint256 id, uint8 number) external view returns (address) {
        return Clones.addressOf(IMPLEMENTATION, _saltOf(_agents[id].account, number));
    }

    /// @inheritdoc IAgents
    function runway(uint256 id) external view returns (uint256) {
        Agent storage self = _alive(id);
        Policy memory policy = self.readPolicy();
        (uint256 balance, uint256 least) = (_balanceOf(self.account), policy.reserve());
        return balance < least ? 0 : (balance - least) / policy.turnCost(policy.mostCeiling) + 1;
    }

    /// @inheritdoc IAgents
    function canWake(uint256 id) external view returns (bool due, uint256 messages) {
        Agent storage self = _agents[id];
        messages = _mostMessages(id, self);
        Policy memory policy = self.readPolicy();
        uint256 cost = policy.turnCost(self.price);
        uint256 balance = _balanceOf(self.account);
        bool paid = messages != 0 && self.postage >= cost && balance >= cost;
        bool called = (_isTime(self) || self.reports != 0) && balance >= policy.reserve();
        bool ready = self.state == AgentState.Idle && !self.paused && block.timestamp >= self.notBefore;
        due = ready && (paid || called);
    }

    /// @inheritdoc IAgents
    function inbox(uint256 id, uint64 from, uint256 count) external view returns (Message[] memory messages) {
        uint256 next = _agents[id].nextMessage;
        uint256 there = from < next ? next - from : 0;
        messages = new Message[](count < there ? count : there);
        for (uint256 i = 0; i < messages.length; i++) {
            messages[i] = _messageOf(id, from + i);
        }
    }

    /// @inheritdoc IAgents
    function child(bytes32 jobId) external view returns (Child memory) {
        return _children[jobId];
    }

    /* INTERNAL: BEGINNINGS */

    function _checkPolicy(Policy calldata p) private pure {
        require(p.fuelLimit != 0 && p.memoryLimit != 0 && p.reserveTurns != 0 && p.raiseSeconds != 0, BadPolicy());
        require(p.leastCeiling != 0 && p.leastCeiling <= p.mostCeiling, BadPolicy());
        require(p.verifiers >= 2 && p.verifiers <= MOST_VERIFIERS && p.minStakeMultiple != 0, BadPolicy());
        require(p.turnSeconds != 0 && p.turnSeconds <= MOST_SECONDS && p.childSeconds <= MOST_SECONDS, BadPolicy());
        require(p.mostChildren <= MOST_CHILDREN, BadPolicy());
        Policy memory policy = p;
        uint256 least = policy.turnEscrow(p.leastCeiling);
        require(least + p.mostPerTurn < STAKES * p.minStakeMultiple * least, BadPolicy());
    }

    function _checkCode(Code calldata code) private pure {
        require(code.module != 0 && code.machineVersion != 0, BadPolicy());
    }

    /// @dev The identity is the account's own.
    function _register(address account, string calldata uri) private returns (uint256) {
        bytes memory call = abi.encodeWithSignature("register(string)", uri);
        return abi.decode(AgentAccount(account).execute(address(identities), call), (uint256));
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
    function _payerOfMore(Agent storage self, Policy memory policy, uint256 paid, uint256 escrow, uint256 more)
        private
        view
        returns (uint256)
    {
        uint256 balance = _balanceOf(self.account);
        if (paid != 0 && self.postage >= more && balance >= more + 2 * uint256(policy.tip)) {
            return more;
        }
        // As when the turn was posted, its escrow counted.
        require(balance + escrow >= policy.reserve(), Frozen());
        return 0;
    }

    function _isTime(Agent storage self) private view returns (bool) {
        return self.wakeAt != 0 && block.timestamp >= self.wakeAt;
    }

    /// @dev What effects may move beside the messages' values.
    function _spendable(Agent storage self, Policy memory policy) private view returns (uint256) {
        uint256 kept = policy.turnCost(self.price) + policy.reserve();
        uint256 balance = _balanceOf(self.account);
        return balance < kept ? 0 : balance - kept;
    }

    function _firstJob(Agent storage self, Policy memory policy, uint256 balance, bytes memory messages)
        private
        returns (Job memory)
    {
        bytes memory blob = TurnInput.encode(policy, self.account, self.turn, balance, self.stateHash, messages);
        // A blob of one chunk has its leaf as root.
        bytes32 chunks = keccak256(abi.encode(self.code.chunks, sha256(abi.encodePacked(bytes1(0), blob))));
        return _turnJob(self, policy, sha256(blob), chunks);
    }

    function _emitWoken(uint256 id, Agent storage self, OpenTurn memory open, uint256 balance, Work memory work)
        private
    {
        uint64 first = self.firstUnread;
        emit AgentWoken(id, open.jobId, msg.sender, self.turn, first, balance, work.input, work.chunks, open);
    }

    function _turnJob(Agent storage self, Policy memory policy, bytes32 input, bytes32 chunks)
        private
        returns (Job memory job)
    {
        Work memory work;
        work.module = self.code.module;
        work.codeId = Effects.codeId(work.module, self.code.machineVersion);
        work.input = input;
        work.chunks = chunks;
        work.kind = AGENT_JOB;
        work.turnLimit = 1;
        job = _jobOf(self, policy, _openPurse(self.account, 0), work, policy.turnSeconds);
        job.terms.fuelLimit = policy.fuelLimit;
        job.terms.memoryLimit = policy.memoryLimit;
        job.terms.valueAtRisk = policy.mostPerTurn;
    }

    /// @dev Cancels the job that is as this one, but posted then.
    function _cancel(Job memory job, bytes32 before, uint64 postedAt, uint32 openSeconds) private {
        JobTerms memory terms = job.terms;
        (uint64 postsAt, uint64 finish) = (terms.postedAt, terms.latestFinish);
        (terms.postedAt, terms.latestFinish, terms.salt) = (postedAt, postedAt + openSeconds, terms.salt - 1);
        require(ORDERS.jobId(job) == before, WrongTurn());
        (terms.postedAt, terms.latestFinish, terms.salt) = (postsAt, finish, terms.salt + 1);
        AgentAccount(terms.consumer).execute(address(ORDERS), abi.encodeCall(IOrders.cancelJob, (before)));
    }

    /// @dev Posts a turn-job; its purse has the escrow.
    function _open(Agent storage self, OpenTurn memory open, Job memory job) private {
        (open.jobId, open.waker, open.postedAt) = (ORDERS.jobId(job), msg.sender, block.timestamp.to40());
        self.state = AgentState.Working;
        self.writeOpen(open);
        _post(job);
    }

    function _raised(uint56 ceiling, uint56 most) private pure returns (uint56) {
        uint256 raised = uint256(ceiling) * 5 / 4 + 1;
        return raised < most ? raised.to56() : most;
    }

    /* INTERNAL: OTHERS */

    function _owned(uint256 id) private view returns (Agent storage self) {
        self = _agents[id];
        require(msg.sender == self.owner, NotYours());
    }

    function _setPaused(uint256 id, bool paused) private {
        _owned(id).paused = paused;
        emit AgentPaused(id, paused);
    }

    function _alive(uint256 id) private view returns (Agent storage self) {
        self = _agents[id];
        require(self.state != AgentState.None && self.state != AgentState.Ended, WrongState());
    }

    /// @dev The same call, by Landing's code in this contract's storage; what it returns is returned.
    function _delegate() private {
        address landing = LANDING;
        assembly ("memory-safe") {
            let data := mload(0x40)
            calldatacopy(data, 0, calldatasize())
            let done := delegatecall(gas(), landing, data, calldatasize(), 0, 0)
            returndatacopy(data, 0, returndatasize())
            if done { return(data, returndatasize()) }
            revert(data, returndatasize())
        }
    }
}
