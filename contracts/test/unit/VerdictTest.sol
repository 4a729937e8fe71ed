// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Verdict} from "../../src/libraries/Verdict.sol";
import {SeatStatus, SeatView} from "../../src/types/Answers.sol";
import {Test} from "../support/Test.sol";

contract VerdictTest is Test {
    using Verdict for Verdict.Bill;

    uint256 private constant R = 1000;
    uint256 private constant LOCK = 8 * R;
    uint256 private constant FEE = LOCK * 2 / 100;
    bytes31 private constant RIGHT = "right";
    bytes31 private constant WRONG = "wrong";
    bytes31 private constant OTHER = "other";

    SeatView[] private seats;
    Verdict.Round[3] private rounds;

    /* MAJORITY */

    function test_noSeatFindsNothing() external view {
        assertFinding(0, 0);
    }

    function test_halfOfTheSeatsFindNothing() external {
        votes(0, RIGHT, 1);
        votes(0, WRONG, 1);
        assertFinding(0, 0);
    }

    function test_silentSeatsCountAgainstEveryFinding() external {
        votes(0, RIGHT, 1);
        seat(0, SeatStatus.Committed, 0, 1);
        seat(0, SeatStatus.NoShow, 0, 1);
        assertFinding(0, 0);
    }

    function test_moreThanHalfOfTheSeatsFind() external {
        votes(0, WRONG, 1);
        votes(0, RIGHT, 2);
        assertFinding(0, RIGHT);
    }

    function test_earlierRoundsDoNotVoteAgain() external {
        votes(0, WRONG, 3);
        votes(1, RIGHT, 4);
        votes(1, WRONG, 3);
        assertFinding(1, RIGHT);
    }

    function test_findsWhatCountingFinds(uint256 seed) external {
        uint256 count = 1 + seed % 31;
        uint256[4] memory tally;
        for (uint256 i = 0; i < count; i++) {
            uint256 vote = uint256(keccak256(abi.encode(seed, i))) % 4;
            tally[vote]++;
            if (vote == 0) {
                seat(0, SeatStatus.Unable, 0, 1);
            } else {
                votes(0, vote == 1 ? RIGHT : vote == 2 ? WRONG : OTHER, 1);
            }
        }
        bytes31 expected =
            2 * tally[1] > count ? RIGHT : 2 * tally[2] > count ? WRONG : 2 * tally[3] > count ? OTHER : bytes31(0);
        assertFinding(0, expected);
    }

    /* WITH A VERDICT */

    function test_aUnanimousJuryIsPaidByTheLoser() external {
        votes(0, RIGHT, 3);
        rounds[0].finding = RIGHT;

        Verdict.Bill memory bill = reckon(0);
        Verdict.Payment memory payment = bill.pay(3 * R);

        assertEq(bill.shortfall(), 3 * R, "shortfall");
        assertPayment(payment, R, 0, 0, 0);
    }

    function test_whoVotedWrongPaysTheOthersAndTheRestIsBurned() external {
        votes(0, RIGHT, 2);
        votes(0, WRONG, 1);
        rounds[0].finding = RIGHT;

        Verdict.Bill memory bill = reckon(0);

        assertEq(bill.shortfall(), 0, "shortfall");
        assertPayment(bill.pay(0), R, 0, 0, LOCK - 2 * R);
    }

    function test_aNoShowLosesTwoPercent() external {
        votes(0, RIGHT, 2);
        seat(0, SeatStatus.NoShow, 0, 1);
        rounds[0].finding = RIGHT;

        Verdict.Bill memory bill = reckon(0);

        assertEq(bill.lossOf(seats[2]), FEE, "loss");
        assertEq(bill.shortfall(), 2 * R - FEE, "shortfall");
    }

    function test_whoCouldNotRunItIsANoShowOnlyIfAnotherOfTheRoundCould() external {
        votes(0, RIGHT, 2);
        seat(0, SeatStatus.Unable, 0, 1);
        seat(1, SeatStatus.Unable, 0, 7);
        rounds[0].finding = RIGHT;

        Verdict.Bill memory bill = reckon(1);

        assertEq(bill.lossOf(seats[2]), FEE, "another could");
        assertEq(bill.lossOf(seats[3]), 0, "nobody could");
    }

    function test_whoNeverRevealsLosesTheWholeLock() external {
        votes(0, RIGHT, 2);
        seat(0, SeatStatus.Committed, 0, 1);
        rounds[0].finding = RIGHT;
        assertEq(reckon(0).lossOf(seats[2]), LOCK, "loss");
    }

    function test_whoTurnedTheVerdictGetsItsFundingBackAndWhatTheWrongLost() external {
        votes(0, WRONG, 3);
        votes(1, RIGHT, 7);
        rounds[0].finding = WRONG;
        rounds[1].finding = RIGHT;

        Verdict.Bill memory bill = reckon(1);

        assertEq(bill.shortfall(), 0, "shortfall");
        assertEq(bill.funding, 0, "no appeal failed");
        assertPayment(bill.pay(0), R, 0, 3 * LOCK - 7 * R, 0);
    }

    function test_aFailedAppealPaysItsRoundBeforeTheLoserDoes() external {
        votes(0, RIGHT, 3);
        votes(1, RIGHT, 7);
        rounds[0].finding = RIGHT;
        rounds[1].finding = RIGHT;

        Verdict.Bill memory bill = reckon(1);

        assertEq(bill.shortfall(), 3 * R, "shortfall");
        assertPayment(bill.pay(3 * R), R, 7 * R, 0, 0);
    }

    function test_lostLocksPayBeforeAFailedAppeal() external {
        votes(0, RIGHT, 2);
        votes(0, WRONG, 1);
        votes(1, RIGHT, 7);
        rounds[0].finding = RIGHT;
        rounds[1].finding = RIGHT;
        assertPayment(reckon(1).pay(0), R, 9 * R - LOCK, 0, 0);
    }

    function test_whoeverTurnedLastGains() external {
        votes(0, RIGHT, 3);
        votes(1, WRONG, 7);
        votes(2, RIGHT, 31);
        rounds[0].finding = RIGHT;
        rounds[1].finding = WRONG;
        rounds[2].finding = RIGHT;

        Verdict.Bill memory bill = reckon(2);

        assertTrue(bill.failed[1] && !bill.failed[2], "only the first failed");
        assertEq(bill.turned, 2, "turned");
        assertPayment(bill.pay(0), R, 0, 7 * LOCK - 34 * R, 0);
    }

    function test_whoFundsAfterNoMajorityTurnsTheVerdict() external {
        votes(0, RIGHT, 1);
        votes(0, WRONG, 1);
        votes(0, OTHER, 1);
        votes(1, RIGHT, 7);
        rounds[1].finding = RIGHT;
        assertPayment(reckon(1).pay(0), R, 0, 2 * LOCK - 8 * R, 0);
    }

    function test_jurorsShareWhatThereIsAndTheOddUnitsAreBurned() external {
        votes(0, RIGHT, 3);
        rounds[0].finding = RIGHT;
        assertPayment(reckon(0).pay(1001), 333, 0, 0, 2);
    }

    /* WITHOUT VERDICT */

    function test_withoutVerdictOnlyTheLastRoundIsPaid() external {
        votes(0, RIGHT, 3);
        votes(1, WRONG, 3);
        votes(1, OTHER, 3);
        seat(1, SeatStatus.NoShow, 0, 1);
        rounds[0].finding = RIGHT;

        Verdict.Bill memory bill = reckon(1);

        assertEq(bill.winners, 6, "winners");
        assertEq(bill.shortfall(), 0, "shortfall");
        assertPayment(bill.pay(0), R, 6 * R - FEE, 0, 0);
    }

    function test_withoutVerdictNobodyIsWrong() external {
        votes(0, RIGHT, 1);
        votes(0, WRONG, 1);
        votes(0, OTHER, 1);

        Verdict.Bill memory bill = reckon(0);

        assertEq(bill.lost, 0, "lost");
        assertEq(bill.shortfall(), 3 * R, "the loser pays the first round");
    }

    function test_withoutVerdictEarlierAppealsGoBack() external {
        votes(0, WRONG, 3);
        votes(1, RIGHT, 7);
        seat(2, SeatStatus.Committed, 0, 31);
        rounds[0].finding = WRONG;
        rounds[1].finding = RIGHT;

        Verdict.Bill memory bill = reckon(2);

        assertTrue(!bill.failed[1], "first appeal");
        assertPayment(bill.pay(0), 0, 0, 0, 31 * LOCK);
    }

    function test_aRoundThatNobodyJudgedCostsNothing() external view {
        Verdict.Bill memory bill = reckon(1);
        assertEq(bill.shortfall(), 0, "shortfall");
        assertPayment(bill.pay(0), 0, 0, 0, 0);
    }

    /* PROPERTIES */

    function test_moneyInIsMoneyOut(uint256 seed, uint256 funded) external {
        uint8 last = uint8(seed % 3);
        fillRandomly(seed, last);

        Verdict.Bill memory bill = reckon(last);
        funded = bound(funded, 0, bill.shortfall());
        Verdict.Payment memory payment = bill.pay(funded);

        uint256 out = payment.each * bill.winners + bill.funding - payment.byAppeals + payment.gained + payment.burned;
        assertEq(out, bill.lost + bill.funding + funded, "money");
        assertTrue(payment.each <= R, "nobody earns more than r");
    }

    function test_whoVotesWithTheVerdictEarnsRAndLosesNothing(uint256 seed) external {
        uint8 last = uint8(seed % 3);
        fillRandomly(seed, last);

        Verdict.Bill memory bill = reckon(last);
        Verdict.Payment memory payment = bill.pay(bill.shortfall());

        for (uint256 i = 0; i < seats.length; i++) {
            bool right = seats[i].status == SeatStatus.Revealed && bytes31(seats[i].answer) == bill.right;
            if (right && bill.right != 0) {
                assertTrue(bill.isRight(seats[i]), "earns");
                assertEq(bill.lossOf(seats[i]), 0, "loss");
                assertEq(payment.each, R, "r");
            }
            assertTrue(!bill.isRight(seats[i]) || bill.lossOf(seats[i]) == 0, "nobody earns and loses");
        }
    }

    /* HELPERS */

    function fillRandomly(uint256 seed, uint8 last) private {
        for (uint8 round = 0; round <= last; round++) {
            uint256 filled = uint256(keccak256(abi.encode(seed, round))) % (uint256(Verdict.size(round)) + 1);
            for (uint256 i = 0; i < filled; i++) {
                uint256 kind = uint256(keccak256(abi.encode(seed, round, i))) % 8;
                if (kind < 3) {
                    seat(round, [SeatStatus.Committed, SeatStatus.Unable, SeatStatus.NoShow][kind], 0, 1);
                } else {
                    votes(round, kind == 3 ? WRONG : kind == 4 ? OTHER : RIGHT, 1);
                }
            }
            rounds[round].finding = Verdict.majority(seats, round);
        }
    }

    function votes(uint8 round, bytes31 finding, uint256 count) private {
        seat(round, SeatStatus.Revealed, finding, count);
    }

    function seat(uint8 round, SeatStatus status, bytes31 answer, uint256 count) private {
        for (uint256 i = 0; i < count; i++) {
            seats.push(SeatView(address(uint160(seats.length + 1)), status, round, answer));
        }
    }

    function reckon(uint8 last) private view returns (Verdict.Bill memory) {
        return Verdict.reckon(seats, rounds, last, R);
    }

    function assertFinding(uint8 round, bytes31 expected) private view {
        assertEq(bytes32(Verdict.majority(seats, round)), expected, "finding");
    }

    function assertPayment(
        Verdict.Payment memory payment,
        uint256 each,
        uint256 byAppeals,
        uint256 gained,
        uint256 burned
    ) private pure {
        assertEq(payment.each, each, "each");
        assertEq(payment.byAppeals, byAppeals, "by appeals");
        assertEq(payment.gained, gained, "gained");
        assertEq(payment.burned, burned, "burned");
    }
}
