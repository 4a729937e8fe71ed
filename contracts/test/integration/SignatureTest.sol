// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrders} from "../../src/interfaces/IOrders.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, Offer, Work} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {BurningWallet, ContractWallet, FloodingWallet} from "../support/Wallets.sol";

/// @notice Whose signature counts: keys, wallets with code, accounts with both.
contract SignatureTest is MarketFixture {
    /* SIGNATURES */

    function test_aContractWalletSignsForItself() external {
        (Match memory aMatch, ContractWallet wallet) = walletMatch();
        wallet.approve(jobIdOf(aMatch));
        aMatch.jobSignature = "any bytes";

        assertState(land(aMatch), JobState.Running);
    }

    function test_aContractWalletThatDisapprovesIsRefused() external {
        (Match memory aMatch,) = walletMatch();
        aMatch.jobSignature = "any bytes";
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_anAccountWithDelegatedCodeMaySignWithItsKey() external {
        // EIP-7702: the account has code, its key still counts.
        Match memory aMatch = signedMatch();
        vm.etch(consumer, address(new ContractWallet()).code);
        assertState(land(aMatch), JobState.Running);
    }

    function test_aWalletThatFloodsItsAnswerIsOnlyRefused() external {
        (Match memory aMatch, ContractWallet wallet) = walletMatch();
        vm.etch(address(wallet), address(new FloodingWallet()).code);
        aMatch.jobSignature = "any bytes";
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_aWalletThatBurnsItsGasIsOnlyRefused() external {
        (Match memory aMatch, ContractWallet wallet) = walletMatch();
        vm.etch(address(wallet), address(new BurningWallet()).code);
        aMatch.jobSignature = "any bytes";
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_anotherChainsSignatureDoesNotCount() external {
        Match memory aMatch = signedMatch();
        vm.chainId(77);
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    /* HELPERS */

    function walletMatch() private returns (Match memory aMatch, ContractWallet wallet) {
        wallet = new ContractWallet();
        token.mint(address(wallet), 10 * TOKEN);
        wallet.fund(token, market, 10 * TOKEN);
        Job memory job = defaultJob();
        job.terms.consumer = address(wallet);
        Offer memory offer = defaultOffer();
        post(offer);
        aMatch = matchOf(job, offer);
        aMatch.work = new Work[](1);
        aMatch.work[0] = job.work;
    }
}
