// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Verifiers} from "../../src/Verifiers.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IVerifiers} from "../../src/interfaces/IVerifiers.sol";
import {SortitionTree} from "../../src/libraries/SortitionTree.sol";
import {Parameters} from "../../src/types/Parameters.sol";
import {StubMarket} from "../support/StubMarket.sol";
import {Test} from "../support/Test.sol";

/// @notice Stakes, weights, locks and draws; this test is Audits.
contract VerifiersTest is Test {
    uint256 private constant UNIT = 1e6;
    uint256 private constant EPOCH = 1 days;
    bytes32 private constant SEED = keccak256("seed");

    address private jury = address(0x7);
    uint256 private genesis;
    uint256 private joined;
    StubMarket private market;
    Verifiers private verifiers;

    function setUp() external {
        vm.warp(1_800_000_000);
        genesis = block.timestamp;
        market = new StubMarket(parameters(), address(this), jury);
        verifiers = new Verifiers(IMarket(address(market)));
    }

    /* STAKES */

    function test_refusesToBondNothing() external {
        vm.expectRevert(IVerifiers.ZeroAmount.selector);
        verifiers.bond(0);
    }

    function test_refusesToUnbondNothing() external {
        vm.expectRevert(IVerifiers.ZeroAmount.selector);
        verifiers.unbond(0);
    }

    function test_refusesToUnbondWhatIsLocked() external {
        join(1);
        lockAll(1, 1);
        vm.prank(nth(0));
        vm.expectRevert(IVerifiers.BondTooSmall.selector);
        verifiers.unbond(UNIT);
    }

    function test_refusesToWithdrawWhatIsNotUnbonding() external {
        join(1);
        vm.prank(nth(0));
        vm.expectRevert(IVerifiers.StillUnbonding.selector);
        verifiers.withdrawBond();
    }

    function test_refusesToWithdrawEarly() external {
        join(1);
        vm.startPrank(nth(0));
        verifiers.unbond(1);
        vm.warp(verifiers.verifier(nth(0)).unbondsAt);
        vm.expectRevert(IVerifiers.StillUnbonding.selector);
        verifiers.withdrawBond();
    }

    function test_unbondingMoreStartsTheDelayAnew() external {
        join(1);
        vm.startPrank(nth(0));
        verifiers.unbond(1);
        vm.warp(block.timestamp + 7 days + 1);
        verifiers.unbond(1);
        vm.expectRevert(IVerifiers.StillUnbonding.selector);
        verifiers.withdrawBond();
    }

    function test_aBondComesBackAfterTheDelay(uint256 amount) external {
        join(1);
        amount = bound(amount, 1, UNIT);
        vm.startPrank(nth(0));
        verifiers.unbond(amount);
        assertEq(verifiers.verifier(nth(0)).free, UNIT - amount, "free");
        assertEq(verifiers.verifier(nth(0)).unbonding, amount, "unbonding");
        vm.warp(block.timestamp + 7 days + 1);
        verifiers.withdrawBond();

        assertEq(verifiers.verifier(nth(0)).unbonding, 0, "nothing waits any more");
        assertEq(uint256(-market.moved(nth(0))), UNIT - amount, "all moved back but what is bonded");
    }

    /* WEIGHTS */

    function test_stakeOfTheFirstEpochActsAtOnce() external {
        join(2);
        assertEq(verifiers.verifier(nth(0)).weight, 1, "weight");
        assertEq(market.acting(), 2, "members");
        assertEq(market.next(), 2, "members of the next epoch");
        assertEq(market.changesAt(), genesis + EPOCH, "the next epoch");
    }

    function test_laterStakeActsFromTheNextEpochOn() external {
        join(1);
        vm.warp(genesis + EPOCH);
        bond(nth(1), UNIT);
        assertEq(verifiers.verifier(nth(1)).weight, 0, "weight in the epoch of bonding");
        assertEq(market.acting(), 1, "members");
        assertEq(market.next(), 2, "members of the next epoch");
        assertEq(market.changesAt(), genesis + 2 * EPOCH, "the next epoch");

        vm.warp(genesis + 2 * EPOCH);
        assertEq(verifiers.epoch(), 2, "epoch");
        assertEq(verifiers.verifier(nth(1)).weight, 1, "weight in the next");
    }

    function test_whoLeavesIsAMemberUntilTheEpochEnds() external {
        join(2);
        vm.warp(genesis + EPOCH);
        vm.prank(nth(0));
        verifiers.unbond(1);
        assertEq(market.acting(), 2, "members");
        assertEq(market.next(), 1, "members of the next epoch");
    }

    function test_tellsTheMarketOnlyWhenTheNumberOfMembersChanges() external {
        join(1);
        bond(nth(0), UNIT);
        assertEq(market.counts(), 1, "told once");
    }

    function test_lessThanAUnitHasNoWeight() external {
        bond(nth(0), UNIT - 1);
        assertEq(verifiers.verifier(nth(0)).weight, 0, "weight");
        assertEq(market.counts(), 0, "no member");
    }

    function test_partiesAreNotEligible() external {
        join(3);
        assertEq(verifiers.eligible(nth(0), nth(0), nth(0), 7), 2, "one party in three roles");
        assertEq(verifiers.eligible(nth(0), nth(1), nth(2), 7), 0, "three parties");
        assertEq(verifiers.eligible(address(1), address(2), address(3), 2), 2, "up to what is wanted");
    }

    /* DRAW */

    function test_onlyJudgesDraw() external {
        vm.prank(nth(0));
        vm.expectRevert(IVerifiers.OnlyJudges.selector);
        verifiers.draw(SEED, 0, 1, 1, none(), none());
    }

    function test_refusesToDrawByWeightsOfLongAgo() external {
        join(1);
        vm.warp(genesis + 2 * EPOCH);
        bond(nth(1), UNIT);
        vm.expectRevert(SortitionTree.WeightsForgotten.selector);
        verifiers.draw(SEED, 0, 1, 1, none(), none());
    }

    function test_drawsNobodyWhereThereIsNobody() external {
        assertEq(verifiers.draw(SEED, 0, 3, 1, none(), none()).length, 0, "drawn");
    }

    function test_aDrawLocksStakeOfEachOnce() external {
        join(5);
        address first = drawn(1)[0];
        vm.expectEmit(address(verifiers));
        emit IVerifiers.StakeLocked(first, address(this), 10);
        address[] memory members = verifiers.draw(SEED, 0, 5, 10, none(), none());

        assertEq(members.length, 5, "all");
        for (uint256 i = 0; i < 5; i++) {
            assertEq(verifiers.verifier(nth(i)).locked, 10, "once each");
        }
    }

    function test_theJuryDrawsToo() external {
        join(1);
        vm.prank(jury);
        assertEq(verifiers.draw(SEED, 0, 1, 1, none(), none()).length, 1, "drawn");
    }

    function test_theSameSeedDrawsTheSame(uint256 time) external {
        // Lilypad drew its mediator from block.timestamp.
        join(9);
        address[] memory before = drawn(4);
        vm.warp(genesis + bound(time, 0, EPOCH - 1));
        address[] memory later = drawn(4);
        for (uint256 i = 0; i < 4; i++) {
            assertEq(later[i], before[i], "drawn");
        }
    }

    function test_drawsByTheWeightsOfTheEpochAsked() external {
        join(1);
        vm.warp(genesis + EPOCH);
        bond(nth(1), 1_000_000 * UNIT);
        for (uint256 i = 0; i < 8; i++) {
            address[] memory one = verifiers.draw(bytes32(i), 1, 1, 1, none(), none());
            assertEq(one[0], nth(0), "who was a member when the epoch began");
        }
    }

    function test_tooLittleFreeStakeIsPassedOver() external {
        join(3);
        bond(nth(3), 5 * UNIT);
        address[] memory members = verifiers.draw(SEED, 0, 3, UNIT + 1, none(), none());
        assertEq(members.length, 1, "one can lock");
        assertEq(members[0], nth(3), "who");
        assertEq(verifiers.verifier(nth(0)).locked, 0, "unpunished");
    }

    function test_looksAtSixtyFourAtMost() external {
        join(70);
        bond(nth(70), 2 * UNIT);
        address[] memory spared = new address[](1);
        spared[0] = nth(70);
        assertEq(verifiers.draw(SEED, 0, 1, UNIT + 1, none(), spared).length, 0, "given up");
    }

    function test_theExcludedAreNeverDrawnAndTheSparedLast(bytes32 seed, uint256 sets, uint256 wanted) external {
        join(8);
        (address[] memory excluded, address[] memory spared) = (subset(sets), subset(sets >> 8));
        uint256 others = 8 - count(sets | sets >> 8);
        uint256 left = 8 - count(sets);
        wanted = bound(wanted, 1, 9);

        address[] memory members = verifiers.draw(seed, 0, wanted, 1, excluded, spared);

        assertEq(members.length, wanted < left ? wanted : left, "as many as there are");
        uint256 seen = 0;
        for (uint256 i = 0; i < members.length; i++) {
            uint256 bit = 1 << indexOf(members[i]);
            assertTrue(bit & sets == 0, "excluded");
            assertTrue(bit & seen == 0, "drawn twice");
            assertTrue(i >= others || bit & (sets >> 8) == 0, "spared while others were left");
            seen |= bit;
        }
    }

    function test_aDrawsCostGrowsWithTheLogarithmOfTheVerifiers() external {
        uint256 ten = costAt(10);
        uint256 thousand = costAt(1000);
        uint256 tenThousand = costAt(10_000);

        // Depths of the trees: 4, 10 and 14; a tenth for what is not in the tree.
        assertTrue(thousand * 4 * 10 <= ten * 10 * 11, "1,000 against 10");
        assertTrue(tenThousand * 4 * 10 <= ten * 14 * 11, "10,000 against 10");
        assertTrue(tenThousand > ten, "it does grow");
    }

    /* RELEASE */

    function test_onlyJudgesRelease() external {
        vm.prank(nth(0));
        vm.expectRevert(IVerifiers.OnlyJudges.selector);
        verifiers.release(nth(0), 1, 0);
    }

    function test_refusesToReleaseMoreThanIsLocked() external {
        join(1);
        lockAll(1, 10);
        vm.expectRevert();
        verifiers.release(nth(0), 11, 0);
    }

    function test_aLockEndsWithoutLoss() external {
        join(1);
        lockAll(1, 10);
        vm.expectEmit(address(verifiers));
        emit IVerifiers.StakeReleased(nth(0), address(this), 10, 0);
        verifiers.release(nth(0), 10, 0);
        assertEq(verifiers.verifier(nth(0)).free, UNIT, "free");
        assertEq(verifiers.verifier(nth(0)).locked, 0, "locked");
    }

    function test_whatIsLostMovesToTheJudgeAndWeighsNoMore() external {
        // AgenC's slashing changed a counter, not money.
        join(2);
        lockAll(2, 10);
        verifiers.release(nth(0), 10, 3);
        assertEq(verifiers.verifier(nth(0)).free, UNIT - 3, "free");
        assertEq(uint256(market.moved(address(this))), 3, "moved");
        assertEq(verifiers.verifier(nth(0)).weight, 0, "weight");
        assertEq(market.next(), 1, "members");
    }

    /* HELPERS */

    function parameters() private pure returns (Parameters memory p) {
        p.seedDelay = 8;
        p.epochSeconds = uint32(EPOCH);
        p.unbondingSeconds = 7 days;
        p.leastReward = 1;
        p.startingPrice = 64;
        p.leastStakeMultiple = 5;
        p.weightUnit = uint96(UNIT);
    }

    /// @dev Each with one unit of weight.
    function join(uint256 number) private {
        for (uint256 i = 0; i < number; i++) {
            bond(nth(i), UNIT);
        }
    }

    function bond(address account, uint256 amount) private {
        vm.prank(account);
        verifiers.bond(amount);
    }

    function lockAll(uint256 wanted, uint256 lock) private {
        assertEq(verifiers.draw(SEED, 0, wanted, lock, none(), none()).length, wanted, "locked");
    }

    /// @dev Whom a draw would seat; nothing is locked.
    function drawn(uint256 wanted) private returns (address[] memory members) {
        members = verifiers.draw(SEED, 0, wanted, 1, none(), none());
        for (uint256 i = 0; i < wanted; i++) {
            verifiers.release(members[i], 1, 0);
        }
    }

    /// @dev Gas of drawing two, as a transaction of its own would pay.
    function costAt(uint256 number) private returns (uint256 cost) {
        vm.pauseGasMetering();
        for (uint256 i = joined; i < number; i++) {
            bond(nth(i), UNIT);
        }
        joined = number;
        vm.resumeGasMetering();
        // The mean of some, for depths differ.
        for (uint256 i = 0; i < 8; i++) {
            bytes32 seed = keccak256(abi.encode(number, i));
            vm.cool(address(verifiers));
            uint256 before = gasleft();
            verifiers.draw(seed, 0, 2, 1, none(), none());
            cost += (before - gasleft()) / 8;
        }
        vm.snapshotValue("sortition", string.concat("two of ", vm.toString(number)), cost);
    }

    function nth(uint256 index) private pure returns (address) {
        return address(uint160(0x1000 + index));
    }

    function indexOf(address account) private pure returns (uint256) {
        return uint160(account) - 0x1000;
    }

    function none() private pure returns (address[] memory) {
        return new address[](0);
    }

    /// @dev Of the first eight, those whose bit is set.
    function subset(uint256 bits) private pure returns (address[] memory accounts) {
        accounts = new address[](count(bits));
        uint256 filled = 0;
        for (uint256 i = 0; i < 8; i++) {
            if (bits >> i & 1 == 1) {
                accounts[filled++] = nth(i);
            }
        }
    }

    function count(uint256 bits) private pure returns (uint256 ones) {
        for (uint256 i = 0; i < 8; i++) {
            ones += bits >> i & 1;
        }
    }
}
