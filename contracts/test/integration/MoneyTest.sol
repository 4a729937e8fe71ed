// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Stablecoin} from "../../src/Stablecoin.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {
    BareToken,
    FeeToken,
    LyingToken,
    Reenterer,
    ReentrantToken,
    RefusingToken,
    SilentToken
} from "../support/Tokens.sol";

/// @notice Deposits, permits and withdrawals.
contract MoneyTest is MarketFixture {
    bytes32 private constant RECEIVE = keccak256(
        "ReceiveWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    function test_refusesToDepositNothing() external {
        vm.expectRevert(ILedger.ZeroAmount.selector);
        market.deposit(0);
    }

    function test_refusesADepositWithoutAllowance() external {
        token.mint(stranger, 1);
        vm.prank(stranger);
        vm.expectRevert(ILedger.TokenRefused.selector);
        market.deposit(1);
    }

    function test_refusesTokensThatTakeAFee() external {
        expectRefusal(new FeeToken());
    }

    function test_refusesTokensThatReturnFalse() external {
        expectRefusal(new RefusingToken());
    }

    function test_refusesTokensThatReturnFalseThoughTheyMoved() external {
        expectRefusal(new LyingToken());
    }

    function test_refusesATokenWithoutCode() external {
        redeploy(address(0xdead));
        vm.expectRevert();
        market.deposit(1);
    }

    function test_takesTokensThatReturnNothing() external {
        SilentToken silent = new SilentToken();
        redeploy(address(silent));
        silent.mint(stranger, 5);

        vm.startPrank(stranger);
        market.deposit(5);
        assertEq(market.balanceOf(stranger), 5, "credited");
        market.withdraw(5);

        assertEq(silent.balanceOf(stranger), 5, "sent back");
    }

    function test_aReentrantTokenTakesNothingOut() external {
        ReentrantToken reentrant = new ReentrantToken();
        redeploy(address(reentrant));
        reentrant.mint(address(market), 100);
        Reenterer reenterer = new Reenterer(market);
        reentrant.mint(address(reenterer), 100);

        vm.expectRevert(ILedger.TokenRefused.selector);
        reenterer.depositAndTakeBack(100);

        assertEq(reentrant.balanceOf(address(market)), 100, "other people's money");
    }

    function test_creditsWhatCameIn(uint256 amount) external {
        amount = bound(amount, 1, type(uint64).max);
        fund(stranger, amount);

        assertEq(market.balanceOf(stranger), amount, "balance");
    }

    /// @dev Lilypad's tx.origin authorisation: any contract a user called could drain it.
    function test_onlyTheCallersTokensAreEverTaken() external {
        token.mint(stranger, 100);
        vm.prank(stranger);
        token.approve(address(market), 100);

        vm.prank(node, stranger);
        vm.expectRevert(ILedger.TokenRefused.selector);
        market.deposit(100);
        vm.prank(node, stranger);
        vm.expectRevert(ILedger.TokenRefused.selector);
        market.depositWithPermit(100, block.timestamp, 27, 0, 0);

        assertEq(token.balanceOf(stranger), 100, "untouched");
    }

    function test_aContractThatItsOwnerCallsIsNotItsOwner() external {
        vm.prank(address(0xbeef), consumer);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        market.withdraw(1);
        vm.prank(address(0xbeef), provider);
        vm.expectRevert(ILedger.BondTooSmall.selector);
        market.unbond(1);
        bytes32 id = post(defaultJob());
        vm.prank(address(0xbeef), consumer);
        vm.expectRevert(IMarket.NotYours.selector);
        orders.cancelJob(id);
    }

    function test_depositsWithAPermit() external {
        token.mint(stranger, 100);
        (uint8 v, bytes32 r, bytes32 s) = permit(stranger, 100);

        vm.prank(stranger);
        market.depositWithPermit(100, block.timestamp, v, r, s);

        assertEq(market.balanceOf(stranger), 100, "balance");
    }

    function test_aPermitLandedByAnotherDoesNotStopTheDeposit() external {
        token.mint(stranger, 100);
        (uint8 v, bytes32 r, bytes32 s) = permit(stranger, 100);
        token.permit(stranger, address(market), 100, block.timestamp, v, r, s);

        vm.prank(stranger);
        market.depositWithPermit(100, block.timestamp, v, r, s);

        assertEq(market.balanceOf(stranger), 100, "balance");
    }

    function test_refusesToDepositNothingByAuthorization() external {
        vm.expectRevert(ILedger.ZeroAmount.selector);
        market.depositWithAuthorization(stranger, 0, 0, type(uint256).max, SALT, 27, 0, 0);
    }

    function test_refusesAnAuthorizationOfAnotherAmount() external {
        token.mint(stranger, 100);
        (uint8 v, bytes32 r, bytes32 s) = authorize(stranger, 99);
        vm.expectRevert(ILedger.TokenRefused.selector);
        market.depositWithAuthorization(stranger, 100, 0, type(uint256).max, SALT, v, r, s);
    }

    function test_anyoneLandsAnAuthorizedDepositForItsOwnerOnce() external {
        token.mint(stranger, 200);
        (uint8 v, bytes32 r, bytes32 s) = authorize(stranger, 100);

        vm.prank(node);
        market.depositWithAuthorization(stranger, 100, 0, type(uint256).max, SALT, v, r, s);

        assertEq(market.balanceOf(stranger), 100, "balance");
        vm.expectRevert(ILedger.TokenRefused.selector);
        market.depositWithAuthorization(stranger, 100, 0, type(uint256).max, SALT, v, r, s);
    }

    function test_refusesMoreThanALedgerHolds() external {
        uint256 held = token.balanceOf(address(market));
        fund(stranger, type(uint88).max - held);
        token.mint(stranger, 1);
        vm.startPrank(stranger);
        token.approve(address(market), 1);
        vm.expectRevert(ILedger.TooLarge.selector);
        market.deposit(1);
    }

    function test_refusesToWithdrawNothing() external {
        vm.expectRevert(ILedger.ZeroAmount.selector);
        market.withdraw(0);
    }

    function test_refusesToWithdrawMoreThanTheBalance() external {
        uint256 balance = market.balanceOf(consumer);
        vm.prank(consumer);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        market.withdraw(balance + 1);
    }

    function test_refusesToWithdrawWithoutAnAccount() external {
        vm.prank(address(0xbeef));
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        market.withdraw(1);
    }

    function test_withdrawsToTheCaller(uint256 amount) external {
        amount = bound(amount, 1, market.balanceOf(consumer));
        uint256 left = market.balanceOf(consumer) - amount;

        vm.prank(consumer);
        market.withdraw(amount);

        assertEq(token.balanceOf(consumer), amount, "tokens");
        assertEq(market.balanceOf(consumer), left, "balance");
    }

    /* TRANSFERS */

    function test_refusesToTransferNothing() external {
        vm.startPrank(consumer);
        vm.expectRevert(ILedger.ZeroAmount.selector);
        market.transfer(stranger, 0);
        vm.expectRevert(ILedger.ZeroAmount.selector);
        market.transferFrom(consumer, stranger, 0);
    }

    function test_refusesToTransferMoreThanTheBalance() external {
        uint256 balance = market.balanceOf(consumer);
        vm.prank(consumer);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        market.transfer(stranger, balance + 1);
    }

    function test_refusesToTransferWithoutAnAccount() external {
        vm.prank(address(0xbeef));
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        market.transfer(consumer, 1);
    }

    function test_refusesToTransferMoreThanWasApproved() external {
        vm.prank(consumer);
        market.approve(stranger, 7);
        vm.startPrank(stranger);
        vm.expectRevert(ILedger.NotApproved.selector);
        market.transferFrom(consumer, stranger, 8);
        market.transferFrom(consumer, stranger, 4);
        vm.expectRevert(ILedger.NotApproved.selector);
        market.transferFrom(consumer, stranger, 4);
    }

    function test_refusesToTransferAnothersBalance() external {
        vm.prank(stranger);
        vm.expectRevert(ILedger.NotApproved.selector);
        market.transferFrom(consumer, stranger, 1);
        vm.prank(consumer);
        vm.expectRevert(ILedger.NotApproved.selector);
        market.transferFrom(consumer, stranger, 1);
    }

    function test_refusesToTransferMoreThanTheOwnersBalance() external {
        uint256 balance = market.balanceOf(consumer);
        vm.prank(consumer);
        market.approve(stranger, type(uint256).max);
        vm.prank(stranger);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        market.transferFrom(consumer, stranger, balance + 1);
    }

    function test_transfersInsideTheLedger() external {
        uint256 balance = market.balanceOf(consumer);
        uint256 held = token.balanceOf(address(market));
        vm.prank(consumer);
        market.transfer(address(0xbeef), 100);

        assertEq(market.balanceOf(consumer), balance - 100, "sender");
        assertEq(market.balanceOf(address(0xbeef)), 100, "a new account");
        assertEq(token.balanceOf(address(market)), held, "tokens");
    }

    function test_aTransferToOneselfChangesNothing() external {
        uint256 balance = market.balanceOf(consumer);
        vm.prank(consumer);
        market.transfer(consumer, balance);

        assertEq(market.balanceOf(consumer), balance, "balance");
    }

    function test_whoIsApprovedTransfersAsFarAsThat() external {
        uint256 balance = market.balanceOf(consumer);
        vm.prank(consumer);
        market.approve(stranger, 7);
        vm.prank(stranger);
        market.transferFrom(consumer, node, 5);
        assertEq(market.allowance(consumer, stranger), 2, "allowance left");

        vm.prank(consumer);
        market.approve(stranger, type(uint256).max);
        vm.prank(stranger);
        market.transferFrom(consumer, node, 5);
        assertEq(market.allowance(consumer, stranger), type(uint256).max, "without limit");
        assertEq(market.balanceOf(consumer), balance - 10, "balance");
    }

    function test_onlyTheCourtMovesWhatTheCourtHolds() external {
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.pull(consumer, 1);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.pay(stranger, 1);
        vm.expectRevert(ILedger.OnlyCourt.selector);
        market.burn(1);
    }

    function permit(address owner, uint256 amount) private view returns (uint8, bytes32, bytes32) {
        bytes32 message =
            keccak256(abi.encode(PERMIT, owner, address(market), amount, token.nonces(owner), block.timestamp));
        return vm.sign(keys[owner], keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), message)));
    }

    function authorize(address owner, uint256 amount) private view returns (uint8, bytes32, bytes32) {
        bytes32 message = keccak256(abi.encode(RECEIVE, owner, address(market), amount, 0, type(uint256).max, SALT));
        return vm.sign(keys[owner], keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), message)));
    }

    function expectRefusal(BareToken bad) private {
        redeploy(address(bad));
        bad.mint(stranger, 100);
        vm.prank(stranger);
        vm.expectRevert(ILedger.TokenRefused.selector);
        market.deposit(100);
    }

    function redeploy(address token_) private {
        deploy(Stablecoin(token_), defaultParameters());
    }
}
