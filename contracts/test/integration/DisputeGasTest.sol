// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {DisputeFixture} from "../support/DisputeFixture.sol";

/// @notice What a dispute costs. Each call is a transaction of its own.
/// forge-config: default.isolate = true
contract DisputeGasTest is DisputeFixture {
    /// @dev EIP-7825: no transaction may use more.
    uint256 private constant MOST_GAS = 1 << 24;

    function test_aChallengeJudgedByThree() external {
        bytes32 right = outputOf(rightResult());
        bytes32 id = unsampled(wrongResult());
        Challenge memory what = Challenge(id, wrongResult(), OUTPUT, right, SALT);
        bytes32 seal_ = sealOf(challenger, what);
        vm.prank(challenger);
        disputes.sealChallenge(seal_);
        vm.snapshotGasLastCall("disputes", "seal");
        vm.roll(block.number + 1);
        vm.prank(challenger);
        bytes32 claimId = disputes.challenge(what);
        vm.snapshotGasLastCall("disputes", "challenge");
        seatJury(claimId);
        vm.snapshotGasLastCall("disputes", "seat three");
        commitVote(claimId, 0, right);
        vm.snapshotGasLastCall("disputes", "commit");
        commitVote(claimId, 1, right);
        commitVote(claimId, 2, right);
        vm.snapshotGasLastCall("disputes", "commit, the last");
        revealVote(claimId, 0, right);
        vm.snapshotGasLastCall("disputes", "reveal");
        revealVote(claimId, 1, right);
        revealVote(claimId, 2, right);
        vm.snapshotGasLastCall("disputes", "reveal, the last");
        advance(claimId);
        vm.snapshotGasLastCall("disputes", "verdict of three");
        assertState(id, JobState.Open);
    }

    function test_theLargestJuryIsSeatedAndPaidWithinATransaction() external {
        for (uint256 i = 0; i < 40; i++) {
            addVerifier(string.concat("more", string(abi.encodePacked(bytes1(uint8(48 + i))))));
        }
        vm.warp(block.timestamp + 1 days);
        (bytes32 right, bytes32 wrong) = (outputOf(rightResult()), outputOf(wrongResult()));
        (, bytes32 claimId) = challengedRightly();
        judge(claimId, wrong);
        appeal(claimId, stranger);
        judge(claimId, wrong);
        appeal(claimId, stranger);

        seatJury(claimId);
        assertTrue(vm.snapshotGasLastCall("disputes", "seat thirty-one") < MOST_GAS, "seating");

        for (uint8 i = 10; i < 41; i++) {
            commitVote(claimId, i, i < 26 ? right : wrong);
        }
        for (uint8 i = 10; i < 41; i++) {
            revealVote(claimId, i, i < 26 ? right : wrong);
        }
        advance(claimId);
        assertTrue(vm.snapshotGasLastCall("disputes", "verdict of forty-one") < MOST_GAS, "verdict");
        assertTrue(disputes.claim(claimId).closed, "paid");
    }
}
