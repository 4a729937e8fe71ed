// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {JobState, JobView, Match, Start} from "../../src/types/Jobs.sol";
import {Job, Offer} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {BurningWallet, ContractWallet, FloodingWallet} from "../support/Wallets.sol";

contract MatchTest is MarketFixture {
    /* THE JOB */

    function test_refusesAnUnpostedJobWithoutSignature() external {
        Match memory aMatch = signedMatch();
        aMatch.jobSignature = "";
        refuse(aMatch, IMarket.WrongState.selector);
    }

    function test_refusesAJobSignedByAnother() external {
        Match memory aMatch = signedMatch();
        aMatch.jobSignature = signature(stranger, orders.jobId(aMatch.job));
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesASignedJobThatWasCancelled() external {
        Match memory aMatch = signedMatch();
        bytes32 id = orders.jobId(aMatch.job);
        vm.prank(consumer);
        orders.cancelJob(id);
        refuse(aMatch, IOrders.OrderIsCancelled.selector);
    }

    function test_refusesASignedJobThatStillIsInTheFuture() external {
        Match memory aMatch = signedMatch();
        aMatch.job.postedAt = uint64(block.timestamp + 6 minutes);
        refuse(resign(aMatch), IOrders.BadJob.selector);
    }

    function test_refusesASignedJobItsConsumerCannotPay() external {
        Match memory aMatch = signedMatch();
        uint256 balance = market.balanceOf(consumer);
        vm.prank(consumer);
        market.withdraw(balance);
        refuse(aMatch, ILedger.BalanceTooSmall.selector);
    }

    function test_refusesAJobMatchedBefore() external {
        Match memory aMatch = signedMatch();
        land(aMatch);
        aMatch.acceptance.slotNonce = slotNonce++;
        refuse(resign(aMatch), IMarket.WrongState.selector);
    }

    function test_refusesAJobPastItsLatestFinish() external {
        Match memory aMatch = signedMatch();
        post(aMatch.job);
        vm.warp(uint256(aMatch.job.latestFinish) + 1);
        aMatch.acceptance.expiry = uint64(block.timestamp);
        aMatch.acceptance.runTime = 0;
        refuse(resign(aMatch), IOrders.FinishesTooLate.selector);
    }

    /* THE OFFER */

    function test_refusesAnUnpostedOfferWithoutSignature() external {
        Match memory aMatch = signedMatch();
        aMatch.offerSignature = "";
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesAnOfferSignedByAnother() external {
        Match memory aMatch = signedMatch();
        aMatch.offerSignature = signature(stranger, orders.offerId(aMatch.offer));
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesACancelledOffer() external {
        Match memory aMatch = signedMatch();
        bytes32 id = orders.offerId(aMatch.offer);
        vm.prank(provider);
        orders.cancelOffer(id);
        refuse(aMatch, IOrders.OrderIsCancelled.selector);
    }

    function test_refusesAnExpiredOffer() external {
        Match memory aMatch = signedMatch();
        aMatch.offer.expiry = uint64(block.timestamp - 1);
        refuse(resign(aMatch), IOrders.TooLate.selector);
    }

    function test_refusesAnOfferThatStakesTooLittle() external {
        Match memory aMatch = signedMatch();
        aMatch.offer.stakeMultiple = 4;
        refuse(resign(aMatch), IOrders.BadOffer.selector);
    }

    function test_refusesAnOfferOfTooLittleFuel() external {
        Match memory aMatch = signedMatch();
        aMatch.offer.maxFuel = aMatch.job.fuelLimit - 1;
        refuse(resign(aMatch), IOrders.OfferTooSmall.selector);
    }

    function test_refusesAnOfferOfTooLittleMemory() external {
        Match memory aMatch = signedMatch();
        aMatch.offer.maxPages = aMatch.job.memoryLimit - 1;
        refuse(resign(aMatch), IOrders.OfferTooSmall.selector);
    }

    function test_refusesAnOfferWithoutTheCapabilities() external {
        Match memory aMatch = signedMatch();
        aMatch.job.tags = 0x101;
        refuse(resign(aMatch), IOrders.OfferTooSmall.selector);
    }

    function test_refusesAnOfferBelowTheJobsLeastStake() external {
        Match memory aMatch = signedMatch();
        aMatch.job.minStakeMultiple = 21;
        refuse(resign(aMatch), IOrders.WrongStake.selector);
    }

    /* THE ACCEPTANCE */

    function test_refusesAnAcceptanceOfAnotherJob() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.jobId = keccak256("another");
        aMatch.acceptanceSignature = signAcceptance(aMatch.acceptance);
        refuse(aMatch, IOrders.WrongAcceptance.selector);
    }

    function test_refusesAnAcceptanceOfAnotherOffer() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.offerId = keccak256("another");
        aMatch.acceptanceSignature = signAcceptance(aMatch.acceptance);
        refuse(aMatch, IOrders.WrongAcceptance.selector);
    }

    function test_refusesAnAcceptanceOfAnotherAttempt() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.attempt = 1;
        refuse(resign(aMatch), IMarket.WrongState.selector);
    }

    function test_refusesAnAcceptanceThatResumes() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.resumePoint = keccak256("state");
        refuse(resign(aMatch), IOrders.WrongAcceptance.selector);
    }

    function test_refusesAnExpiredAcceptance() external {
        Match memory aMatch = signedMatch();
        vm.warp(uint256(aMatch.acceptance.expiry) + 1);
        refuse(aMatch, IOrders.AcceptanceNotCurrent.selector);
    }

    function test_refusesAnAcceptanceValidForTooLong() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.expiry = uint64(block.timestamp + 5 minutes + 1);
        refuse(resign(aMatch), IOrders.AcceptanceNotCurrent.selector);
    }

    function test_refusesAnAcceptanceWithoutPrice() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.price = 0;
        refuse(resign(aMatch), IOrders.WrongPrice.selector);
    }

    function test_refusesAPriceAboveTheOffers() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.price = aMatch.offer.price + 1;
        refuse(resign(aMatch), IOrders.WrongPrice.selector);
    }

    function test_refusesAPriceAboveTheCeiling() external {
        Match memory aMatch = signedMatch();
        aMatch.job.priceCeiling = aMatch.offer.price - 1;
        refuse(resign(aMatch), IOrders.WrongPrice.selector);
    }

    function test_refusesARunBeyondTheLatestFinish() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.runTime = uint32(aMatch.job.latestFinish - block.timestamp + 1);
        refuse(resign(aMatch), IOrders.FinishesTooLate.selector);
    }

    function test_refusesAnAcceptanceSignedByAnother() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptanceSignature = signature(stranger, orders.acceptanceDigest(aMatch.acceptance));
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesASlotNonceThatLanded() external {
        Match memory first = signedMatch();
        land(first);
        assertTrue(orders.slotUsed(provider, first.acceptance.slotNonce), "used");
        Match memory second = signedMatch();
        second.acceptance.slotNonce = first.acceptance.slotNonce;
        refuse(resign(second), IOrders.SlotTaken.selector);
    }

    function test_refusesAStakeThatIsNotTheOffersMultiple() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.stake++;
        refuse(resign(aMatch), IOrders.WrongStake.selector);
    }

    function test_refusesAnotherNumberOfVerifiers() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.verifiers = 1;
        refuse(resign(aMatch), IOrders.WrongVerifiers.selector);
    }

    function test_refusesWhenNobodyCanVerify() external {
        Match memory aMatch = signedMatch();
        for (uint256 i = 0; i < 4; i++) {
            vm.prank(verifiers[i]);
            audits.unbond(1000 * TOKEN);
        }
        refuse(aMatch, IOrders.NoVerifiers.selector);
    }

    function test_refusesWhenCheatingWouldPay() external {
        Match memory aMatch = signedMatch();
        aMatch.job.valueAtRisk = uint128(4000 * TOKEN);
        aMatch.acceptance.verifiers = 3;
        refuse(resign(aMatch), IOrders.StakeTooSmall.selector);
    }

    function test_refusesARateAboveTheAccepted() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.maxRate = type(uint64).max - 1;
        refuse(resign(aMatch), IOrders.RateTooHigh.selector);
    }

    function test_refusesAProviderWithTooLittleFreeBond() external {
        Match memory aMatch = signedMatch();
        uint256 free = market.provider(provider).free;
        vm.prank(provider);
        market.unbond(free - 40 * TOKEN);
        refuse(aMatch, ILedger.BondTooSmall.selector);
    }

    function test_onlyOrdersStarts() external {
        Start memory start;
        vm.expectRevert(IMarket.OnlyOrders.selector);
        market.startJob(start);
    }

    /* SUCCESS */

    function test_signedOrdersLandInOneTransaction() external {
        uint256 before = market.balanceOf(consumer);
        bytes32 id = land(signedMatch());

        JobView memory job = orders.job(id);
        assertState(id, JobState.Running);
        assertEq(job.provider, provider, "provider");
        assertEq(job.marketNode, node, "node");
        assertEq(job.deadline, block.timestamp + 60, "deadline");
        assertEq(job.fullPrice, 2 * TOKEN, "P");
        assertEq(job.stake, 40 * TOKEN, "S");
        assertEq(job.auditDeposit, 4 * (2 * TOKEN * 7 / 8), "A: four rewards");
        assertEq(job.verifiers, 2, "m");
        assertEq(market.balanceOf(consumer), before - 4 * TOKEN, "escrow");
        assertEq(market.provider(provider).locked, job.stake + job.auditDeposit, "locked");
    }

    function test_postedOrdersNeedNoSignatures() external {
        Job memory job = defaultJob();
        Offer memory offer = defaultOffer();
        post(job);
        post(offer);

        bytes32 id = land(matchOf(job, offer));

        assertState(id, JobState.Running);
    }

    function test_aSignatureOfAPostedJobIsSuperfluous() external {
        Match memory aMatch = signedMatch();
        post(aMatch.job);
        aMatch.jobSignature = "garbage";
        assertState(land(aMatch), JobState.Running);
    }

    function test_asksThreeVerifiersForHighValueAndOneForSmall() external view {
        assertEq(orders.verifiersFor(consumer, provider, node, 100 * TOKEN, 0, 0), 3, "high");
        assertEq(orders.verifiersFor(consumer, provider, node, TOKEN, 99 * TOKEN, 0), 3, "high by X");
        assertEq(orders.verifiersFor(consumer, provider, node, 2 * TOKEN, 0, 0), 2, "default");
        assertEq(orders.verifiersFor(consumer, provider, node, TOKEN - 1, 1, 0), 2, "small with X");
        assertEq(orders.verifiersFor(consumer, provider, node, TOKEN - 1, 0, 0), 1, "small");
        assertEq(orders.verifiersFor(consumer, provider, node, TOKEN - 1, 0, 4), 4, "wanted");
        assertEq(orders.verifiersFor(consumer, provider, node, TOKEN - 1, 0, 7), 4, "all there are");
    }

    function test_partiesDoNotCountAsVerifiers() external view {
        assertEq(orders.verifiersFor(verifiers[0], provider, node, TOKEN, 0, 7), 3, "consumer");
        assertEq(orders.verifiersFor(verifiers[0], verifiers[0], verifiers[0], TOKEN, 0, 7), 3, "one in three roles");
        assertEq(orders.verifiersFor(verifiers[0], verifiers[1], verifiers[2], TOKEN, 0, 7), 1, "three");
    }

    /* SIGNATURES */

    function test_aContractWalletSignsForItself() external {
        (Match memory aMatch, ContractWallet wallet) = walletMatch();
        wallet.approve(orders.jobId(aMatch.job));
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

    function walletMatch() private returns (Match memory aMatch, ContractWallet wallet) {
        wallet = new ContractWallet();
        token.mint(address(wallet), 10 * TOKEN);
        wallet.fund(token, market, 10 * TOKEN);
        Job memory job = defaultJob();
        job.consumer = address(wallet);
        Offer memory offer = defaultOffer();
        post(offer);
        aMatch = matchOf(job, offer);
    }

    /// @dev Binds a changed match together again.
    function resign(Match memory aMatch) private view returns (Match memory) {
        aMatch.acceptance.jobId = orders.jobId(aMatch.job);
        aMatch.acceptance.offerId = orders.offerId(aMatch.offer);
        aMatch.jobSignature = signature(consumer, aMatch.acceptance.jobId);
        aMatch.offerSignature = signature(provider, aMatch.acceptance.offerId);
        aMatch.acceptanceSignature = signAcceptance(aMatch.acceptance);
        return aMatch;
    }

    function refuse(Match memory aMatch, bytes4 reason) private {
        vm.prank(node);
        vm.expectRevert(reason);
        orders.matchJob(aMatch);
    }
}
