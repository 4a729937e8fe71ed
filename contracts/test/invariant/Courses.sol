// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Items} from "../../src/libraries/Items.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Job, Result} from "../../src/types/Orders.sol";
import {Checkpoint, Leg} from "../../src/types/Relay.sol";
import {AttributionView, JobView} from "../../src/types/Views.sol";
import {Chunks} from "../support/Chunks.sol";
import {Census} from "./Census.sol";

/// @notice What jobs come to, and how far providers bring them. Every job has turns; the honest provider goes on
/// rightly from wherever it begins, the cheat now and then does not.
abstract contract Courses is Census {
    uint8 internal constant TURNS = 4;
    bytes internal constant CHUNK = "output";

    /// @dev States after each turn, as the attempt's provider has them.
    mapping(bytes32 id => mapping(uint8 attempt => bytes32[TURNS])) private _courses;
    /// @dev Which attempt a leg is of.
    mapping(bytes32 id => mapping(bytes32 point => uint8 attempt)) private _attempts;

    /* COURSES */

    /// @dev The attempt begins behind the first so many legs.
    function begin(bytes32 id, uint8 attempt, uint256 legs, bool honestly, uint256 choice) internal {
        bytes32[TURNS] storage course = _courses[id][attempt];
        uint256 done_ = 0;
        if (legs != 0) {
            Leg memory last = relay.legs(id)[legs - 1];
            done_ = last.turns;
            bytes32[TURNS] storage before = _courses[id][_attempts[id][last.point]];
            for (uint256 i = 0; i < done_; i++) {
                course[i] = before[i];
            }
        }
        uint256 wrong = honestly || choice % 2 != 0 ? TURNS : done_ + choice / 2 % (TURNS - done_);
        for (uint256 i = done_; i < TURNS; i++) {
            bytes32 state = i == 0 ? id : course[i - 1];
            course[i] = i == wrong ? keccak256(abi.encode("wrong", state, choice)) : next(state);
        }
    }

    /// @dev What its provider says the attempt came to.
    function outcome(bytes32 id, uint8 attempt) internal view returns (Result memory) {
        return resultOf(id, _courses[id][attempt]);
    }

    /// @dev What an honest execution gives.
    function truth(bytes32 id) internal view returns (Result memory) {
        bytes32[TURNS] memory course;
        for (uint256 i = 0; i < TURNS; i++) {
            course[i] = next(i == 0 ? id : course[i - 1]);
        }
        return resultOf(id, course);
    }

    function resultOf(bytes32 id, bytes32[TURNS] memory course) private view returns (Result memory result) {
        result = rightResult();
        result.outputChunks = Chunks.leaf(CHUNK);
        result.fuelUsed = fuelAfter(id, TURNS);
        result.trace = new bytes32[](TURNS);
        for (uint8 i = 0; i < TURNS; i++) {
            result.trace[i] = turnHash(id, course[i], i + 1);
        }
    }

    function turnHash(bytes32 id, bytes32 state, uint8 turns) private view returns (bytes32) {
        return sha256(abi.encodePacked("souk turn 1", state, fuelAfter(id, turns), bytes32(0), bytes32(0)));
    }

    function fuelAfter(bytes32 id, uint8 turns) private view returns (uint64) {
        return _orders[id].terms.fuelLimit / 2 / TURNS * turns;
    }

    function next(bytes32 state) private pure returns (bytes32) {
        return keccak256(abi.encode(state));
    }

    /* CHECKPOINTS */

    /// @dev The provider of a running job signs a turn further than what is known; a stranger lands it, or it hands
    /// the job over.
    function bringForth(bytes32 id, JobView memory job, bool handsOver) internal returns (bool) {
        uint8 known = job.landedTurns;
        if (known == 0 && job.legs.length != 0) {
            known = job.legs[job.legs.length - 1].turns;
        }
        if (known + 1 >= TURNS) {
            return false;
        }
        Checkpoint memory checkpoint = checkpointOf(id, job.attempt, known + 1);
        bytes memory signature_ = signature(job.provider, relay.checkpointDigest(checkpoint));
        vm.prank(handsOver ? job.provider : stranger);
        handsOver ? relay.handOver(checkpoint, signature_) : relay.landCheckpoint(checkpoint, signature_);
        _attempts[id][relay.pending(id).point] = job.attempt;
        return true;
    }

    function checkpointOf(bytes32 id, uint8 attempt, uint8 turns) private view returns (Checkpoint memory result) {
        Result memory claimed = outcome(id, attempt);
        bytes memory before;
        for (uint256 i = 0; i + 1 < turns; i++) {
            before = abi.encodePacked(before, claimed.trace[i]);
        }
        result.jobId = id;
        result.attempt = attempt;
        result.turns = turns;
        result.before = keccak256(before);
        result.stateHash = _courses[id][attempt][turns - 1];
        result.fuelUsed = fuelAfter(id, turns);
    }

    /// @dev Shows whose turn was wrong, unless the jury said something that is not so.
    function attribute(bytes32 id) internal returns (bool) {
        AttributionView memory awaited = disputes.attribution(id);
        bool possible = awaited.deadline != 0 && block.timestamp <= awaited.deadline;
        if (!possible || !Items.same(disputes.itemOf(truth(id), awaited.item), awaited.right)) {
            return false;
        }
        vm.prank(stranger);
        disputes.attribute(id, truth(id));
        return true;
    }

    /* MONEY */

    /// @dev What all providers of a revealed job get, fees among it.
    function payOf(JobView memory job) internal pure returns (uint256 pay) {
        uint256 fuel = 0;
        for (uint256 i = 0; i < job.legs.length; i++) {
            pay += uint256(job.legs[i].price) * (job.legs[i].fuelUsed - fuel) / 1e9;
            fuel = job.legs[i].fuelUsed;
        }
        pay += job.price * (job.fuelUsed - fuel) / 1e9;
    }
}
