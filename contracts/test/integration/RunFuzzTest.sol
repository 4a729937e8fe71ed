// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Jobs of a provider with history, over all values.
contract RunFuzzTest is MarketFixture {
    function setUp() public override {
        super.setUp();
        earnHistory();
    }

    function test_whoDrawsCannotAddASecretOfItsOwn(bytes32 invented) external {
        bytes32 id = committed(rightResult());
        bytes32 seed = keccak256(abi.encode(keccak256("clear"), bytes32(0), id, lens.job(id).commitment));
        bool sampled = uint256(keccak256(abi.encode(seed, "sample"))) >> 232 < lens.job(id).rate >> 40;
        vm.roll(lens.job(id).seedBlock + 1);

        market.drawJob(id, invented);

        assertState(id, sampled ? JobState.AuditCommit : JobState.Clear);
    }

    function test_paysForTheFuelUsedAndRefundsTheRest(uint64 fuel) external {
        Result memory result = rightResult();
        result.fuelUsed = uint64(bound(fuel, 0, 2e9));
        bytes32 id = revealed(result);
        uint256 consumerBefore = claims(consumer);
        uint256 providerBefore = claims(provider);
        uint256 nodeBefore = claims(node);
        uint256 locked = market.provider(provider).locked - lens.job(id).stake - lens.job(id).auditDeposit;
        passDeadline(id);

        vm.prank(stranger);
        market.settleJob(id);

        uint256 pay = TOKEN * result.fuelUsed / 1e9;
        assertEq(claims(consumer), consumerBefore + 4 * TOKEN - pay, "refund");
        assertEq(claims(node), nodeBefore + pay / 100, "fee");
        assertEq(claims(provider), providerBefore + pay - pay / 100, "pay");
        assertEq(market.provider(provider).locked, locked, "S and A are free");
        assertEq(lens.job(id).escrow, 0, "escrow");
    }
}
