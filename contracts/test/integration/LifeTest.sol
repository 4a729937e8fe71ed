// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState} from "../../src/types/Jobs.sol";
import {Result, resultRoot} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Whole lives of jobs, and where the money goes.
contract LifeTest is MarketFixture {
    function test_sampledJobThatAllAgreeOnIsPaidByFuelUsed() external {
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);

        bytes32 id = auditedCleanly();

        assertState(id, JobState.Settled);
        assertEq(consumerBefore - claims(consumer), TOKEN, "price of 1 Gfuel");
        assertEq(claims(node), TOKEN + TOKEN / 100, "market fee");
        uint256 reward = TOKEN * 7 / 8;
        assertEq(claims(provider), providerBefore + TOKEN * 99 / 100 - 2 * reward, "pay less two rewards");
        assertEq(claims(orders.job(id).seated[0]), 9000 * TOKEN + reward, "reward");
    }

    function test_unsampledJobIsRevealedAndSettledWithoutVerifiers() external {
        earnHistory();
        uint256 consumerBefore = claims(consumer);
        Result memory result = rightResult();
        bytes32 id = committed(result);

        draw(id);
        assertState(id, JobState.Clear);
        reveal(id, result);
        assertState(id, JobState.Revealed);
        passDeadline(id);
        market.settleJob(id);

        assertEq(consumerBefore - claims(consumer), TOKEN, "price of 1 Gfuel");
        assertEq(market.provider(provider).locked, 0, "locks are free");
    }

    function test_wrongResultIsSlashedAndTheJobOpenAgain() external {
        uint256 providerBefore = claims(provider);
        uint256 consumerBefore = claims(consumer);
        bytes32 id = seated(wrongResult());
        address[] memory committee = orders.job(id).seated;
        bytes32 right = resultRoot(rightResult());
        answer(id, committee[0], right);
        answer(id, committee[1], right);
        reveal(id, wrongResult());
        revealAnswer(id, committee[0], right);
        revealAnswer(id, committee[1], right);
        audits.closeAudit(id);
        assertState(id, JobState.Disputed);

        for (uint256 i = 0; i < 4; i++) {
            if (verifiers[i] != committee[0] && verifiers[i] != committee[1]) {
                answer(id, verifiers[i], right);
            }
        }
        passDeadline(id);
        audits.closeDispute(id);
        for (uint256 i = 0; i < 4; i++) {
            if (verifiers[i] != committee[0] && verifiers[i] != committee[1]) {
                revealAnswer(id, verifiers[i], right);
            }
        }
        audits.closeDispute(id);

        assertState(id, JobState.Open);
        assertEq(orders.job(id).attempt, 1, "attempt");
        uint256 fullReward = 2 * TOKEN * 7 / 8;
        uint256 stake = 40 * TOKEN;
        assertEq(providerBefore - claims(provider), stake + 2 * fullReward, "stake and two rewards lost");
        uint256 left = stake - 2 * fullReward;
        uint256 finders = left * 35 / 100;
        assertEq(claims(committee[0]), 9000 * TOKEN + fullReward + finders / 2, "finder");
        assertEq(claims(consumer), consumerBefore, "E of 4 tokens held, 2 P of 4 tokens received");
        assertEq(market.provider(provider).faults, 1, "fault");
    }
}
