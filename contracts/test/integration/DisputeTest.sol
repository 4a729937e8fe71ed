// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {AnswerCommitment, AnswerReveal} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result, resultRoot} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice What follows when answers differ: every verifier that was not drawn is asked once.
contract DisputeTest is MarketFixture {
    uint256 private constant LOCK = 20 * TOKEN;
    uint256 private constant FULL_REWARD = 2 * TOKEN * 7 / 8;
    uint256 private constant REWARD = TOKEN * 7 / 8;

    bytes32 private right = resultRoot(rightResult());
    bytes32 private wrong = resultRoot(wrongResult());

    address[] private committee;
    address[] private jurors;

    /* JOINING */

    function test_partiesAndTheCommitteeDoNotJudge() external {
        bytes32 id = disputed(wrongResult(), right, right);
        refuseJuror(id, committee[0], IAudits.NotEligible.selector);
        makeVerifier(provider);
        makeVerifier(consumer);
        makeVerifier(node);
        refuseJuror(id, provider, IAudits.NotEligible.selector);
        refuseJuror(id, consumer, IAudits.NotEligible.selector);
        refuseJuror(id, node, IAudits.NotEligible.selector);
    }

    function test_stakeBondedAfterTheDisputeOpenedDoesNotVote() external {
        vm.warp(block.timestamp + 1 days);
        bytes32 id = disputed(wrongResult(), right, right);
        address late = addVerifier("late");
        refuseJuror(id, late, IAudits.NotEligible.selector);
    }

    function test_aJurorNeedsFreeStake() external {
        bytes32 id = disputed(wrongResult(), right, right);
        vm.prank(jurors[0]);
        audits.unbond(1000 * TOKEN - LOCK + 1);
        refuseJuror(id, jurors[0], IAudits.BondTooSmall.selector);
    }

    function test_refusesALateJuror() external {
        bytes32 id = disputed(wrongResult(), right, right);
        passDeadline(id);
        refuseJuror(id, jurors[0], IAudits.TooLate.selector);
    }

    function test_refusesASecondAnswer() external {
        bytes32 id = disputed(wrongResult(), right, right);
        answer(id, jurors[0], right);
        refuseJuror(id, jurors[0], IAudits.NotEligible.selector);
    }

    function test_aFullJuryKeepsTheHeaviest() external {
        for (uint256 i = 0; i < 31; i++) {
            addVerifier(string(abi.encodePacked("light", bytes1(uint8(65 + i)))));
        }
        vm.prank(verifiers[34]);
        audits.bond(1000 * TOKEN);
        bytes32 id = disputed(wrongResult(), right, right);
        uint256 joined = 0;
        address heavy = verifiers[34];
        if (heavy == committee[0] || heavy == committee[1]) {
            return;
        }
        address first;
        for (uint256 i = 0; i < jurors.length && joined < 31; i++) {
            if (jurors[i] != heavy) {
                first = first == address(0) ? jurors[i] : first;
                answer(id, jurors[i], right);
                joined++;
            }
        }
        assertEq(joined, 31, "full");

        answer(id, heavy, right);

        assertEq(audits.audit(id).seats.length, 2 + 31, "still full");
        assertEq(audits.verifier(heavy).locked, LOCK, "joined");
        assertEq(audits.verifier(first).locked, 0, "displaced");
        refuseJuror(id, first, IAudits.NotEligible.selector);
    }

    /* REVEALING */

    function test_refusesToRevealWhileJurorsCommit() external {
        bytes32 id = disputed(wrongResult(), right, right);
        answer(id, jurors[0], right);
        vm.prank(jurors[0]);
        vm.expectRevert(IAudits.WrongState.selector);
        audits.revealAnswer(AnswerReveal(id, right, SALT));
    }

    function test_theCommitteeCannotRevealAnyMore() external {
        bytes32 id = providerRevealed(wrongResult(), right, right);
        passDeadline(id);
        audits.closeAudit(id);
        answer(id, jurors[0], right);
        passDeadline(id);
        audits.closeDispute(id);
        vm.prank(committee[0]);
        vm.expectRevert(IAudits.NotSeated.selector);
        audits.revealAnswer(AnswerReveal(id, right, SALT));
    }

    function test_refusesToCloseWithinTheJurysTimeToCommit() external {
        bytes32 id = disputed(wrongResult(), right, right);
        answer(id, jurors[0], right);
        answer(id, jurors[1], right);
        vm.warp(orders.job(id).deadline);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.closeDispute(id);
    }

    function test_refusesToCloseWithinTheJurysTimeToReveal() external {
        bytes32 id = disputed(wrongResult(), right, right);
        answer(id, jurors[0], right);
        passDeadline(id);
        audits.closeDispute(id);
        vm.warp(orders.job(id).deadline);
        vm.expectRevert(IAudits.TooEarly.selector);
        audits.closeDispute(id);
    }

    function test_refusesToCloseWhatIsNotDisputed() external {
        bytes32 id = running();
        vm.expectRevert(IAudits.WrongState.selector);
        audits.closeDispute(id);
    }

    /* VERDICTS */

    function test_aGuiltyProviderPaysConsumerFindersAndJurors() external {
        uint256 providerBefore = claims(provider);
        uint256 consumerBefore = claims(consumer);
        bytes32 id = disputed(wrongResult(), right, right);

        vote(id, right, right);

        uint256 left = 40 * TOKEN - 2 * FULL_REWARD;
        uint256 finders = left * 35 / 100;
        assertState(id, JobState.Open);
        assertEq(claims(provider), providerBefore - 40 * TOKEN - 2 * FULL_REWARD, "S and two rewards");
        assertEq(claims(consumer), consumerBefore, "escrow of 4 held, 2 P received");
        assertEq(claims(committee[0]), 9000 * TOKEN + FULL_REWARD + finders / 2, "finder");
        assertEq(claims(jurors[0]), 9000 * TOKEN + FULL_REWARD, "juror");
        assertEq(market.burned(), left - finders - 4 * TOKEN + finders % 2, "burned");
        assertNothingLocked();
    }

    function test_anInnocentProviderKeepsEverythingAndTheLiarPaysTheJury() external {
        uint256 providerBefore = claims(provider);
        bytes32 id = disputed(rightResult(), wrong, right);

        vote(id, right, right);

        assertState(id, JobState.Revealed);
        assertEq(claims(provider), providerBefore - REWARD, "the one right verifier's reward");
        assertEq(audits.verifier(committee[0]).free, 1000 * TOKEN - LOCK, "liar's lock");
        assertEq(claims(committee[1]), 9000 * TOKEN + REWARD, "right verifier");
        assertEq(claims(jurors[0]), 9000 * TOKEN + REWARD, "juror");
        assertEq(market.burned(), LOCK - 2 * REWARD, "rest of the lock");
        assertEq(market.provider(provider).faults, 0, "no fault");
        assertNothingLocked();
    }

    function test_allAnswersMayBeWrong() external {
        bytes32 third = keccak256("third answer");
        uint256 providerBefore = claims(provider);
        bytes32 id = disputed(wrongResult(), third, third);

        vote(id, right, right);

        assertState(id, JobState.Open);
        // The wrong verifiers' locks pay the jury, so all of S is left: no finder, 2 P to the consumer.
        assertEq(claims(provider), providerBefore - 40 * TOKEN, "S; A comes back");
        assertEq(audits.verifier(committee[0]).free, 1000 * TOKEN - LOCK, "wrong too");
        assertEq(market.burned(), 2 * LOCK - 2 * FULL_REWARD + 36 * TOKEN, "burned");
        assertNothingLocked();
    }

    function test_aSilentVerifierLosesItsLockWhateverTheVerdict() external {
        bytes32 id = providerRevealed(rightResult(), right, right);
        revealAnswer(id, committee[0], right);
        passDeadline(id);
        audits.closeAudit(id);

        vote(id, right, right);

        assertState(id, JobState.Revealed);
        assertEq(audits.verifier(committee[1]).free, 1000 * TOKEN - LOCK, "lock");
        assertNothingLocked();
    }

    function test_withoutJurorsTheJobIsVoid() external {
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);
        bytes32 id = disputed(wrongResult(), right, right);
        passDeadline(id);

        vm.prank(stranger);
        audits.closeDispute(id);

        assertState(id, JobState.Void);
        assertEq(claims(consumer), consumerBefore, "consumer's own money");
        assertEq(claims(provider), providerBefore, "provider's own money");
        assertEq(audits.verifier(committee[0]).free, 1000 * TOKEN, "verifier's own money");
        assertNothingLocked();
    }

    function test_withoutRevealsTheJobIsVoidAndTheSilentPay() external {
        uint256 providerBefore = claims(provider);
        bytes32 id = disputed(wrongResult(), right, right);
        answer(id, jurors[0], right);
        passDeadline(id);
        audits.closeDispute(id);
        passDeadline(id);
        audits.closeDispute(id);

        assertState(id, JobState.Void);
        assertEq(claims(provider), providerBefore, "provider's own money");
        assertEq(audits.verifier(jurors[0]).free, 1000 * TOKEN - LOCK, "silent juror");
        assertEq(market.burned(), LOCK, "burned");
        assertNothingLocked();
    }

    function test_withoutMajorityTheJobIsVoid() external {
        bytes32 id = disputed(wrongResult(), right, right);
        vote(id, right, wrong);
        assertState(id, JobState.Void);
        assertNothingLocked();
    }

    function test_theMajorityIsByStakeNotByHeads() external {
        vm.prank(verifiers[0]);
        audits.bond(9000 * TOKEN);
        bytes32 id;
        uint256 hash = 0;
        do {
            randomness.choose(bytes32(++hash));
            id = disputed(wrongResult(), right, right);
        } while (committee[0] == verifiers[0] || committee[1] == verifiers[0]);
        bool heavyFirst = jurors[0] == verifiers[0];

        vote(id, heavyFirst ? right : wrong, heavyFirst ? wrong : right);

        assertState(id, JobState.Open);
        address outvoted = heavyFirst ? jurors[1] : jurors[0];
        assertEq(audits.verifier(outvoted).free + audits.verifier(outvoted).locked, 1000 * TOKEN - LOCK, "outvoted");
    }

    /* HELPERS */

    function providerRevealed(Result memory result, bytes32 one, bytes32 two) private returns (bytes32 id) {
        id = seated(result);
        committee = orders.job(id).seated;
        while (committee.length != 2) {
            id = seated(result);
            committee = orders.job(id).seated;
        }
        delete jurors;
        for (uint256 i = 0; i < verifiers.length; i++) {
            if (verifiers[i] != committee[0] && verifiers[i] != committee[1]) {
                jurors.push(verifiers[i]);
            }
        }
        answer(id, committee[0], one);
        answer(id, committee[1], two);
        reveal(id, result);
    }

    function disputed(Result memory result, bytes32 one, bytes32 two) private returns (bytes32 id) {
        id = providerRevealed(result, one, two);
        revealAnswer(id, committee[0], one);
        revealAnswer(id, committee[1], two);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);
    }

    function vote(bytes32 id, bytes32 one, bytes32 two) private {
        answer(id, jurors[0], one);
        answer(id, jurors[1], two);
        passDeadline(id);
        audits.closeDispute(id);
        revealAnswer(id, jurors[0], one);
        revealAnswer(id, jurors[1], two);
        audits.closeDispute(id);
    }

    function makeVerifier(address account) private {
        fund(account, 1000 * TOKEN);
        vm.prank(account);
        audits.bond(1000 * TOKEN);
    }

    function refuseJuror(bytes32 id, address account, bytes4 reason) private {
        vm.prank(account);
        vm.expectRevert(reason);
        audits.commitAnswer(AnswerCommitment(id, SALT));
    }

    function assertNothingLocked() private view {
        for (uint256 i = 0; i < verifiers.length; i++) {
            assertEq(audits.verifier(verifiers[i]).locked, 0, "locked");
        }
    }
}
