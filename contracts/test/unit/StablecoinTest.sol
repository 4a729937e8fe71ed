// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Stablecoin} from "../../src/Stablecoin.sol";
import {Test} from "../support/Test.sol";

contract StablecoinTest is Test {
    uint256 private constant KEY = 0xa11ce;
    bytes32 private constant PERMIT =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    Stablecoin private token = new Stablecoin();
    address private owner = vm.addr(KEY);
    address private spender = address(0xb0b);

    function test_anyoneMints() external {
        vm.prank(spender);
        token.mint(owner, 7);
        assertEq(token.balanceOf(owner), 7, "balance");
        assertEq(token.totalSupply(), 7, "supply");
    }

    function test_transfersWhatIsOwned() external {
        token.mint(owner, 7);
        vm.prank(owner);
        token.transfer(spender, 3);
        assertEq(token.balanceOf(owner), 4, "sender");
        assertEq(token.balanceOf(spender), 3, "receiver");
        vm.prank(owner);
        vm.expectRevert();
        token.transfer(spender, 5);
    }

    function test_spendsWhatIsApproved() external {
        token.mint(owner, 7);
        vm.prank(owner);
        token.approve(spender, 5);
        vm.startPrank(spender);
        token.transferFrom(owner, spender, 3);
        assertEq(token.allowance(owner, spender), 2, "allowance");
        vm.expectRevert();
        token.transferFrom(owner, spender, 3);
    }

    function test_anEndlessApprovalDoesNotShrink() external {
        token.mint(owner, 7);
        vm.prank(owner);
        token.approve(spender, type(uint256).max);
        vm.prank(spender);
        token.transferFrom(owner, spender, 3);
        assertEq(token.allowance(owner, spender), type(uint256).max, "allowance");
    }

    function test_refusesAnExpiredPermit() external {
        (uint8 v, bytes32 r, bytes32 s) = sign(5, block.timestamp - 1);
        vm.expectRevert(Stablecoin.PermitExpired.selector);
        token.permit(owner, spender, 5, block.timestamp - 1, v, r, s);
    }

    function test_refusesAnotherPermitThanWasSigned() external {
        (uint8 v, bytes32 r, bytes32 s) = sign(5, block.timestamp);
        vm.expectRevert(Stablecoin.BadSignature.selector);
        token.permit(owner, spender, 6, block.timestamp, v, r, s);
    }

    function test_aPermitCountsOnce() external {
        (uint8 v, bytes32 r, bytes32 s) = sign(5, block.timestamp);
        token.permit(owner, spender, 5, block.timestamp, v, r, s);
        assertEq(token.allowance(owner, spender), 5, "allowance");
        vm.expectRevert(Stablecoin.BadSignature.selector);
        token.permit(owner, spender, 5, block.timestamp, v, r, s);
    }

    function test_refusesAnAuthorizationOutOfItsTime() external {
        vm.prank(spender);
        vm.expectRevert(Stablecoin.AuthorizationUnusable.selector);
        token.receiveWithAuthorization(owner, spender, 5, block.timestamp, type(uint256).max, 0, 27, 0, 0);
        vm.prank(spender);
        vm.expectRevert(Stablecoin.AuthorizationUnusable.selector);
        token.receiveWithAuthorization(owner, spender, 5, 0, block.timestamp, 0, 27, 0, 0);
    }

    function sign(uint256 value, uint256 deadline) private view returns (uint8, bytes32, bytes32) {
        bytes32 message = keccak256(abi.encode(PERMIT, owner, spender, value, token.nonces(owner), deadline));
        return vm.sign(KEY, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), message)));
    }
}
