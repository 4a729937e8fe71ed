// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {Agent, AgentState, Creation, Message, Turn} from "../../src/types/Agents.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {JobView} from "../../src/types/Views.sol";
import {AgentFixture} from "../support/AgentFixture.sol";
import {Vm} from "../support/Vm.sol";
import {AgentBooks} from "./AgentBooks.sol";

/// @notice A random walk of three agents that write to each other and to others, spawn children, trap, fail and end;
/// now and then a provider cheats on a turn.
contract AgentActions is AgentFixture {
    uint256 private constant MOST_MAIL = 40;

    AgentBooks public books;
    uint256[] public ids;
    /// @dev Gets something only of effects in wrong results.
    address public accomplice;
    /// @dev Wrong turns that were landed all the same.
    uint256 public wronglyLanded;
    /// @dev By name of the action: how often it did something.
    mapping(string name => uint256) public done;

    mapping(uint256 id => bytes[]) private _bodies;
    mapping(uint256 id => Turn) private _turns;
    mapping(uint256 id => Result) private _results;
    bytes32[] private _childIds;

    constructor() {
        setUp();
        accomplice = actor("accomplice");
        books = new AgentBooks();
        for (uint256 i = 0; i < 3; i++) {
            Creation memory creation = defaultCreation();
            creation.policy.mostPerTurn = uint80(60 * TOKEN);
            creation.policy.mostPerDay = uint80(90 * TOKEN);
            creation.wakeAt = uint64(block.timestamp);
            creation.funding = (i + 1) * 15 * TOKEN;
            vm.recordLogs();
            ids.push(created(creation));
            books.begin(ids[i], creation.funding);
            read();
        }
    }

    /* ACTIONS */

    function write(uint256 which, uint256 value, uint256 postage) external {
        uint256 id = some(which);
        if (!lives(id) || _bodies[id].length > MOST_MAIL || market.balanceOf(sender) < 100 * TOKEN) {
            return;
        }
        vm.recordLogs();
        uint256 paid = value % 2 == 0 ? COST : bound(postage, POSTAGE, 2 * COST);
        mail(id, abi.encodePacked(value), bound(value, 0, 3 * TOKEN), paid);
        read();
        done["mail"]++;
    }

    function topUp(uint256 which, uint256 amount) external {
        uint256 id = some(which);
        amount = bound(amount, 1, 2 * TOKEN);
        if (market.balanceOf(sender) > 100 * TOKEN) {
            address account = agents.accountOf(id);
            vm.prank(sender);
            market.transfer(account, amount);
            books.topUp(id, amount);
        }
    }

    function begin(uint256 which, uint256 choice) external {
        uint256 id = some(which);
        (bool due, uint256 most) = agents.canWake(id);
        if (!due) {
            return;
        }
        uint256 first = agents.agent(id).firstUnread;
        bytes[] memory list = new bytes[](most);
        for (uint256 i = 0; i < most; i++) {
            list[i] = _bodies[id][first + i];
        }
        vm.recordLogs();
        vm.prank(choice % 2 == 0 ? waker : sender);
        agents.wake(id, list);
        read();
        done["wake"]++;
    }

    function lift(uint256 which) external {
        uint256 id = some(which);
        Agent memory agent = agents.agent(id);
        bool open = agent.state == AgentState.Working && market.stateOf(agent.open.jobId) == JobState.Open;
        // A raise out of the treasury is refused below the reserve.
        if (!open || agent.open.ceiling == agent.policy.mostCeiling || treasury(id) < RESERVE) {
            return;
        }
        vm.warp(block.timestamp + agent.policy.raiseSeconds);
        if (block.timestamp > lens.job(agent.open.jobId).deadline) {
            return;
        }
        bytes32 input = jobOf(agent.open.jobId).work.input;
        bytes32 chunks = jobOf(agent.open.jobId).work.chunks;
        vm.recordLogs();
        agents.raise(id, input, chunks);
        read();
        done["raise"]++;
    }

    /// @dev A turn-job is run to its end: mostly right, sometimes to a trap, or nobody takes it.
    function run(uint256 which, uint256 choice) external {
        uint256 id = some(which);
        bytes32 jobId = agents.agent(id).open.jobId;
        if (jobId == 0 || market.stateOf(jobId) != JobState.Open) {
            return;
        }
        if (choice % 8 == 0 || block.timestamp + 60 > lens.job(jobId).deadline) {
            expire(jobId);
            return;
        }
        if (choice % 8 == 1) {
            cheat(jobId);
            if (market.stateOf(jobId) != JobState.Open || block.timestamp + 60 > lens.job(jobId).deadline) {
                return;
            }
        }
        fuelUsed = uint64(bound(choice >> 8, 1e6, 2e9));
        delete _turns[id];
        _turns[id].stateHash = keccak256(abi.encode(choice));
        uint256 effects = (choice >> 16) % 6;
        for (uint256 i = 0; i < effects; i++) {
            _turns[id].effects.push(effect(uint256(keccak256(abi.encode(choice, i)))));
        }
        Result memory result = choice % 8 == 2 ? trap() : resultOf(_turns[id]);
        _results[id] = result;
        settle(jobId, result);
        done["run"]++;
    }

    /// @dev Lands what there is to land, in pages of random size.
    function land(uint256 which, uint256 page) external {
        uint256 id = some(which);
        Agent memory agent = agents.agent(id);
        if (agent.state != AgentState.Working && agent.state != AgentState.Landing) {
            return;
        }
        JobState outcome = market.stateOf(agent.open.jobId);
        vm.recordLogs();
        if (outcome == JobState.Refunded || outcome == JobState.Void) {
            agents.fail(id);
            done["fail"]++;
        } else if (outcome == JobState.Settled && _results[id].exitStatus != 0) {
            vm.prank(stranger);
            agents.advanceTrapped(id, _results[id]);
            done["trap"]++;
        } else if (outcome == JobState.Settled) {
            vm.prank(stranger);
            agents.advance(id, _results[id], _turns[id], page % 4);
            done["advance"]++;
        }
        read();
    }

    function report(uint256 which, uint256 choice) external {
        if (_childIds.length == 0) {
            return;
        }
        bytes32 jobId = _childIds[which % _childIds.length];
        if (market.stateOf(jobId) == JobState.Open) {
            bool tooCheap = jobOf(jobId).terms.priceCeiling < TOKEN;
            if (tooCheap || choice % 3 == 0 || block.timestamp + 60 > lens.job(jobId).deadline) {
                expire(jobId);
            } else {
                settle(jobId, rightResult());
            }
        }
        if (agents.child(jobId).agent != 0) {
            vm.recordLogs();
            agents.reportChild(jobId, rightResult());
            read();
            done["report"]++;
        }
    }

    function inherit(uint256 which, uint256 most) external {
        uint256 id = some(which);
        if (agents.agent(id).state == AgentState.Ended) {
            vm.recordLogs();
            agents.sweep(id);
            agents.returnMail(id, most % 4);
            read();
            done["inherit"]++;
        }
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, time % 8 == 0 ? 1 days : 10 minutes));
        vm.roll(block.number + 1);
    }

    /* TRIED */

    /// @dev Whether anything wrong can be landed now.
    function forge() external {
        for (uint256 i = 0; i < ids.length; i++) {
            Turn memory turn = Turn(keccak256("wrong"), one(pay(accomplice, TOKEN)));
            Result memory result = resultOf(turn);
            try agents.advance(ids[i], result, turn, 64) {
                wronglyLanded++;
            } catch {}
            // A turn that is landed is landed once.
            AgentState state = agents.agent(ids[i]).state;
            if (state == AgentState.Idle || state == AgentState.Ended) {
                try agents.advance(ids[i], _results[ids[i]], _turns[ids[i]], 64) {
                    wronglyLanded++;
                } catch {}
            }
        }
    }

    /* BOOKS */

    function count() external view returns (uint256) {
        return ids.length;
    }

    function held(uint256 id) external view returns (uint256) {
        return treasury(id);
    }

    function heldForMail() external view returns (uint256) {
        return market.balanceOf(address(agents));
    }

    /// @dev Values of all messages nobody has read or got back, by what is stored of them.
    function owedForMail() external view returns (uint256 sum) {
        for (uint256 i = 0; i < ids.length; i++) {
            Agent memory agent = agents.agent(ids[i]);
            Message[] memory unread = agents.inbox(ids[i], agent.firstUnread, type(uint256).max);
            for (uint256 j = 0; j < unread.length; j++) {
                sum += unread[j].value;
            }
        }
    }

    function agentOf(uint256 id) external view returns (Agent memory) {
        return agents.agent(id);
    }

    function accountOf(uint256 id) external view returns (address) {
        return agents.accountOf(id);
    }

    function balanceOf(address account) external view returns (uint256) {
        return market.balanceOf(account);
    }

    /* HELPERS */

    function some(uint256 which) private view returns (uint256) {
        return ids[which % ids.length];
    }

    function lives(uint256 id) private view returns (bool) {
        return agents.agent(id).state != AgentState.Ended;
    }

    function expire(bytes32 jobId) private {
        uint256 deadline = lens.job(jobId).deadline;
        vm.warp(block.timestamp > deadline ? block.timestamp : deadline + 1);
        market.expireJob(jobId);
    }

    /// @dev A provider commits to a turn that pays its accomplice; the audit finds it out.
    function cheat(bytes32 jobId) private {
        Turn memory turn = Turn(keccak256("wrong"), one(pay(accomplice, TOKEN)));
        take(jobId);
        commit(jobId, resultOf(turn));
        randomness.choose(0);
        draw(jobId);
        randomness.choose(keccak256("seed"));
        seat(jobId);
        JobView memory job = lens.job(jobId);
        for (uint256 i = 0; i < job.seats.length; i++) {
            answer(jobId, job.seats[i].verifier, keccak256("right"));
        }
        passDeadline(jobId);
        audits.condemnProvider(jobId);
        done["cheat"]++;
    }

    function effect(uint256 dice) private view returns (bytes memory) {
        uint256 kind = dice % 12;
        uint256 amount = (dice >> 8) % (dice % 5 == 0 ? 100 * TOKEN : 2 * TOKEN);
        address to = (dice >> 128) % 2 == 0 ? sender : agents.accountOf(some(dice >> 136));
        if (kind < 3) {
            return pay(to, amount);
        }
        if (kind < 6) {
            return tell(to, amount, abi.encodePacked(dice));
        }
        if (kind < 9) {
            return spawn(amount, uint128(TOKEN / 2 + (dice >> 64) % TOKEN));
        }
        if (kind == 9) {
            return sleep(uint64(block.timestamp + (dice >> 8) % 1 days));
        }
        if (kind == 10) {
            return (dice >> 8) % 4 == 0 ? end(creator) : sleep(0);
        }
        return abi.encodePacked(dice);
    }

    /// @dev Takes down jobs, bodies and children, and keeps the books.
    function read() private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        rememberFrom(logs);
        books.read(logs);
        for (uint256 i = 0; i < logs.length; i++) {
            bytes32 topic = logs[i].topics[0];
            if (topic == IAgentEvents.MessageReceived.selector) {
                (,,, bytes memory body) = abi.decode(logs[i].data, (uint256, uint256, uint8, bytes));
                _bodies[uint256(logs[i].topics[1])].push(body);
            } else if (topic == IAgentEvents.ChildSpawned.selector) {
                _childIds.push(logs[i].topics[2]);
            }
        }
    }
}
