// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Identities} from "../../src/Identities.sol";
import {IIdentities, MetadataEntry} from "../../src/interfaces/IIdentities.sol";
import {Test} from "../support/Test.sol";

/// @notice Takes tokens, or not.
contract Taker {
    bytes4 private immutable ANSWER;

    constructor(bytes4 answer) {
        ANSWER = answer;
    }

    function onERC721Received(address, address, uint256, bytes calldata) external view returns (bytes4) {
        return ANSWER;
    }
}

/// @notice The registry of identities.
contract IdentitiesTest is Test {
    bytes32 private constant WALLET =
        keccak256("AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)");
    bytes4 private constant RECEIVED = 0x150b7a02;

    Identities private identities;
    address private owner = address(0xa);
    address private stranger = address(0xb);
    uint256 private id;

    function setUp() external {
        vm.warp(1_800_000_000);
        identities = new Identities();
        vm.prank(owner);
        id = identities.register("data:,one");
    }

    /* REFUSED */

    function test_knowsNoIdentityThatIsNotThere() external {
        vm.expectRevert(IIdentities.UnknownIdentity.selector);
        identities.ownerOf(2);
        vm.expectRevert(IIdentities.UnknownIdentity.selector);
        identities.tokenURI(0);
        vm.expectRevert(IIdentities.UnknownIdentity.selector);
        identities.getApproved(2);
        vm.expectRevert(IIdentities.UnknownIdentity.selector);
        identities.setAgentURI(2, "");
    }

    function test_onlyItsHolderChangesAnIdentity() external {
        vm.startPrank(stranger);
        vm.expectRevert(IIdentities.NotYours.selector);
        identities.setAgentURI(id, "data:,mine");
        vm.expectRevert(IIdentities.NotYours.selector);
        identities.setMetadata(id, "key", "value");
        vm.expectRevert(IIdentities.NotYours.selector);
        identities.setAgentWallet(id, stranger, block.timestamp, "");
        vm.expectRevert(IIdentities.NotYours.selector);
        identities.unsetAgentWallet(id);
        vm.expectRevert(IIdentities.NotYours.selector);
        identities.transferFrom(owner, stranger, id);
        vm.expectRevert(IIdentities.NotYours.selector);
        identities.approve(stranger, id);
        vm.stopPrank();
    }

    function test_refusesTransfersToNobodyOrFromAnother() external {
        vm.startPrank(owner);
        vm.expectRevert(IIdentities.ZeroAddress.selector);
        identities.transferFrom(owner, address(0), id);
        vm.expectRevert(IIdentities.NotYours.selector);
        identities.transferFrom(stranger, owner, id);
        vm.stopPrank();
    }

    function test_refusesRecipientsThatDoNotTakeTokens() external {
        address taker = address(new Taker(0x12345678));
        vm.prank(owner);
        vm.expectRevert(IIdentities.NotTaken.selector);
        identities.safeTransferFrom(owner, taker, id);
    }

    function test_refusesTheWalletAsAnyEntry() external {
        vm.prank(owner);
        vm.expectRevert(IIdentities.ReservedKey.selector);
        identities.setMetadata(id, "agentWallet", abi.encodePacked(stranger));
    }

    function test_refusesWalletsThatDidNotSign() external {
        vm.startPrank(owner);
        vm.expectRevert(IIdentities.ZeroAddress.selector);
        identities.setAgentWallet(id, address(0), block.timestamp, "");
        vm.expectRevert(IIdentities.BadSignature.selector);
        identities.setAgentWallet(id, stranger, block.timestamp, new bytes(65));
        vm.expectRevert(IIdentities.SignatureNotCurrent.selector);
        identities.setAgentWallet(id, stranger, block.timestamp - 1, "");
        vm.expectRevert(IIdentities.SignatureNotCurrent.selector);
        identities.setAgentWallet(id, stranger, block.timestamp + 5 minutes + 1, "");
        vm.stopPrank();
    }

    /* DONE */

    function test_registersWhoeverCalls() external {
        assertEq(identities.ownerOf(id), owner, "owner");
        assertEq(identities.balanceOf(owner), 1, "identities");
        assertEq(identities.getAgentWallet(id), owner, "wallet");
        assertEq(keccak256(bytes(identities.tokenURI(id))), keccak256("data:,one"), "registration file");
        assertEq(identities.register(), 2, "the next");
    }

    function test_registersWithMetadata() external {
        MetadataEntry[] memory entries = new MetadataEntry[](1);
        entries[0] = MetadataEntry("model", "small");
        uint256 other = identities.register("", entries);

        assertEq(keccak256(identities.getMetadata(other, "model")), keccak256("small"), "entry");
        assertEq(
            keccak256(identities.getMetadata(other, "agentWallet")), keccak256(abi.encodePacked(this)), "wallet's entry"
        );
    }

    function test_itsHolderChangesUriAndMetadata() external {
        vm.startPrank(owner);
        identities.setAgentURI(id, "data:,two");
        identities.setMetadata(id, "key", "value");
        vm.stopPrank();

        assertEq(keccak256(bytes(identities.tokenURI(id))), keccak256("data:,two"), "registration file");
        assertEq(keccak256(identities.getMetadata(id, "key")), keccak256("value"), "entry");
    }

    function test_aWalletThatSignedIsNamed() external {
        address wallet = vm.addr(7);
        uint256 deadline = block.timestamp + 1 minutes;
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("ERC8004IdentityRegistry"),
                keccak256("1"),
                block.chainid,
                address(identities)
            )
        );
        bytes32 message = keccak256(abi.encode(WALLET, id, wallet, owner, deadline));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(7, keccak256(abi.encodePacked(hex"1901", domain, message)));
        vm.startPrank(owner);
        identities.setAgentWallet(id, wallet, deadline, abi.encodePacked(r, s, v));
        assertEq(identities.getAgentWallet(id), wallet, "wallet");
        identities.unsetAgentWallet(id);
        vm.stopPrank();

        assertEq(identities.getAgentWallet(id), address(0), "no wallet");
    }

    function test_aTransferClearsWalletAndApproval() external {
        vm.startPrank(owner);
        identities.approve(stranger, id);
        assertEq(identities.getApproved(id), stranger, "approved");
        identities.transferFrom(owner, address(0xc), id);
        vm.stopPrank();

        assertEq(identities.ownerOf(id), address(0xc), "owner");
        assertEq(identities.balanceOf(owner), 0, "of the old owner");
        assertEq(identities.getAgentWallet(id), address(0), "wallet");
        assertEq(identities.getApproved(id), address(0), "approved");
    }

    function test_whomItsOwnerApprovesMayMoveIt() external {
        vm.prank(owner);
        identities.setApprovalForAll(stranger, true);
        assertTrue(identities.isAuthorizedOrOwner(stranger, id), "authorized");
        address taker = address(new Taker(RECEIVED));
        vm.prank(stranger);
        identities.safeTransferFrom(owner, taker, id);

        assertEq(identities.ownerOf(id), taker, "owner");
    }

    function test_saysWhatItIs() external view {
        assertTrue(identities.supportsInterface(0x01ffc9a7), "ERC-165");
        assertTrue(identities.supportsInterface(0x80ac58cd), "ERC-721");
        assertTrue(identities.supportsInterface(0x5b5e139f), "its metadata");
        assertTrue(!identities.supportsInterface(0xffffffff), "nothing else");
    }
}
