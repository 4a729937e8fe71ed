// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {Agent, AgentState, Creation} from "../../src/types/Agents.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Job} from "../../src/types/Orders.sol";
import {AgentFixture} from "../support/AgentFixture.sol";

/// @notice How agents wake.
contract AgentWakeTest is AgentFixture {
    /* REFUSED */

    function test_refusesToWakeWhatIsNoAgent() external {
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.wake(1, bodies());
    }

    function test_ofTwoWakersTheSecondIsRefusedAndChargesNothing() external {
        uint256 id = created();
        working(id);
        uint256 left = treasury(id);
        vm.prank(stranger);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.wake(id, bodies("go on"));

        assertEq(treasury(id), left, "treasury");
        assertEq(agents.agent(id).open.waker, waker, "waker");
    }

    function test_refusesToWakeAPausedAgent() external {
        uint256 id = created();
        vm.prank(creator);
        agents.pause(id);
        mail(id, "go on");
        refuse(id, bodies("go on"), IAgentEvents.NotDue.selector);
    }

    function test_refusesToWakeAnAgentThatWaits() external {
        refuse(created(), bodies(), IAgentEvents.NotDue.selector);
    }

    function test_refusesToWakeBeforeItsTime() external {
        uint256 id = waitingFor(block.timestamp + 10);
        refuse(id, bodies(), IAgentEvents.NotDue.selector);
    }

    function test_mailThatDoesNotPayForATurnDoesNotWake() external {
        uint256 id = created();
        mail(id, "go on", 100 * TOKEN, COST - 1);
        refuse(id, bodies("go on"), IAgentEvents.NotDue.selector);
    }

    function test_postageWithoutMailDoesNotWake() external {
        uint256 id = created();
        mail(id, "go on", 0, 3 * COST);
        wake(id, bodies("go on"));
        landed(id, none());
        refuse(id, bodies(), IAgentEvents.NotDue.selector);
    }

    function test_refusesAnotherBody() external {
        uint256 id = created();
        mail(id, "go on");
        refuse(id, bodies("go out"), IAgentEvents.WrongMessages.selector);
    }

    function test_refusesMoreMessagesThanThereAre() external {
        uint256 id = created();
        mail(id, "go on");
        bytes[] memory more = new bytes[](2);
        more[0] = "go on";
        refuse(id, more, IAgentEvents.WrongMessages.selector);
    }

    function test_refusesToLeaveOutAnOldMessage() external {
        uint256 id = created();
        mail(id, "go on");
        mail(id, "and on");
        vm.warp(block.timestamp + 2 minutes + 1);
        refuse(id, bodies("go on"), IAgentEvents.WrongMessages.selector);
    }

    function test_aTimeDoesNotWakeAnAgentBelowItsReserve() external {
        Creation memory creation = defaultCreation();
        creation.funding = RESERVE - 1;
        creation.wakeAt = uint64(block.timestamp);
        refuse(created(creation), bodies(), IAgentEvents.Frozen.selector);
    }

    function test_refusesATurnThatThePostageCoversButNotTheTreasury() external {
        Creation memory creation = defaultCreation();
        (creation.funding, creation.policy.reserveTurns) = (0, 1);
        creation.wakeAt = uint64(block.timestamp);
        uint256 id = created(creation);
        mail(id, "go on", 0, RESERVE / 2);
        wake(id, bodies());
        fuelUsed = 2e9;
        landed(id, none());
        refuse(id, bodies("go on"), IAgentEvents.Frozen.selector);
    }

    /* DONE */

    function test_mailThatPaysWakes() external {
        uint256 id = created();
        bytes32 jobId = working(id);

        Agent memory agent = agents.agent(id);
        assertLife(id, AgentState.Working);
        assertEq(uint8(market.stateOf(jobId)), uint8(JobState.Open), "job");
        assertEq(agent.postage, 0, "postage left");
        assertEq(agent.open.postage, COST, "postage used");
        assertEq(treasury(id), FUNDS + COST - 2 * TOKEN, "treasury");
    }

    function test_aTurnIsAJobOnTheAgentsTerms() external {
        uint256 id = created();
        Job memory job = jobOf(working(id));

        assertEq(job.terms.consumer, agents.purseOf(id, 0), "consumer");
        assertEq(job.terms.priceCeiling, TOKEN, "ceiling");
        assertEq(job.terms.valueAtRisk, 50 * TOKEN, "X");
        assertEq(job.terms.verifiers, 2, "m");
        assertEq(job.terms.minStakeMultiple, 5, "S/P");
        assertEq(job.terms.fuelLimit, 2e9, "fuel");
        assertEq(job.terms.memoryLimit, 16, "memory");
        assertEq(job.terms.latestFinish, block.timestamp + 1 days, "latest finish");
        assertEq(job.work.kind, 1, "kind");
        assertEq(job.work.turnLimit, 1, "turn limit");
        assertEq(job.work.module, keccak256("agent module"), "module");
        assertEq(job.work.codeId, keccak256(abi.encode(keccak256("agent module"), uint256(2))), "code id");
        assertEq(job.work.outputKeyPrefix, 0, "output key");
    }

    /// @dev Java pins the same bytes: see agent-abi.md.
    function test_theInputIsTheCanonicalOne() external {
        uint256 id = created();
        mail(id, "hello", 3 * TOKEN, COST);
        mail(id, "world", 0, POSTAGE);
        bytes[] memory both = new bytes[](2);
        (both[0], both[1]) = (bytes("hello"), bytes("world"));
        Job memory job = jobOf(wake(id, both));

        uint256 balance = FUNDS + POSTAGE + COST - COST - RESERVE;
        bytes memory standing = abi.encodePacked(
            "SOUKIN2\x00",
            uint64(2e9),
            uint128(50 * TOKEN),
            agents.accountOf(id),
            uint32(0),
            uint128(balance),
            bytes32(0),
            uint32(2)
        );
        bytes memory first = abi.encodePacked(sender, uint128(3 * TOKEN), uint32(5), "hello");
        bytes memory second = abi.encodePacked(sender, uint128(0), uint32(5), "world");
        bytes memory input = bytes.concat(standing, first, second);
        assertEq(job.work.input, sha256(input), "input");
        bytes32 leaf = sha256(abi.encodePacked(bytes1(0), input));
        assertEq(job.work.chunks, keccak256(abi.encode(keccak256("agent chunks"), leaf)), "chunks");
    }

    function test_aTimeWakesOutOfTheTreasury() external {
        uint256 id = waitingFor(block.timestamp + 10);
        vm.warp(block.timestamp + 10);
        wake(id, bodies());

        assertEq(treasury(id), FUNDS - 2 * TOKEN, "treasury");
    }

    function test_mailWakesAnAgentBelowItsReserve() external {
        uint256 id = createdWith(0);
        working(id);

        assertEq(treasury(id), 2 * TIP, "treasury");
    }

    function test_newMailMayBeLeftOut() external {
        uint256 id = created();
        mail(id, "go on");
        vm.warp(block.timestamp + 2 minutes);
        mail(id, "just in time");
        wake(id, bodies("go on"));

        assertEq(agents.agent(id).open.messages, 1, "messages");
    }

    function test_aWakeTakesAsManyMessagesAsFit() external {
        uint256 id = created();
        bytes memory large = new bytes(4096);
        for (uint256 i = 0; i < 20; i++) {
            mail(id, large, 0, POSTAGE);
        }
        (bool due, uint256 most) = agents.canWake(id);

        assertTrue(due, "due");
        assertEq(most, 3, "large messages");
    }

    function test_theSixteenOldestOfAThousandMessagesAreRead() external {
        uint256 id = created();
        for (uint256 i = 0; i < 1000; i++) {
            mail(id, "spam", 0, POSTAGE);
        }
        vm.warp(block.timestamp + 1 days);
        bytes[] memory list = new bytes[](16);
        for (uint256 i = 0; i < 16; i++) {
            list[i] = "spam";
        }
        vm.prank(waker);
        uint256 before = gasleft();
        agents.wake(id, list);
        uint256 gas = before - gasleft();

        assertTrue(gas < 900_000, "gas of a wake is bounded");
        assertEq(agents.agent(id).open.messages, 16, "messages");
    }

    /* RAISED */

    function test_refusesToRaiseWhatDoesNotWork() external {
        uint256 id = created();
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.raise(id, 0, 0);
    }

    function test_refusesToRaiseTooEarly() external {
        uint256 id = created();
        bytes32 jobId = working(id);
        vm.warp(block.timestamp + 59);
        refuseToRaise(id, jobId, IAgentEvents.NotRaisable.selector);
    }

    function test_refusesToRaiseAMatchedJob() external {
        uint256 id = created();
        bytes32 jobId = working(id);
        take(jobId);
        vm.warp(block.timestamp + 60);
        refuseToRaise(id, jobId, IAgentEvents.NotRaisable.selector);
    }

    function test_refusesToRaiseWithAnotherInput() external {
        uint256 id = created();
        bytes32 jobId = working(id);
        vm.warp(block.timestamp + 60);
        bytes32 chunks = jobOf(jobId).work.chunks;
        vm.expectRevert(IAgentEvents.WrongTurn.selector);
        agents.raise(id, keccak256("another input"), chunks);
    }

    function test_refusesToRaiseBeyondTheHighestCeiling() external {
        uint256 id = created();
        bytes32 jobId = working(id);
        for (uint256 i = 0; i < 4; i++) {
            jobId = raised(id, jobId);
        }
        assertEq(agents.agent(id).open.ceiling, 2 * TOKEN, "ceiling");
        vm.warp(block.timestamp + 60);
        refuseToRaise(id, jobId, IAgentEvents.NotRaisable.selector);
    }

    function test_aRaiseIsPaidLikeItsWake() external {
        uint256 id = createdWith(0);
        bytes32 jobId = working(id);
        vm.warp(block.timestamp + 60);
        refuseToRaise(id, jobId, IAgentEvents.Frozen.selector);

        mail(id, "more", 0, TOKEN);
        raised(id, jobId);
        assertEq(agents.agent(id).postage, TOKEN / 2 - 2, "postage left");
    }

    function test_raisesTheCeilingOfTheSameTurn() external {
        uint256 id = created();
        bytes32 before = working(id);
        bytes32 jobId = raised(id, before);

        assertState(before, JobState.Refunded);
        assertEq(uint8(market.stateOf(jobId)), uint8(JobState.Open), "the new job");
        assertEq(jobOf(jobId).terms.priceCeiling, TOKEN * 5 / 4 + 1, "ceiling");
        assertEq(jobOf(jobId).work.input, jobOf(before).work.input, "input");
        assertEq(agents.agent(id).open.waker, stranger, "waker");
    }

    /* HELPERS */

    function refuse(uint256 id, bytes[] memory list, bytes4 reason) private {
        vm.expectRevert(reason);
        agents.wake(id, list);
    }

    function refuseToRaise(uint256 id, bytes32 jobId, bytes4 reason) private {
        Job memory job = jobOf(jobId);
        vm.expectRevert(reason);
        agents.raise(id, job.work.input, job.work.chunks);
    }

    function raised(uint256 id, bytes32 jobId) private returns (bytes32) {
        vm.warp(block.timestamp + 60);
        Job memory job = jobOf(jobId);
        vm.recordLogs();
        vm.prank(stranger);
        agents.raise(id, job.work.input, job.work.chunks);
        remember();
        return agents.agent(id).open.jobId;
    }

    function waitingFor(uint256 time) private returns (uint256) {
        Creation memory creation = defaultCreation();
        creation.wakeAt = uint64(time);
        return created(creation);
    }
}
