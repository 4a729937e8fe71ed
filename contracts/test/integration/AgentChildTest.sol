// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {AgentState, Child, Message, Turn} from "../../src/types/Agents.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Job, Result} from "../../src/types/Orders.sol";
import {AgentFixture} from "../support/AgentFixture.sol";
import {Vm} from "../support/Vm.sol";

/// @notice Jobs that agents spawn.
contract AgentChildTest is AgentFixture {
    uint256 private id;

    function setUp() public override {
        super.setUp();
        id = created();
    }

    /* SPAWNED */

    function test_aChildIsAJobOnTheAgentsTerms() external {
        bytes32 jobId = spawned(one(spawn(TOKEN)))[0];

        Job memory job = jobOf(jobId);
        assertEq(uint8(market.stateOf(jobId)), uint8(JobState.Open), "job");
        assertEq(job.terms.consumer, agents.purseOf(id, 1), "consumer");
        assertEq(job.terms.priceCeiling, TOKEN, "ceiling");
        assertEq(job.terms.fuelLimit, 1e9, "fuel");
        assertEq(job.terms.verifiers, 2, "m");
        assertEq(job.terms.latestFinish, block.timestamp + 1 days, "latest finish");
        assertEq(job.work.module, keccak256("child"), "module");
        assertEq(job.work.codeId, keccak256(abi.encode(keccak256("child"), uint256(2))), "code id");
        assertEq(job.work.input, keccak256("input"), "input");
        assertEq(job.work.chunks, keccak256("chunks"), "chunks");
        assertEq(job.work.kind, 0, "kind");
        Child memory child = agents.child(jobId);
        assertEq(child.agent, id, "parent");
        assertEq(child.depth, 1, "depth");
        assertEq(child.escrow, TOKEN, "escrow");
        assertEq(agents.agent(id).childEscrow, TOKEN, "escrows");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP - TOKEN, "treasury");
    }

    function test_refusesAnEscrowAboveTheBudget() external {
        assertEq(spawned(one(spawn(TOKEN - 1))).length, 0, "children");
        assertEq(refusals(), 1, "refused");
    }

    function test_refusesAnEscrowBeyondTheBounds() external {
        bytes32[] memory children = spawned(one(spawn(100 * TOKEN, uint128(51 * TOKEN))));

        assertEq(children.length, 0, "children");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP, "treasury");
    }

    function test_whatTheMarketWouldNotHaveIsRefused() external {
        assertEq(spawned(two(spawn(TOKEN, 0), spawn(TOKEN))).length, 1, "the second alone");
        assertEq(market.balanceOf(agents.purseOf(id, 1)), 0, "purse");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP - TOKEN, "treasury");
    }

    function test_noMoreChildrenAtATimeThanThePolicyHas() external {
        bytes[] memory effects = new bytes[](5);
        for (uint256 i = 0; i < 5; i++) {
            effects[i] = spawn(TOKEN);
        }
        bytes32[] memory children = spawned(effects);
        assertEq(children.length, 3, "children");
        assertEq(refusals(), 2, "refused");

        report(children[1]);
        bytes[] memory list = new bytes[](2);
        list[0] = abi.encodePacked(uint8(2), uint32(0), uint64(0x18));
        list[1] = reportOf(children[1], 0);
        list[1][6] = 0x01;
        wake(id, list);
        children = landedWith(one(spawn(TOKEN)));
        assertEq(jobOf(children[0]).terms.consumer, agents.purseOf(id, 2), "the purse that was free");
    }

    function test_aSpawnLoopEndsAtTheDepthOfThePolicy() external {
        bytes32 child = spawned(one(spawn(TOKEN)))[0];
        assertEq(agents.child(child).depth, 1, "depth");
        child = spawnedBy(child)[0];
        assertEq(agents.child(child).depth, 2, "depth of the child's consequence");

        assertEq(spawnedBy(child).length, 0, "children");
        assertEq(refusals(), 1, "refused");
    }

    function test_whatAnAgentTellsItselfDoesNotHideTheDepth() external {
        bytes32 child = spawned(one(spawn(TOKEN)))[0];
        vm.warp(block.timestamp + 3 minutes);
        report(child);
        bytes memory body = reportOf(child, 0);
        wake(id, bodies(body));
        landed(id, one(tell(agents.accountOf(id), 0, "go on")));
        mail(id, "paid");
        bytes[] memory list = new bytes[](2);
        (list[0], list[1]) = (bytes("go on"), bytes("paid"));
        wake(id, list);

        assertEq(agents.agent(id).open.depth, 1, "depth");
    }

    /* REPORTED */

    function test_refusesToReportWhatIsNoChild() external {
        bytes32 jobId = auditedCleanly();
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.reportChild(jobId, rightResult());
    }

    function test_refusesToReportAChildThatIsNotFinal() external {
        bytes32 child = spawned(one(spawn(TOKEN)))[0];
        take(child);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.reportChild(child, rightResult());
    }

    function test_refusesAForgedOutcome() external {
        bytes32 child = spawned(one(spawn(TOKEN)))[0];
        settle(child, rightResult());
        vm.expectRevert(IAgentEvents.WrongTurn.selector);
        agents.reportChild(child, wrongResult());
    }

    function test_refusesToReportTwice() external {
        bytes32 child = spawned(one(spawn(TOKEN)))[0];
        report(child);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.reportChild(child, rightResult());
    }

    function test_anOutcomeArrivesAsMailAndWakes() external {
        bytes32 child = spawned(one(spawn(2 * TOKEN, uint128(2 * TOKEN))))[0];
        uint256 before = treasury(id);
        report(child);

        // At the offer's price of a token a Gfuel.
        bytes memory body = abi.encodePacked(
            uint8(1),
            uint32(0),
            uint16(0),
            child,
            uint8(0),
            uint64(0),
            rightResult().outputDigest,
            uint64(1e9),
            uint128(TOKEN),
            uint128(TOKEN)
        );
        Message memory message = agents.inbox(id, 1, 1)[0];
        assertEq(message.sender, address(0), "sender");
        assertEq(message.digest, bytes22(sha256(body)), "body");
        assertEq(message.depth, 1, "depth");
        assertEq(treasury(id), before + TOKEN, "refunded");
        assertEq(agents.agent(id).childEscrow, 0, "escrows");
        wake(id, bodies(body));
        assertEq(agents.agent(id).open.postage, 0, "out of the treasury");
        landed(id, none());
        assertEq(agents.agent(id).reports, 0, "unread reports");
    }

    function test_aChildWhoseInputNobodyHasComesBackRefunded() external {
        bytes32 child = spawned(one(spawn(TOKEN)))[0];
        passDeadline(child);
        market.expireJob(child);
        Result memory nothing;
        agents.reportChild(child, nothing);

        bytes memory body = abi.encodePacked(
            uint8(1),
            uint32(0),
            uint16(0),
            child,
            uint8(1),
            uint64(0),
            bytes32(0),
            uint64(0),
            uint128(0),
            uint128(TOKEN)
        );
        assertEq(agents.inbox(id, 1, 1)[0].digest, bytes22(sha256(body)), "body");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP, "treasury");
    }

    function test_aFrozenAgentDoesNotWakeForAReport() external {
        id = createdWith(RESERVE + 2 * TOKEN);
        bytes32[] memory children = spawned(two(spawn(TOKEN), spawn(TOKEN)));
        report(children[0]);
        wake(id, bodies(reportOf(children[0], 0)));
        fuelUsed = 2e9;
        landed(id, none());
        assertTrue(treasury(id) < RESERVE, "below its reserve");
        report(children[1]);
        bytes memory body = abi.encodePacked(reportOf(children[1], 0));
        body[6] = 0x01;
        vm.expectRevert(IAgentEvents.Frozen.selector);
        agents.wake(id, bodies(body));
    }

    /* AFTER THE END */

    function test_aDeadParentsRefundsGoToItsHeir() external {
        id = createdWith(20 * TOKEN);
        bytes32 child = spawned(one(spawn(TOKEN)))[0];
        turned(id, one(end(creator)));
        assertLife(id, AgentState.Ended);
        uint256 before = market.balanceOf(creator);
        passDeadline(child);
        market.expireJob(child);
        Result memory nothing;
        agents.reportChild(child, nothing);

        assertEq(market.balanceOf(creator), before + TOKEN, "heir");
        assertEq(treasury(id), 0, "treasury");
    }

    /* HELPERS */

    Vm.Log[] private logs;

    function spawned(bytes[] memory effects) private returns (bytes32[] memory) {
        working(id);
        return landedWith(effects);
    }

    /// @dev By a turn that reads what came of a child.
    function spawnedBy(bytes32 child) private returns (bytes32[] memory) {
        report(child);
        uint32 turn = agents.agent(id).turn - 1;
        wake(id, bodies(reportOf(child, turn)));
        return landedWith(one(spawn(TOKEN)));
    }

    /// @dev The turn's children.
    function landedWith(bytes[] memory effects) private returns (bytes32[] memory children) {
        Turn memory turn = Turn(STATE, effects);
        Result memory result = settled(id, turn);
        vm.recordLogs();
        agents.advance(id, result, turn, 64);
        Vm.Log[] memory recorded = vm.getRecordedLogs();
        delete logs;
        uint256 count = 0;
        for (uint256 i = 0; i < recorded.length; i++) {
            logs.push(recorded[i]);
            count += recorded[i].topics[0] == IAgentEvents.ChildSpawned.selector ? 1 : 0;
        }
        rememberFrom(recorded);
        children = new bytes32[](count);
        for (uint256 i = recorded.length; i > 0; i--) {
            if (recorded[i - 1].topics[0] == IAgentEvents.ChildSpawned.selector) {
                children[--count] = recorded[i - 1].topics[2];
            }
        }
    }

    function refusals() private view returns (uint256 count) {
        for (uint256 i = 0; i < logs.length; i++) {
            count += logs[i].topics[0] == IAgentEvents.EffectRefused.selector ? 1 : 0;
        }
    }

    function report(bytes32 child) private {
        settle(child, rightResult());
        agents.reportChild(child, rightResult());
    }

    /// @dev Of a child of 1 Gfuel that was the first effect of that turn.
    function reportOf(bytes32 child, uint32 turn) private view returns (bytes memory) {
        uint256 escrow = jobOf(child).terms.priceCeiling;
        bytes memory outcome = abi.encodePacked(uint8(0), uint64(0), rightResult().outputDigest, uint64(1e9));
        uint256 cost = escrow < TOKEN ? escrow : TOKEN;
        return abi.encodePacked(uint8(1), turn, uint16(0), child, outcome, uint128(cost), uint128(escrow - cost));
    }
}
