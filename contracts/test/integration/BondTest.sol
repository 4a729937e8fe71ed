// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAudits} from "../../src/interfaces/IAudits.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
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

    function test_verifierCannotBondNothing() external {
        vm.expectRevert(IAudits.ZeroAmount.selector);
        audits.bond(0);
    }

    function test_verifierCannotBondMoreThanItsBalance() external {
        vm.prank(node);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        audits.bond(TOKEN + 1);
    }

    function test_verifierCannotUnbondNothing() external {
        vm.expectRevert(IAudits.ZeroAmount.selector);
        audits.unbond(0);
    }

    function test_verifierCannotUnbondWhatIsLocked() external {
        bytes32 id = seated(rightResult());
        address verifier = orders.job(id).seated[0];
        uint256 free = audits.verifier(verifier).free;

        vm.prank(verifier);
        vm.expectRevert(IAudits.BondTooSmall.selector);
        audits.unbond(free + 1);
    }

    function test_verifierCannotWithdrawBeforeTheDelay() external {
        vm.startPrank(verifiers[0]);
        vm.expectRevert(IAudits.StillUnbonding.selector);
        audits.withdrawBond();
        audits.unbond(TOKEN);
        vm.warp(block.timestamp + 7 days);
        vm.expectRevert(IAudits.StillUnbonding.selector);
        audits.withdrawBond();
    }

    function test_verifiersBondComesBackAfterTheDelay() external {
        vm.startPrank(verifiers[0]);
        audits.unbond(400 * TOKEN);
        assertEq(audits.verifier(verifiers[0]).free, 600 * TOKEN, "free");
        assertEq(audits.verifier(verifiers[0]).unbonding, 400 * TOKEN, "unbonding");
        vm.warp(block.timestamp + 7 days + 1);
        audits.withdrawBond();

        assertEq(market.balanceOf(verifiers[0]), 9400 * TOKEN, "balance");
    }

    function test_stakeBondedInTheFirstEpochActsAtOnce() external view {
        assertEq(audits.verifier(verifiers[0]).weight, 1000, "weight");
    }

    function test_laterStakeActsFromTheNextEpochOn() external {
        vm.warp(block.timestamp + 1 days);
        address late = addVerifier("late");
        assertEq(audits.verifier(late).weight, 0, "weight in the epoch of bonding");

        vm.warp(block.timestamp + 1 days);
        assertEq(audits.verifier(late).weight, 1000, "weight in the next");
    }
}
