// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge, ClaimState, Item, SeatView, VoteCommitment, VoteReveal} from "../../src/types/Answers.sol";
import {JobState, Match, ResultReveal} from "../../src/types/Jobs.sol";
import {Job, Offer, Result} from "../../src/types/Orders.sol";
import {Leg} from "../../src/types/Relay.sol";
import {Action, ClaimView, JobView, Verb} from "../../src/types/Views.sol";
import {Chunks} from "../support/Chunks.sol";
import {resultRoot} from "../support/Results.sol";
import {DemandActions} from "./DemandActions.sol";

/// @notice Lets actors do, at random, what the lens says may be done with a random job. So every verb it lists is
/// tried, and one that is refused fails the walk.
contract Actions is DemandActions {
    uint256 private constant MOST_JOBS = 30;
    uint8 public constant LAND = LAST_OF_DEMANDS + 1;
    uint8 public constant HAND_OVER = LAND + 1;
    uint8 public constant RESUME = LAND + 2;
    uint8 public constant LAST = RESUME;

    mapping(bytes32 id => mapping(address verifier => bytes32)) private _answers;
    mapping(bytes32 claimId => mapping(uint8 seat => bytes32)) private _votes;
    mapping(bytes32 claimId => bool) private _known;

    /// @dev Settlements that did not cost the consumer exactly the fuel used at the price agreed, below its ceiling.
    uint256 public mispaid;

    constructor() {
        setUp();
        audited[honest] = history.conditions(honest).audited;
        audited[cheat] = history.conditions(cheat).audited;
    }

    function postJob(uint64 fuel, uint128 price) external {
        if (jobs.length < MOST_JOBS && market.balanceOf(consumer) > 1000 * TOKEN) {
            Job memory job = defaultJob();
            (job.work.kind, job.work.turnLimit) = (1, TURNS);
            job.work.chunks = keccak256(abi.encode(Chunks.leaf("module"), Chunks.leaf("input")));
            job.terms.fuelLimit = uint64(bound(fuel, 1e6, 4e9));
            job.terms.priceCeiling = uint128(bound(price, TOKEN, 2 * TOKEN));
            job.terms.latestFinish =
                uint64(block.timestamp + bound(price, 2 minutes, fuel % 4 == 0 ? 10 minutes : 30 days));
            job.terms.secretHash = price % 4 == 0 ? keccak256(abi.encode(SALT)) : bytes32(0);
            bytes32 id = post(job);
            jobs.push(id);
            _orders[id] = job;
        }
    }

    /// @dev Time passes; first the honest provider does what its jobs and demands wait for.
    function wait(uint256 time) external {
        for (uint256 i = 0; i < jobs.length; i++) {
            JobView memory job = lens.job(jobs[i]);
            if (job.provider == honest && job.state == JobState.Running && block.timestamp < job.deadline) {
                perform(jobs[i], job, Action(Verb.Commit, honest, 0), time);
            } else if (job.provider == honest && mustReveal(job)) {
                perform(jobs[i], job, Action(Verb.Reveal, honest, 0), time);
            } else if (job.provider == honest && job.attribution.deadline != 0) {
                perform(jobs[i], job, Action(Verb.Attribute, honest, 0), time);
            }
        }
        for (uint256 i = 0; i < demandIds.length; i++) {
            answerDemand(i);
        }
        vm.warp(block.timestamp + bound(time, 1, time % 8 == 0 ? 1 hours : 1 minutes));
        vm.roll(block.number + bound(time, 1, time % 8 == 0 ? 300 : 5));
    }

    /// @dev Somebody does something that may be done with a job in the next block.
    function act(uint256 which, uint256 choice) external {
        if (jobs.length == 0) {
            return;
        }
        bytes32 id = jobs[which % jobs.length];
        if ((choice >> 10) % 3 == 0) {
            id = nextIn(JobState.Disputed, which);
        }
        randomness.choose(keccak256(abi.encode(choice)));
        JobView memory job = lens.job(id);
        remember(job);
        if ((choice >> 8) % 4 == 0 && job.seedBlock >= block.number) {
            vm.roll(job.seedBlock);
            job = lens.job(id);
        }
        if (job.state == JobState.Disputed && (choice >> 12) % 2 == 0) {
            vote(id, job, choice >> 16);
        } else if (job.actions.length != 0) {
            perform(id, job, job.actions[choice % job.actions.length], choice >> 16);
        }
    }

    /// @dev All who may commit or reveal a vote do: juries decide only if most of them act.
    function vote(bytes32 id, JobView memory job, uint256 choice) private {
        for (uint256 i = 0; i < job.actions.length; i++) {
            Verb verb = job.actions[i].verb;
            if (verb == Verb.CommitVote || verb == Verb.RevealVote) {
                perform(id, job, job.actions[i], choice);
            }
        }
    }

    function carryOn(uint256 which, uint256 choice) external {
        if (jobs.length == 0) {
            return;
        }
        bytes32 id = nextIn(JobState.Running, which);
        JobView memory job = lens.job(id);
        bool handsOver = choice % 2 == 0;
        if (job.state == JobState.Running && bringForth(id, job, handsOver)) {
            done[job.state][handsOver ? HAND_OVER : LAND]++;
        }
    }

    function demand(uint256 which, uint256 choice) external {
        if (jobs.length == 0) {
            return;
        }
        bytes32 id = nextIn(choice % 2 == 0 ? JobState.Revealed : JobState.AuditCommit, which);
        JobView memory job = lens.job(id);
        bool open = block.timestamp <= market.terms(id).deadline;
        if (job.state == JobState.Revealed && open && choice % 4 == 0) {
            demandOutput(id, job);
        } else if (job.state == JobState.AuditCommit && block.timestamp <= job.deadline && choice % 2 == 1) {
            demandModule(id, job);
        }
    }

    function closeDemand(uint256 which) external {
        if (demandIds.length != 0) {
            tryToClose(demandIds[which % demandIds.length]);
        }
    }

    /// @dev Ends every job, claim and demand by exits alone, called by a stranger.
    function endAll() external {
        for (uint256 round = 0; round < 60 && unfinished() != 0; round++) {
            for (uint256 i = 0; i < demandIds.length; i++) {
                uint256 deadline = demands.demand(demandIds[i]).deadline;
                vm.warp(block.timestamp > deadline ? block.timestamp : deadline + 1);
                tryToClose(demandIds[i]);
            }
            for (uint256 i = 0; i < jobs.length; i++) {
                exit(jobs[i]);
            }
        }
        for (uint256 i = 0; i < claimIds.length; i++) {
            closeClaim(claimIds[i]);
        }
    }

    /* JOBS */

    /// @dev The first in that state from a place on; the one there if none is.
    function nextIn(JobState state, uint256 which) private view returns (bytes32) {
        for (uint256 i = 0; i < jobs.length; i++) {
            bytes32 id = jobs[(which % jobs.length + i) % jobs.length];
            if (market.stateOf(id) == state) {
                return id;
            }
        }
        return jobs[which % jobs.length];
    }

    function perform(bytes32 id, JobView memory job, Action memory action, uint256 choice) private {
        vm.warp(block.timestamp + 1);
        vm.roll(block.number + 1);
        bool did = byStranger(id, action) || byParty(id, job, action, choice) || bySeat(id, job, action, choice)
            || byJuror(id, job, action, choice);
        if (did) {
            done[job.state][uint8(action.verb)]++;
            learn(honest, action.verb);
            learn(cheat, action.verb);
        }
    }

    /// @dev Exits.
    function byStranger(bytes32 id, Action memory action) private returns (bool) {
        Verb verb = action.verb;
        if (verb == Verb.Settle) {
            return settle(id);
        }
        vm.startPrank(stranger);
        if (verb == Verb.Expire) {
            market.expireJob(id);
        } else if (verb == Verb.Reassign) {
            market.reassignJob(id);
        } else if (verb == Verb.Seat) {
            audits.seatAudit(id);
        } else if (verb == Verb.ReplaceNoShows) {
            audits.replaceNoShowsOf(id);
        } else if (verb == Verb.Condemn) {
            audits.condemnProvider(id);
        } else if (verb == Verb.CloseAudit) {
            audits.closeAudit(id);
        } else if (verb == Verb.SeatJury) {
            jury.seatJury(action.claimId);
        } else if (verb == Verb.AdvanceJury) {
            jury.advanceJury(action.claimId);
        } else if (verb == Verb.CloseClaim) {
            disputes.closeClaim(action.claimId);
        } else if (verb == Verb.ConvictUnattributed) {
            disputes.convictUnattributed(id);
        } else {
            vm.stopPrank();
            return false;
        }
        vm.stopPrank();
        return true;
    }

    function byParty(bytes32 id, JobView memory job, Action memory action, uint256 choice) private returns (bool) {
        Verb verb = action.verb;
        if (verb == Verb.Match) {
            return start(id, choice);
        } else if (verb == Verb.Attribute) {
            return (job.provider == honest || choice % 32 == 0) && attribute(id);
        } else if (verb == Verb.CancelJob && choice % 16 == 0) {
            vm.prank(consumer);
            orders.cancelJob(id);
        } else if (verb == Verb.Commit) {
            commitTo(id, job, choice);
        } else if (verb == Verb.Draw) {
            return drawOne(id, choice);
        } else if (verb == Verb.Reveal && (job.provider == honest || choice % 4 != 0)) {
            market.revealResult(ResultReveal(id, _results[id], SALT));
        } else if (verb == Verb.Challenge && choice % (isWrong(id) ? 2 : 8) == 0) {
            return challengeOne(id, job, choice);
        } else if (verb == Verb.Appeal && choice % 4 == 0) {
            return appealOne(action.claimId);
        } else {
            return false;
        }
        return true;
    }

    function settle(bytes32 id) private returns (bool) {
        JobView memory job = lens.job(id);
        uint256 before = market.balanceOf(consumer);
        uint256 pay = payOf(job);
        bool secret = _orders[id].terms.secretHash != 0 && market.terms(id).auditFund != job.auditDeposit / 2;
        uint256 reserve = secret ? job.auditDeposit / 2 : 0;
        vm.prank(stranger);
        market.settleJob(id);
        bool exact = market.balanceOf(consumer) == before + job.escrow - pay + reserve;
        mispaid += exact && pay <= job.escrow && market.isSettledOn(id, resultRoot(_results[id])) ? 0 : 1;
        audited[job.provider] += job.sampled ? job.fullPrice : 0;
        return true;
    }

    function start(bytes32 id, uint256 choice) private returns (bool) {
        provider = choice % 2 == 0 ? honest : cheat;
        Job memory job = _orders[id];
        Offer memory offer = defaultOffer();
        offer.price = uint128(TOKEN / 2);
        bool enough = market.provider(provider).free > 1000 * TOKEN && market.balanceOf(consumer) > 100 * TOKEN;
        if (block.timestamp + 60 > job.terms.latestFinish || !enough) {
            return false;
        }
        Match memory aMatch = matchOf(job, offer);
        aMatch.offerSignature = signature(provider, orders.offerId(offer));
        resume(id, aMatch, choice);
        if (choice % 4 == 0) {
            chooseResult(id, aMatch.acceptance.attempt, choice);
            aMatch.acceptance.commitment =
                market.commitmentOf(id, aMatch.acceptance.attempt, resultRoot(_results[id]), SALT, provider);
        }
        signAcceptance(aMatch);
        land(aMatch);
        return true;
    }

    /// @dev From one of the job's legs, or from the beginning.
    function resume(bytes32 id, Match memory aMatch, uint256 choice) private {
        Leg[] memory legs = relay.legs(id);
        uint256 kept = legs.length - (choice >> 24) % 4 * legs.length / 4;
        if (kept != 0) {
            aMatch.acceptance.resumePoint = legs[kept - 1].point;
            done[JobState.Open][RESUME]++;
        }
        begin(id, aMatch.acceptance.attempt, kept, provider == honest, choice >> 32);
    }

    function commitTo(bytes32 id, JobView memory job, uint256 choice) private {
        provider = job.provider;
        chooseResult(id, job.attempt, choice);
        commit(id, _results[id]);
    }

    /// @dev What the honest provider found, or what the cheat says.
    function chooseResult(bytes32 id, uint8 attempt, uint256 choice) private {
        Result memory result = outcome(id, attempt);
        if (provider == cheat && choice % 3 == 0) {
            result.outputDigest = keccak256("wrong output");
        }
        _results[id] = result;
    }

    /// @dev The secret is shown, withheld or awaited.
    function drawOne(bytes32 id, uint256 choice) private returns (bool) {
        bytes32 secret = choice % 4 == 0 ? bytes32(0) : SALT;
        (bool drawn, bytes memory reason) = address(market).call(abi.encodeCall(market.drawJob, (id, secret)));
        require(drawn || bytes4(reason) == bytes4(keccak256("SecretMissing()")), "drawn");
        return drawn;
    }

    function isWrong(bytes32 id) private view returns (bool) {
        return resultRoot(_results[id]) != resultRoot(truth(id));
    }

    function mustReveal(JobView memory job) private view returns (bool) {
        bool due = job.state == JobState.Clear || job.state == JobState.AuditProviderReveal;
        return due && block.timestamp < job.deadline;
    }

    /* AUDITS */

    function bySeat(bytes32 id, JobView memory job, Action memory action, uint256 choice) private returns (bool) {
        if (action.claimId != 0) {
            return false;
        }
        uint8 number = seatOf(job, action.by);
        if (action.verb == Verb.CommitAnswer) {
            bytes32 root = action.by == liar && choice % 3 == 0 ? SALT : resultRoot(truth(id));
            _answers[id][action.by] = root;
            answer(id, action.by, root);
        } else if (action.verb == Verb.RevealAnswer) {
            revealAnswer(id, action.by, _answers[id][action.by]);
        } else if (action.verb == Verb.DeclareUnable && choice % 4 == 0) {
            vm.prank(action.by);
            audits.declareUnableToRun(id, number);
        } else {
            return false;
        }
        return true;
    }

    /* DISPUTES */

    function challengeOne(bytes32 id, JobView memory job, uint256 choice) private returns (bool) {
        Item item = Item.wrap(uint8(choice / 8 % 8 < 4 ? 1 + choice / 8 % 4 : 16 + choice / 8 % 4));
        bytes32 claimId = disputes.claimIdOf(id, job.attempt, item);
        bytes32 found = disputes.itemOf(truth(id), item);
        bytes32 claimed = disputes.itemOf(_results[id], item);
        found = found == claimed && choice / 32 % 4 == 0 ? keccak256("sham") : found;
        bool possible = found != claimed && disputes.claim(claimId).state == ClaimState.None;
        if (!possible || market.balanceOf(challenger) < disputes.bondFor(id)) {
            return false;
        }
        challengeAs(challenger, Challenge(id, _results[id], item, found, SALT));
        return true;
    }

    function appealOne(bytes32 claimId) private returns (bool) {
        if (market.balanceOf(challenger) < jury.appealCost(claimId)) {
            return false;
        }
        vm.prank(challenger);
        jury.appeal(claimId);
        return true;
    }

    function byJuror(bytes32 id, JobView memory job, Action memory action, uint256 choice) private returns (bool) {
        if (action.claimId == 0) {
            return false;
        }
        (ClaimView memory claim, uint8 number) = presentSeat(job, action);
        if (action.verb == Verb.CommitVote) {
            bytes32 finding = action.by == liar ? keccak256("lie") : right(id, claim);
            _votes[claim.id][number] = finding;
            bytes32 commitment =
                jury.voteCommitmentOf(claim.id, claim.jury.seats[number].round, finding, SALT, action.by);
            vm.prank(action.by);
            jury.commitVote(VoteCommitment(claim.id, number, commitment));
        } else if (action.verb == Verb.RevealVote) {
            vm.prank(action.by);
            jury.revealVote(VoteReveal(claim.id, number, _votes[claim.id][number], SALT));
        } else if (action.verb == Verb.DeclareUnable && choice % 4 == 0) {
            vm.prank(action.by);
            jury.declareUnableToJudge(claim.id, number);
        } else {
            return false;
        }
        return true;
    }

    function right(bytes32 id, ClaimView memory claim) private view returns (bytes32) {
        return Item.unwrap(claim.item) == 0 ? resultRoot(truth(id)) : disputes.itemOf(truth(id), claim.item);
    }

    function presentSeat(JobView memory job, Action memory action)
        private
        pure
        returns (ClaimView memory claim, uint8 number)
    {
        for (uint256 i = 0; i < job.claims.length; i++) {
            if (job.claims[i].id == action.claimId) {
                claim = job.claims[i];
            }
        }
        SeatView[] memory seats = claim.jury.seats;
        for (uint8 i = 0; i < seats.length; i++) {
            if (seats[i].verifier == action.by && seats[i].round == claim.jury.round) {
                number = i;
            }
        }
    }

    function remember(JobView memory job) private {
        for (uint256 i = 0; i < job.claims.length; i++) {
            if (!_known[job.claims[i].id]) {
                _known[job.claims[i].id] = true;
                claimIds.push(job.claims[i].id);
            }
        }
    }

    function closeClaim(bytes32 claimId) private {
        ClaimView memory claim = disputes.claim(claimId);
        if (!claim.closed) {
            vm.prank(stranger);
            disputes.closeClaim(claimId);
        }
    }

    /* EXITS */

    /// @dev The first thing anybody may do that is no new business.
    function exit(bytes32 id) private {
        JobView memory job = lens.job(id);
        remember(job);
        if (job.deadline > block.timestamp) {
            vm.warp(job.deadline);
        }
        uint256 windowEnd = market.terms(id).deadline;
        if (job.state == JobState.Revealed && windowEnd > block.timestamp) {
            vm.warp(windowEnd);
        }
        // A withheld secret is waited for.
        uint256 drawable = job.seedBlock == 0 ? 0 : uint256(job.seedBlock) + 60;
        vm.roll(block.number < drawable ? drawable : block.number);
        job = lens.job(id);
        for (uint256 i = 0; i < job.actions.length; i++) {
            Action memory action = job.actions[i];
            vm.warp(block.timestamp + 1);
            vm.roll(block.number + 1);
            if (action.verb == Verb.Draw) {
                vm.prank(stranger);
                market.drawJob(id, 0);
                return;
            }
            if (byStranger(id, action)) {
                learn(honest, action.verb);
                learn(cheat, action.verb);
                return;
            }
        }
    }
}
