// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDisputes} from "./interfaces/IDisputes.sol";
import {ILens} from "./interfaces/ILens.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IRelay} from "./interfaces/IRelay.sol";
import {AuditView, ClaimState, Phase, SeatStatus, SeatView} from "./types/Answers.sol";
import {JobState, Terms} from "./types/Jobs.sol";
import {PendingCheckpoint} from "./types/Relay.sol";
import {Action, ClaimView, JobView, JuryView, Verb} from "./types/Views.sol";

/// @notice Reads what the market's contracts know of a job.
contract Lens is ILens {
    /// @dev Actions while they are gathered; only the first `count` are meant.
    struct Agenda {
        Action[] list;
        uint256 count;
    }

    address private constant ANYONE = address(0);
    /// @dev Actions that a job, a claim and a seat can have at most.
    uint256 private constant MOST_OF_JOB = 2;
    uint256 private constant MOST_OF_CLAIM = 1;
    uint256 private constant MOST_OF_SEAT = 2;

    /// @inheritdoc ILens
    IMarket public immutable market;

    constructor(IMarket market_) {
        market = market_;
    }

    /// @inheritdoc ILens
    function job(bytes32 id) external view returns (JobView memory result) {
        Terms memory terms = market.terms(id);
        AuditView memory audit = market.audits().audit(id);
        _copy(result, terms);
        result.auditPhase = audit.phase;
        result.seats = audit.seats;
        result.claims = _claimsOf(id);
        result.attribution = market.disputes().attribution(id);
        _addLegs(result, id);
        _addTimes(result, terms.deadline, audit);
        result.actions = _actionsOf(id, result, terms.deadline);
    }

    /* INTERNAL: STATE */

    function _copy(JobView memory result, Terms memory terms) private pure {
        result.state = terms.state;
        result.attempt = terms.attempt;
        result.consumer = terms.consumer;
        result.provider = terms.provider;
        result.marketNode = terms.marketNode;
        result.escrow = terms.escrow;
        result.price = terms.price;
        result.fullPrice = terms.fullPrice;
        result.stake = terms.stake;
        result.auditDeposit = terms.auditDeposit;
        result.reward = terms.fullReward;
        result.fuelLimit = terms.fuelLimit;
        result.fuelUsed = terms.fuelUsed;
        result.rate = terms.rate;
        result.runTime = terms.runTime;
        result.verifiers = terms.verifiers;
        result.sampled = terms.sampled;
        result.lane = terms.lane;
        result.commitment = terms.commitment;
        result.resultRoot = terms.resultRoot;
        result.held = terms.held;
    }

    function _addLegs(JobView memory result, bytes32 id) private view {
        IRelay relay = market.relay();
        result.legs = relay.legs(id);
        PendingCheckpoint memory landed = relay.pending(id);
        bool running = result.state == JobState.Running || result.state == JobState.Clear;
        result.landedTurns = running && landed.attempt == result.attempt ? landed.turns : 0;
    }

    function _claimsOf(bytes32 id) private view returns (ClaimView[] memory claims) {
        IDisputes disputes = market.disputes();
        bytes32[] memory ids = disputes.claimsOf(id);
        claims = new ClaimView[](ids.length);
        for (uint256 i = 0; i < ids.length; i++) {
            claims[i] = disputes.claim(ids[i]);
        }
    }

    function _addTimes(JobView memory result, uint64 deadline, AuditView memory audit) private pure {
        if (result.state == JobState.Committed) {
            result.seedBlock = deadline;
        } else if (result.state == JobState.Disputed) {
            _addJuryTimes(result);
            result.deadline = result.attribution.deadline == 0 ? result.deadline : result.attribution.deadline;
        } else if (result.state != JobState.AuditCommit) {
            result.deadline = deadline;
        } else if (audit.phase == Phase.Seating) {
            result.seedBlock = audit.seedBlock;
        } else {
            result.deadline = audit.deadline;
        }
    }

    function _addJuryTimes(JobView memory result) private pure {
        for (uint256 i = 0; i < result.claims.length; i++) {
            JuryView memory jury = result.claims[i].jury;
            if (result.claims[i].state != ClaimState.Open) {
                continue;
            }
            if (jury.phase == Phase.Seating) {
                result.seedBlock = _nearest(result.seedBlock, jury.seedBlock);
            } else {
                result.deadline = _nearest(result.deadline, jury.deadline);
            }
        }
    }

    function _nearest(uint64 a, uint64 b) private pure returns (uint64) {
        return a == 0 || b < a ? b : a;
    }

    /* INTERNAL: ACTIONS */

    function _actionsOf(bytes32 id, JobView memory job_, uint64 deadline) private view returns (Action[] memory list) {
        Agenda memory agenda = Agenda(new Action[](_mostActions(job_)), 0);
        _addRun(agenda, id, job_);
        _addAudit(agenda, job_);
        _addEnd(agenda, job_, deadline);
        for (uint256 i = 0; i < job_.claims.length; i++) {
            _addClaim(agenda, job_.claims[i], job_.state);
        }
        list = agenda.list;
        uint256 count = agenda.count;
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    function _mostActions(JobView memory job_) private pure returns (uint256 most) {
        most = MOST_OF_JOB + MOST_OF_SEAT * job_.seats.length;
        for (uint256 i = 0; i < job_.claims.length; i++) {
            most += MOST_OF_CLAIM + MOST_OF_SEAT * job_.claims[i].jury.seats.length;
        }
    }

    function _addRun(Agenda memory agenda, bytes32 id, JobView memory job_) private view {
        bool over = _isOver(job_.deadline);
        if (job_.state == JobState.Open) {
            _add(agenda, Verb.CancelJob, job_.consumer, 0);
            _add(agenda, over ? Verb.Expire : Verb.Match, ANYONE, 0);
        } else if (job_.state == JobState.Running) {
            over ? _add(agenda, Verb.Reassign, ANYONE, 0) : _add(agenda, Verb.Commit, job_.provider, 0);
        } else if (job_.state == JobState.Committed && _isMined(job_.seedBlock)) {
            _add(agenda, Verb.Draw, ANYONE, 0);
            // Of a job that waits for its secret nobody knows yet.
            try market.wouldSample(id, 0) returns (bool sampled) {
                if (!sampled) {
                    _add(agenda, Verb.Reveal, job_.provider, 0);
                }
            } catch {}
        } else if (job_.state == JobState.Clear) {
            over ? _add(agenda, Verb.Reassign, ANYONE, 0) : _add(agenda, Verb.Reveal, job_.provider, 0);
        }
    }

    function _addAudit(Agenda memory agenda, JobView memory job_) private view {
        bool over = _isOver(job_.deadline);
        if (job_.state == JobState.AuditCommit && job_.auditPhase == Phase.Seating) {
            if (_isMined(job_.seedBlock)) {
                _add(agenda, Verb.Seat, ANYONE, 0);
            }
        } else if (job_.state == JobState.AuditCommit) {
            over ? _add(agenda, Verb.ReplaceNoShows, ANYONE, 0) : _addCommits(agenda, Verb.CommitAnswer, job_.seats, 0);
        } else if (job_.state == JobState.AuditProviderReveal) {
            over ? _add(agenda, Verb.Condemn, ANYONE, 0) : _add(agenda, Verb.Reveal, job_.provider, 0);
            _addReveals(agenda, Verb.RevealAnswer, job_.seats, 0, over);
        } else if (job_.state == JobState.AuditReveal) {
            if (_addReveals(agenda, Verb.RevealAnswer, job_.seats, 0, over) == 0) {
                _add(agenda, Verb.CloseAudit, ANYONE, 0);
            }
        }
    }

    /// @param deadline Last block time to challenge.
    function _addEnd(Agenda memory agenda, JobView memory job_, uint64 deadline) private view {
        bool disputed = job_.state == JobState.Disputed;
        if (!disputed && job_.state != JobState.Revealed) {
            return;
        }
        uint64 shownBy = job_.attribution.deadline;
        if (shownBy != 0) {
            _add(agenda, _isOver(shownBy) ? Verb.ConvictUnattributed : Verb.Attribute, ANYONE, 0);
            return;
        }
        if (!_isOver(deadline)) {
            _add(agenda, Verb.Challenge, ANYONE, 0);
        } else if (!disputed && !job_.held) {
            _add(agenda, Verb.Settle, ANYONE, 0);
        }
    }

    function _addClaim(Agenda memory agenda, ClaimView memory claim, JobState state) private view {
        if (claim.state == ClaimState.Open) {
            _addJury(agenda, claim.id, claim.jury);
        } else if (!claim.closed && state != JobState.Disputed) {
            _add(agenda, Verb.CloseClaim, ANYONE, claim.id);
        }
    }

    function _addJury(Agenda memory agenda, bytes32 claimId, JuryView memory jury) private view {
        SeatView[] memory seats = _seatsOfRound(jury);
        bool over = _isOver(jury.deadline);
        uint256 before = agenda.count;
        if (jury.phase == Phase.Seating) {
            if (_isMined(jury.seedBlock)) {
                _add(agenda, Verb.SeatJury, ANYONE, claimId);
            }
            return;
        }
        if (jury.phase == Phase.Committing && !over) {
            _addCommits(agenda, Verb.CommitVote, seats, claimId);
        } else if (jury.phase == Phase.Revealing) {
            _addReveals(agenda, Verb.RevealVote, seats, claimId, over);
        } else if (jury.phase == Phase.Appealable && !over) {
            _add(agenda, Verb.Appeal, ANYONE, claimId);
        }
        // Nobody left to wait for.
        if (agenda.count == before) {
            _add(agenda, Verb.AdvanceJury, ANYONE, claimId);
        }
    }

    function _seatsOfRound(JuryView memory jury) private pure returns (SeatView[] memory seats) {
        seats = new SeatView[](jury.seats.length);
        for (uint256 i = 0; i < seats.length; i++) {
            if (jury.seats[i].round == jury.round) {
                seats[i] = jury.seats[i];
            }
        }
    }

    function _addCommits(Agenda memory agenda, Verb verb, SeatView[] memory seats, bytes32 claimId) private pure {
        for (uint256 i = 0; i < seats.length; i++) {
            if (seats[i].status == SeatStatus.Waiting) {
                _add(agenda, verb, seats[i].verifier, claimId);
                _add(agenda, Verb.DeclareUnable, seats[i].verifier, claimId);
            }
        }
    }

    /// @return pending How many may reveal.
    function _addReveals(Agenda memory agenda, Verb verb, SeatView[] memory seats, bytes32 claimId, bool over)
        private
        pure
        returns (uint256 pending)
    {
        for (uint256 i = 0; i < seats.length; i++) {
            if (seats[i].status == SeatStatus.Committed && !over) {
                _add(agenda, verb, seats[i].verifier, claimId);
                pending++;
            }
        }
    }

    function _add(Agenda memory agenda, Verb verb, address by, bytes32 claimId) private pure {
        agenda.list[agenda.count++] = Action(verb, by, claimId);
    }

    /// @dev Whether a deadline has passed by the next block.
    function _isOver(uint64 deadline) private view returns (bool) {
        return block.timestamp >= deadline;
    }

    /// @dev Whether a seed block's hash is known in the next block.
    function _isMined(uint64 seedBlock) private view returns (bool) {
        return block.number >= seedBlock;
    }
}
