// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A blob a chunk is demanded of.
enum Blob {
    Module,
    Input,
    Output
}

/// @notice Where a demand stands.
enum DemandState {
    None,
    Open,
    Answered,
    Closed
}

/// @notice A chunk and the proof that it is the one demanded.
struct DemandAnswer {
    bytes32 demandId;
    /// @dev Roots of the module's and of the input's chunks, whose hash the job's work names; zeros for an output.
    bytes32 moduleChunks;
    bytes32 inputChunks;
    /// @dev Chunks of the whole blob, at least 1.
    uint32 chunks;
    /// @dev At most 16 KiB.
    bytes data;
    /// @dev RFC 6962 inclusion proof, from the leaf up.
    bytes32[] proof;
}

struct DemandView {
    DemandState state;
    bytes32 jobId;
    uint8 attempt;
    Blob blob;
    uint32 chunk;
    address demander;
    /// @dev Token base units.
    uint256 fee;
    /// @dev Last block time to answer, seconds.
    uint64 deadline;
}
