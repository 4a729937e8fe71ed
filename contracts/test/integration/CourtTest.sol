// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHistory} from "../../src/interfaces/IHistory.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Start} from "../../src/types/Jobs.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice What only contracts of the market may do, and not even they at any time.
contract CourtTest is MarketFixture {
    function test_onlyAuditsMovesAnAuditedJob() external {
        bytes32 id = seated(rightResult());
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.awaitReveal(id);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.confirm(id, 0);
    }

    function test_onlyDisputesMovesADisputedJob() external {
        bytes32 id = seated(rightResult());
        vm.startPrank(address(audits));
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.disputeAudit(id);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.challenge(id);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.acquit(id, 0);
    }

    function test_onlyDemandsHoldsAJob() external {
        bytes32 id = running();
        vm.startPrank(address(disputes));
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.hold(id);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.release(id);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.lapse(id);
    }

    function test_onlyAuditsAndDisputesConvictAndVoid() external {
        bytes32 id = seated(rightResult());
        address[5] memory others = [consumer, provider, address(jury), address(demands), address(stakes)];
        for (uint256 i = 0; i < others.length; i++) {
            vm.startPrank(others[i]);
            vm.expectRevert(ILedger.OnlyCourt.selector);
            market.convict(id, 0, false, 0);
            vm.expectRevert(ILedger.OnlyCourt.selector);
            market.voidJob(id, 0);
            vm.stopPrank();
        }
    }

    function test_onlyTheMarketTeachesHistory() external {
        vm.startPrank(address(audits));
        vm.expectRevert(IHistory.OnlyMarket.selector);
        history.learnCleanAudit(provider, TOKEN, TOKEN);
        vm.expectRevert(IHistory.OnlyMarket.selector);
        history.learnFault(provider, TOKEN);
    }

    function test_onlyVerifiersCountsMembers() external {
        vm.prank(address(market));
        vm.expectRevert(IHistory.OnlyMarket.selector);
        history.countMembers(7, 7, 0);
    }

    function test_evenDisputesMovesOnlyWhatIsRevealed() external {
        bytes32 id = running();
        vm.startPrank(address(disputes));
        vm.expectRevert(IMarket.WrongState.selector);
        market.disputeAudit(id);
        vm.expectRevert(IMarket.WrongState.selector);
        market.challenge(id);
    }

    function test_evenDemandsLapsesOnlyWhatIsRevealed() external {
        bytes32 id = running();
        vm.prank(address(demands));
        vm.expectRevert(IMarket.WrongState.selector);
        market.lapse(id);
    }

    function test_evenOrdersStartsNothingAfterItsLatestFinish() external {
        Start memory start;
        start.jobId = post(defaultJob());
        passDeadline(start.jobId);
        vm.prank(address(orders));
        vm.expectRevert(IMarket.TooLate.selector);
        market.startJob(start);
    }
}
