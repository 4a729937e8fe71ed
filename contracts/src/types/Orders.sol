// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A provider's standing ask.
/// @dev EIP-712 primary type `Offer`; the offer id is its digest under the market's domain.
struct Offer {
    /// @dev Who runs the jobs and whose stake answers for them.
    address provider;
    /// @dev Token base units per 10^9 fuel.
    uint128 price;
    /// @dev S/P: stake locked per job as a whole multiple of the job's price P.
    uint32 stakeMultiple;
    /// @dev Most fuel per job.
    uint64 maxFuel;
    /// @dev Most memory per job, in pages of 64 KiB.
    uint32 maxPages;
    /// @dev Speed the provider declares, in fuel per second.
    uint64 fuelPerSecond;
    /// @dev Jobs it runs at the same time.
    uint32 slots;
    /// @dev Capability tags, one bit each.
    uint256 tags;
    /// @dev Name of the engine, ASCII, padded with zeros.
    bytes32 engine;
    /// @dev SHA-256 of the provider's endpoint description; zero if it only calls out.
    bytes32 endpoint;
    /// @dev Last block time at which the offer may be matched, seconds.
    uint64 expiry;
    /// @dev The provider's order nonce; a signed offer counts only while it is current.
    uint64 nonce;
    /// @dev Makes otherwise equal offers distinct.
    uint256 salt;
}

/// @notice What a job executes, and for whom its output is sealed.
/// @dev EIP-712 type `Work`.
struct Work {
    /// @dev Hash of the module digest and the machine version.
    bytes32 codeId;
    /// @dev SHA-256 of the module.
    bytes32 module;
    /// @dev SHA-256 of the input.
    bytes32 input;
    /// @dev SHA-256 of the mount manifest; zero for none.
    bytes32 mounts;
    /// @dev SHA-256 of the canonical arguments and environment; zero for none.
    bytes32 arguments;
    /// @dev keccak256(abi.encode(roots of the module's and the input's 16 KiB chunks)); what a demand is answered by.
    bytes32 chunks;
    /// @dev 0 command, 1 agent job.
    uint8 kind;
    /// @dev Turns an agent job may take; 0 for a command.
    uint16 turnLimit;
    /// @dev First byte of the compressed secp256k1 key outputs are encrypted to (2 or 3); 0 for none.
    uint8 outputKeyPrefix;
    /// @dev The other 32 bytes of that key.
    bytes32 outputKeyX;
}

/// @notice On what terms a job is wanted.
struct JobTerms {
    /// @dev Who pays, and whom refunds go to.
    address consumer;
    /// @dev Fuel the job may use.
    uint64 fuelLimit;
    /// @dev Memory the job may use, in pages of 64 KiB.
    uint32 memoryLimit;
    /// @dev Most the consumer pays, token base units per 10^9 fuel.
    uint128 priceCeiling;
    /// @dev X: what a wrong result may cost the consumer, token base units.
    uint128 valueAtRisk;
    /// @dev m: verifiers wanted when sampled; 0 leaves it to the market's default.
    uint8 verifiers;
    /// @dev Least S/P the consumer accepts.
    uint32 minStakeMultiple;
    /// @dev Capability tags the offer must carry, one bit each.
    uint256 tags;
    /// @dev Last block time at which the job may be open or reassigned, seconds; so long its signature counts.
    uint64 latestFinish;
    /// @dev Posting time the consumer states, seconds; within 5 minutes of the block that posts it.
    uint64 postedAt;
    /// @dev Keccak-256 of the draw secret; zero for none. Once it was shown, later attempts draw without its
    /// protection.
    bytes32 secretHash;
    /// @dev The consumer's order nonce; a signed job counts only while it is current.
    uint64 nonce;
    /// @dev Makes otherwise equal jobs distinct.
    uint256 salt;
}

/// @notice One deterministic execution somebody wants done.
/// @dev EIP-712 primary type `Job`, whose first member is `Work work` and whose others are the terms' in their order;
/// the job id is its digest under the market's domain. A match of a posted job shows the terms and the hash of the
/// work.
struct Job {
    Work work;
    JobTerms terms;
}

/// @notice A provider's fresh promise to run one job now: it holds module and inputs and has validated them.
/// @dev EIP-712 primary type `Acceptance`: `bytes32 jobId,bytes32 offerId`, which a match takes from the orders it
/// shows, then these, then `address marketNode`, who alone may land it: so nobody earns its fee by copying it.
struct Acceptance {
    /// @dev Attempt of the job this is for, from 0.
    uint8 attempt;
    /// @dev Token base units per 10^9 fuel; at most the offer's and the job's.
    uint128 price;
    /// @dev S: stake locked for this job, token base units.
    uint128 stake;
    /// @dev Verifiers m the provider reckons with.
    uint8 verifiers;
    /// @dev Highest sampling rate it accepts, in units of 2^-64.
    uint64 maxRate;
    /// @dev Seconds after the match within which it will commit.
    uint32 runTime;
    /// @dev Name of the engine, ASCII, padded with zeros.
    bytes32 engine;
    uint32 machineVersion;
    /// @dev Point of the leg it goes on from, as `Leg.point`; zero for the beginning.
    bytes32 resumePoint;
    /// @dev The result's commitment, if the provider has already run the job; zero if it will run it now.
    bytes32 commitment;
    /// @dev Lane of the provider that the job takes (upper 32 bits), and how many jobs that lane has carried (lower
    /// 32):
    /// so it lands once, and only into a free lane.
    uint64 slotNonce;
    /// @dev Last block time at which it may land, seconds.
    uint64 expiry;
}

/// @notice What running a job produced; `resultRoot` is the hash of it all.
struct Result {
    /// @dev SHA-256 of the output.
    bytes32 outputDigest;
    /// @dev Merkle root over the output's 16 KiB chunks.
    bytes32 outputChunks;
    /// @dev 0..2^32-1 exit code; 2^32 trapped; 2^33 out of fuel.
    uint64 exitStatus;
    uint64 fuelUsed;
    /// @dev Root of the effects; zero for none.
    bytes32 effects;
    /// @dev State hashes after each turn; empty for a command.
    bytes32[] trace;
}

uint64 constant TRAPPED = 1 << 32;
uint64 constant OUT_OF_FUEL = 1 << 33;

/// @notice Whether an execution can end with that status.
function isExitStatus(uint64 status) pure returns (bool) {
    return status <= TRAPPED || status == OUT_OF_FUEL;
}

using {resultRoot} for Result global;

/// @notice Hash that commitments bind and verifiers compare.
/// @dev keccak256(abi.encode(outputDigest, outputChunks, exitStatus, fuelUsed, effects,
/// keccak256(abi.encodePacked(trace)))).
function resultRoot(Result calldata self) pure returns (bytes32) {
    bytes32 trace = keccak256(abi.encodePacked(self.trace));
    (bytes32 output, bytes32 chunks) = (self.outputDigest, self.outputChunks);
    return keccak256(abi.encode(output, chunks, self.exitStatus, self.fuelUsed, self.effects, trace));
}
