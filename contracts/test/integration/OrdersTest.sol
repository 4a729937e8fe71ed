// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {JobState, OrderStatus, Start} from "../../src/types/Jobs.sol";
import {Job, Offer} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {ContractWallet} from "../support/Wallets.sol";

/// @notice Posting and cancelling offers and jobs; the exits of Open.
contract OrdersTest is MarketFixture {
    /* OFFERS */

    function test_onlyItsProviderPostsAnOffer() external {
        Offer memory offer = defaultOffer();
        vm.expectRevert(IOrders.NotYours.selector);
        orders.postOffer(offer);
    }

    function test_refusesAnOfferPostedBefore() external {
        Offer memory offer = defaultOffer();
        post(offer);
        vm.prank(provider);
        vm.expectRevert(IOrders.WrongState.selector);
        orders.postOffer(offer);
    }

    function test_refusesAnOfferWithoutPrice() external {
        Offer memory offer = defaultOffer();
        offer.price = 0;
        refuse(offer, IOrders.BadOffer.selector);
    }

    function test_refusesAnOfferThatStakesTooLittle() external {
        Offer memory offer = defaultOffer();
        offer.stakeMultiple = 4;
        refuse(offer, IOrders.BadOffer.selector);
    }

    function test_refusesAnExpiredOffer() external {
        Offer memory offer = defaultOffer();
        offer.expiry = uint64(block.timestamp - 1);
        refuse(offer, IOrders.TooLate.selector);
    }

    function test_postsAnOffer() external {
        Offer memory offer = defaultOffer();
        bytes32 id = orders.offerId(offer);
        vm.expectEmit(address(orders));
        emit IOrders.OfferPosted(id, provider, offer);

        post(offer);

        assertEq(uint8(orders.orderStatus(provider, id)), uint8(OrderStatus.Posted), "status");
    }

    function test_refusesToCancelAnOfferTwice() external {
        bytes32 id = post(defaultOffer());
        vm.startPrank(provider);
        orders.cancelOffer(id);
        vm.expectRevert(IOrders.WrongState.selector);
        orders.cancelOffer(id);
    }

    function test_cancellingAnothersOfferDoesNotTouchIt() external {
        bytes32 id = post(defaultOffer());

        vm.prank(stranger);
        orders.cancelOffer(id);

        assertEq(uint8(orders.orderStatus(provider, id)), uint8(OrderStatus.Posted), "status");
    }

    /* JOBS */

    function test_onlyItsConsumerPostsAJob() external {
        Job memory job = defaultJob();
        vm.expectRevert(IOrders.NotYours.selector);
        orders.postJob(job);
    }

    function test_refusesAJobStatedPostedTooLongAgo() external {
        Job memory job = defaultJob();
        job.terms.postedAt = uint64(block.timestamp - 5 minutes - 1);
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobStatedPostedInTheFuture() external {
        Job memory job = defaultJob();
        job.terms.postedAt = uint64(block.timestamp + 5 minutes + 1);
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobWithoutFuel() external {
        Job memory job = defaultJob();
        job.terms.fuelLimit = 0;
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobWithoutMemory() external {
        Job memory job = defaultJob();
        job.terms.memoryLimit = 0;
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobWithoutPrice() external {
        Job memory job = defaultJob();
        job.terms.priceCeiling = 0;
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobOfUnknownKind() external {
        Job memory job = defaultJob();
        job.work.kind = 2;
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobOfTooManyTurns() external {
        Job memory job = defaultJob();
        job.work.turnLimit = 65;
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobThatWantsTooManyVerifiers() external {
        Job memory job = defaultJob();
        job.terms.verifiers = 8;
        refuse(job, IOrders.BadJob.selector);
    }

    function test_refusesAJobThatIsOver() external {
        Job memory job = defaultJob();
        job.terms.latestFinish = uint64(block.timestamp - 1);
        refuse(job, IMarket.TooLate.selector);
    }

    function test_refusesAJobItsConsumerCannotPay() external {
        Job memory job = defaultJob();
        job.terms.consumer = stranger;
        vm.prank(stranger);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        orders.postJob(job);
    }

    function test_refusesAJobPostedBefore() external {
        Job memory job = defaultJob();
        post(job);
        refuse(job, IMarket.WrongState.selector);
    }

    function test_refusesAJobWhoseEscrowDoesNotFit() external {
        Job memory job = defaultJob();
        job.terms.priceCeiling = type(uint128).max;
        refuse(job, ILedger.TooLarge.selector);
    }

    function test_escrowsThePriceCeilingAtTheFuelLimitRoundedUp(uint64 fuel, uint32 price) external {
        Job memory job = defaultJob();
        job.terms.fuelLimit = uint64(bound(fuel, 1, 1e12));
        job.terms.priceCeiling = uint128(bound(price, 1, 1e8));
        uint256 escrow = (uint256(job.terms.fuelLimit) * job.terms.priceCeiling + 1e9 - 1) / 1e9;
        uint256 before = market.balanceOf(consumer);

        bytes32 id = post(job);

        assertState(id, JobState.Open);
        assertEq(lens.job(id).escrow, escrow, "escrow");
        assertEq(market.balanceOf(consumer), before - escrow, "balance");
    }

    function test_aContractPostsItsOwnJob() external {
        ContractWallet wallet = new ContractWallet();
        token.mint(address(wallet), 10 * TOKEN);
        wallet.fund(token, market, 10 * TOKEN);
        Job memory job = defaultJob();
        job.terms.consumer = address(wallet);

        wallet.post(orders, job);

        assertState(orders.jobId(job), JobState.Open);
    }

    function test_onlyItsConsumerCancelsAJob() external {
        bytes32 id = post(defaultJob());
        vm.prank(stranger);
        vm.expectRevert(IMarket.NotYours.selector);
        orders.cancelJob(id);
    }

    function test_refusesToCancelARunningJob() external {
        bytes32 id = running();
        vm.prank(consumer);
        vm.expectRevert(IMarket.WrongState.selector);
        orders.cancelJob(id);
    }

    function test_refusesToCancelASignedJobTwice() external {
        bytes32 id = orders.jobId(defaultJob());
        vm.startPrank(consumer);
        orders.cancelJob(id);
        vm.expectRevert(IOrders.WrongState.selector);
        orders.cancelJob(id);
    }

    function test_aCancelledJobIsRefundedInFull() external {
        uint256 before = market.balanceOf(consumer);
        bytes32 id = post(defaultJob());

        vm.prank(consumer);
        orders.cancelJob(id);

        assertState(id, JobState.Refunded);
        assertEq(market.balanceOf(consumer), before, "balance");
    }

    function test_aCancelledJobCannotBePostedAgain() external {
        Job memory job = defaultJob();
        bytes32 id = post(job);
        vm.prank(consumer);
        orders.cancelJob(id);
        refuse(job, IMarket.WrongState.selector);
    }

    function test_aJobCancelledBeforeItsPostCannotBePosted() external {
        Job memory job = defaultJob();
        bytes32 id = orders.jobId(job);
        vm.prank(consumer);
        orders.cancelJob(id);
        refuse(job, IOrders.OrderIsCancelled.selector);
    }

    function test_refusesToExpireAJobBeforeItsLatestFinish() external {
        bytes32 id = post(defaultJob());
        vm.warp(lens.job(id).deadline);
        vm.expectRevert(IMarket.TooEarly.selector);
        market.expireJob(id);
    }

    function test_refusesToExpireAJobThatIsNotOpen() external {
        vm.expectRevert(IMarket.WrongState.selector);
        market.expireJob(keccak256("nobody's"));
    }

    function test_anyoneExpiresAJobAndItsConsumerIsRefunded() external {
        uint256 before = market.balanceOf(consumer);
        bytes32 id = post(defaultJob());
        passDeadline(id);

        vm.prank(stranger);
        market.expireJob(id);

        assertState(id, JobState.Refunded);
        assertEq(market.balanceOf(consumer), before, "balance");
    }

    function test_onlyOrdersOpensStartsAndCancels() external {
        vm.expectRevert(IMarket.OnlyOrders.selector);
        market.openJob(0, consumer, 1, block.timestamp);
        vm.expectRevert(IMarket.OnlyOrders.selector);
        market.cancelJob(0, consumer);
        Start memory start;
        vm.expectRevert(IMarket.OnlyOrders.selector);
        market.startJob(start);
    }

    function refuse(Offer memory offer, bytes4 reason) private {
        vm.prank(offer.provider);
        vm.expectRevert(reason);
        orders.postOffer(offer);
    }

    function refuse(Job memory job, bytes4 reason) private {
        vm.prank(job.terms.consumer);
        vm.expectRevert(reason);
        orders.postJob(job);
    }
}
