// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Code, EffectKind, OpenTurn, Policy, Refusal} from "../types/Agents.sol";
import {JobState} from "../types/Jobs.sol";

/// @notice What the contract of agents logs and refuses.
interface IAgentEvents {
    /* EVENTS */

    event AgentCreated(
        uint256 indexed id,
        address indexed account,
        address indexed creator,
        address owner,
        Code code,
        bytes32 stateHash,
        uint64 wakeAt,
        Policy policy
    );
    event AgentUpgraded(uint256 indexed id, Code code);
    event AgentPaused(uint256 indexed id, bool paused);
    /// @notice It has no owner any more.
    event AgentRenounced(uint256 indexed id, address indexed owner);

    /// @notice A message is in an agent's mailbox.
    event MessageReceived(
        uint256 indexed id,
        uint64 indexed number,
        address indexed sender,
        uint256 value,
        uint256 postage,
        uint8 depth,
        bytes body
    );
    /// @notice The value of a message went back: its turn trapped, or the agent ended before it was read.
    event ValueReturned(uint256 indexed id, uint64 indexed number, address indexed sender, uint256 value);

    /// @notice A turn-job is posted; its inbox is `open.messages` messages from number `firstMessage` on.
    /// @param balance As in the input.
    /// @param input SHA-256 of the input.
    /// @param chunks As in the job's work.
    event AgentWoken(
        uint256 indexed id,
        bytes32 indexed jobId,
        address indexed waker,
        uint32 turn,
        uint64 firstMessage,
        uint256 balance,
        bytes32 input,
        bytes32 chunks,
        OpenTurn open
    );
    /// @notice The same turn waits for a match at a higher ceiling, as another job.
    event TurnRaised(
        uint256 indexed id,
        bytes32 indexed jobId,
        address indexed waker,
        bytes32 before,
        uint56 ceiling,
        uint256 postage
    );
    /// @notice A settled turn is opened: its inbox is read, and effects follow.
    /// @param refunded What was in its purse: of the escrow, and from late providers.
    /// @param price What the next turn-job's ceiling begins with: the price of this one, between the policy's ceilings.
    event TurnOpened(
        uint256 indexed id,
        bytes32 indexed jobId,
        uint32 turn,
        bytes32 stateHash,
        uint256 effects,
        uint256 refunded,
        uint56 price
    );
    /// @param to Who got it; of a child its purse, of `Sleep` and `End` as asked (zero, the heir).
    /// @param amount What it moved; of `Sleep` the time.
    event EffectDone(
        uint256 indexed id, uint32 turn, uint256 index, EffectKind kind, address indexed to, uint256 amount
    );
    event EffectRefused(uint256 indexed id, uint32 turn, uint256 index, EffectKind kind, Refusal reason);
    /// @notice A message to an account that is no agent's.
    event MessageSent(uint256 indexed id, address indexed to, uint256 value, bytes body);
    event ChildSpawned(
        uint256 indexed id, bytes32 indexed jobId, uint8 purse, uint8 depth, uint32 turn, uint256 index, uint256 escrow
    );
    event ChildReported(uint256 indexed id, bytes32 indexed jobId, JobState outcome, uint256 cost, uint256 refunded);
    /// @notice A turn is completed, and its tips are paid.
    event TurnLanded(uint256 indexed id, bytes32 indexed jobId, address indexed lander, uint32 turn, uint64 wakeAt);
    /// @notice A turn was dropped: its mail is gone, the values returned. Tips and price as when it is completed.
    event TurnTrapped(
        uint256 indexed id,
        bytes32 indexed jobId,
        address indexed lander,
        uint64 exitStatus,
        uint256 refunded,
        uint56 price,
        uint64 wakeAt,
        uint32 delay
    );
    /// @notice A turn-job came to nothing: its mail is unread, and its postage there again.
    event TurnFailed(
        uint256 indexed id, bytes32 indexed jobId, JobState outcome, uint256 refunded, uint64 notBefore, uint32 delay
    );
    event AgentEnded(uint256 indexed id, address indexed heir, uint256 left);
    /// @notice What came to an agent after its end went to its heir.
    event Swept(uint256 indexed id, address indexed heir, uint256 amount);

    /* ERRORS */

    /// @notice Thrown when an agent is not in the state a verb needs, or a job not a turn or child to be reported.
    error WrongState();
    /// @notice Thrown when anybody but the owner calls what is only for it.
    error NotYours();
    /// @notice Thrown when a policy, or the code of a new agent, could not work.
    error BadPolicy();
    /// @notice Thrown when a message is longer than 4,096 bytes.
    error TooLong();
    /// @notice Thrown when postage is below what the policy asks.
    error PostageTooLow();
    /// @notice Thrown when an agent is paused, has failed not long enough ago, or waits for mail or a time.
    error NotDue();
    /// @notice Thrown when an agent is below its reserve and its mail does not pay for the turn.
    error Frozen();
    /// @notice Thrown when bodies are not those of the oldest unread messages, or leave out some that fit and are older
    /// than 2 minutes.
    error WrongMessages();
    /// @notice Thrown when what is shown is not the turn-job, or not what its result says.
    error WrongTurn();
    /// @notice Thrown when a turn-job is not open, was not for long enough, or is at the highest ceiling.
    error NotRaisable();
}
