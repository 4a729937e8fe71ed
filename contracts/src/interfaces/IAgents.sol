// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AgentView,
    ChildView,
    Code,
    Creation,
    EffectKind,
    MessageView,
    Policy,
    Refusal,
    Turn
} from "../types/Agents.sol";
import {JobState} from "../types/Jobs.sol";
import {Job, Result} from "../types/Orders.sol";
import {IBatched} from "./IBatched.sol";
import {IIdentities} from "./IIdentities.sol";
import {IMarket} from "./IMarket.sol";

/// @notice Agents: accounts in the market's ledger that no key controls but their own verified code. To the market each
/// is one more consumer.
/// @dev Life: mail arrives, or a time comes; anyone wakes the agent, which posts its next turn as a job; once that is
/// settled, anyone advances it by what the result says. A turn-job has a turn limit of 1, no draw secret and no output
/// key.
///
/// Money. The account holds what is the agent's. A message's value lies with this contract until a turn that has read
/// it is landed; its postage is the agent's from the start. Each job is paid by a purse, an account that pays one job
/// at a time: number 0 turns, from 1 on children. So what a job has cost is what its purse lacks once it is final. Who
/// sends or creates has this contract approved in the ledger (`ILedger.approve`). Nothing here calls a recipient.
///
/// Input of a turn, big-endian: "SOUKIN2\0" || fuel limit (8) || X (16) || account (20) || turns completed (4) ||
/// balance (16) || state hash (32) || count (4) || (sender (20) || value (16) || length (4) || body) for each message;
/// at most 16,384 bytes, so one chunk. Balance: what effects may move beside the messages' values, that is the
/// account's less this turn's escrow and tips and the reserve; 0 if that is less. The reserve is what N turns cost at
/// the policy's highest price ceiling: each the escrow and two tips.
///
/// Messages whose sender is zero are this contract's, big-endian:
/// - what came of a child: 1 || turn that asked for it (4) || number of the effect (2) || job (32) || 0 settled, 1
///   refunded, 2 void (1) || exit status (8) || SHA-256 of the output (32) || fuel used (8) || cost (16) || refunded
///   (16); exit status, output and fuel 0 unless settled;
/// - effects that were refused: 2 || turn (4) || bits, the lowest for effect 0 (8).
interface IAgents is IBatched {
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

    /// @notice A turn-job is posted; its inbox is `messages` messages from number `firstMessage` on.
    /// @param balance As in the input.
    /// @param postage What it took from the postage.
    event AgentWoken(
        uint256 indexed id,
        bytes32 indexed jobId,
        address indexed waker,
        uint32 turn,
        uint64 firstMessage,
        uint8 messages,
        uint8 depth,
        uint56 ceiling,
        uint256 balance,
        uint256 postage,
        bytes32 input
    );
    /// @notice The same turn waits for a match at a higher ceiling, as another job.
    event TurnRaised(
        uint256 indexed id, bytes32 indexed jobId, address indexed waker, bytes32 before, uint56 ceiling, uint256 postage
    );
    /// @notice A settled turn is opened: its inbox is read, and effects follow.
    /// @param cost Of its job; both tips come beside it.
    /// @param ceiling What the next turn-job begins with: the price of this one.
    event TurnOpened(
        uint256 indexed id,
        bytes32 indexed jobId,
        uint32 turn,
        bytes32 stateHash,
        uint256 effects,
        uint256 cost,
        uint56 ceiling
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
    event ChildReported(
        uint256 indexed id, bytes32 indexed jobId, JobState outcome, uint256 cost, uint256 refunded
    );
    /// @notice A turn is completed, and its tips are paid.
    event TurnLanded(
        uint256 indexed id, bytes32 indexed jobId, address indexed lander, uint32 turn, uint64 wakeAt
    );
    /// @notice A turn was dropped: its mail is gone, the values returned. Tips and ceiling as when it is completed.
    event TurnTrapped(
        uint256 indexed id,
        bytes32 indexed jobId,
        address indexed lander,
        uint64 exitStatus,
        uint256 cost,
        uint56 ceiling,
        uint64 wakeAt,
        uint32 delay
    );
    /// @notice A turn-job came to nothing: its mail is unread, and its postage there again.
    event TurnFailed(uint256 indexed id, bytes32 indexed jobId, JobState outcome, uint64 notBefore, uint32 delay);
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

    /* LIFE */

    /// @notice Registers an identity and gives it an account, funded from the caller's balance.
    function create(Creation calldata creation) external returns (uint256 id);

    /// @notice Sends a message with value, from the caller's balance. Its order is fixed here.
    /// @param body At most 4,096 bytes.
    /// @param postage What the turn that reads it may cost the agent; at least what its policy asks. Not returned.
    function send(uint256 id, bytes calldata body, uint256 value, uint256 postage) external;

    /// @notice Idle -> Working: posts the next turn. Due when the postage covers escrow and tips and there is mail; or,
    /// out of the treasury while that is not below its reserve, when a child has been reported or its time has come.
    /// @param bodies Of the oldest unread messages: as many as fit, at most 16; those of the last 2 minutes may be left
    /// out.
    function wake(uint256 id, bytes[] calldata bodies) external;

    /// @notice Cancels a turn-job nobody took, and posts it with a ceiling a quarter higher. Paid as its wake; its
    /// waker is the caller now.
    /// @param posted The open turn-job.
    function raise(uint256 id, Job calldata posted) external;

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

    /* ONLY FOR THE OWNER */

    /// @notice A paused agent does not wake; what it has begun goes on.
    function pause(uint256 id) external;
    function unpause(uint256 id) external;

    /// @notice Gives an idle agent other code, if its policy allows. Its state stays.
    function upgrade(uint256 id, Code calldata code) external;

    /// @notice For ever: nobody owns the agent. It is no longer paused.
    function renounce(uint256 id) external;

    /* VIEWS */

    function market() external view returns (IMarket);
    function identities() external view returns (IIdentities);
    function agent(uint256 id) external view returns (AgentView memory);
    function policyOf(uint256 id) external view returns (Policy memory);

    /// @notice Anyone may send it money: `ILedger.transfer`. Zero for no agent.
    function accountOf(uint256 id) external view returns (address);

    /// @notice Which agent's account that is; 0 for none.
    function agentOf(address account) external view returns (uint256 id);

    /// @notice The account that pays turns (0) or is one of those that pay children.
    function purseOf(uint256 id, uint8 number) external view returns (address);

    /// @notice Turns the account pays, at the highest ceiling, before the agent is frozen.
    function runway(uint256 id) external view returns (uint256 turns);

    /// @notice Whether a wake would succeed now, and how many messages it may take at most.
    function canWake(uint256 id) external view returns (bool due, uint256 messages);

    /// @notice Messages from a number on, also read ones.
    function inbox(uint256 id, uint64 from, uint256 count) external view returns (MessageView[] memory);

    function child(bytes32 jobId) external view returns (ChildView memory);
}
