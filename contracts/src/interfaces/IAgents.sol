// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Agent, Child, Code, Creation, Message} from "../types/Agents.sol";
import {IBatched} from "./IBatched.sol";
import {IIdentities} from "./IIdentities.sol";
import {ILanding} from "./ILanding.sol";
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
interface IAgents is ILanding, IBatched {
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
    /// @param input SHA-256 of the input.
    /// @param chunks The hash that the job's work has of both blobs' chunks.
    function raise(uint256 id, bytes32 input, bytes32 chunks) external;

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
    function agent(uint256 id) external view returns (Agent memory);

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
    function inbox(uint256 id, uint64 from, uint256 count) external view returns (Message[] memory);

    function child(bytes32 jobId) external view returns (Child memory);
}
