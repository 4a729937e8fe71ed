// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Item, Phase} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {ClaimView} from "../../src/types/Views.sol";
import {DisputeFixture} from "../support/DisputeFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Disputes of several claims, whatever committee, challengers and jurors say.
contract DisputeFuzzTest is DisputeFixture {
    bytes32 private id;
    bytes32[] private claimIds;

    /// forge-config: default.fuzz.runs = 64
    function test_everyDisputeEndsAndPaysEverybodyWithEveryUnit(uint256 seed) external {
        uint256 before = allMoney(id);
        Result memory result = rightResult();
        result.trace = new bytes32[](3);
        reach(seed, result);
        uint256 challenges = pick(seed, "challenges", 4);
        for (uint8 i = 0; i < challenges; i++) {
            claimIds.push(challenge(id, result, Item.wrap(16 + i), keccak256("finding")));
        }

        for (uint256 i = 0; i < claimIds.length; i++) {
            judgeRandomly(uint256(keccak256(abi.encode(seed, i))), claimIds[i]);
        }
        for (uint256 i = 0; i < claimIds.length; i++) {
            if (!disputes.claim(claimIds[i]).closed) {
                disputes.closeClaim(claimIds[i]);
            }
        }

        assertTrue(market.stateOf(id) != JobState.Disputed, "over");
        assertEq(allMoney(id), before, "money");
        assertAllPaid();
    }

    /* HELPERS */

    /// @dev A revealed job, or one its committee may dispute.
    function reach(uint256 seed, Result memory result) private {
        if (pick(seed, "audited", 3) == 0) {
            id = unsampled(result);
            return;
        }
        bytes32 root = resultRoot(result);
        bytes32 other = keccak256("other answer");
        id = answered(result, pick(seed, "one", 2) == 0 ? root : other, pick(seed, "two", 2) == 0 ? root : other);
        audits.closeAudit(id);
        if (market.stateOf(id) == JobState.Disputed) {
            claimIds.push(disputes.claimIdOf(id, 0, Item.wrap(0)));
        }
    }

    /// @dev Up to three rounds, in each of which jurors lean towards something, and some say nothing.
    function judgeRandomly(uint256 seed, bytes32 claimId) private {
        uint256 rounds = 1 + pick(seed, "rounds", 3);
        for (uint256 round = 0; round < rounds; round++) {
            if (round != 0) {
                appeal(claimId, stranger);
            }
            voteRandomly(uint256(keccak256(abi.encode(seed, round))), claimId);
        }
        advance(claimId);
    }

    function voteRandomly(uint256 seed, bytes32 claimId) private {
        seatJury(claimId);
        (uint8 first, uint8 seats) = presentSeats(claimId);
        bytes32[] memory votes = new bytes32[](seats);
        for (uint8 i = 0; i < seats; i++) {
            votes[i] = randomVote(claimId, pick(seed, "leaning", 3), uint256(keccak256(abi.encode(seed, i))));
            if (votes[i] != 0) {
                commitVote(claimId, first + i, votes[i]);
            }
        }
        if (jury.juryOf(claimId).phase == Phase.Committing) {
            advance(claimId);
        }
        for (uint8 i = 0; i < seats; i++) {
            if (votes[i] != 0 && pick(seed, "reveals", 9) != i) {
                revealVote(claimId, first + i, votes[i]);
            }
        }
        if (jury.juryOf(claimId).phase == Phase.Revealing) {
            advance(claimId);
        }
    }

    /// @dev Six of eight jurors follow the leaning; zero: no vote.
    function randomVote(bytes32 claimId, uint256 leaning, uint256 seed) private view returns (bytes32) {
        ClaimView memory claim = disputes.claim(claimId);
        uint256 choice = seed % 8 < 6 ? leaning : seed % 4;
        if (choice == 3) {
            return 0;
        }
        return choice == 0 ? claim.claimed : choice == 1 ? keccak256("finding") : keccak256("other answer");
    }

    function pick(uint256 seed, string memory what, uint256 among) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, what))) % among;
    }
}
