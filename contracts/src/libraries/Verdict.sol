// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SeatStatus, SeatView} from "../types/Answers.sol";

/// @notice What a jury's verdict costs, whom, and who earns. Lost locks pay first, then failed appeals, then the loser.
library Verdict {
    struct Round {
        /// @dev Who paid for it; zero for the first.
        address appellant;
        /// @dev Its majority's finding; zero without one.
        bytes31 finding;
    }

    struct Bill {
        /// @dev The last round's finding.
        bytes31 right;
        uint8 last;
        /// @dev r.
        uint256 reward;
        /// @dev By round: somebody revealed a vote.
        bool[3] answered;
        /// @dev By round: its appeal failed, and its funding pays jurors.
        bool[3] failed;
        /// @dev The last round whose appellant turned the verdict; 0: none.
        uint8 turned;
        /// @dev Jurors who earn.
        uint256 winners;
        /// @dev What locks lose.
        uint256 lost;
        /// @dev Funding of failed appeals.
        uint256 funding;
    }

    struct Payment {
        /// @dev What each winner gets.
        uint256 each;
        /// @dev What failed appeals pay of it.
        uint256 byAppeals;
        /// @dev What of the lost locks goes to the appellant who turned the verdict.
        uint256 gained;
        uint256 burned;
    }

    uint8 internal constant LAST_ROUND = 2;
    /// @dev A seat locks so many rewards.
    uint256 private constant LOCK_MULTIPLE = 8;
    /// @dev A no-show loses so many percent of its lock.
    uint256 private constant NO_SHOW_PERCENT = 2;

    /// @notice Seats of a round.
    function size(uint8 round) internal pure returns (uint8) {
        return round == 0 ? 3 : round == 1 ? 7 : 31;
    }

    /// @notice What each seat locks.
    function lock(uint256 reward) internal pure returns (uint256) {
        return LOCK_MULTIPLE * reward;
    }

    /// @notice What more than half of a round's seats revealed; zero without such a finding.
    function majority(SeatView[] memory seats, uint8 round) internal pure returns (bytes31 leader) {
        uint256 lead = 0;
        // Boyer-Moore: what has a majority is left as leader.
        for (uint256 i = 0; i < seats.length; i++) {
            if (seats[i].round == round) {
                bytes31 finding = _voteOf(seats[i]);
                leader = lead == 0 ? finding : leader;
                lead = finding == leader ? lead + 1 : lead - 1;
            }
        }
        uint256 votes = 0;
        uint256 count = 0;
        for (uint256 i = 0; i < seats.length; i++) {
            if (seats[i].round == round) {
                count++;
                votes += _voteOf(seats[i]) == leader ? 1 : 0;
            }
        }
        return 2 * votes > count ? leader : bytes31(0);
    }

    /// @param last The round that decided, or could not.
    function reckon(SeatView[] memory seats, Round[3] memory rounds, uint8 last, uint256 reward)
        internal
        pure
        returns (Bill memory bill)
    {
        bill.right = rounds[last].finding;
        bill.last = last;
        bill.reward = reward;
        _judgeAppeals(bill, rounds);
        for (uint256 i = 0; i < seats.length; i++) {
            bill.answered[seats[i].round] = bill.answered[seats[i].round] || seats[i].status == SeatStatus.Revealed;
        }
        for (uint256 i = 0; i < seats.length; i++) {
            bill.lost += lossOf(bill, seats[i]);
            bill.winners += isRight(bill, seats[i]) ? 1 : 0;
        }
    }

    /// @notice What of its lock a seat loses.
    function lossOf(Bill memory bill, SeatView memory seat) internal pure returns (uint256) {
        if (seat.status == SeatStatus.Revealed) {
            return bill.right == 0 || _voteOf(seat) == bill.right ? 0 : lock(bill.reward);
        }
        if (seat.status == SeatStatus.Committed) {
            return lock(bill.reward);
        }
        bool excused = seat.status == SeatStatus.Unable && !bill.answered[seat.round];
        return excused ? 0 : lock(bill.reward) * NO_SHOW_PERCENT / 100;
    }

    /// @notice Whether a seat earns; without verdict, the last round's who revealed do.
    function isRight(Bill memory bill, SeatView memory seat) internal pure returns (bool) {
        return
            seat.status == SeatStatus.Revealed
                && (bill.right == 0 ? seat.round == bill.last : _voteOf(seat) == bill.right);
    }

    /// @notice What neither lost locks nor failed appeals cover.
    function shortfall(Bill memory bill) internal pure returns (uint256) {
        uint256 owed = bill.winners * bill.reward;
        uint256 covered = bill.lost + bill.funding;
        return owed > covered ? owed - covered : 0;
    }

    /// @param funded What the loser brings, at most `shortfall`.
    function pay(Bill memory bill, uint256 funded) internal pure returns (Payment memory result) {
        uint256 paid = _min(bill.winners * bill.reward, bill.lost + bill.funding + funded);
        uint256 byLocks = _min(bill.lost, paid);
        uint256 surplus = bill.lost - byLocks;
        result.each = bill.winners == 0 ? 0 : paid / bill.winners;
        result.byAppeals = _min(bill.funding, paid - byLocks);
        result.gained = bill.turned == 0 ? 0 : surplus;
        result.burned = surplus - result.gained + paid - result.each * bill.winners;
    }

    function _judgeAppeals(Bill memory bill, Round[3] memory rounds) private pure {
        for (uint8 k = 1; k <= bill.last; k++) {
            bool turned = bill.right != 0 && rounds[k].finding == bill.right && rounds[k - 1].finding != bill.right;
            bill.failed[k] = bill.right == 0 ? k == bill.last : !turned;
            bill.turned = turned ? k : bill.turned;
            bill.funding += bill.failed[k] ? size(k) * bill.reward : 0;
        }
    }

    /// @dev The beginning of what a seat revealed, which is never zero; zero if it did not.
    function _voteOf(SeatView memory seat) private pure returns (bytes31) {
        // Votes are stored and compared by their first 31 bytes.
        // forge-lint: disable-next-line(unsafe-typecast)
        return seat.status == SeatStatus.Revealed ? bytes31(seat.answer) : bytes31(0);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
