// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../src/interfaces/ILedger.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {AuditFixture} from "../support/AuditFixture.sol";

/// @notice Jobs with a draw secret, and the consumer's reserve that pays the audit if it is withheld.
contract SecretTest is AuditFixture {
    bytes32 private constant SECRET = "secret";
    uint256 private constant ESCROW = 4 * TOKEN;
    uint256 private constant RESERVE = 2 * FULL_REWARD;
    uint256 private constant DEPOSIT = 2 * RESERVE;
    uint256 private constant LATE_FEE = 2 * TOKEN / 5;

    uint256 private consumerBefore;
    uint256 private providerBefore;

    /* THE RESERVE */

    function test_refusesAMatchWhoseReserveTheConsumerCannotPay() external {
        Match memory aMatch = secretMatch();
        uint256 balance = market.balanceOf(consumer);
        vm.prank(consumer);
        market.withdraw(balance - ESCROW - RESERVE + 1);
        vm.prank(node);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        orders.matchJob(aMatch);
    }

    function test_reservesARewardForEachVerifier() external {
        runningWithSecret();
        assertConsumerLacks(ESCROW + RESERVE);
    }

    function test_onlyJobsWithASecretReserve() external {
        uint256 before = market.balanceOf(consumer);
        running();
        assertEq(market.balanceOf(consumer), before - ESCROW, "balance");
    }

    /* SHOWN */

    function test_shownAtAClearDrawTheReserveReturnsAtTheSettlement() external {
        earnHistory();
        bytes32 id = clearWithSecret();
        reveal(id, rightResult());
        passDeadline(id);

        market.settleJob(id);

        assertConsumerLacks(TOKEN);
        assertProviderGained(int256(TOKEN * 99 / 100));
    }

    function test_shownAtASampledDrawTheProviderPaysAndTheReserveReturnsAtTheSettlement() external {
        bytes32 id = seatedWithSecret(SECRET);
        agree(id);
        assertConsumerLacks(ESCROW + RESERVE);
        passDeadline(id);

        market.settleJob(id);

        assertConsumerLacks(TOKEN);
        assertProviderGained(int256(TOKEN * 99 / 100) - 2 * int256(REWARD));
    }

    function test_theReserveReturnsFromALateProvider() external {
        bytes32 id = runningWithSecret();
        passDeadline(id);

        market.reassignJob(id);

        assertConsumerGained(int256(LATE_FEE / 2) - int256(ESCROW));
        assertProviderGained(-int256(LATE_FEE));
    }

    function test_theNextAttemptReservesAnew() external {
        Match memory aMatch = secretMatch();
        bytes32 id = land(aMatch);
        passDeadline(id);
        market.reassignJob(id);
        uint256 before = market.balanceOf(consumer);
        post(aMatch.offer);

        land(matchOf(orderOf(aMatch), aMatch.offer));

        assertEq(market.balanceOf(consumer), before - RESERVE, "balance");
    }

    function test_theReserveReturnsFromACondemnedProvider() external {
        bytes32 id = seatedWithSecret(SECRET);
        answerAll(id, right);
        revealAnswer(id, 0, right);
        passDeadline(id);

        audits.condemnProvider(id);

        // 2 P of the stake, and the escrow stays for the next attempt.
        assertConsumerGained(int256(2 * 2 * TOKEN) - int256(ESCROW));
        assertProviderGained(-int256(STAKE + FULL_REWARD));
    }

    function test_theReserveReturnsFromAVoidJob() external {
        bytes32 id = seatedWithSecret(SECRET);
        leaveAlone(id);
        assertState(id, JobState.Void);
        assertConsumerGained(0);
        assertProviderGained(0);
    }

    /* WITHHELD */

    function test_withheldTheReservePaysTheAuditAndWhatIsLeftReturns() external {
        bytes32 id = seatedWithSecret(0);
        assertEq(market.terms(id).auditFund, RESERVE, "fund");
        assertEq(market.balanceOf(address(audits)), RESERVE, "in Audits' account");
        assertEq(market.provider(provider).locked, STAKE + DEPOSIT, "A stays locked");

        agree(id);
        assertConsumerLacks(ESCROW + 2 * REWARD);
        passDeadline(id);
        market.settleJob(id);

        assertConsumerLacks(TOKEN + 2 * REWARD);
        assertProviderGained(int256(TOKEN * 99 / 100));
        assertEq(market.provider(provider).locked, 0, "S and A are free");
        assertEq(market.balanceOf(address(audits)), 0, "nothing stays");
    }

    function test_withheldAndCondemnedTheReservePaysWhoRevealed() external {
        bytes32 id = seatedWithSecret(0);
        answerAll(id, right);
        revealAnswer(id, 0, right);
        passDeadline(id);

        audits.condemnProvider(id);

        assertConsumerGained(int256(2 * 2 * TOKEN) - int256(ESCROW + FULL_REWARD));
        assertProviderGained(-int256(STAKE));
        assertEq(market.provider(provider).locked, 0, "A is free");
    }

    function test_withheldAndVoidTheReserveReturns() external {
        bytes32 id = seatedWithSecret(0);
        leaveAlone(id);
        assertState(id, JobState.Void);
        assertConsumerGained(0);
        assertProviderGained(0);
        assertEq(market.provider(provider).locked, 0, "A is free");
    }

    /* HELPERS */

    function secretMatch() private returns (Match memory aMatch) {
        aMatch = signedMatch();
        aMatch.job.secretHash = keccak256(abi.encode(SECRET));
        resign(aMatch);
        (consumerBefore, providerBefore) = (claims(consumer), claims(provider));
    }

    function runningWithSecret() private returns (bytes32) {
        return land(secretMatch());
    }

    function committedWithSecret() private returns (bytes32 id) {
        id = runningWithSecret();
        commit(id, rightResult());
        vm.roll(lens.job(id).seedBlock + 51);
    }

    function clearWithSecret() private returns (bytes32 id) {
        id = committedWithSecret();
        for (uint256 i = 0; market.wouldSample(id, SECRET); i++) {
            randomness.choose(keccak256(abi.encode(i)));
        }
        market.drawJob(id, SECRET);
    }

    /// @dev Sampled with a committee of two.
    function seatedWithSecret(bytes32 shown) private returns (bytes32 id) {
        id = committedWithSecret();
        // A hash that is gone seats no double committee.
        randomness.choose(0);
        market.drawJob(id, shown);
        randomness.choose(keccak256("seat"));
        seat(id);
    }

    function agree(bytes32 id) private {
        answerAll(id, right);
        reveal(id, rightResult());
        revealAll(id, right);
        audits.closeAudit(id);
    }

    /// @dev Nobody answers, and nobody is left.
    function leaveAlone(bytes32 id) private {
        for (uint256 round = 0; round < 2; round++) {
            passDeadline(id);
            audits.replaceNoShowsOf(id);
            seat(id);
        }
    }

    function assertConsumerLacks(uint256 amount) private view {
        assertConsumerGained(-int256(amount));
    }

    function assertConsumerGained(int256 amount) private view {
        assertTrue(int256(claims(consumer)) - int256(consumerBefore) == amount, "consumer");
    }

    function assertProviderGained(int256 amount) private view {
        assertTrue(int256(claims(provider)) - int256(providerBefore) == amount, "provider");
    }
}
