// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AnswerCommitment, AnswerReveal} from "../../src/types/Answers.sol";
import {JobState, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Offer, Result} from "../../src/types/Orders.sol";
import {resultRoot} from "../support/Results.sol";
import {ControlFixture} from "./ControlFixture.sol";

/// @notice What copying, agreeing and silence come to where commitments do not bind, and where they do.
contract CommitmentControlTest is ControlFixture {
    bytes32 private constant NOTHING = keccak256("nothing");

    function test_aCopiedCommitmentIsPaidWhereItBindsNobody() external {
        assertEq(copyACommitment(Rule.None), -int256(LATE_FEE), "late fee");
        assertEq(copyACommitment(Rule.CommitmentsBindTheJob), int256(TOKEN * 99 / 100), "pay");
    }

    function test_withholdingCostsNothingWhereSilenceIsNotCondemned() external {
        int256 pay = int256(TOKEN * 99 / 100);
        assertEq(withholdWhatIsAudited(Rule.None), pay - int256(STAKE + 2 * FULL_REWARD), "stake and audit");
        assertEq(withholdWhatIsAudited(Rule.SilenceIsCondemned), pay, "pay of what was not audited");
    }

    function test_aCopyingVerifierEarnsWhereAnswersBindNobody() external {
        assertEq(copyAnAnswer(Rule.None), -int256(AUDIT_LOCK), "lock");
        assertEq(copyAnAnswer(Rule.AnswersBindTheVerifier), int256(REWARD), "r");
    }

    function test_anAgreeingVerifierEarnsWhereItMayAnswerAfterTheProvider() external {
        assertEq(agree(Rule.None), -int256(AUDIT_LOCK), "lock");
        assertEq(agree(Rule.AnswersComeFirst), int256(REWARD), "r");
    }

    /* PLAYS */

    /// @dev `provider` copies what `second` committed to, and opens it with what `second` reveals.
    function copyACommitment(Rule missing) private returns (int256) {
        deployWithout(missing);
        uint256 before = worth(provider);
        Offer memory offer = defaultOffer();
        (offer.provider, offer.price) = (second, priceOf[second]);
        bytes32 original = land(signedMatch(defaultJob(), offer));
        commit(original, rightResult());
        bytes32 copy = running();
        bytes32 copied = market.commitmentOf(original, 0, resultRoot(rightResult()), SALT, second);
        vm.prank(provider);
        market.commitResult(ResultCommitment(copy, 0, copied));
        vm.roll(lens.job(copy).seedBlock + 1);
        drawClear(original);
        drawClear(copy);
        reveal(original, rightResult());
        try market.revealResult(ResultReveal(copy, rightResult(), SALT)) {
            passDeadline(copy);
            market.settleJob(copy);
        } catch {
            passDeadline(copy);
            market.reassignJob(copy);
        }
        return gain(provider, before);
    }

    /// @dev Of two jobs it answered wrongly a provider reveals the one that nobody looks at.
    function withholdWhatIsAudited(Rule missing) private returns (int256) {
        deployWithout(missing);
        uint256 before = worth(provider);
        bytes32 unseen = unsampled(wrongResult());
        bytes32 seen = sampledForTwo(wrongResult());
        for (uint8 i = 0; i < 2; i++) {
            commitAnswer(seen, i, rightResult());
        }
        for (uint8 i = 0; i < 2; i++) {
            openAnswer(seen, i, rightResult());
        }
        passDeadline(seen);
        audits.condemnProvider(seen);
        passDeadline(unseen);
        market.settleJob(unseen);
        return gain(provider, before);
    }

    /// @dev The second of a committee copies the first's commitment, and its reveal.
    function copyAnAnswer(Rule missing) private returns (int256) {
        deployWithout(missing);
        bytes32 id = sampledForTwo(rightResult());
        commitAnswer(id, 0, rightResult());
        bytes32 root = resultRoot(rightResult());
        bytes32 copied = audits.answerCommitmentOf(id, 0, 0, root, SALT, seat(id, 0));
        return endWith(id, copied);
    }

    /// @dev The second of a committee commits to nothing in particular, and says what the provider said.
    function agree(Rule missing) private returns (int256) {
        deployWithout(missing);
        bytes32 id = sampledForTwo(rightResult());
        commitAnswer(id, 0, rightResult());
        return endWith(id, audits.answerCommitmentOf(id, 0, 0, NOTHING, SALT, seat(id, 1)));
    }

    /// @dev The second seat commits so, and says of it that it was what the provider says.
    function endWith(bytes32 id, bytes32 commitment) private returns (int256) {
        address rogue = seat(id, 1);
        uint256 before = worth(rogue);
        vm.prank(rogue);
        audits.commitAnswer(AnswerCommitment(id, 1, commitment));
        reveal(id, rightResult());
        openAnswer(id, 0, rightResult());
        if (!openAnswer(id, 1, rightResult())) {
            passDeadline(id);
        }
        audits.closeAudit(id);
        if (market.stateOf(id) == JobState.Disputed) {
            decide(disputes.claimIdOf(id, 0, WHOLE), resultRoot(rightResult()));
        }
        return gain(rogue, before);
    }

    function commitAnswer(bytes32 id, uint8 number, Result memory result) private {
        address verifier = seat(id, number);
        bytes32 commitment = audits.answerCommitmentOf(id, 0, 0, resultRoot(result), SALT, verifier);
        vm.prank(verifier);
        audits.commitAnswer(AnswerCommitment(id, number, commitment));
    }

    /// @return done Whether that was what the seat committed to.
    function openAnswer(bytes32 id, uint8 number, Result memory result) private returns (bool done) {
        vm.prank(seat(id, number));
        try audits.revealAnswer(AnswerReveal(id, number, resultRoot(result), SALT)) {
            done = true;
        } catch {}
    }

    function seat(bytes32 id, uint8 number) private view returns (address) {
        return audits.seatOf(id, number).verifier;
    }
}
