// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Match} from "../../src/types/Jobs.sol";
import {ControlFixture} from "./ControlFixture.sol";
import {ForgetfulMarket} from "./Weakened.sol";

/// @notice What sending others' matches comes to where acceptances are bound to nothing, and where they are.
contract MatchControlTest is ControlFixture {
    function test_aReplayedAcceptanceCostsItsProviderWhereItCountsTwice() external {
        assertEq(replay(Rule.None), 0, "refused");
        assertEq(replay(Rule.AcceptancesCountOnce), int256(LATE_FEE / 2), "half the late fee");
    }

    function test_aCopiedMatchEarnsItsFeeWhereItBindsNobody() external {
        assertEq(copyAPendingMatch(Rule.None), 0, "refused");
        assertEq(copyAPendingMatch(Rule.AcceptancesBindTheNode), int256(TOKEN / 100), "fee");
    }

    /* PLAYS */

    /// @dev A consumer lands its job's acceptance again, behind the back of a provider that gave the job up.
    /// @return What the second time brings.
    function replay(Rule missing) private returns (int256) {
        deployWithout(missing);
        Match memory aMatch = signedMatch();
        aMatch.acceptance.runTime = 20;
        signAcceptance(aMatch);
        bytes32 id = land(aMatch);
        passDeadline(id);
        market.reassignJob(id);
        uint256 before = worth(consumer);
        if (missing == Rule.AcceptancesCountOnce) {
            uint32 lane = uint32(aMatch.acceptance.slotNonce >> 32);
            ForgetfulMarket(address(market)).forget(id, provider, lane);
        }
        vm.prank(node);
        try orders.matchJob(aMatch) {
            passDeadline(id);
            market.reassignJob(id);
        } catch {}
        return gain(consumer, before);
    }

    /// @dev A stranger sends a node's match with a higher tip: it is in the block before the node's own.
    function copyAPendingMatch(Rule missing) private returns (int256) {
        deployWithout(missing);
        uint256 before = worth(stranger);
        Match memory aMatch = signedMatch();
        vm.prank(stranger);
        try orders.matchJob(aMatch) {}
        catch {
            land(aMatch);
        }
        bytes32 id = jobIdOf(aMatch);
        runOut(id, rightResult());
        passDeadline(id);
        market.settleJob(id);
        return gain(stranger, before);
    }
}
