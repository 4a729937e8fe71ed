// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHistory} from "../../src/interfaces/IHistory.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, Offer} from "../../src/types/Orders.sol";
import {JobView} from "../../src/types/Views.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Matches: what they refuse, and how they begin a job.
contract MatchTest is MarketFixture {
    /* THE JOB */

    function test_refusesAnUnpostedJobWithoutSignature() external {
        Match memory aMatch = signedMatch();
        aMatch.jobSignature = "";
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesAnUnpostedJobWithoutItsWork() external {
        Match memory aMatch = signedMatch();
        delete aMatch.work;
        refuse(aMatch, IMarket.WrongState.selector);
    }

    function test_refusesAnotherWorkThanTheOneSigned() external {
        Match memory aMatch = signedMatch();
        aMatch.work[0].input = keccak256("another input");
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesASignedJobAfterItsConsumerCancelledAll() external {
        Match memory aMatch = signedMatch();
        vm.prank(consumer);
        orders.cancelAllOrders();
        refuse(aMatch, IOrders.OrderIsCancelled.selector);
    }

    function test_refusesAJobSignedByAnother() external {
        Match memory aMatch = signedMatch();
        aMatch.jobSignature = signature(stranger, jobIdOf(aMatch));
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesASignedJobThatWasCancelled() external {
        Match memory aMatch = signedMatch();
        bytes32 id = jobIdOf(aMatch);
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
        aMatch.acceptance.slotNonce = 1 << 32;
        refuse(resign(aMatch), IMarket.WrongState.selector);
    }

    function test_refusesAJobPastItsLatestFinish() external {
        Match memory aMatch = signedMatch();
        post(orderOf(aMatch));
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
        aMatch.acceptanceSignature = signedMatch().acceptanceSignature;
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesAnAcceptanceOfAnotherOffer() external {
        Match memory aMatch = signedMatch();
        aMatch.offer = defaultOffer();
        aMatch.offerSignature = signature(provider, orders.offerId(aMatch.offer));
        refuse(aMatch, IOrders.BadSignature.selector);
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
        aMatch.acceptanceSignature = signature(
            stranger, orders.acceptanceDigest(jobIdOf(aMatch), orders.offerId(aMatch.offer), aMatch.acceptance, node)
        );
        refuse(aMatch, IOrders.BadSignature.selector);
    }

    function test_refusesAMatchThatAnotherNodeCopied() external {
        Match memory aMatch = signedMatch();
        vm.prank(stranger);
        vm.expectRevert(IOrders.BadSignature.selector);
        orders.matchJob(aMatch);
    }

    function test_refusesALaneThatCarriesAJob() external {
        Match memory first = signedMatch();
        land(first);
        assertTrue(market.lane(provider, 0).busy, "busy");
        Match memory second = signedMatch();
        second.acceptance.slotNonce = first.acceptance.slotNonce;
        refuse(resign(second), IMarket.SlotTaken.selector);
    }

    function test_refusesAnAcceptanceOfALaneAsItWasBefore() external {
        bytes32 id = running();
        passDeadline(id);
        market.reassignJob(id);
        Match memory aMatch = signedMatch();
        aMatch.acceptance.slotNonce = 0;
        refuse(resign(aMatch), IMarket.SlotTaken.selector);
    }

    function test_refusesMoreFuelThanIsCounted() external {
        (Job memory job, Offer memory offer) = (defaultJob(), defaultOffer());
        (job.terms.fuelLimit, job.terms.priceCeiling) = (1 << 48, 1);
        (offer.maxFuel, offer.price) = (type(uint64).max, 1);
        refuse(signedMatch(job, offer), ILedger.TooLarge.selector);
    }

    function test_refusesALaneThatDoesNotFit() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.slotNonce = 1 << 56;
        refuse(resign(aMatch), ILedger.TooLarge.selector);
    }

    function test_refusesALaneThatIsWornOut() external {
        uint24 most = type(uint24).max;
        Match memory last = signedMatch();
        last.acceptance.slotNonce = most - 1;
        wear(0, most - 1);
        land(resign(last));
        Match memory tooMany = signedMatch();
        tooMany.acceptance.slotNonce = (1 << 32) + most;
        wear(1, most);
        refuse(resign(tooMany), IMarket.SlotTaken.selector);
    }

    function test_theLastJobOfALaneEnds() external {
        Match memory last = signedMatch();
        last.acceptance.slotNonce = type(uint24).max - 1;
        wear(0, type(uint24).max - 1);
        bytes32 id = land(resign(last));
        passDeadline(id);
        market.reassignJob(id);
        assertEq(market.lane(provider, 0).uses, type(uint24).max, "uses");
        assertTrue(!market.lane(provider, 0).busy, "free");
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
            stakes.unbond(1000 * TOKEN);
        }
        refuse(aMatch, IHistory.NoVerifiers.selector);
    }

    function test_refusesWhenCheatingWouldPay() external {
        Match memory aMatch = signedMatch();
        aMatch.job.valueAtRisk = uint128(4000 * TOKEN);
        aMatch.acceptance.verifiers = 3;
        refuse(resign(aMatch), IHistory.StakeTooSmall.selector);
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

    function test_refusesASignedOfferAfterItsProviderCancelledAll() external {
        Match memory aMatch = signedMatch();
        vm.prank(provider);
        orders.cancelAllOrders();
        refuse(aMatch, IOrders.OrderIsCancelled.selector);
    }

    /* SUCCESS */

    function test_signedOrdersLandInOneTransaction() external {
        uint256 before = market.balanceOf(consumer);
        bytes32 id = land(signedMatch());

        JobView memory job = lens.job(id);
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

    function test_ordersSignedUnderTheNewNonceLand() external {
        vm.prank(consumer);
        orders.cancelAllOrders();
        Match memory aMatch = signedMatch();
        aMatch.job.nonce = 1;
        assertEq(orders.orderNonce(consumer), 1, "nonce");
        assertState(land(resign(aMatch)), JobState.Running);
    }

    function test_cancellingAllDoesNotTouchPostedOrders() external {
        Job memory job = defaultJob();
        Offer memory offer = defaultOffer();
        post(job);
        post(offer);
        vm.prank(consumer);
        orders.cancelAllOrders();
        vm.prank(provider);
        orders.cancelAllOrders();

        assertState(land(matchOf(job, offer)), JobState.Running);
    }

    function test_aMatchThatCarriesItsCommitmentIsCommitted() external {
        Match memory aMatch = signedMatch();
        aMatch.acceptance.commitment = SALT;
        bytes32 id = jobIdOf(resign(aMatch));
        vm.expectEmit(address(market));
        emit IMarket.Committed(id, 0, SALT, uint64(block.number + 8));

        land(aMatch);

        assertState(id, JobState.Committed);
        assertEq(lens.job(id).commitment, bytes22(SALT), "commitment");
        assertEq(lens.job(id).seedBlock, block.number + 8, "seed block");
    }

    function test_aFreedLaneCarriesTheNextJob() external {
        bytes32 id = running();
        passDeadline(id);
        market.reassignJob(id);
        assertEq(market.lane(provider, 0).uses, 1, "uses");
        Match memory aMatch = signedMatch();
        aMatch.acceptance.slotNonce = 1;

        land(resign(aMatch));

        assertTrue(market.lane(provider, 0).busy, "busy");
        assertEq(lens.job(jobIdOf(aMatch)).lane, uint256(market.numberOf(provider)) << 32, "lane");
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
        post(orderOf(aMatch));
        aMatch.jobSignature = "garbage";
        assertState(land(aMatch), JobState.Running);
    }

    function test_asksThreeVerifiersForHighValueAndOneForSmall() external view {
        assertEq(verifiersFor(consumer, provider, node, 100 * TOKEN, 0, 0), 3, "high");
        assertEq(verifiersFor(consumer, provider, node, TOKEN, 99 * TOKEN, 0), 3, "high by X");
        assertEq(verifiersFor(consumer, provider, node, 2 * TOKEN, 0, 0), 2, "default");
        assertEq(verifiersFor(consumer, provider, node, TOKEN - 1, 1, 0), 2, "small with X");
        assertEq(verifiersFor(consumer, provider, node, TOKEN - 1, 0, 0), 1, "small");
        assertEq(verifiersFor(consumer, provider, node, TOKEN - 1, 0, 4), 4, "wanted");
        assertEq(verifiersFor(consumer, provider, node, TOKEN - 1, 0, 7), 4, "all there are");
    }

    function test_partiesDoNotCountAsVerifiers() external view {
        assertEq(verifiersFor(verifiers[0], provider, node, TOKEN, 0, 7), 3, "consumer");
        assertEq(verifiersFor(verifiers[0], verifiers[0], verifiers[0], TOKEN, 0, 7), 3, "one in three roles");
        assertEq(verifiersFor(verifiers[0], verifiers[1], verifiers[2], TOKEN, 0, 7), 1, "three");
    }

    /* HELPERS */

    function verifiersFor(
        address payer,
        address runner,
        address matcher,
        uint256 fullPrice,
        uint256 valueAtRisk,
        uint8 wanted
    ) private view returns (uint8 m) {
        (m,,) = history.sampling(payer, runner, matcher, fullPrice, valueAtRisk, 1000 * fullPrice, wanted);
    }

    /// @dev As if the lane had carried so many jobs.
    function wear(uint32 number, uint24 uses) private {
        vm.record();
        market.lane(provider, number);
        (bytes32[] memory reads,) = vm.accesses(address(market));
        vm.store(address(market), reads[reads.length - 1], bytes32(uint256(uses) << 224));
        assertEq(market.lane(provider, number).uses, uses, "uses");
    }
}
