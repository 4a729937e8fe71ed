// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IVerifiers} from "../../src/interfaces/IVerifiers.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Stakes of providers and verifiers.
contract BondTest is MarketFixture {
    function test_providerCannotBondNothing() external {
        vm.expectRevert(ILedger.ZeroAmount.selector);
        market.bond(0);
    }

    function test_providerCannotBondMoreThanItsBalance() external {
        vm.prank(node);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        market.bond(TOKEN + 1);
    }

    function test_providerCannotUnbondNothing() external {
        vm.expectRevert(ILedger.ZeroAmount.selector);
        market.unbond(0);
    }

    function test_providerCannotUnbondWhatIsLocked() external {
        running();
        uint256 free = market.provider(provider).free;

        vm.prank(provider);
        vm.expectRevert(ILedger.BondTooSmall.selector);
        market.unbond(free + 1);
    }

    function test_providerCannotWithdrawWithoutUnbonding() external {
        vm.prank(provider);
        vm.expectRevert(ILedger.StillUnbonding.selector);
        market.withdrawBond();
    }

    function test_providerCannotWithdrawBeforeTheDelay() external {
        vm.startPrank(provider);
        market.unbond(1);
        vm.warp(block.timestamp + 7 days);
        vm.expectRevert(ILedger.StillUnbonding.selector);
        market.withdrawBond();
    }

    function test_unbondingMoreStartsTheDelayAnew() external {
        vm.startPrank(provider);
        market.unbond(1);
        vm.warp(block.timestamp + 7 days);
        market.unbond(1);
        vm.warp(block.timestamp + 1);
        vm.expectRevert(ILedger.StillUnbonding.selector);
        market.withdrawBond();
    }

    function test_providersBondComesBackAfterTheDelay(uint256 amount) external {
        uint256 total = claims(provider);
        amount = bound(amount, 1, market.provider(provider).free);
        uint256 balance = market.balanceOf(provider);

        vm.startPrank(provider);
        market.unbond(amount);
        assertEq(claims(provider), total, "nothing lost on the way");
        vm.warp(uint256(market.provider(provider).unbondsAt) + 1);
        market.withdrawBond();

        assertEq(market.balanceOf(provider), balance + amount, "balance");
        assertEq(market.provider(provider).unbonding, 0, "unbonding");
    }

    function test_whatDoesNotFitIntoABondAnyMoreComesBackToTheBalance() external {
        bytes32 id = committed(rightResult());
        uint256 left = lens.job(id).auditDeposit - 2 * TOKEN * 7 / 8;
        draw(id);
        uint256 bonded = market.provider(provider).free + market.provider(provider).locked;
        fund(provider, type(uint80).max - bonded);
        vm.prank(provider);
        market.bond(type(uint80).max - bonded);
        uint256 balance = market.balanceOf(provider);

        passAudit(id, rightResult());

        assertEq(market.balanceOf(provider), balance + left, "A less two rewards");
    }

    function test_verifierCannotBondMoreThanItsBalance() external {
        vm.prank(node);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        stakes.bond(TOKEN + 1);
    }

    function test_verifierCannotUnbondWhatIsLocked() external {
        address verifier = lens.job(seated(rightResult())).seats[0].verifier;
        uint256 free = stakes.verifier(verifier).free;

        vm.prank(verifier);
        vm.expectRevert(IVerifiers.BondTooSmall.selector);
        stakes.unbond(free + 1);
    }

    function test_verifiersBondComesBackAfterTheDelay() external {
        vm.startPrank(verifiers[0]);
        stakes.unbond(400 * TOKEN);
        vm.warp(block.timestamp + 7 days + 1);
        stakes.withdrawBond();

        assertEq(market.balanceOf(verifiers[0]), 9400 * TOKEN, "balance");
        assertEq(market.balanceOf(address(stakes)), 3600 * TOKEN, "what is still bonded");
    }

    function test_theMarketKnowsHowManyCanBeDrawn() external {
        assertEq(history.conditions(provider).members, 4, "in the first epoch at once");
        vm.warp(block.timestamp + 1 days);
        addVerifier("late");
        assertEq(history.conditions(provider).members, 4, "in the epoch of bonding");
        vm.warp(block.timestamp + 1 days);
        assertEq(history.conditions(provider).members, 5, "in the next");

        vm.prank(verifiers[0]);
        stakes.unbond(1000 * TOKEN);
        assertEq(history.conditions(provider).members, 4, "who leaves is not reckoned with");
    }
}
