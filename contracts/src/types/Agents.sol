// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where an agent is in its life.
enum AgentState {
    None,
    /// @dev No turn-job is open.
    Idle,
    /// @dev A turn-job is posted.
    Working,
    /// @dev Its turn is opened; some of the effects are still to come.
    Landing,
    /// @dev Nothing wakes it any more. Final.
    Ended
}

/// @notice What a turn may ask for, numbered as in the encoding of effects.
enum EffectKind {
    None,
    Pay,
    Send,
    Spawn,
    Sleep,
    End
}

/// @notice Why an effect is refused.
enum Refusal {
    None,
    /// @dev Not of the form.
    Malformed,
    /// @dev The policy does not have its kind.
    NotAllowed,
    /// @dev Beyond what is left of X.
    BeyondTurn,
    BeyondDay,
    /// @dev It would leave less than the reserve and what the turn still owes.
    BeyondReserve,
    /// @dev To an agent that has ended.
    NobodyThere,
    TooManyChildren,
    /// @dev Asked for by a turn that is a child's consequence, and its children's, too many times over.
    TooDeep,
    /// @dev The escrow at the child's price ceiling is above its budget.
    BeyondBudget,
    /// @dev The market would not have the child job.
    JobRefused
}

/// @notice What an agent runs. Its code id is the hash of module digest and machine version, as are its children's, of
/// the same version.
struct Code {
    /// @dev SHA-256 of the module.
    bytes32 module;
    /// @dev Root of the module's 16 KiB chunks.
    bytes32 chunks;
    uint32 machineVersion;
}

/// @notice On what terms an agent lives; fixed for ever. Amounts are token base units, times seconds, prices token base
/// units per 10^9 fuel. Four slots.
struct Policy {
    // Slot 0.
    /// @dev Of a turn, at least 1.
    uint48 fuelLimit;
    /// @dev Pages of 64 KiB, at least 1.
    uint32 memoryLimit;
    /// @dev m, 2..7.
    uint8 verifiers;
    /// @dev Least S/P.
    uint16 minStakeMultiple;
    /// @dev Turn-jobs' price ceilings lie between these two; at least 1.
    uint56 leastCeiling;
    uint56 mostCeiling;
    /// @dev How long after its posting a turn-job may be open or reassigned, 1..365 days.
    uint32 turnSeconds;
    /// @dev Effects it may ask for: bit k for the kind with number k.
    uint8 kinds;
    // Slot 1.
    /// @dev Capability tags that its turn-jobs and children ask for.
    uint256 tags;
    // Slot 2.
    /// @dev X: most the effects of one turn may move. With P at the least ceiling, P + X < 15 S.
    uint80 mostPerTurn;
    /// @dev Most they may move in one day of Unix time.
    uint80 mostPerDay;
    /// @dev Least postage of a message.
    uint80 postage;
    /// @dev N: turns at the most ceiling, tips included, that its reserve lasts, at least 1.
    uint16 reserveTurns;
    // Slot 3.
    /// @dev To who posts a turn-job, and to who lands its turn.
    uint80 tip;
    /// @dev How long a turn-job must have been open before its ceiling is raised, at least 1.
    uint32 raiseSeconds;
    /// @dev How long a child job may be open or reassigned, at most 365 days.
    uint32 childSeconds;
    /// @dev Children at the same time, at most 16.
    uint8 mostChildren;
    /// @dev Consequences in a row: a turn that reads no child's outcome has depth 0, its children depth 1; a turn that
    /// reads what came of depth d has depth d.
    uint8 mostDepth;
    /// @dev Whether its owner may give it other code.
    bool upgradable;
}

/// @notice A new agent.
struct Creation {
    Code code;
    /// @dev Hash of the state it goes on from; zero: it begins.
    bytes32 stateHash;
    Policy policy;
    /// @dev May pause, and upgrade if the policy allows; zero for nobody.
    address owner;
    /// @dev Block time from which it wakes without mail, seconds; 0: it waits for mail.
    uint64 wakeAt;
    /// @dev What goes from the caller's market balance into the agent's account.
    uint256 funding;
    /// @dev Of its registration file (ERC-8004).
    string uri;
}

/// @notice What opens a turn-job's result: what it leaves and what it asks for.
struct Turn {
    bytes32 stateHash;
    /// @dev Encoded, in their order; at most 64.
    bytes[] effects;
}

/// @notice An agent, all but its policy.
struct AgentView {
    AgentState state;
    bool paused;
    /// @dev Its treasury in the ledger.
    address account;
    /// @dev Zero for nobody.
    address owner;
    Code code;
    /// @dev Zero while it has not begun.
    bytes32 stateHash;
    /// @dev Turns completed.
    uint32 turn;
    /// @dev Block time from which it wakes without mail, seconds; 0: it waits for mail.
    uint64 wakeAt;
    /// @dev Block time before which it does not wake, seconds.
    uint64 notBefore;
    /// @dev What the next failure in a row adds, seconds.
    uint32 delay;
    /// @dev Price ceiling of its open or next turn-job.
    uint56 ceiling;
    /// @dev What senders have paid for turns to come.
    uint256 postage;
    /// @dev Number of its first unread message, and of the next to come.
    uint64 firstUnread;
    uint64 nextMessage;
    /// @dev Unread messages about children.
    uint32 reports;
    /// @dev Children not reported yet, and their escrows.
    uint8 children;
    uint256 childEscrow;
    /// @dev Day of Unix time, and what effects have moved in it.
    uint32 day;
    uint256 movedThatDay;
    /// @dev The open turn; zeros while Idle.
    TurnView open;
    /// @dev Who gets what is left; zero unless Ended.
    address heir;
}

/// @notice A turn that is being run or landed.
struct TurnView {
    bytes32 jobId;
    /// @dev Who posted it.
    address waker;
    uint64 postedAt;
    /// @dev Messages of its inbox, from the first unread.
    uint8 messages;
    uint8 depth;
    /// @dev What it took from the postage.
    uint256 postage;
    /// @dev Effects that are done or refused, and what they moved.
    uint8 landed;
    uint256 moved;
}

/// @notice A message in a mailbox.
struct MessageView {
    uint64 number;
    /// @dev Zero: from the contract itself, as `IAgents` lays out.
    address sender;
    uint256 value;
    /// @dev Beginning (22 bytes) of the body's SHA-256.
    bytes22 digest;
    /// @dev Of the body, bytes.
    uint16 size;
    uint8 depth;
    uint64 sentAt;
}

/// @notice A job that an agent spawned.
struct ChildView {
    /// @dev 0: none.
    uint256 agent;
    /// @dev Which of the agent's purses is its consumer.
    uint8 purse;
    uint8 depth;
    /// @dev Number of the turn that asked for it, and of the effect in that turn.
    uint32 turn;
    uint8 effect;
    uint256 escrow;
}
