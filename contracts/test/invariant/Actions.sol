// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AnswerCommitment, AuditPhase, AuditView, SeatStatus} from "../../src/types/Answers.sol";
import {JobState, JobView, Match, ResultReveal} from "../../src/types/Jobs.sol";
import {Job, Offer, Result, resultRoot} from "../../src/types/Orders.sol";
import {MarketFixture} from "../support/MarketFixture.sol";

/// @notice Lets all actors do, at random, what the state of a random job allows.
contract Actions is MarketFixture {
    uint256 private constant MOST_JOBS = 30;

    bytes32[] public jobs;
    mapping(bytes32 id => Job) private _orders;
    mapping(bytes32 id => Result) private _results;
    mapping(bytes32 id => mapping(address verifier => bytes32)) private _answers;

    address public honest;
    address public cheat;
    address public liar;
    mapping(JobState state => uint256) public visits;

    constructor() {
        setUp();
        honest = provider;
        earnHistory();
        cheat = actor("cheat");
        fund(cheat, 1_000_000 * TOKEN);
        vm.prank(cheat);
        market.bond(500_000 * TOKEN);
        addVerifier("verifier4");
        addVerifier("verifier5");
        liar = verifiers[0];
    }

    /* MONEY */

    function deposit(uint256 who, uint256 amount) external {
        fund(someone(who), bound(amount, 1, 1000 * TOKEN));
    }

    function withdraw(uint256 who, uint256 amount) external {
        address account = someone(who);
        uint256 balance = market.balanceOf(account);
        if (balance > 1) {
            vm.prank(account);
            market.withdraw(bound(amount, 1, balance / 2));
        }
    }

    function unbond(bool honestOne, uint256 amount) external {
        address account = honestOne ? honest : cheat;
        uint256 free = market.provider(account).free;
        if (free > 1) {
            vm.prank(account);
            market.unbond(bound(amount, 1, free / 4));
        }
    }

    function withdrawBond(bool honestOne) external {
        address account = honestOne ? honest : cheat;
        if (market.provider(account).unbonding != 0 && block.timestamp > market.provider(account).unbondsAt) {
            vm.prank(account);
            market.withdrawBond();
        }
    }

    function bondVerifier(uint256 who, uint256 amount) external {
        address account = verifiers[who % verifiers.length];
        uint256 balance = market.balanceOf(account);
        if (balance > 1) {
            vm.prank(account);
            audits.bond(bound(amount, 1, balance / 2));
        }
    }

    function unbondVerifier(uint256 who, uint256 amount) external {
        address account = verifiers[who % verifiers.length];
        uint256 free = audits.verifier(account).free;
        if (free > 1) {
            vm.prank(account);
            audits.unbond(bound(amount, 1, free / 4));
        }
    }

    function withdrawVerifierBond(uint256 who) external {
        address account = verifiers[who % verifiers.length];
        if (audits.verifier(account).unbonding != 0 && block.timestamp > audits.verifier(account).unbondsAt) {
            vm.prank(account);
            audits.withdrawBond();
        }
    }

    /* JOBS */

    function postJob(uint64 fuel, uint128 ceiling) external {
        if (jobs.length == MOST_JOBS) {
            return;
        }
        Job memory job = defaultJob();
        job.fuelLimit = uint64(bound(fuel, 1, 4e9));
        job.priceCeiling = uint128(bound(ceiling, TOKEN / 2, 3 * TOKEN));
        uint256 escrow = (uint256(job.fuelLimit) * job.priceCeiling + 1e9 - 1) / 1e9;
        if (market.balanceOf(consumer) >= escrow) {
            bytes32 id = post(job);
            jobs.push(id);
            _orders[id] = job;
        }
    }

    /// @dev Time never runs past an honest provider's reveal: that one is always online.
    function wait(uint256 time) external {
        for (uint256 i = 0; i < jobs.length; i++) {
            JobView memory job = orders.job(jobs[i]);
            if (job.state == JobState.AuditProviderReveal && job.provider == honest) {
                market.revealResult(ResultReveal(jobs[i], _results[jobs[i]], SALT));
            }
        }
        vm.warp(block.timestamp + bound(time, 1, 1 hours));
        vm.roll(block.number + bound(time, 1, 300));
    }

    /// @dev Does what the job's state allows: its own verb or, when the deadline has passed, its exit.
    function act(uint256 which, uint256 choice) external {
        if (jobs.length == 0) {
            return;
        }
        bytes32 id = jobs[which % jobs.length];
        randomness.choose(keccak256(abi.encode(choice)));
        JobView memory job = orders.job(id);
        if (job.seedBlock != 0 && choice % 2 == 0) {
            vm.roll(uint256(job.seedBlock) + 1);
        }
        step(id, choice);
        visits[orders.job(id).state]++;
    }

    /// @dev Ends every job by its exits alone, called by a stranger.
    function endAll() external {
        for (uint256 round = 0; round < 20; round++) {
            for (uint256 i = 0; i < jobs.length; i++) {
                JobView memory job = orders.job(jobs[i]);
                if (job.deadline != 0 && block.timestamp <= job.deadline) {
                    vm.warp(uint256(job.deadline) + 1);
                }
                if (job.seedBlock != 0 && block.number <= job.seedBlock) {
                    vm.roll(uint256(job.seedBlock) + 1);
                }
                exit(jobs[i], orders.job(jobs[i]));
            }
        }
    }

    function count() external view returns (uint256) {
        return jobs.length;
    }

    function step(bytes32 id, uint256 choice) private {
        JobView memory job = orders.job(id);
        if (job.state == JobState.Open && block.timestamp + 60 <= job.deadline) {
            choice % 16 == 0 ? cancel(id) : start(id, choice);
        } else if (job.state == JobState.Running && block.timestamp <= job.deadline) {
            commitTo(id, job, choice);
        } else if (job.state == JobState.Clear && block.timestamp <= job.deadline) {
            market.revealResult(ResultReveal(id, _results[id], SALT));
        } else if (job.state == JobState.AuditProviderReveal && block.timestamp <= job.deadline) {
            market.revealResult(ResultReveal(id, _results[id], SALT));
        } else if (!answerOrReveal(id, job, choice)) {
            exit(id, job);
        }
    }

    function exit(bytes32 id, JobView memory job) private {
        bool passed = block.timestamp > job.deadline;
        bool mined = block.number > job.seedBlock;
        vm.startPrank(stranger);
        if (job.state == JobState.Open && passed) {
            market.expireJob(id);
        } else if ((job.state == JobState.Running || job.state == JobState.Clear) && passed) {
            market.reassignJob(id);
        } else if (job.state == JobState.Committed && mined) {
            market.drawJob(id, 0);
        } else if (job.state == JobState.AuditCommit) {
            exitCommittee(id, passed, mined);
        } else if (job.state == JobState.AuditProviderReveal && passed) {
            audits.condemnProvider(id);
        } else if (job.state == JobState.AuditReveal && passed) {
            audits.closeAudit(id);
        } else if (job.state == JobState.Disputed && passed) {
            audits.closeDispute(id);
        } else if (job.state == JobState.Revealed && passed) {
            market.settleJob(id);
        }
        vm.stopPrank();
    }

    function exitCommittee(bytes32 id, bool passed, bool mined) private {
        bool seating = audits.audit(id).phase == AuditPhase.Seating;
        if (seating && mined) {
            audits.seatAudit(id);
        } else if (!seating && passed) {
            audits.replaceNoShowsOf(id);
        }
    }

    function cancel(bytes32 id) private {
        vm.prank(consumer);
        orders.cancelJob(id);
    }

    function start(bytes32 id, uint256 choice) private {
        provider = choice % 2 == 0 ? honest : cheat;
        Job memory job = _orders[id];
        Offer memory offer = defaultOffer();
        offer.price = uint128(TOKEN / 2);
        uint256 locks = (uint256(offer.price) * job.fuelLimit / 1e9 + 1) * 30 + 100_000;
        if (market.provider(provider).free < locks || members() == 0) {
            return;
        }
        Match memory aMatch = matchOf(job, offer);
        aMatch.offerSignature = signature(provider, orders.offerId(offer));
        land(aMatch);
    }

    function members() private view returns (uint256) {
        return audits.eligible(consumer, provider, node, 1);
    }

    function commitTo(bytes32 id, JobView memory job, uint256 choice) private {
        Result memory result = job.provider == honest ? rightResult() : wrongResult();
        result.fuelUsed = uint64(choice % (job.fuelLimit + 1));
        if (job.provider == honest) {
            result.fuelUsed = job.fuelLimit / 2;
        }
        _results[id] = result;
        commit(id, result);
    }

    function answerOrReveal(bytes32 id, JobView memory job, uint256 choice) private returns (bool) {
        AuditView memory audit = audits.audit(id);
        bool revealing = job.state == JobState.AuditReveal
            || (job.state == JobState.Disputed && audit.phase == AuditPhase.Revealing);
        if (block.timestamp > job.deadline || (choice >> 8) % 8 == 0) {
            return false;
        }
        if (revealing) {
            return revealOne(id, job, audit);
        }
        if (job.state == JobState.AuditCommit && audit.phase == AuditPhase.Committing) {
            return answerOne(id, job, audit, choice);
        }
        return job.state == JobState.Disputed && joinOne(id, job, audit, choice);
    }

    function answerOne(bytes32 id, JobView memory job, AuditView memory audit, uint256 choice) private returns (bool) {
        for (uint256 i = 0; i < audit.seats.length; i++) {
            address verifier = audit.seats[i].verifier;
            if (audit.seats[i].status == SeatStatus.Waiting) {
                if (choice % 7 == 0) {
                    vm.prank(verifier);
                    audits.declareUnableToRun(id);
                } else {
                    bytes32 root = verifier == liar && choice % 3 == 0 ? SALT : truth(job);
                    _answers[id][verifier] = root;
                    answer(id, verifier, root);
                }
                return true;
            }
        }
        return false;
    }

    function joinOne(bytes32 id, JobView memory job, AuditView memory audit, uint256 choice) private returns (bool) {
        address juror = verifiers[1 + choice % (verifiers.length - 1)];
        bool joinable = audits.verifier(juror).free >= audit.lock && audits.verifier(juror).weight != 0;
        for (uint256 i = 0; i < audit.seats.length; i++) {
            joinable = joinable && audit.seats[i].verifier != juror;
        }
        if (joinable) {
            _answers[id][juror] = truth(job);
            bytes32 commitment = audits.answerCommitmentOf(id, job.attempt, 3, truth(job), SALT, juror);
            vm.prank(juror);
            // The juror's stake may be too young for this dispute.
            try audits.commitAnswer(AnswerCommitment(id, commitment)) {} catch {}
        }
        return joinable;
    }

    function revealOne(bytes32 id, JobView memory job, AuditView memory audit) private returns (bool) {
        for (uint256 i = 0; i < audit.seats.length; i++) {
            bool juror = audit.seats[i].round == 3;
            if (audit.seats[i].status == SeatStatus.Committed && juror == (job.state == JobState.Disputed)) {
                revealAnswer(id, audit.seats[i].verifier, _answers[id][audit.seats[i].verifier]);
                return true;
            }
        }
        return false;
    }

    /// @dev What an honest execution gives.
    function truth(JobView memory job) private pure returns (bytes32) {
        Result memory result = rightResult();
        result.fuelUsed = job.fuelLimit / 2;
        return resultRoot(result);
    }

    function someone(uint256 who) private view returns (address) {
        address[5] memory accounts = [consumer, honest, cheat, node, stranger];
        return accounts[who % 5];
    }

    /* WHAT THE INVARIANTS SUM UP */

    function held() external view returns (uint256) {
        return token.balanceOf(address(market));
    }

    function owed() external view returns (uint256 sum) {
        address[6] memory accounts = [consumer, honest, cheat, node, stranger, address(audits)];
        for (uint256 i = 0; i < 6; i++) {
            sum += claims(accounts[i]);
        }
        for (uint256 i = 0; i < verifiers.length; i++) {
            sum += market.balanceOf(verifiers[i]);
        }
        for (uint256 i = 0; i < jobs.length; i++) {
            sum += orders.job(jobs[i]).escrow;
        }
        sum += market.burned();
    }

    function heldByAudits() external view returns (uint256) {
        return market.balanceOf(address(audits));
    }

    function owedByAudits() external view returns (uint256 sum) {
        for (uint256 i = 0; i < verifiers.length; i++) {
            sum += audits.verifier(verifiers[i]).free + audits.verifier(verifiers[i]).locked
            + audits.verifier(verifiers[i]).unbonding;
        }
        for (uint256 i = 0; i < jobs.length; i++) {
            JobView memory job = orders.job(jobs[i]);
            sum += inAudit(job.state) ? job.auditDeposit : 0;
        }
    }

    function lockedOf(address account) external view returns (uint256 locked, uint256 reasons) {
        locked = market.provider(account).locked;
        for (uint256 i = 0; i < jobs.length; i++) {
            JobView memory job = orders.job(jobs[i]);
            if (job.provider == account && !isFinal(job.state)) {
                reasons += job.sampled ? job.stake : job.stake + job.auditDeposit;
            }
        }
    }

    function verifierLocks() external view returns (uint256 locked, uint256 reasons) {
        for (uint256 i = 0; i < verifiers.length; i++) {
            locked += audits.verifier(verifiers[i]).locked;
        }
        for (uint256 i = 0; i < jobs.length; i++) {
            AuditView memory audit = audits.audit(jobs[i]);
            for (uint256 k = 0; k < audit.seats.length; k++) {
                bool open = audit.phase != AuditPhase.Closed && audit.seats[k].status != SeatStatus.NoShow;
                reasons += open ? audit.lock : 0;
            }
        }
    }

    function faultsOf(address account) external view returns (uint256) {
        return market.provider(account).faults;
    }

    function unfinished() external view returns (uint256 left) {
        for (uint256 i = 0; i < jobs.length; i++) {
            left += isFinal(orders.job(jobs[i]).state) ? 0 : 1;
        }
    }

    function inAudit(JobState state) private pure returns (bool) {
        return state == JobState.AuditCommit || state == JobState.AuditProviderReveal || state == JobState.AuditReveal
            || state == JobState.Disputed;
    }

    function isFinal(JobState state) private pure returns (bool) {
        return state == JobState.Settled || state == JobState.Refunded || state == JobState.Void;
    }
}
