// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Match, ResultReveal} from "../../src/types/Jobs.sol";
import {Job, Offer} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";
import {resultRoot} from "../support/Results.sol";

/// @notice Gas of whole transactions, base cost and calldata included, kept in `snapshots/`: in lanes that have carried
/// a job before, for parties that have accounts.
/// forge-config: default.isolate = true
contract GasTest is MarketFixture {
    function setUp() public override {
        super.setUp();
        for (uint256 i = 4; i < 10; i++) {
            addVerifier(string.concat("verifier", string(abi.encodePacked(bytes1(uint8(48 + i))))));
        }
        earnHistory();
    }

    function test_aJobAlone() external {
        Offer memory offer = defaultOffer();
        post(offer);
        Job memory job = defaultJob();
        vm.prank(consumer);
        orders.postJob(job);
        vm.snapshotGasLastCall("job", "post");

        Match memory aMatch = matchOf(job, offer);
        aMatch.acceptance.slotNonce = 1;
        bytes32 id = jobIdOf(aMatch);
        aMatch.acceptance.commitment = market.commitmentOf(id, 0, resultRoot(rightResult()), SALT, provider);
        signAcceptance(aMatch);
        vm.prank(node);
        orders.matchJob(aMatch);
        vm.snapshotGasLastCall("job", "match and commit");

        vm.roll(lens.job(id).seedBlock + 1);
        uint256 tries = 0;
        while (market.wouldSample(id, 0)) {
            randomness.choose(keccak256(abi.encode(tries++)));
        }
        vm.prank(provider);
        market.revealResult(ResultReveal(id, rightResult(), SALT));
        vm.snapshotGasLastCall("job", "draw and reveal");

        passDeadline(id);
        vm.prank(node);
        market.settleJob(id);
        vm.snapshotGasLastCall("job", "settle");
    }

    function test_tenJobsInBatches() external {
        lifeInBatches(10, false, "posted, batched by 10");
    }

    function test_tenSignedJobsInBatches() external {
        lifeInBatches(10, true, "signed, batched by 10");
    }

    function test_aHundredSignedJobsInBatches() external {
        lifeInBatches(100, true, "signed, batched by 100");
    }

    function lifeInBatches(uint256 size, bool signed, string memory group) private {
        Offer memory offer = defaultOffer();
        post(offer);
        bytes[] memory verbs = new bytes[](size);
        bytes32[] memory ids = new bytes32[](size);
        for (uint256 i = 0; i < size; i++) {
            ids[i] = running();
        }
        vm.warp(block.timestamp + 61);
        for (uint256 i = 0; i < size; i++) {
            market.reassignJob(ids[i]);
        }
        for (uint256 i = 0; i < size; i++) {
            Job memory job = defaultJob();
            if (!signed) {
                post(job);
            }
            Match memory aMatch = signed ? signedMatch(job, offer) : matchOf(job, offer);
            aMatch.offerSignature = "";
            aMatch.acceptance.slotNonce = (aMatch.acceptance.slotNonce - (uint64(size) << 32)) + 1;
            ids[i] = jobIdOf(aMatch);
            aMatch.acceptance.commitment = market.commitmentOf(ids[i], 0, resultRoot(rightResult()), SALT, provider);
            signAcceptance(aMatch);
            verbs[i] = abi.encodeCall(orders.matchJob, (aMatch));
        }
        vm.prank(node);
        orders.batch(verbs);
        vm.snapshotGasLastCall(group, "match and commit");
        vm.roll(block.number + 9);
        for (uint256 i = 0; i < size; i++) {
            verbs[i] = abi.encodeCall(market.revealResult, (ResultReveal(ids[i], rightResult(), SALT)));
        }
        vm.prank(provider);
        market.batch(verbs);
        vm.snapshotGasLastCall(group, "draw and reveal");
        vm.warp(block.timestamp + 1 hours);
        for (uint256 i = 0; i < size; i++) {
            verbs[i] = abi.encodeCall(market.settleJob, (ids[i]));
        }
        vm.prank(node);
        market.batch(verbs);
        vm.snapshotGasLastCall(group, "settle");
    }
}
