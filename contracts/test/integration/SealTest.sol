// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputes} from "../../src/interfaces/IDisputes.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Challenge, Item} from "../../src/types/Answers.sol";
import {Job, Offer} from "../../src/types/Orders.sol";
import {DisputeFixture} from "../support/DisputeFixture.sol";

/// @notice Challenges are sealed before they are made, so that copying one earns nothing.
contract SealTest is DisputeFixture {
    Challenge private what;

    function setUp() public override {
        super.setUp();
        bytes32 id = unsampled(wrongResult());
        what = Challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()), SALT);
    }

    /* SEALING */

    function test_refusesAChallengeThatWasNotSealed() external {
        refuse(challenger, what, IDisputes.NotSealed.selector);
    }

    function test_refusesAChallengeInTheBlockOfItsSeal() external {
        sealNow(challenger);
        refuse(challenger, what, IDisputes.NotSealed.selector);
        vm.roll(block.number + 1);
        challengeNow(challenger);
    }

    function test_refusesToSealWhatIsSealed() external {
        seal(challenger, what);
        bytes32 seal_ = sealOf(challenger, what);
        vm.prank(challenger);
        vm.expectRevert(IDisputes.AlreadySealed.selector);
        disputes.sealChallenge(seal_);
    }

    function test_aSealBindsAllThatAChallengeSays() external {
        bytes32 other = unsampled(wrongResult());
        seal(challenger, what);
        Challenge memory changed = what;
        changed.jobId = other;
        refuse(challenger, changed, IDisputes.NotSealed.selector);
        changed = what;
        changed.item = Item.wrap(1);
        refuse(challenger, changed, IDisputes.NotSealed.selector);
        changed = what;
        changed.finding = keccak256("another");
        refuse(challenger, changed, IDisputes.NotSealed.selector);
        changed = what;
        changed.salt = keccak256("another");
        refuse(challenger, changed, IDisputes.NotSealed.selector);
        challengeNow(challenger);
    }

    function test_aSealIsForOneAttempt() external {
        (Job memory job, Offer memory offer) = (defaultJob(), defaultOffer());
        post(offer);
        what.jobId = post(job);
        land(matchOf(job, offer));
        seal(challenger, what);
        passDeadline(what.jobId);
        market.reassignJob(what.jobId);
        land(matchOf(job, offer));
        revealUnsampled(what.jobId, wrongResult());

        refuse(challenger, what, IDisputes.NotSealed.selector);
        challengeAs(challenger, what);
    }

    function test_aSealIsForgottenOnceItIsOpened() external {
        seal(challenger, what);
        bytes32 seal_ = sealOf(challenger, what);
        assertEq(disputes.sealedAt(seal_), block.number - 1, "sealed");
        challengeNow(challenger);
        assertEq(disputes.sealedAt(seal_), 0, "forgotten");
    }

    function test_sealingHoldsNothingUpAndCostsNoBond() external {
        sealNow(challenger);
        passDeadline(what.jobId);
        vm.roll(block.number + 1);
        refuse(challenger, what, IMarket.TooLate.selector);
        assertEq(worth(challenger), 1000 * TOKEN, "no bond");
        market.settleJob(what.jobId);
    }

    /* COPYING */

    /// @dev Who reads a challenge in the pool and pays more to be mined before it, or seals at once what it read.
    function test_aCopiedChallengeEarnsNothing() external {
        uint256 before = worth(stranger);
        seal(challenger, what);

        refuse(stranger, what, IDisputes.NotSealed.selector);
        sealNow(stranger);
        refuse(stranger, what, IDisputes.NotSealed.selector);
        bytes32 claimId = challengeNow(challenger);
        vm.roll(block.number + 1);
        refuse(stranger, what, IDisputes.AlreadyClaimed.selector);
        decide(claimId, what.finding);

        assertEq(worth(stranger), before, "copier");
        assertEq(worth(challenger), 1000 * TOKEN + (STAKE - 3 * FULL_REWARD) * 35 / 100, "finder");
    }

    function test_aCopiedSealServesOnlyTheChallengerInIt() external {
        bytes32 seal_ = sealOf(challenger, what);
        vm.prank(stranger);
        disputes.sealChallenge(seal_);
        vm.roll(block.number + 1);

        refuse(stranger, what, IDisputes.NotSealed.selector);
        bytes32 claimId = challengeNow(challenger);
        assertEq(disputes.claim(claimId).challenger, challenger, "challenger");
    }

    /* HELPERS */

    function sealNow(address by) private {
        bytes32 seal_ = sealOf(by, what);
        vm.prank(by);
        disputes.sealChallenge(seal_);
    }

    function challengeNow(address by) private returns (bytes32 claimId) {
        vm.prank(by);
        claimId = disputes.challenge(what);
    }

    function refuse(address by, Challenge memory that, bytes4 reason) private {
        vm.prank(by);
        vm.expectRevert(reason);
        disputes.challenge(that);
    }
}
