// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conduct} from "./Conduct.sol";
import {Purses} from "./Purses.sol";
import {IBatched} from "./interfaces/IBatched.sol";
import {ILanding} from "./interfaces/ILanding.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {Effects} from "./libraries/Effects.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {Agent, AgentState, Child, EffectKind, OpenTurn, Policy, Refusal, Turn} from "./types/Agents.sol";
import {JobState} from "./types/Jobs.sol";
import {Result} from "./types/Orders.sol";

/// @notice How agents' jobs end. Code of `Agents`, which it calls as its own (delegatecall): on one contract it would
/// not fit. By itself it knows no agent.
contract Landing is ILanding, Conduct {
    using Effects for bytes[];
    using Narrow for uint256;

    /// @dev What an effect uses at most.
    uint256 private constant EFFECT_GAS = 500_000;
    uint256 private constant MOST_EFFECTS = 64;
    /// @dev Wait after a failure; each in a row doubles it, up to the last.
    uint32 private constant FIRST_DELAY = 1 minutes;
    uint32 private constant LAST_DELAY = 1 days;
    /// @dev How long after its latest finish a settled turn nobody can open is given up.
    uint256 private constant OPENING_SECONDS = 30 days;

    constructor(IMarket market_, address implementation) Purses(market_, implementation) {}

    /* TURNS */

    /// @inheritdoc ILanding
    function advance(uint256 id, Result calldata result, Turn calldata turn, uint256 most) external {
        Agent storage self = _agents[id];
        require(self.state == AgentState.Working || self.state == AgentState.Landing, WrongState());
        _checkTurn(self.open.jobId, result, turn);
        if (self.state == AgentState.Working) {
            _openTurn(id, self, result, turn);
        }
        uint8 landed = self.open.landed;
        for (; landed < turn.effects.length && most != 0; most--) {
            require(gasleft() >= EFFECT_GAS, IBatched.TooLittleGas());
            _apply(id, self, landed, turn.effects[landed]);
            landed++;
        }
        self.open.landed = landed;
        if (landed == turn.effects.length) {
            _land(id, self);
        }
    }

    /// @inheritdoc ILanding
    function advanceTrapped(uint256 id, Result calldata result) external {
        Agent storage self = _in(id, AgentState.Working);
        OpenTurn memory open = self.readOpen();
        require(MARKET.isSettledOn(open.jobId, result.resultRoot()), WrongTurn());
        require(!_isKept(result), WrongTurn());
        uint256 refunded = _closeJob(self, result.fuelUsed);
        self.reports -= open.reports;
        if (open.messages == 0 && self.wakeAt != 0 && self.wakeAt <= block.timestamp) {
            self.wakeAt = _afterDelay(self);
        }
        _close(self, AgentState.Idle);
        emit TurnTrapped(id, open.jobId, msg.sender, result.exitStatus, refunded, self.price, self.wakeAt, self.delay);
        _tip(self, open.waker);
        _returnValues(id, self, open.messages);
    }

    /// @inheritdoc ILanding
    function fail(uint256 id) external {
        Agent storage self = _in(id, AgentState.Working);
        OpenTurn memory open = self.readOpen();
        JobState outcome = MARKET.stateOf(open.jobId);
        bool lost =
            outcome == JobState.Settled && block.timestamp > open.postedAt + self.policy.turnSeconds + OPENING_SECONDS;
        require(outcome == JobState.Refunded || outcome == JobState.Void || lost, WrongState());
        uint256 refunded = _empty(self.account, 0);
        self.postage += open.postage;
        self.notBefore = _afterDelay(self);
        _close(self, AgentState.Idle);
        emit TurnFailed(id, open.jobId, outcome, refunded, self.notBefore, self.delay);
    }

    /* CHILDREN */

    /// @inheritdoc ILanding
    function reportChild(bytes32 jobId, Result calldata result) external {
        Child memory child_ = _children[jobId];
        JobState outcome = MARKET.stateOf(jobId);
        require(child_.agent != 0 && outcome >= JobState.Settled, WrongState());
        bool settled = outcome == JobState.Settled;
        require(!settled || MARKET.isSettledOn(jobId, result.resultRoot()), WrongTurn());
        delete _children[jobId];
        Agent storage self = _agents[child_.agent];
        self.busy ^= uint16(1) << (child_.purse - 1);
        self.childEscrow -= child_.escrow;
        uint256 refunded = _empty(self.account, child_.purse);
        uint256 cost = _costOf(child_.escrow, refunded);
        emit ChildReported(child_.agent, jobId, outcome, cost, refunded);
        if (self.state == AgentState.Ended) {
            sweep(child_.agent);
            return;
        }
        bytes memory outcomes = settled
            ? abi.encodePacked(uint8(0), result.exitStatus, result.outputDigest, result.fuelUsed)
            : abi.encodePacked(uint8(outcome) - uint8(JobState.Settled), uint64(0), bytes32(0), uint64(0));
        bytes memory place = abi.encodePacked(uint8(1), child_.turn, uint16(child_.effect), jobId);
        _report(child_.agent, abi.encodePacked(place, outcomes, cost.to128(), refunded.to128()), child_.depth);
    }

    /* AFTER THE END */

    /// @inheritdoc ILanding
    function sweep(uint256 id) public {
        Agent storage self = _in(id, AgentState.Ended);
        uint256 amount = _balanceOf(self.account);
        emit Swept(id, self.heir, amount);
        _move(self.account, self.heir, amount);
    }

    /// @inheritdoc ILanding
    function returnMail(uint256 id, uint256 most) external {
        Agent storage self = _in(id, AgentState.Ended);
        uint256 unread = self.nextMessage - self.firstUnread;
        _returnValues(id, self, unread < most ? unread : most);
    }

    /* INTERNAL */

    /// @dev That the result is the turn-job's, and the turn the result's.
    function _checkTurn(bytes32 jobId, Result calldata result, Turn calldata turn) private view {
        require(MARKET.isSettledOn(jobId, result.resultRoot()) && _isKept(result), WrongTurn());
        require(turn.effects.length <= MOST_EFFECTS && turn.effects.root() == result.effects, WrongTurn());
        bytes32 hash = Effects.turnHash(turn.stateHash, result.fuelUsed, result.outputDigest, result.effects);
        require(result.trace[0] == hash, WrongTurn());
    }

    /// @dev Whether the job's turn was not dropped.
    function _isKept(Result calldata result) private pure returns (bool) {
        return result.exitStatus == 0 && result.trace.length == 1;
    }

    function _openTurn(uint256 id, Agent storage self, Result calldata result, Turn calldata turn) private {
        uint256 refunded = _closeJob(self, result.fuelUsed);
        (self.state, self.stateHash) = (AgentState.Landing, turn.stateHash);
        (self.wakeAt, self.delay) = (0, 0);
        emit TurnOpened(id, self.open.jobId, self.turn, turn.stateHash, turn.effects.length, refunded, self.price);
        _read(self);
    }

    /// @dev Takes the refund of a settled turn-job; the next begins with the price it had.
    function _closeJob(Agent storage self, uint256 fuelUsed) private returns (uint256 refunded) {
        Policy memory policy = self.readPolicy();
        uint256 ceiling = self.open.ceiling;
        refunded = _empty(self.account, 0);
        if (fuelUsed != 0) {
            // The highest at which that much fuel costs that much.
            uint256 price = ((_costOf(policy.turnEscrow(ceiling), refunded) + 1) * 1e9 - 1) / fuelUsed;
            price = price < ceiling ? price : ceiling;
            self.price = price < policy.leastCeiling ? policy.leastCeiling : price.to56();
        }
    }

    function _land(uint256 id, Agent storage self) private {
        OpenTurn memory open = self.readOpen();
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
        uint8 index = self.open.end;
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
}
