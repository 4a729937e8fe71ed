// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge, Item} from "../../src/types/Answers.sol";
import {ControlFixture} from "./ControlFixture.sol";

/// @notice What needs a court that is bought, or nobody who goes to court.
contract CourtControlTest is ControlFixture {
    function test_anAppealPaysWhereTheNextJuryIsBought() external {
        int256 spent = int256(BOND + 7 * FULL_REWARD);
        assertEq(appealAgainstTheRight(false), -spent, "bond and appeal");
        int256 gained = int256(STAKE * 35 / 100 + 3 * JURY_LOCK - 7 * FULL_REWARD);
        assertEq(appealAgainstTheRight(true), gained, "the finder's share, and the locks of who was right");
    }

    function test_aWrongCheckpointIsPaidWhereNobodyRunsItAgain() external {
        assertEq(signWrongTurns(true), -int256(STAKE), "stake");
        assertEq(signWrongTurns(false), int256(TOKEN * 9 / 10 * 99 / 100 - LATE_FEE), "pay less late fee");
    }

    function test_aCopiedChallengeEarnsTheFindersShareWhereItIsNotSealed() external {
        assertEq(copyAPendingChallenge(Rule.None), 0, "refused");
        int256 share = int256((STAKE - 3 * FULL_REWARD) * 35 / 100);
        assertEq(copyAPendingChallenge(Rule.ChallengesAreSealed), share, "the finder's share");
    }

    /* PLAYS */

    function appealAgainstTheRight(bool bought) private returns (int256) {
        deployWithout(Rule.None);
        uint256 before = worth(challenger);
        (, bytes32 claimId) = challengedWrongly();
        judge(claimId, outputOf(rightResult()));
        appeal(claimId, challenger);
        judge(claimId, outputOf(bought ? wrongResult() : rightResult()));
        advance(claimId);
        return gain(challenger, before);
    }

    /// @dev A stranger sends a challenge with a higher tip: it is in the block before the challenger's own.
    function copyAPendingChallenge(Rule missing) private returns (int256) {
        deployWithout(missing);
        uint256 before = worth(stranger);
        bytes32 id = unsampled(wrongResult());
        Challenge memory what = Challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()), SALT);
        seal(challenger, what);
        vm.prank(stranger);
        try disputes.challenge(what) {}
        catch {
            challengeAs(challenger, what);
        }
        decide(disputes.claimIdOf(id, 0, OUTPUT), outputOf(rightResult()));
        return gain(stranger, before);
    }

    /// @dev `provider` signs nine turns it never ran, and `second` goes on from there in good faith.
    function signWrongTurns(bool watched) private returns (int256) {
        deployWithout(Rule.None);
        uint256 before = worth(provider);
        bytes32 id = begun();
        handOverAfter(id, 9, 1);
        resume(id, second, relay.legs(id)[0].point);
        runOut(id, wrongFrom(1));
        if (watched) {
            bytes32 right = disputes.itemOf(wholeRun(), Item.wrap(16));
            decide(challengeTurn(id, wrongFrom(1), wholeRun(), 1), right);
            disputes.attribute(id, wholeRun());
        } else {
            passDeadline(id);
            market.settleJob(id);
        }
        return gain(provider, before);
    }
}
