// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Phase, SeatStatus} from "./Answers.sol";

using {isRight, loss} for Seat global;

/// @notice What is stored of an audit: one slot of the provider's lane, that one audit after the other uses.
struct Audit {
    Phase phase;
    uint8 round;
    /// @dev Seats the committee should fill.
    uint8 size;
    /// @dev Seats filled in all rounds; what is stored beyond them is an earlier audit's.
    uint8 seated;
    /// @dev Seats that still have to commit.
    uint8 waiting;
    uint8 committed;
    uint8 revealed;
    uint40 epoch;
    uint40 seedBlock;
    uint40 deadline;
}

/// @notice What is stored of a seat: two slots, used again like the audit's.
struct Seat {
    // Slot 0.
    address verifier;
    uint8 round;
    // Slot 1.
    /// @dev Beginning of the commitment; once revealed, of the answer.
    bytes31 answer;
    SeatStatus status;
}

/// @notice How an audit ends for those seated.
struct Ending {
    uint256 lock;
    /// @dev Beginning of the right answer; zero when none is known, then every revealed one counts as right.
    bytes22 right;
    /// @dev What a right answer earns.
    uint256 reward;
    /// @dev Whether an answer that was never revealed costs its lock.
    bool silenceCosts;
}

/// @dev A no-show loses so many percent of its lock.
uint256 constant NO_SHOW_PERCENT = 2;

function isRight(Seat memory self, Ending memory ending) pure returns (bool) {
    return self.status == SeatStatus.Revealed && (ending.right == 0 || bytes22(self.answer) == ending.right);
}

/// @dev What the seat's verifier loses of its lock.
function loss(Seat memory self, Ending memory ending) pure returns (uint256) {
    if (self.status == SeatStatus.Unable) {
        // Where an answer is known to be right, somebody could run the job.
        return ending.right == 0 ? 0 : ending.lock * NO_SHOW_PERCENT / 100;
    }
    bool silent = ending.silenceCosts && self.status == SeatStatus.Committed;
    bool wrong = self.status == SeatStatus.Revealed && !self.isRight(ending);
    return silent || wrong ? ending.lock : 0;
}
