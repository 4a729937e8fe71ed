// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../src/interfaces/ILedger.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {MoodyToken} from "../support/Tokens.sol";
import {Books} from "./Books.sol";

/// @notice Who takes part in a random walk, and what each does with its own money. The honest provider does all that
/// the protocol asks of it; the cheat and the liar do not.
abstract contract Actors is MarketFixture {
    uint256 private constant VERIFIERS = 9;

    address public honest;
    address public cheat;
    address public liar;
    address public challenger;
    /// @dev What an indexer knows.
    Books public books;
    /// @dev Times a token's misbehaviour got through.
    uint256 public believed;

    function setUp() public override {
        super.setUp();
        deploy(new MoodyToken(), defaultParameters());
        books = new Books(address(audits), address(disputes), address(relay));
        vm.recordLogs();
        delete verifiers;
        honest = provider;
        cheat = actor("cheat");
        challenger = actor("challenger");
        address[5] memory accounts = [consumer, honest, cheat, node, challenger];
        for (uint256 i = 0; i < 5; i++) {
            fund(accounts[i], 1_000_000 * TOKEN);
        }
        bondProvider(honest, 500_000 * TOKEN);
        bondProvider(cheat, 500_000 * TOKEN);
        for (uint256 i = 0; i < VERIFIERS; i++) {
            addVerifier(string.concat("verifier", vm.toString(i)));
        }
        liar = verifiers[0];
        provider = cheat;
        earnHistory();
        provider = honest;
        earnHistory();
    }

    /* MONEY */

    function deposit(uint256 who, uint256 amount) external {
        fund(someone(who), bound(amount, 1, 1000 * TOKEN));
    }

    /// @dev The token keeps a fee, refuses, or lies: nothing may be credited.
    function depositAmiss(uint256 who, uint256 mood) external {
        address account = someone(who);
        token.mint(account, TOKEN);
        vm.startPrank(account);
        token.approve(address(market), TOKEN);
        MoodyToken(address(token)).be(MoodyToken.Mood(bound(mood, 1, 3)));
        (bool done,) = address(market).call(abi.encodeCall(ILedger.deposit, (TOKEN)));
        believed += done ? 1 : 0;
        MoodyToken(address(token)).be(MoodyToken.Mood.Well);
        vm.stopPrank();
    }

    /// @dev The token sends nothing: the balance must stay.
    function withdrawAmiss(uint256 who) external {
        address account = someone(who);
        uint256 balance = market.balanceOf(account);
        MoodyToken(address(token)).be(MoodyToken.Mood.Refusing);
        vm.prank(account);
        (bool done,) = address(market).call(abi.encodeCall(ILedger.withdraw, (balance)));
        believed += done ? 1 : 0;
        MoodyToken(address(token)).be(MoodyToken.Mood.Well);
    }

    function withdraw(uint256 who, uint256 amount) external {
        address account = someone(who);
        uint256 balance = market.balanceOf(account);
        if (balance > 1) {
            vm.prank(account);
            market.withdraw(bound(amount, 1, (balance + 15) / 16));
        }
    }

    /// @dev Of one's own, or of another's who lets it.
    function transfer(uint256 who, uint256 to, uint256 amount) external {
        (address account, address spender) = (someone(who), someone(who / 6));
        uint256 balance = market.balanceOf(account);
        if (balance < 16) {
            return;
        }
        amount = bound(amount, 1, balance / 16);
        if (amount % 2 == 0) {
            vm.prank(account);
            market.transfer(someone(to), amount);
        } else {
            vm.prank(account);
            market.approve(spender, amount);
            vm.prank(spender);
            market.transferFrom(account, someone(to), amount);
        }
    }

    function bond(bool honestOne, uint256 amount) external {
        address account = honestOne ? honest : cheat;
        uint256 balance = market.balanceOf(account);
        if (balance > 1) {
            bondProvider(account, bound(amount, 1, balance / 2));
        }
    }

    function unbond(bool honestOne, uint256 amount) external {
        address account = honestOne ? honest : cheat;
        uint256 free = market.provider(account).free;
        if (free > 16) {
            vm.prank(account);
            market.unbond(bound(amount, 1, free / 16));
        }
    }

    function withdrawBond(bool honestOne) external {
        address account = honestOne ? honest : cheat;
        if (market.provider(account).unbonding != 0 && block.timestamp > market.provider(account).unbondsAt) {
            vm.prank(account);
            market.withdrawBond();
        }
    }

    function bondVerifier(uint256 who, uint256 amount) external {
        address account = verifiers[who % verifiers.length];
        uint256 balance = market.balanceOf(account);
        if (balance > 1) {
            vm.prank(account);
            stakes.bond(bound(amount, 1, balance / 2));
        }
    }

    function unbondVerifier(uint256 who, uint256 amount) external {
        address account = verifiers[who % verifiers.length];
        uint256 free = stakes.verifier(account).free;
        if (free > 16) {
            vm.prank(account);
            stakes.unbond(bound(amount, 1, free / 16));
        }
    }

    function withdrawVerifierBond(uint256 who) external {
        address account = verifiers[who % verifiers.length];
        uint256 waits = stakes.verifier(account).unbonding;
        if (waits != 0 && block.timestamp > stakes.verifier(account).unbondsAt) {
            vm.prank(account);
            stakes.withdrawBond();
        }
    }

    function bondProvider(address account, uint256 amount) internal {
        vm.prank(account);
        market.bond(amount);
    }

    function someone(uint256 who) internal view returns (address) {
        address[6] memory accounts = [consumer, honest, cheat, node, challenger, stranger];
        return accounts[who % 6];
    }
}
