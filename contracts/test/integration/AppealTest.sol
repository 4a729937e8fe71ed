// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IJury} from "../../src/interfaces/IJury.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {Phase, SeatStatus, SeatView} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {JuryFixture} from "../support/JuryFixture.sol";

/// @notice Appeals, and who pays for all rounds.
contract AppealTest is JuryFixture {
    /* APPEALS */

    function test_refusesToAppealWhatIsNotFound() external {
        seatJury(claimId);
        refuseAppeal(stranger, IJury.WrongState.selector);
    }

    function test_refusesALateAppeal() external {
        judge(claimId, right);
        vm.warp(uint256(jury.juryOf(claimId).deadline) + 1);
        refuseAppeal(stranger, IJury.TooLate.selector);
    }

    function test_refusesAnAppealWithoutMoney() external {
        judge(claimId, right);
        refuseAppeal(actor("poor"), ILedger.BalanceTooSmall.selector);
    }

    function test_refusesToAppealTheLastRound() external {
        judge(claimId, right);
        appeal(claimId, stranger);
        judge(claimId, right);
        appeal(claimId, stranger);
        judge(claimId, right);
        assertEq(jury.appealCost(claimId), 0, "cost");
        refuseAppeal(stranger, IJury.WrongState.selector);
        jury.advanceJury(claimId);
        assertState(id, JobState.Open);
    }

    function test_anAppealCostsTheNextRoundsReward() external {
        assertEq(jury.appealCost(claimId), 0, "nothing to appeal");
        judge(claimId, right);
        assertEq(jury.appealCost(claimId), 7 * FULL_REWARD, "seven");
        appeal(claimId, stranger);
        assertEq(worth(stranger), 1000 * TOKEN - 7 * FULL_REWARD, "paid");
        judge(claimId, right);
        assertEq(jury.appealCost(claimId), 31 * FULL_REWARD, "thirty-one");
    }

    function test_aTurnedVerdictPaysTheAppellant() external {
        judge(claimId, wrong);
        appeal(claimId, stranger);
        judge(claimId, right);
        advance(claimId);

        assertState(id, JobState.Open);
        assertEq(
            worth(stranger), 1000 * TOKEN + 3 * JURY_LOCK - 7 * FULL_REWARD, "funding, and what is left of the locks"
        );
        assertEarned(0, 3, -int256(JURY_LOCK));
        assertEarned(3, 10, int256(FULL_REWARD));
        assertEq(market.burned(), STAKE - STAKE * 35 / 100 - 2 * P, "nothing of S went to the jury");
        assertAllPaid();
    }

    function test_aFailedAppealPaysForItsRound() external {
        judge(claimId, right);
        appeal(claimId, stranger);
        judge(claimId, right);
        advance(claimId);

        assertEq(worth(stranger), 1000 * TOKEN - 7 * FULL_REWARD, "funding");
        assertEarned(0, 10, int256(FULL_REWARD));
        uint256 left = STAKE - 3 * FULL_REWARD;
        assertEq(worth(challenger), 1000 * TOKEN + left * 35 / 100, "S pays the first round");
        assertAllPaid();
    }

    function test_whatAFailedAppealDoesNotNeedGoesBack() external {
        judge(claimId, right, 2, wrong);
        appeal(claimId, stranger);
        judge(claimId, right);
        advance(claimId);
        assertEq(worth(stranger), 1000 * TOKEN - (9 * FULL_REWARD - JURY_LOCK), "what the lost lock does not pay");
        assertAllPaid();
    }

    function test_anybodyFundsTheNextRoundWhenThereIsNoMajority() external {
        seatJury(claimId);
        advance(claimId);
        appeal(claimId, stranger);
        judge(claimId, right);
        advance(claimId);
        assertState(id, JobState.Open);
        assertEq(worth(stranger), 1000 * TOKEN, "turned the verdict");
        assertAllPaid();
    }

    function test_withoutMajorityInTheEndOnlyTheLastRoundIsPaid() external {
        judge(claimId, right);
        appeal(claimId, stranger);
        seatJury(claimId);
        for (uint8 i = 3; i < 9; i++) {
            commitVote(claimId, i, i < 6 ? right : wrong);
        }
        advance(claimId);
        for (uint8 i = 3; i < 9; i++) {
            revealVote(claimId, i, i < 6 ? right : wrong);
        }
        advance(claimId);

        assertState(id, JobState.Void);
        assertEarned(0, 3, 0);
        assertEarned(3, 9, int256(FULL_REWARD));
        uint256 noShow = JURY_LOCK * 2 / 100;
        assertEarned(9, 10, -int256(noShow));
        assertEq(worth(stranger), 1000 * TOKEN - 6 * FULL_REWARD + noShow, "the appellant pays it");
        assertEq(worth(challenger), 1000 * TOKEN, "bond");
        assertAllPaid();
    }

    function test_aGuiltyVerdictOfThirtyOneIsPaidByTheFailedAppeals() external {
        judge(claimId, right);
        appeal(claimId, stranger);
        judge(claimId, right);
        appeal(claimId, stranger);
        judge(claimId, right);
        jury.advanceJury(claimId);
        uint256 seats = 10 + verifiers.length;
        assertEq(jury.juryOf(claimId).seats.length, seats, "seats");
        assertEq(worth(stranger), 1000 * TOKEN - seats * FULL_REWARD, "both appeals, as far as needed");
        assertAllPaid();
    }

    /* PROPERTIES */

    /// forge-config: default.fuzz.runs = 64
    function test_moneyInIsMoneyOutAndNobodyWhoVotedRightLoses(uint256 seed) external {
        uint256 before = allMoney(id);
        uint256 rounds = 1 + seed % 3;
        voteRandomly(seed);
        for (uint256 round = 1; round < rounds; round++) {
            appeal(claimId, round == 1 ? stranger : consumer);
            voteRandomly(uint256(keccak256(abi.encode(seed, round))));
        }
        advance(claimId);

        assertEq(allMoney(id), before, "money");
        assertEq(uint8(jury.juryOf(claimId).phase), uint8(Phase.Closed), "closed");
        assertAllPaid();
        bytes32 verdict = jury.juryOf(claimId).finding;
        SeatView[] memory seats = jury.juryOf(claimId).seats;
        for (uint256 i = 0; i < verifiers.length; i++) {
            if (alwaysVoted(seats, verifiers[i], verdict)) {
                assertTrue(worth(verifiers[i]) >= worthBefore[verifiers[i]], "lost for the right vote");
            }
        }
    }

    /* HELPERS */

    function voteRandomly(uint256 seed) private {
        seatJury(claimId);
        (uint8 first, uint8 count) = presentSeats(claimId);
        uint256[] memory kinds = new uint256[](count);
        for (uint8 i = 0; i < count; i++) {
            kinds[i] = uint256(keccak256(abi.encode(seed, "vote", i))) % 8;
            if (kinds[i] == 0) {
                declareUnable(first + i);
            } else if (kinds[i] != 1) {
                commitVote(claimId, first + i, voteOf(kinds[i]));
            }
        }
        if (jury.juryOf(claimId).phase == Phase.Committing) {
            advance(claimId);
        }
        for (uint8 i = 0; i < count; i++) {
            if (kinds[i] > 2) {
                revealVote(claimId, first + i, voteOf(kinds[i]));
            }
        }
        if (jury.juryOf(claimId).phase == Phase.Revealing) {
            advance(claimId);
        }
    }

    function voteOf(uint256 kind) private view returns (bytes32) {
        return kind == 3 ? wrong : right;
    }

    function alwaysVoted(SeatView[] memory seats, address verifier, bytes32 verdict) private pure returns (bool) {
        for (uint256 i = 0; i < seats.length; i++) {
            bool voted = seats[i].status == SeatStatus.Revealed && seats[i].answer == verdict;
            if (seats[i].verifier == verifier && !voted) {
                return false;
            }
        }
        return true;
    }

    function refuseAppeal(address appellant, bytes4 reason) private {
        vm.prank(appellant);
        vm.expectRevert(reason);
        jury.appeal(claimId);
    }

    /// @dev Of seats whose verifiers hold no other.
    function assertEarned(uint8 from, uint8 to, int256 earned) private view {
        for (uint8 i = from; i < to; i++) {
            address juror = jurorOf(i);
            assertTrue(int256(worth(juror)) - int256(worthBefore[juror]) == earned, "juror");
        }
    }
}
