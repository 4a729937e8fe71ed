// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {Code, EffectKind, OpenTurn, Policy, Refusal, escrowOf} from "../../src/types/Agents.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Agents' books, kept from their contract's events alone, as an indexer would; and what is odd in those.
contract AgentBooks {
    struct Entry {
        address account;
        uint256 tip;
        uint256 fuelLimit;
        uint256 ceiling;
        uint256 balance;
        uint32 turn;
        bytes32 stateHash;
        bytes32 jobId;
        uint256 firstUnread;
        uint256 messages;
        uint256 postage;
        uint256 postageUsed;
        uint256 effects;
        uint256 childEscrow;
        bool ended;
        uint256[] values;
        mapping(uint32 turn => mapping(uint256 index => uint256)) times;
    }

    mapping(uint256 id => Entry) private _agents;
    mapping(address account => uint256) private _ids;
    mapping(bytes32 jobId => uint256) private _escrows;
    /// @dev Turns out of order, effects done twice or not at all.
    uint256 public odd;

    function begin(uint256 id, uint256 funding) external {
        _agents[id].balance = funding;
    }

    function topUp(uint256 id, uint256 amount) external {
        _agents[id].balance += amount;
    }

    function balance(uint256 id) external view returns (uint256) {
        return _agents[id].balance;
    }

    function turn(uint256 id) external view returns (uint32, bytes32) {
        return (_agents[id].turn, _agents[id].stateHash);
    }

    function mail(uint256 id) external view returns (uint256 firstUnread, uint256 next, uint256 postage) {
        return (_agents[id].firstUnread, _agents[id].values.length, _agents[id].postage);
    }

    function childEscrow(uint256 id) external view returns (uint256) {
        return _agents[id].childEscrow;
    }

    function read(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics.length > 1) {
                Entry storage self = _agents[uint256(logs[i].topics[1])];
                if (!readMail(self, logs[i]) && !readTurn(self, logs[i]) && !readEffect(self, logs[i])) {
                    readRest(self, logs[i]);
                }
            }
        }
    }

    function readMail(Entry storage self, Vm.Log calldata log) private returns (bool) {
        bytes32 topic = log.topics[0];
        if (topic == IAgentEvents.MessageReceived.selector) {
            (uint256 value, uint256 postage,,) = abi.decode(log.data, (uint256, uint256, uint8, bytes));
            note(uint256(log.topics[2]) == self.values.length);
            self.values.push(value);
            self.postage += postage;
            self.balance += postage;
        } else if (topic == IAgentEvents.ValueReturned.selector) {
            uint256 value = abi.decode(log.data, (uint256));
            note(value == self.values[uint256(log.topics[2])]);
            _agents[_ids[address(uint160(uint256(log.topics[3])))]].balance += value;
            self.firstUnread = self.ended ? uint256(log.topics[2]) + 1 : self.firstUnread;
        } else {
            return false;
        }
        return true;
    }

    function readTurn(Entry storage self, Vm.Log calldata log) private returns (bool) {
        bytes32 topic = log.topics[0];
        if (topic == IAgentEvents.AgentWoken.selector) {
            wake(self, log);
        } else if (topic == IAgentEvents.TurnRaised.selector) {
            raise(self, log);
        } else if (topic == IAgentEvents.TurnOpened.selector) {
            open(self, log);
        } else if (topic == IAgentEvents.TurnLanded.selector) {
            land(self, log);
        } else if (topic == IAgentEvents.TurnTrapped.selector) {
            (, uint256 refunded,,,) = abi.decode(log.data, (uint64, uint256, uint56, uint64, uint32));
            note(log.topics[2] == self.jobId);
            self.balance = self.balance + refunded - 2 * self.tip;
            self.firstUnread += self.messages;
        } else if (topic == IAgentEvents.TurnFailed.selector) {
            (, uint256 refunded,,) = abi.decode(log.data, (JobState, uint256, uint64, uint32));
            note(log.topics[2] == self.jobId);
            self.balance += refunded;
            self.postage += self.postageUsed;
        } else {
            return false;
        }
        return true;
    }

    function wake(Entry storage self, Vm.Log calldata log) private {
        (uint32 number, uint64 first,,,, OpenTurn memory what) =
            abi.decode(log.data, (uint32, uint64, uint256, bytes32, bytes32, OpenTurn));
        note(number == self.turn && first == self.firstUnread && what.jobId == log.topics[2]);
        self.ceiling = what.ceiling;
        self.jobId = what.jobId;
        (self.messages, self.postageUsed) = (what.messages, what.postage);
        self.postage -= what.postage;
        self.balance -= escrowOf(what.ceiling, self.fuelLimit);
    }

    function raise(Entry storage self, Vm.Log calldata log) private {
        (bytes32 before, uint56 ceiling, uint256 postage) = abi.decode(log.data, (bytes32, uint56, uint256));
        note(before == self.jobId && ceiling > self.ceiling);
        self.balance -= escrowOf(ceiling, self.fuelLimit) - escrowOf(self.ceiling, self.fuelLimit);
        (self.jobId, self.ceiling) = (log.topics[2], ceiling);
        self.postage -= postage;
        self.postageUsed += postage;
    }

    function open(Entry storage self, Vm.Log calldata log) private {
        (uint32 number, bytes32 stateHash, uint256 effects, uint256 refunded,) =
            abi.decode(log.data, (uint32, bytes32, uint256, uint256, uint56));
        note(number == self.turn && log.topics[2] == self.jobId);
        self.stateHash = stateHash;
        self.effects = effects;
        self.balance += refunded;
        for (uint256 i = 0; i < self.messages; i++) {
            self.balance += self.values[self.firstUnread + i];
        }
        self.firstUnread += self.messages;
    }

    function land(Entry storage self, Vm.Log calldata log) private {
        (uint32 number,) = abi.decode(log.data, (uint32, uint64));
        note(number == self.turn && log.topics[2] == self.jobId);
        self.balance -= 2 * self.tip;
        for (uint256 i = 0; i < self.effects; i++) {
            note(self.times[number][i] <= 1);
        }
        self.turn++;
    }

    function readEffect(Entry storage self, Vm.Log calldata log) private returns (bool) {
        bytes32 topic = log.topics[0];
        if (topic == IAgentEvents.EffectDone.selector) {
            (uint32 number, uint256 index, EffectKind kind, uint256 amount) =
                abi.decode(log.data, (uint32, uint256, EffectKind, uint256));
            note(++self.times[number][index] == 1 && number == self.turn);
            move(self, kind, address(uint160(uint256(log.topics[2]))), amount);
        } else if (topic == IAgentEvents.EffectRefused.selector) {
            (uint32 number, uint256 index,, Refusal reason) =
                abi.decode(log.data, (uint32, uint256, EffectKind, Refusal));
            note(++self.times[number][index] == 1 && reason != Refusal.None);
        } else {
            return false;
        }
        return true;
    }

    /// @dev What an agent gets by mail its messages say.
    function move(Entry storage self, EffectKind kind, address to, uint256 amount) private {
        if (kind == EffectKind.Pay || kind == EffectKind.Send || kind == EffectKind.Spawn) {
            self.balance -= amount;
        }
        if (kind == EffectKind.Pay && _ids[to] != 0) {
            _agents[_ids[to]].balance += amount;
        }
    }

    function readRest(Entry storage self, Vm.Log calldata log) private {
        bytes32 topic = log.topics[0];
        if (topic == IAgentEvents.AgentCreated.selector) {
            (,,,, Policy memory policy) = abi.decode(log.data, (address, Code, bytes32, uint64, Policy));
            self.account = address(uint160(uint256(log.topics[2])));
            _ids[self.account] = uint256(log.topics[1]);
            (self.tip, self.fuelLimit) = (policy.tip, policy.fuelLimit);
        } else if (topic == IAgentEvents.ChildSpawned.selector) {
            (,,,, uint256 escrow) = abi.decode(log.data, (uint8, uint8, uint32, uint256, uint256));
            _escrows[log.topics[2]] = escrow;
            self.childEscrow += escrow;
        } else if (topic == IAgentEvents.ChildReported.selector) {
            (,, uint256 refunded) = abi.decode(log.data, (JobState, uint256, uint256));
            self.childEscrow -= _escrows[log.topics[2]];
            self.balance += refunded;
        } else if (topic == IAgentEvents.AgentEnded.selector || topic == IAgentEvents.Swept.selector) {
            self.ended = true;
            self.balance -= abi.decode(log.data, (uint256));
        }
    }

    function note(bool expected) private {
        odd += expected ? 0 : 1;
    }
}
