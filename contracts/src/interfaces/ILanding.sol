// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Turn} from "../types/Agents.sol";
import {Result} from "../types/Orders.sol";
import {IAgentEvents} from "./IAgentEvents.sol";

/// @notice How agents' jobs end: turns that are settled, dropped or failed, children, and what is left of an agent.
interface ILanding is IAgentEvents {
    /// @notice Working or Landing -> Idle, or Landing if effects are left, or Ended: opens the settled turn, and
    /// applies its effects in order. One over a bound is refused, the others go on.
    /// @dev Of `Sleep` and `End` the last counts; the end comes after the tips.
    /// @param most Effects of this page.
    function advance(uint256 id, Result calldata result, Turn calldata turn, uint256 most) external;

    /// @notice Working -> Idle: the turn-job is settled, and its turn was dropped (a trap, an exit status not 0, out of
    /// fuel). State and code stay; the mail is gone, its values go back.
    function advanceTrapped(uint256 id, Result calldata result) external;

    /// @notice Working -> Idle: the turn-job is Refunded or Void; or it is settled, and for 30 days beyond its latest
    /// finish nobody could open it. The mail stays unread. Pays nothing.
    function fail(uint256 id) external;

    /// @notice Reports a child job that is final to its parent. Pays nothing.
    /// @param result Of a settled one; otherwise ignored.
    function reportChild(bytes32 jobId, Result calldata result) external;

    /// @notice Of an agent that ended: what came to its account goes to its heir. A child of it that is final is
    /// reported first.
    function sweep(uint256 id) external;

    /// @notice Of an agent that ended: returns the values of its oldest unread messages, at most so many.
    function returnMail(uint256 id, uint256 most) external;
}
