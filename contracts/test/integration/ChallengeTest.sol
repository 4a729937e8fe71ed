// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputes} from "../../src/interfaces/IDisputes.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Challenge, ClaimState, Item} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Job, Result} from "../../src/types/Orders.sol";
import {DisputeFixture} from "../support/DisputeFixture.sol";

/// @notice Challenges of revealed results, and the ways their money goes.
contract ChallengeTest is DisputeFixture {
    Item private constant EXIT = Item.wrap(1);
    Item private constant FUEL = Item.wrap(2);

    /* CHALLENGING */

    function test_refusesToChallengeWhatIsNotRevealed() external {
        bytes32 id = committed(wrongResult());
        refuse(id, wrongResult(), OUTPUT, outputOf(rightResult()), IDisputes.WrongState.selector);
    }

    function test_refusesToChallengeAfterTheWindow() external {
        bytes32 id = unsampled(wrongResult());
        passDeadline(id);
        refuse(id, wrongResult(), OUTPUT, outputOf(rightResult()), IMarket.TooLate.selector);
    }

    function test_refusesAResultThatWasNotRevealed() external {
        bytes32 id = unsampled(wrongResult());
        refuse(id, rightResult(), OUTPUT, outputOf(wrongResult()), IDisputes.WrongResult.selector);
    }

    function test_refusesAChallengeByTheProvider() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 finding = outputOf(rightResult());
        vm.prank(provider);
        vm.expectRevert(IDisputes.NotEligible.selector);
        disputes.challenge(Challenge(id, wrongResult(), OUTPUT, finding, SALT));
    }

    function test_refusesAFindingThatTheResultSaysToo() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 same = outputOf(wrongResult());
        refuse(id, wrongResult(), OUTPUT, same, IDisputes.NoDifference.selector);
        refuse(id, wrongResult(), OUTPUT, same ^ bytes32(uint256(1)), IDisputes.NoDifference.selector);
    }

    function test_refusesAnEmptyFinding() external {
        bytes32 id = unsampled(wrongResult());
        refuse(id, wrongResult(), OUTPUT, bytes32(uint256(1)), IDisputes.NoDifference.selector);
    }

    function test_refusesItemsThatNoResultHas() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 finding = keccak256("finding");
        refuse(id, wrongResult(), Item.wrap(0), finding, IDisputes.NoDifference.selector);
        refuse(id, wrongResult(), Item.wrap(6), finding, IDisputes.NoDifference.selector);
        refuse(id, wrongResult(), Item.wrap(80), finding, IDisputes.NoDifference.selector);
    }

    function test_refusesToJudgeAnItemTwice() external {
        (bytes32 id, bytes32 claimId) = challengedWrongly();
        refuse(id, rightResult(), OUTPUT, keccak256("another"), IDisputes.AlreadyClaimed.selector);
        decide(claimId, outputOf(rightResult()));
        refuse(id, rightResult(), OUTPUT, keccak256("another"), IDisputes.AlreadyClaimed.selector);
    }

    function test_refusesAChallengeWithoutMoneyForItsBond() external {
        bytes32 id = unsampled(wrongResult());
        vm.prank(challenger);
        market.withdraw(1000 * TOKEN - BOND + 1);
        refuse(id, wrongResult(), OUTPUT, outputOf(rightResult()), ILedger.BalanceTooSmall.selector);
    }

    function test_aChallengeTakesItsBondAndAsksAJury() external {
        (bytes32 id, bytes32 claimId) = challengedRightly();
        assertState(id, JobState.Disputed);
        assertEq(disputes.claim(claimId).bond, BOND, "bond");
        assertEq(market.balanceOf(address(disputes)), BOND, "held");
        assertEq(worth(challenger), 1000 * TOKEN - BOND, "paid");
        assertEq(disputes.claimsOf(id)[0], claimId, "listed");
    }

    function test_aBondHasAFloor() external {
        Job memory job = defaultJob();
        job.terms.fuelLimit = 1e8;
        bytes32 id = land(signedMatch(job, defaultOffer()));
        assertEq(disputes.bondFor(id), defaultParameters().leastChallengeBond, "bond");
    }

    function test_turnsCanBeChallengedAlsoWhereTheResultHasNone() external {
        Result memory result = rightResult();
        result.trace = new bytes32[](2);
        result.trace[0] = keccak256("first");
        bytes32 id = unsampled(result);
        challenge(id, result, Item.wrap(16), keccak256("another first"));
        challenge(id, result, Item.wrap(79), keccak256("one turn more"));
        assertEq(disputes.claimsOf(id).length, 2, "claims");
    }

    function test_noItemReadsAsZero() external view {
        Result memory empty;
        for (uint8 item = 1; item < 80; item++) {
            if (item < 6 || item > 15) {
                assertTrue(disputes.itemOf(empty, Item.wrap(item)) != 0, "zero");
            }
        }
    }

    function test_onlyItsCourtDecidesAClaim() external {
        (bytes32 id, bytes32 claimId) = challengedRightly();
        vm.expectRevert(IDisputes.OnlyCourt.selector);
        disputes.decide(claimId, keccak256("right"));
        vm.expectRevert(IDisputes.OnlyCourt.selector);
        disputes.openAuditClaim(id);
        vm.expectRevert(IDisputes.OnlyCourt.selector);
        disputes.blame(id);
    }

    function test_refusesToDecideAClaimTwice() external {
        (, bytes32 claimId) = challengedWrongly();
        decide(claimId, outputOf(rightResult()));
        vm.prank(address(jury));
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.decide(claimId, keccak256("right"));
    }

    function test_refusesToBlameOutsideADispute() external {
        bytes32 id = unsampled(rightResult());
        vm.prank(address(demands));
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.blame(id);
    }

    /* VERDICTS */

    function test_aRightChallengerIsAFinder() external {
        (bytes32 id, bytes32 claimId) = challengedRightly();
        uint256 providerBefore = worth(provider);
        uint256 consumerBefore = worth(consumer);

        decide(claimId, outputOf(rightResult()));

        uint256 left = STAKE - 3 * FULL_REWARD;
        assertState(id, JobState.Open);
        assertClaim(claimId, ClaimState.Upheld);
        assertEq(worth(provider), providerBefore - STAKE, "S");
        assertEq(worth(challenger), 1000 * TOKEN + left * 35 / 100, "bond and the finder's part");
        assertEq(worth(consumer), consumerBefore + 2 * P, "2 P");
        assertEq(market.burned(), left - left * 35 / 100 - 2 * P, "burned");
        assertJurorsEarned(claimId, FULL_REWARD);
        assertAllPaid();
    }

    function test_aChallengerWhoKnowsTheItemButNotTheTruthFindsNothing() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 claimId = challenge(id, wrongResult(), OUTPUT, keccak256("not that either"));

        decide(claimId, outputOf(rightResult()));

        assertState(id, JobState.Open);
        assertEq(worth(challenger), 1000 * TOKEN, "bond");
        assertEq(market.burned(), STAKE - 3 * FULL_REWARD - 2 * P, "the finder's part too");
        assertAllPaid();
    }

    function test_aWrongChallengerPaysTheJuryAndTheProvider() external {
        (bytes32 id, bytes32 claimId) = challengedWrongly();
        uint256 providerBefore = worth(provider);

        decide(claimId, outputOf(rightResult()));

        assertState(id, JobState.Revealed);
        assertClaim(claimId, ClaimState.Rejected);
        assertEq(worth(challenger), 1000 * TOKEN - BOND, "bond");
        assertEq(worth(provider), providerBefore + BOND - 3 * FULL_REWARD, "rest of the bond");
        assertEq(market.burned(), 0, "burned");
        assertJurorsEarned(claimId, FULL_REWARD);
        assertAllPaid();
    }

    function test_anUndecidedChallengeVoidsTheJobAndPaysTheJuryFromTheBond() external {
        (bytes32 id, bytes32 claimId) = challengedRightly();
        uint256 providerBefore = worth(provider);
        uint256 consumerBefore = worth(consumer);

        leaveUndecided(claimId);

        assertState(id, JobState.Void);
        assertClaim(claimId, ClaimState.Undecided);
        assertEq(worth(provider), providerBefore, "provider's own money");
        assertEq(worth(consumer), consumerBefore + 2 * P, "escrow");
        assertEq(worth(challenger), 1000 * TOKEN - 3 * FULL_REWARD, "the jury's due");
        assertAllPaid();
    }

    function test_theSameWindowRunsOnAfterAnAcquittal() external {
        (bytes32 id, bytes32 claimId) = challengedWrongly();
        uint256 deadline = market.terms(id).deadline;
        decide(claimId, outputOf(rightResult()));
        assertEq(market.terms(id).deadline, deadline, "deadline");
        passDeadline(id);
        market.settleJob(id);
        assertState(id, JobState.Settled);
    }

    /* SEVERAL CLAIMS */

    function test_aJobWaitsForItsLastClaim() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 sham = challenge(id, wrongResult(), EXIT, keccak256("sham"));
        bytes32 honest = challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()));

        decide(sham, disputes.itemOf(wrongResult(), EXIT));

        assertState(id, JobState.Disputed);
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.closeClaim(sham);

        decide(honest, outputOf(rightResult()));

        assertState(id, JobState.Open);
        disputes.closeClaim(sham);
        assertAllPaid();
    }

    function test_refusesToCloseWhatIsOpenOrClosedOrNever() external {
        (, bytes32 claimId) = challengedWrongly();
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.closeClaim(claimId);
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.closeClaim(keccak256("never"));
        decide(claimId, outputOf(rightResult()));
        vm.expectRevert(IDisputes.WrongState.selector);
        disputes.closeClaim(claimId);
    }

    /// @dev Peers let whoever disputes first decide what is judged.
    function test_aShamChallengeShieldsNothingAndDelaysNothingTwice() external {
        bytes32 id = unsampled(wrongResult());
        uint256 deadline = market.terms(id).deadline;
        bytes32 sham = challenge(id, wrongResult(), EXIT, keccak256("sham"));

        decide(sham, disputes.itemOf(wrongResult(), EXIT));

        assertState(id, JobState.Revealed);
        assertEq(market.terms(id).deadline, deadline, "the window ran on");
        refuse(id, wrongResult(), EXIT, keccak256("sham again"), IDisputes.AlreadyClaimed.selector);
        decide(challenge(id, wrongResult(), OUTPUT, outputOf(rightResult())), outputOf(rightResult()));
        assertState(id, JobState.Open);
        assertAllPaid();
    }

    function test_anHonestChallengeJoinsASham() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 sham = challenge(id, wrongResult(), EXIT, keccak256("sham"));
        bytes32 honest = challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()));
        decide(honest, outputOf(rightResult()));
        decide(sham, disputes.itemOf(wrongResult(), EXIT));
        assertState(id, JobState.Open);
        disputes.closeClaim(honest);
        assertAllPaid();
    }

    function test_aVerdictDecidesOnlyWhatWasNamed() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 claimId = challenge(id, wrongResult(), FUEL, keccak256("other fuel"));
        decide(claimId, disputes.itemOf(wrongResult(), FUEL));
        assertState(id, JobState.Revealed);
        assertEq(uint8(disputes.claim(claimId).state), uint8(ClaimState.Rejected), "only the fuel is right");
    }

    function test_theFirstWrongItemDecidesWhoIsTheFinder() external {
        Result memory result = wrongResult();
        result.exitStatus = 1;
        bytes32 id = unsampled(result);
        bytes32 later = challenge(id, result, OUTPUT, outputOf(rightResult()));
        bytes32 exitNow = disputes.itemOf(rightResult(), EXIT);
        bytes32 first = challengeAs(stranger, Challenge(id, result, EXIT, exitNow, SALT));
        uint256 strangerBefore = worth(stranger);

        decide(first, exitNow);
        decide(later, outputOf(rightResult()));
        disputes.closeClaim(first);

        uint256 left = STAKE - 6 * FULL_REWARD;
        assertEq(worth(challenger), 1000 * TOKEN, "bond only");
        assertEq(worth(stranger), strangerBefore + BOND + left * 35 / 100, "finder");
        assertAllPaid();
    }

    function test_guiltOutweighsAClaimThatNobodyCouldDecide() external {
        bytes32 id = unsampled(wrongResult());
        bytes32 undecided = challenge(id, wrongResult(), EXIT, keccak256("who knows"));
        bytes32 upheld = challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()));
        leaveUndecided(undecided);
        decide(upheld, outputOf(rightResult()));
        assertState(id, JobState.Open);
        disputes.closeClaim(undecided);
        assertAllPaid();
    }

    function test_oneUndecidedClaimVoidsWhatOthersCleared() external {
        bytes32 id = unsampled(rightResult());
        bytes32 undecided = challenge(id, rightResult(), EXIT, keccak256("who knows"));
        bytes32 rejected = challenge(id, rightResult(), OUTPUT, keccak256("no"));
        leaveUndecided(undecided);
        decide(rejected, outputOf(rightResult()));
        assertState(id, JobState.Void);
        disputes.closeClaim(undecided);
        assertAllPaid();
    }

    function test_jurorsShareAStakeThatIsTooSmallForAllOfThem() external {
        Result memory result = wrongResult();
        result.trace = new bytes32[](9);
        bytes32 id = unsampled(result);
        bytes32[] memory claimIds = new bytes32[](9);
        for (uint8 i = 0; i < 9; i++) {
            claimIds[i] = challenge(id, result, Item.wrap(16 + i), keccak256("right state"));
        }
        uint256 before = worthOfVerifiers();
        for (uint8 i = 0; i < 9; i++) {
            decide(claimIds[i], keccak256("right state"));
        }
        for (uint8 i = 0; i < 8; i++) {
            disputes.closeClaim(claimIds[i]);
        }

        assertState(id, JobState.Open);
        assertTrue(STAKE < 27 * FULL_REWARD, "too small");
        assertEq(worthOfVerifiers() - before + market.burned(), STAKE, "all of it, odd units burned");
        assertTrue(market.burned() < 27, "odd units");
        assertEq(worth(challenger), 1000 * TOKEN, "bonds; nothing is left for the finder");
        assertAllPaid();
    }

    function test_aClearedJobCanBeChallengedElsewhereWithinItsWindow() external {
        bytes32 id = unsampled(wrongResult());
        decide(challenge(id, wrongResult(), EXIT, keccak256("no")), disputes.itemOf(wrongResult(), EXIT));
        bytes32 second = challenge(id, wrongResult(), FUEL, keccak256("no"));
        assertState(id, JobState.Disputed);
        decide(second, disputes.itemOf(wrongResult(), FUEL));
        assertState(id, JobState.Revealed);
        passDeadline(id);
        refuse(id, wrongResult(), OUTPUT, outputOf(rightResult()), IMarket.TooLate.selector);
    }

    /* NEXT ATTEMPT */

    function test_claimsOfAnAttemptSayNothingAboutTheNext() external {
        (bytes32 id, bytes32 claimId) = challengedRightly();
        decide(claimId, outputOf(rightResult()));
        assertEq(disputes.claimsOf(id).length, 0, "new docket");
        assertEq(lens.job(id).attempt, 1, "attempt");
        assertTrue(disputes.claimIdOf(id, 1, OUTPUT) != claimId, "other claim");
    }

    /// @dev AgenC's slashing changed a counter and no balance.
    function test_slashingMovesTokensNotCounters() external {
        (, bytes32 claimId) = challengedRightly();
        uint256 bonded = market.provider(provider).free + market.provider(provider).locked;
        uint256 held = token.balanceOf(address(market));

        decide(claimId, outputOf(rightResult()));

        assertEq(market.provider(provider).free + market.provider(provider).locked, bonded - STAKE, "bond");
        uint256 gained = worth(challenger) - 1000 * TOKEN;
        vm.prank(challenger);
        market.withdraw(1000 * TOKEN + gained);
        assertEq(token.balanceOf(challenger), 1000 * TOKEN + gained, "in tokens");
        assertEq(token.balanceOf(address(market)), held - 1000 * TOKEN - gained, "out of the market");
    }

    /* HELPERS */

    function refuse(bytes32 id, Result memory result, Item item, bytes32 finding, bytes4 reason) private {
        Challenge memory what = Challenge(id, result, item, finding, SALT);
        seal(challenger, what);
        vm.prank(challenger);
        vm.expectRevert(reason);
        disputes.challenge(what);
    }

    function worthOfVerifiers() private view returns (uint256 sum) {
        for (uint256 i = 0; i < verifiers.length; i++) {
            sum += worth(verifiers[i]);
        }
    }

    function assertClaim(bytes32 claimId, ClaimState state) private view {
        assertEq(uint8(disputes.claim(claimId).state), uint8(state), "claim");
        assertTrue(disputes.claim(claimId).closed, "closed");
    }

    function assertJurorsEarned(bytes32 claimId, uint256 earned) private view {
        for (uint8 i = 0; i < 3; i++) {
            address juror = jury.seatOf(claimId, i).verifier;
            assertEq(worth(juror) - worthBefore[juror], earned, "juror");
        }
    }
}
