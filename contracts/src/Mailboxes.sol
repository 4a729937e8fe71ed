// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Purses} from "./Purses.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {TurnInput} from "./libraries/TurnInput.sol";
import {Agent, Message, OpenTurn} from "./types/Agents.sol";

/// @notice Agents' mail: each has one queue, whose order is the chain's. Values lie here until they are read; postage
/// pays for turns.
abstract contract Mailboxes is Purses {
    using Narrow for uint256;

    uint256 private constant MOST_BODY = 4096;
    uint256 private constant MOST_MESSAGES = 16;
    /// @dev Seconds a message must be old before no wake may leave it out, so that no new one makes a wake fail.
    uint256 private constant NEW_SECONDS = 2 minutes;

    /// @dev Queues a message; its value and postage are on their way.
    function _receive(uint256 id, address sender, bytes memory body, uint256 value, uint256 postage, uint8 depth)
        internal
        returns (Message storage message)
    {
        require(body.length <= MOST_BODY, TooLong());
        Agent storage self = _agents[id];
        uint40 number = self.nextMessage++;
        self.postage = (self.postage + postage).to88();
        message = _messages[id][number];
        (message.sender, message.value, message.depth) = (sender, value.to88(), depth);
        message.digest = bytes22(sha256(body));
        message.size = body.length.to16();
        message.sentAt = block.timestamp.to40();
        emit MessageReceived(id, number, sender, value, postage, depth, body);
    }

    /// @dev A message of this contract about a child.
    function _report(uint256 id, bytes memory body, uint8 depth) internal {
        _receive(id, address(0), body, 0, 0, depth).isReport = true;
        _agents[id].reports++;
    }

    /// @dev How many of the oldest unread messages fit into a turn.
    function _mostMessages(uint256 id, Agent storage self) internal view returns (uint256 count) {
        uint256 unread = self.nextMessage - self.firstUnread;
        uint256 most = unread < MOST_MESSAGES ? unread : MOST_MESSAGES;
        uint256 size = TurnInput.BARE;
        for (; count < most; count++) {
            size += TurnInput.BARE_MESSAGE + _messages[id][self.firstUnread + count].size;
            if (size > TurnInput.MOST) {
                return count;
            }
        }
    }

    /// @dev The messages with those bodies, as the input has them; fills in what the turn must know of them.
    function _collect(uint256 id, Agent storage self, bytes[] calldata bodies, OpenTurn memory open)
        internal
        view
        returns (bytes memory messages)
    {
        uint256 count = bodies.length;
        uint256 most = _mostMessages(id, self);
        uint256 first = self.firstUnread;
        require(count == most || (count < most && _isNew(_messages[id][first + count])), WrongMessages());
        open.messages = count.to8();
        messages = TurnInput.count(count);
        for (uint256 i = 0; i < count; i++) {
            Message memory m = _messageOf(id, first + i);
            require(m.digest == bytes22(sha256(bodies[i])), WrongMessages());
            open.value += m.value;
            open.reports += m.isReport ? 1 : 0;
            open.depth = m.depth > open.depth ? m.depth : open.depth;
            messages = TurnInput.add(messages, m, bodies[i]);
        }
    }

    /// @dev Takes the turn's messages out of the queue; their values come to the account.
    function _read(Agent storage self) internal {
        OpenTurn storage open = self.open;
        (self.firstUnread, self.reports) = (self.firstUnread + open.messages, self.reports - open.reports);
        _give(self.account, open.value);
    }

    /// @dev Takes the oldest messages out of the queue; their values go back.
    function _returnValues(uint256 id, Agent storage self, uint256 count) internal {
        uint40 first = self.firstUnread;
        self.firstUnread = (first + count).to40();
        for (uint256 i = 0; i < count; i++) {
            Message memory m = _messageOf(id, first + i);
            if (m.value != 0) {
                emit ValueReturned(id, (first + i).to64(), m.sender, m.value);
                _give(m.sender, m.value);
            }
        }
    }

    /// @dev A function, so that unpacking is compiled once.
    function _messageOf(uint256 id, uint256 number) internal view returns (Message memory) {
        return _messages[id][number];
    }

    function _isNew(Message storage message) private view returns (bool) {
        return block.timestamp <= message.sentAt + NEW_SECONDS;
    }
}
