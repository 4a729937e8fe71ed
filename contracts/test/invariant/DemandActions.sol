// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SeatStatus} from "../../src/types/Answers.sol";
import {Blob, DemandAnswer, DemandState} from "../../src/types/Demands.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {JobView, Verb} from "../../src/types/Views.sol";
import {Chunks} from "../support/Chunks.sol";
import {Courses} from "./Courses.sol";

/// @notice Demands for data, what becomes of them, and what records they leave.
abstract contract DemandActions is Courses {
    /// @dev Beyond the verbs of the lens.
    uint8 public constant DEMAND = uint8(type(Verb).max) + 1;
    uint8 public constant ANSWER_DEMAND = DEMAND + 1;
    uint8 public constant CLOSE_DEMAND = DEMAND + 2;
    uint8 internal constant LAST_OF_DEMANDS = CLOSE_DEMAND;

    mapping(bytes32 id => Result) internal _results;

    /// @dev How often each verb was done in each state.
    mapping(JobState state => mapping(uint8 verb => uint256)) public done;
    /// @dev What each provider's record should be.
    mapping(address provider => uint256) public audited;
    mapping(address provider => uint256) public faults;
    /// @dev Faults found by anything but an audit, a verdict or an unanswered demand.
    uint256 public faultsFromNowhere;

    /* DEMANDS */

    function demandOutput(bytes32 id, JobView memory job) internal {
        bytes32 demandId = demands.demandIdOf(id, job.attempt, Blob.Output, 0);
        if (demands.demand(demandId).state == DemandState.None && market.balanceOf(challenger) > TOKEN) {
            vm.prank(challenger);
            demands.demandOutput(id, _results[id], 0);
            demandIds.push(demandId);
            done[job.state][DEMAND]++;
        }
    }

    function demandModule(bytes32 id, JobView memory job) internal {
        bytes32 demandId = demands.demandIdOf(id, job.attempt, Blob.Module, 0);
        for (uint8 i = 0; i < job.seats.length; i++) {
            bool asks = job.seats[i].status == SeatStatus.Waiting && market.balanceOf(job.seats[i].verifier) > TOKEN;
            if (asks && demands.demand(demandId).state == DemandState.None) {
                vm.prank(job.seats[i].verifier);
                demands.demandForAudit(_orders[id], Blob.Module, 0, i);
                demandIds.push(demandId);
                done[job.state][DEMAND]++;
            }
        }
    }

    /// @dev Only the honest provider answers.
    function answerDemand(uint256 index) internal {
        bytes32 demandId = demandIds[index];
        bytes32 id = demands.demand(demandId).jobId;
        bool open = demands.demand(demandId).state == DemandState.Open;
        bool current = demands.demand(demandId).attempt == market.terms(id).attempt;
        if (open && current && lens.job(id).provider == honest && block.timestamp <= demands.demand(demandId).deadline)
        {
            bool output = demands.demand(demandId).blob == Blob.Output;
            DemandAnswer memory reply;
            reply.demandId = demandId;
            reply.moduleChunks = output ? bytes32(0) : Chunks.leaf("module");
            reply.inputChunks = output ? bytes32(0) : Chunks.leaf("input");
            reply.chunks = 1;
            reply.data = output ? CHUNK : bytes("module");
            vm.prank(honest);
            demands.answerDemand(reply);
            done[lens.job(id).state][ANSWER_DEMAND]++;
        }
    }

    function tryToClose(bytes32 demandId) internal {
        bytes32 id = demands.demand(demandId).jobId;
        bool open = demands.demand(demandId).state == DemandState.Open;
        JobState state = market.stateOf(id);
        // While the committee reveals, or juries judge the output demanded, a demand waits for what comes of it.
        bool waits = state == JobState.AuditReveal
            || (state == JobState.Disputed && demands.demand(demandId).blob == Blob.Output);
        if (open && !waits && block.timestamp > demands.demand(demandId).deadline) {
            vm.prank(stranger);
            demands.closeDemand(demandId);
            done[state][CLOSE_DEMAND]++;
            learn(honest, Verb.Condemn);
            learn(cheat, Verb.Condemn);
        }
    }

    /* RECORDS */

    /// @dev Records move by audits only.
    function learn(address account, Verb verb) internal {
        uint256 found = history.conditions(account).faults;
        if (found != faults[account]) {
            faults[account] = found;
            audited[account] = 0;
            bool judged = verb == Verb.Condemn || verb == Verb.AdvanceJury || verb == Verb.Attribute
                || verb == Verb.ConvictUnattributed;
            faultsFromNowhere += judged ? 0 : 1;
        }
    }
}
