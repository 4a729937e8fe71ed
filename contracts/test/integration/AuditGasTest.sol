// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AnswerCommitment, AnswerReveal} from "../../src/types/Answers.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {AuditFixture} from "../support/AuditFixture.sol";

/// @notice What an audit costs, in lanes that were audited before. Each call is a transaction of its own.
/// forge-config: default.isolate = true
contract AuditGasTest is AuditFixture {
    uint256 private constant BATCH = 10;

    /// @dev Leaves two verifiers: both are in every committee.
    function setUp() public override {
        super.setUp();
        for (uint256 i = 2; i < 4; i++) {
            vm.prank(verifiers[i]);
            stakes.unbond(1000 * TOKEN);
        }
    }

    function test_anAnswerAloneIsCheap() external {
        uint64 lane = audited();
        bytes32 id = running(lane);
        commit(id, rightResult());
        draw(id);
        vm.snapshotGasLastCall("audits", "draw and open");
        seat(id);
        vm.snapshotGasLastCall("audits", "seat");
        answer(id, 0, right);
        uint256 cost = vm.snapshotGasLastCall("audits", "commit");
        answer(id, 1, right);
        vm.snapshotGasLastCall("audits", "commit, the last");
        reveal(id, rightResult());
        revealAnswer(id, 0, right);
        cost += vm.snapshotGasLastCall("audits", "reveal");
        revealAnswer(id, 1, right);
        audits.closeAudit(id);
        vm.snapshotGasLastCall("audits", "close");

        assertTrue(cost <= 95_000, "a verifier's commit and reveal");
    }

    function test_tenAnswersInABatchAreCheaper() external {
        uint64[BATCH] memory lanes;
        bytes32[BATCH] memory ids;
        for (uint256 i = 0; i < BATCH; i++) {
            lanes[i] = audited();
        }
        for (uint256 i = 0; i < BATCH; i++) {
            ids[i] = running(lanes[i]);
            commit(ids[i], rightResult());
            draw(ids[i]);
            seat(ids[i]);
        }
        commitAll(ids, verifiers[0]);
        uint256 cost = vm.snapshotGasLastCall("audits", "commit ten");
        commitAll(ids, verifiers[1]);
        vm.snapshotGasLastCall("audits", "commit ten, the last of each");
        for (uint256 i = 0; i < BATCH; i++) {
            reveal(ids[i], rightResult());
        }
        revealAll(ids, verifiers[0]);
        cost += vm.snapshotGasLastCall("audits", "reveal ten");

        assertTrue(cost <= 50_000 * BATCH, "a verifier's commits and reveals");
    }

    /* HELPERS */

    function commitAll(bytes32[BATCH] memory ids, address verifier) private {
        bytes[] memory verbs = new bytes[](BATCH);
        for (uint256 i = 0; i < BATCH; i++) {
            uint8 number = numberOf(ids[i], verifier);
            bytes32 commitment = audits.answerCommitmentOf(ids[i], 0, 0, right, SALT, verifier);
            verbs[i] = abi.encodeCall(audits.commitAnswer, (AnswerCommitment(ids[i], number, commitment)));
        }
        vm.prank(verifier);
        audits.batch(verbs);
    }

    function revealAll(bytes32[BATCH] memory ids, address verifier) private {
        bytes[] memory verbs = new bytes[](BATCH);
        for (uint256 i = 0; i < BATCH; i++) {
            uint8 number = numberOf(ids[i], verifier);
            verbs[i] = abi.encodeCall(audits.revealAnswer, (AnswerReveal(ids[i], number, right, SALT)));
        }
        vm.prank(verifier);
        audits.batch(verbs);
    }

    function numberOf(bytes32 id, address verifier) private view returns (uint8) {
        return holder(id, 0) == verifier ? 0 : 1;
    }

    /// @dev A free lane whose last job was audited, without history: nobody could run it.
    function audited() private returns (uint64 lane) {
        bytes32 id = seated(rightResult());
        lane = market.terms(id).lane;
        declareUnable(id, 0);
        declareUnable(id, 1);
        seat(id);
        seat(id);
        assertState(id, JobState.Void);
    }

    function running(uint64 lane) private returns (bytes32 id) {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.slotNonce = lane << 32 | 1;
        signAcceptance(aMatch);
        return land(aMatch);
    }
}
