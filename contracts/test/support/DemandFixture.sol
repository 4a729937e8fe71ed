// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Blob, DemandAnswer} from "../../src/types/Demands.sol";
import {Job, Result} from "../../src/types/Orders.sol";
import {Chunks} from "./Chunks.sol";
import {DisputeFixture} from "./DisputeFixture.sol";

/// @notice Jobs whose blobs have chunks, and demands for them.
abstract contract DemandFixture is DisputeFixture {
    uint256 internal constant FEE = TOKEN / 100;

    bytes[] internal module = Chunks.random(5, 1);
    bytes[] internal input = Chunks.random(1, 2);
    bytes[] internal output = Chunks.random(3, 3);

    Job internal order;

    /* JOBS */

    function runningWithData() internal returns (bytes32 id) {
        order = defaultJob();
        order.work.chunks = keccak256(abi.encode(Chunks.root(module), Chunks.root(input)));
        id = land(signedMatch(order, defaultOffer()));
    }

    function committedWithData() internal returns (bytes32 id) {
        id = runningWithData();
        commit(id, resultWithData());
        vm.roll(lens.job(id).seedBlock + 1);
    }

    function seatedWithData() internal returns (bytes32 id) {
        id = committedWithData();
        drawForTwo(id);
    }

    function revealedWithData() internal returns (bytes32 id) {
        id = committedWithData();
        drawClear(id);
        reveal(id, resultWithData());
    }

    function challengedWithData() internal returns (bytes32 id, bytes32 claimId) {
        id = revealedWithData();
        claimId = challenge(id, resultWithData(), OUTPUT, keccak256("finding"));
    }

    function resultWithData() internal view returns (Result memory result) {
        result = rightResult();
        result.outputChunks = Chunks.root(output);
    }

    /* DEMANDS */

    function verifierOf(bytes32 id, uint8 number) internal view returns (address) {
        return audits.seatOf(id, number).verifier;
    }

    function demandForAudit(bytes32 id, Blob blob, uint32 chunk) internal returns (bytes32) {
        address verifier = verifierOf(id, 0);
        vm.prank(verifier);
        demands.demandForAudit(order, blob, chunk, 0);
        return demands.demandIdOf(id, 0, blob, chunk);
    }

    function demandForJury(bytes32 id, bytes32 claimId, Blob blob) internal returns (bytes32) {
        address juror = jury.seatOf(claimId, 0).verifier;
        vm.prank(juror);
        demands.demandForJury(order, blob, 0, claimId, 0);
        return demands.demandIdOf(id, 0, blob, 0);
    }

    function demandOutput(bytes32 id, uint32 chunk) internal returns (bytes32) {
        Result memory result = resultWithData();
        vm.prank(stranger);
        demands.demandOutput(id, result, chunk);
        return demands.demandIdOf(id, 0, Blob.Output, chunk);
    }

    function answerOf(bytes32 demandId, bytes[] memory blob, uint256 index, uint256 size)
        internal
        view
        returns (DemandAnswer memory)
    {
        return DemandAnswer({
            demandId: demandId,
            moduleChunks: Chunks.root(module),
            inputChunks: Chunks.root(input),
            chunks: uint32(size),
            data: blob[index],
            proof: Chunks.proof(blob, index)
        });
    }

    function answerIt(bytes32 demandId, bytes[] memory blob, uint256 index, uint256 size) internal {
        DemandAnswer memory answer_ = answerOf(demandId, blob, index, size);
        vm.prank(provider);
        demands.answerDemand(answer_);
    }

    function refuseAnswer(DemandAnswer memory answer_, bytes4 reason) internal {
        vm.prank(provider);
        vm.expectRevert(reason);
        demands.answerDemand(answer_);
    }
}
