// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Mailboxes} from "./Mailboxes.sol";
import {Effects} from "./libraries/Effects.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {Agent, AgentState, Child, EffectKind, Policy, Refusal} from "./types/Agents.sol";
import {Job} from "./types/Orders.sol";

/// @notice How agents may act: each effect against their policy's bounds.
abstract contract Conduct is Mailboxes {
    using Effects for bytes;
    using Narrow for uint256;

    /* EFFECTS */

    /// @dev Does what an effect asks, or says why not.
    function _apply(uint256 id, Agent storage self, uint8 index, bytes calldata effect) internal {
        EffectKind kind = effect.kindOf();
        Refusal refusal = _refusalOf(self, kind);
        if (refusal == Refusal.None) {
            if (kind == EffectKind.Pay) {
                refusal = _pay(id, self, index, effect);
            } else if (kind == EffectKind.Send) {
                refusal = _send(id, self, index, effect);
            } else if (kind == EffectKind.Spawn) {
                refusal = _spawn(id, self, index, effect);
            } else if (kind == EffectKind.Sleep) {
                refusal = _sleep(id, self, index, effect);
            } else {
                refusal = _ask(self, index, effect.to());
            }
        }
        if (refusal != Refusal.None) {
            _refuse(id, self, self.turn, index, kind, refusal);
        }
    }

    function _refuse(uint256 id, Agent storage self, uint32 turn, uint8 index, EffectKind kind, Refusal refusal)
        internal
    {
        // A turn has at most 64 effects.
        self.open.refused |= uint64(1) << index;
        emit EffectRefused(id, turn, index, kind, refusal);
    }

    function _done(uint256 id, Agent storage self, uint8 index, EffectKind kind, address to, uint256 amount) internal {
        emit EffectDone(id, self.turn, index, kind, to, amount);
    }

    function _pay(uint256 id, Agent storage self, uint8 index, bytes calldata effect)
        private
        returns (Refusal refusal)
    {
        uint256 amount = effect.amount();
        refusal = _claim(self, amount);
        if (refusal == Refusal.None) {
            _move(self.account, effect.to(), amount);
            _done(id, self, index, EffectKind.Pay, effect.to(), amount);
        }
    }

    function _send(uint256 id, Agent storage self, uint8 index, bytes calldata effect)
        private
        returns (Refusal refusal)
    {
        (address to, uint256 value) = (effect.to(), effect.amount());
        uint256 there = _ids[to];
        uint256 postage = there == 0 ? 0 : _agents[there].policy.postage;
        if (there != 0 && _agents[there].state == AgentState.Ended) {
            return Refusal.NobodyThere;
        }
        refusal = _claim(self, value + postage);
        if (refusal == Refusal.None) {
            _move(self.account, there == 0 ? to : address(this), value);
            _move(self.account, to, postage);
            _deliver(id, self, to, value, postage, effect.body());
            _done(id, self, index, EffectKind.Send, to, value + postage);
        }
    }

    function _deliver(uint256 id, Agent storage self, address to, uint256 value, uint256 postage, bytes calldata body)
        private
    {
        uint256 there = _ids[to];
        if (there == 0) {
            emit MessageSent(id, to, value, body);
        } else {
            // What an agent tells itself is a consequence; what it tells others, their own affair.
            _receive(there, self.account, body, value, postage, there == id ? self.open.depth : 0);
        }
    }

    function _spawn(uint256 id, Agent storage self, uint8 index, bytes calldata effect)
        private
        returns (Refusal refusal)
    {
        uint8 number = _freePurse(self);
        if (number == 0) {
            return Refusal.TooManyChildren;
        }
        if (self.open.depth >= self.policy.mostDepth) {
            return Refusal.TooDeep;
        }
        address purse = _openPurse(self.account, number);
        Job memory job = _childJob(self, purse, effect);
        uint256 escrow = _escrowOf(job);
        if (escrow > effect.budget()) {
            return Refusal.BeyondBudget;
        }
        refusal = _excess(self, escrow);
        if (refusal == Refusal.None) {
            _move(self.account, purse, escrow);
            if (!_tryPost(job)) {
                _move(purse, self.account, escrow);
                return Refusal.JobRefused;
            }
            _count(self, escrow);
            _raiseChild(id, self, number, index, ORDERS.jobId(job), escrow);
            _done(id, self, index, EffectKind.Spawn, purse, escrow);
        }
    }

    function _childJob(Agent storage self, address purse, bytes calldata effect) private returns (Job memory job) {
        Effects.ChildTerms memory asked = effect.childTerms();
        Policy memory policy = self.readPolicy();
        job = _jobOf(self, policy, purse, effect.work(self.code.machineVersion), policy.childSeconds);
        job.terms.fuelLimit = asked.fuelLimit;
        job.terms.memoryLimit = asked.memoryLimit;
        job.terms.priceCeiling = asked.priceCeiling;
    }

    function _raiseChild(uint256 id, Agent storage self, uint8 number, uint8 index, bytes32 jobId, uint256 escrow)
        private
    {
        uint8 depth = self.open.depth + 1;
        self.busy |= uint16(1) << (number - 1);
        self.childEscrow = (self.childEscrow + escrow).to88();
        _children[jobId] = Child(id.to64(), number, depth, self.turn, index, escrow.to80());
        emit ChildSpawned(id, jobId, number, depth, self.turn, index, escrow);
    }

    function _sleep(uint256 id, Agent storage self, uint8 index, bytes calldata effect) private returns (Refusal) {
        uint64 until = effect.until();
        if (until > type(uint40).max) {
            return Refusal.Malformed;
        }
        // 0 stands for no time.
        self.wakeAt = until == 0 ? 1 : uint256(until).to40();
        _done(id, self, index, EffectKind.Sleep, address(0), until);
        return Refusal.None;
    }

    /// @dev Notes that the agent ends with this turn.
    function _ask(Agent storage self, uint8 index, address heir) private returns (Refusal) {
        if (heir == address(0) || heir == self.account) {
            return Refusal.Malformed;
        }
        (self.heir, self.open.end) = (heir, index);
        return Refusal.None;
    }

    /* BOUNDS */

    function _refusalOf(Agent storage self, EffectKind kind) private view returns (Refusal) {
        if (kind == EffectKind.None) {
            return Refusal.Malformed;
        }
        return self.policy.kinds >> uint8(kind) & 1 == 0 ? Refusal.NotAllowed : Refusal.None;
    }

    /// @dev Counts an amount that an effect moves, unless it is beyond a bound.
    function _claim(Agent storage self, uint256 amount) private returns (Refusal refusal) {
        refusal = _excess(self, amount);
        if (refusal == Refusal.None) {
            _count(self, amount);
        }
    }

    function _count(Agent storage self, uint256 amount) internal {
        self.open.moved = (self.open.moved + amount).to88();
        self.movedThatDay = (_movedToday(self) + amount).to88();
        self.day = _today();
    }

    function _excess(Agent storage self, uint256 amount) private view returns (Refusal) {
        Policy memory policy = self.readPolicy();
        Refusal refusal = _excessOfTime(self, policy, amount);
        if (refusal == Refusal.None && _balanceOf(self.account) < amount + policy.reserve() + 2 * uint256(policy.tip)) {
            return Refusal.BeyondReserve;
        }
        return refusal;
    }

    /// @dev Against the turn's bound and the day's.
    function _excessOfTime(Agent storage self, Policy memory policy, uint256 amount) internal view returns (Refusal) {
        if (amount + self.open.moved > policy.mostPerTurn) {
            return Refusal.BeyondTurn;
        }
        return amount + _movedToday(self) > policy.mostPerDay ? Refusal.BeyondDay : Refusal.None;
    }

    function _movedToday(Agent storage self) private view returns (uint256) {
        return self.day == _today() ? self.movedThatDay : 0;
    }

    function _today() private view returns (uint32) {
        return uint32(block.timestamp / 1 days);
    }

    /// @dev Number of a purse that pays no child; 0 if all do.
    function _freePurse(Agent storage self) private view returns (uint8) {
        uint8 most = self.policy.mostChildren;
        for (uint8 number = 1; number <= most; number++) {
            if (self.busy >> (number - 1) & 1 == 0) {
                return number;
            }
        }
        return 0;
    }
}
