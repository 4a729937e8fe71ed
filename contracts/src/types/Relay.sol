// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

using {turnHash, point} for Checkpoint global;

/// @notice A provider's signed statement of how far it has brought a job.
/// @dev EIP-712 primary type `Checkpoint`, under the market's domain.
struct Checkpoint {
    bytes32 jobId;
    /// @dev Attempt of the job in which it was signed, from 0.
    uint8 attempt;
    /// @dev Turns done in the whole job, 1..63.
    uint8 turns;
    /// @dev keccak256 of the hashes of all turns before the last of them, packed: the signer answers for those too.
    bytes32 before;
    /// @dev Hash of memory and globals after the last turn.
    bytes32 stateHash;
    /// @dev By the whole job so far.
    uint64 fuelUsed;
    /// @dev SHA-256 of the output so far.
    bytes32 outputDigest;
    /// @dev Root of the effects so far; zero for none.
    bytes32 effects;
}

/// @notice What one provider has done of a job: the turns since the leg before.
struct Leg {
    // Slot 0.
    /// @dev What the trace comes to at its last turn, as `point`.
    bytes32 point;
    // Slot 1.
    address provider;
    /// @dev Token base units per 10^9 fuel.
    uint56 price;
    /// @dev Turns done in the whole job when it ended.
    uint8 turns;
    /// @dev Sampling rate of its match, in units of 2^-24; 2^24-1: always.
    uint24 rate;
    // Slot 2.
    /// @dev Who earns the fee of its pay.
    address marketNode;
    /// @dev By the whole job when it ended.
    uint48 fuelUsed;
    // Slot 3.
    /// @dev What of S is locked: all but the late fee.
    uint88 stake;
    /// @dev A, locked beside it.
    uint88 deposit;
}

/// @notice The checkpoint that becomes a leg when its attempt is given back or late.
struct PendingCheckpoint {
    /// @dev As `Leg.point`; zero without one.
    bytes32 point;
    uint8 attempt;
    uint8 turns;
    uint48 fuelUsed;
}

/// @dev What a result's trace says of the checkpoint's last turn: SHA-256 of "souk turn 1", state hash, fuel used (8
/// bytes, big-endian), output digest and effects.
function turnHash(Checkpoint calldata self) pure returns (bytes32) {
    return sha256(abi.encodePacked("souk turn 1", self.stateHash, self.fuelUsed, self.outputDigest, self.effects));
}

/// @dev keccak256 of `before` and the turn hash: binds the trace up to there.
function point(Checkpoint calldata self) pure returns (bytes32) {
    return keccak256(abi.encodePacked(self.before, self.turnHash()));
}

/// @dev The same of a result's trace, after so many turns, 1..its length.
function pointOf(bytes32[] calldata trace, uint256 turns) pure returns (bytes32) {
    return keccak256(abi.encodePacked(keccak256(abi.encodePacked(trace[:turns - 1])), trace[turns - 1]));
}
