// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

using {turnEscrow, turnCost, reserve} for Policy global;
using {readPolicy, readOpen, writeOpen} for Agent global;

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

/// @notice An agent, as it is stored.
struct Agent {
    // Slot 0.
    /// @dev Its treasury in the ledger.
    address account;
    AgentState state;
    bool paused;
    /// @dev Turns completed.
    uint32 turn;
    /// @dev Bit i: purse i + 1 pays a child.
    uint16 busy;
    /// @dev Unread messages about children.
    uint24 reports;
    // Slot 1.
    /// @dev Zero for nobody.
    address owner;
    /// @dev What its next turn-job's price ceiling begins with: the price of the last that settled.
    uint56 price;
    /// @dev What the last failure in a row added, seconds.
    uint32 delay;
    // Slot 2.
    /// @dev Zero while it has not begun.
    bytes32 stateHash;
    // Slot 3.
    /// @dev Block time from which it wakes without mail, seconds; 0: it waits for mail.
    uint40 wakeAt;
    /// @dev Block time before which it does not wake, seconds.
    uint40 notBefore;
    /// @dev What senders have paid for turns to come.
    uint88 postage;
    /// @dev Escrows of children not reported yet.
    uint88 childEscrow;
    // Slot 4.
    /// @dev Day of Unix time, and what effects have moved in it.
    uint32 day;
    uint88 movedThatDay;
    /// @dev Number of its first unread message, and of the next to come.
    uint40 firstUnread;
    uint40 nextMessage;
    /// @dev Jobs posted, which is the last one's salt.
    uint40 posts;
    // Slots 5 to 7.
    Code code;
    // Slot 8.
    /// @dev Who gets what is left; zero unless Ended, or while a turn is landed that asks for it.
    address heir;
    // Slots 9 to 12.
    /// @dev Zeros while Idle.
    OpenTurn open;
    // Slots 13 to 16.
    Policy policy;
}

/// @notice A turn that is being run or landed.
struct OpenTurn {
    // Slot 0.
    bytes32 jobId;
    // Slot 1.
    /// @dev Who posted it.
    address waker;
    uint40 postedAt;
    /// @dev Messages of its inbox, from the first unread, and those among them about children.
    uint8 messages;
    uint8 reports;
    uint8 depth;
    /// @dev Effects done or refused.
    uint8 landed;
    /// @dev Number of the effect that asked for the end.
    uint8 end;
    // Slot 2.
    /// @dev What it took from the postage.
    uint88 postage;
    /// @dev What effects have moved.
    uint88 moved;
    /// @dev Price ceiling of the job.
    uint56 ceiling;
    // Slot 3.
    /// @dev Of its messages.
    uint88 value;
    /// @dev Bit i: effect i was refused.
    uint64 refused;
}

/// @notice A message in a mailbox, as it is stored.
struct Message {
    // Slot 0.
    /// @dev Zero: from the contract itself, as `IAgents` lays out.
    address sender;
    uint88 value;
    uint8 depth;
    // Slot 1.
    /// @dev Beginning of the body's SHA-256. Finding two bodies that agree in 176 bits takes 2^88 hashes.
    bytes22 digest;
    /// @dev Of the body, bytes.
    uint16 size;
    uint40 sentAt;
    /// @dev Says what came of a child.
    bool isReport;
}

/// @notice A job that an agent spawned, as it is stored: one slot.
struct Child {
    /// @dev 0: none.
    uint64 agent;
    /// @dev Which of the agent's purses is its consumer.
    uint8 purse;
    uint8 depth;
    /// @dev Number of the turn that asked for it, and of the effect in that turn.
    uint32 turn;
    uint8 effect;
    uint80 escrow;
}

/// @dev What a price comes to at a fuel limit, rounded up.
function escrowOf(uint256 price, uint256 fuelLimit) pure returns (uint256) {
    return (price * fuelLimit + 1e9 - 1) / 1e9;
}

/// @dev E of a turn-job with that ceiling.
function turnEscrow(Policy memory self, uint256 ceiling) pure returns (uint256) {
    return escrowOf(ceiling, self.fuelLimit);
}

/// @dev E and both tips.
function turnCost(Policy memory self, uint256 ceiling) pure returns (uint256) {
    return self.turnEscrow(ceiling) + 2 * uint256(self.tip);
}

/// @dev What effects must leave for turns to come.
function reserve(Policy memory self) pure returns (uint256) {
    return self.reserveTurns * self.turnCost(self.mostCeiling);
}

// Functions, so that packing and unpacking is compiled once.

function readPolicy(Agent storage self) view returns (Policy memory) {
    return self.policy;
}

function readOpen(Agent storage self) view returns (OpenTurn memory) {
    return self.open;
}

function writeOpen(Agent storage self, OpenTurn memory open) {
    self.open = open;
}
