// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Blob, DemandAnswer, DemandView} from "../types/Demands.sol";
import {Job, Result} from "../types/Orders.sol";
import {IBatched} from "./IBatched.sol";
import {IMarket} from "./IMarket.sol";

/// @notice Demands for data that nobody off chain hands out. A drawn verifier or juror demands a chunk of the module or
/// input, anybody a chunk of a revealed output; the provider answers with the chunk and its Merkle proof as calldata.
/// @dev Prepaid fees lie in this contract's account of the market's ledger. Chunk trees are RFC 6962's, with SHA-256.
interface IDemands is IBatched {
    /* EVENTS */

    /// @notice `fee` is paid; the provider answers by `deadline`.
    event ChunkDemanded(
        bytes32 indexed demandId,
        bytes32 indexed jobId,
        address indexed demander,
        uint8 attempt,
        Blob blob,
        uint32 chunk,
        uint256 fee,
        uint64 deadline
    );

    /// @notice The chunk is in this transaction's calldata; the fee is the provider's.
    event ChunkAnswered(bytes32 indexed demandId, uint32 chunk, uint32 chunks);

    /// @notice The demand was not answered, or its attempt ended; the fee is the demander's again.
    event DemandClosed(bytes32 indexed demandId, bool blamed);

    /* ERRORS */

    /// @notice Thrown when a demand or its job is not in the state a verb needs.
    error WrongState();
    /// @notice Thrown when a deadline has passed.
    error TooLate();
    /// @notice Thrown when a deadline has not passed.
    error TooEarly();
    /// @notice Thrown when the caller is not seated to run the job.
    error NotSeated();
    /// @notice Thrown when anybody but the provider answers.
    error NotYours();
    /// @notice Thrown when the same chunk was demanded before.
    error AlreadyDemanded();
    /// @notice Thrown when the result shown is not the one revealed.
    error WrongResult();
    /// @notice Thrown when a chunk is not what was demanded: its blob, size, place or proof is wrong.
    error WrongChunk();

    /* DEMANDS */

    /// @notice Demands a chunk of the module or input, by a member of the job's committee that has yet to commit. The
    /// committee gets time until after the provider's.
    /// @dev A round of the committee may demand until a reveal and an answer window after its first demand, so that
    /// nobody can hold up an audit by demanding on and on.
    /// @param order The job as posted.
    /// @param chunk From 0; one beyond the last asks for the last.
    /// @param seat The caller's seat.
    function demandForAudit(Job calldata order, Blob blob, uint32 chunk, uint8 seat) external;

    /// @notice As `demandForAudit`, by a juror of `claimId`.
    function demandForJury(Job calldata order, Blob blob, uint32 chunk, bytes32 claimId, uint8 seat) external;

    /// @notice Demands a chunk of a revealed output, within the challenge window. Until it is answered, or for that the
    /// provider pays the late fee, the job does not settle.
    function demandOutput(bytes32 jobId, Result calldata result, uint32 chunk) external;

    /// @notice Answers; only the provider may.
    /// @dev A tree's root does not tell its size. The provider's first answer about a blob fixes how many chunks it
    /// has: if that is not true, there are chunks below it that no later answer can prove.
    function answerDemand(DemandAnswer calldata answer) external;

    /// @notice Ends a demand that was not answered in time: in an audit the provider is slashed, in a dispute found
    /// guilty, of a revealed job late. If the attempt is over, only the fee goes back. Not while an audit's answers are
    /// revealed, nor, of an output, while the job is disputed.
    function closeDemand(bytes32 demandId) external;

    /* VIEWS */

    function market() external view returns (IMarket);
    function demand(bytes32 demandId) external view returns (DemandView memory);

    /// @notice keccak256(abi.encode(jobId, attempt, blob, chunk)).
    function demandIdOf(bytes32 jobId, uint8 attempt, Blob blob, uint32 chunk) external pure returns (bytes32);
}
