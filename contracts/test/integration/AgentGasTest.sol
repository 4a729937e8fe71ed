// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {AgentState, Turn} from "../../src/types/Agents.sol";
import {Job, Result} from "../../src/types/Orders.sol";
import {AgentFixture} from "../support/AgentFixture.sol";
import {Vm} from "../support/Vm.sol";

/// @notice What agents cost. Each call is a transaction of its own.
/// forge-config: default.isolate = true
contract AgentGasTest is AgentFixture {
    /// @dev EIP-7825: no transaction may use more.
    uint256 private constant MOST_GAS = 1 << 24;
    /// @dev What `Landing` asks to be left before each effect.
    uint256 private constant EFFECT_GAS = 500_000;

    function test_aLifeOfTurns() external {
        uint256 id = created();
        vm.snapshotGasLastCall("agents", "create");
        mail(id, new bytes(100));
        vm.snapshotGasLastCall("agents", "send 100 bytes");
        wake(id, bodies(new bytes(100)));
        land(id, none(), "land the first turn");
        mail(id, new bytes(100));
        wake(id, bodies(new bytes(100)), "wake");
        landed(id, none());
        uint256 empty = tried(id, none(), "land a turn");
        tried(id, one(pay(sender, TOKEN)), "land a turn that pays");
        bytes memory letter = tell(agents.accountOf(id), TOKEN, new bytes(4096));
        uint256 message = tried(id, one(letter), "land a turn that sends 4 KiB to an agent") - empty;
        uint256 first = tried(id, one(spawn(TOKEN)), "land a turn that spawns with a new purse") - empty;
        assertTrue(message < EFFECT_GAS && first < EFFECT_GAS, "an effect fits into the gas that is left for it");
    }

    function test_whatElseHappens() external {
        uint256 id = created();
        bytes32 jobId = working(id);
        vm.warp(block.timestamp + 60);
        Job memory job = jobOf(jobId);
        agents.raise(id, job.work.input, job.work.chunks);
        vm.snapshotGasLastCall("agents", "raise");
        vm.warp(block.timestamp + 2 days);
        market.expireJob(agents.agent(id).open.jobId);
        agents.fail(id);
        vm.snapshotGasLastCall("agents", "fail");
        vm.warp(block.timestamp + 1 days);
        settle(wake(id, bodies("go on")), trap());
        agents.advanceTrapped(id, trap());
        vm.snapshotGasLastCall("agents", "trapped");
        bytes32 child = spawned(id);
        settle(child, rightResult());
        agents.reportChild(child, rightResult());
        vm.snapshotGasLastCall("agents", "report a child");
    }

    function test_theLargestInboxWakesWithinATransaction() external {
        uint256 id = created();
        bytes[] memory list = new bytes[](16);
        for (uint256 i = 0; i < 16; i++) {
            list[i] = new bytes(960);
            mail(id, list[i]);
        }
        assertTrue(wake(id, list, "wake with a full inbox") < MOST_GAS, "gas");
        landed(id, none());
        assertLife(id, AgentState.Idle);
    }

    /* HELPERS */

    function wake(uint256 id, bytes[] memory list, string memory name) private returns (uint256 gas) {
        vm.recordLogs();
        agents.wake(id, list);
        gas = vm.snapshotGasLastCall("agents", name);
        remember();
    }

    function land(uint256 id, bytes[] memory effects, string memory name) private {
        Turn memory turn = Turn(STATE, effects);
        Result memory result = settled(id, turn);
        agents.advance(id, result, turn, 64);
        vm.snapshotGasLastCall("agents", name);
    }

    /// @dev What landing a turn with these effects costs, if it were now.
    function tried(uint256 id, bytes[] memory effects, string memory name) private returns (uint256 gas) {
        uint256 now_ = vm.snapshotState();
        working(id);
        Turn memory turn = Turn(STATE, effects);
        Result memory result = settled(id, turn);
        agents.advance(id, result, turn, 64);
        gas = vm.snapshotGasLastCall("agents", name);
        vm.revertToState(now_);
    }

    function spawned(uint256 id) private returns (bytes32) {
        working(id);
        Turn memory turn = Turn(STATE, one(spawn(TOKEN)));
        Result memory result = settled(id, turn);
        vm.recordLogs();
        agents.advance(id, result, turn, 64);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        rememberFrom(logs);
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] == IAgentEvents.ChildSpawned.selector) {
                return logs[i].topics[2];
            }
        }
        return 0;
    }
}
