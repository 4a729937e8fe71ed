// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AnswerCommitment,
    AnswerReveal,
    Challenge,
    Item,
    SeatView,
    VoteCommitment,
    VoteReveal
} from "../../src/types/Answers.sol";
import {Match, ResultCommitment, ResultReveal} from "../../src/types/Jobs.sol";
import {Job, Offer, Result} from "../../src/types/Orders.sol";
import {JobView, JuryView, Verb} from "../../src/types/Views.sol";
import {AuditFixture} from "./AuditFixture.sol";
import {resultRoot} from "./Results.sol";

/// @notice The call that does what the lens says can be done. What the parties say in it, tests may choose.
abstract contract LensFixture is AuditFixture {
    bytes32 internal constant FINDING = keccak256("finding");
    uint256 private constant FIRST_TURN = 16;

    /// @dev What `open` posted.
    Job private posted;
    Offer private offered;

    function setUp() public virtual override {
        super.setUp();
        fund(stranger, 100_000 * TOKEN);
    }

    /// @dev A job that can be matched, and the offer for it.
    function open() internal returns (bytes32 id) {
        (posted, offered) = (defaultJob(), defaultOffer());
        id = post(posted);
        post(offered);
    }

    /* WHAT THE PARTIES SAY */

    function result() internal view virtual returns (Result memory) {
        return rightResult();
    }

    /// @dev A verifier's answer.
    function opinionOf(address) internal view virtual returns (bytes32) {
        return right;
    }

    /// @dev A juror's vote.
    function findingOf(bytes32 claimId, address) internal view virtual returns (bytes32) {
        return claimed(claimId);
    }

    function claimed(bytes32 claimId) internal view returns (bytes32) {
        return disputes.claim(claimId).claimed;
    }

    /* CALLS */

    function callOf(JobView memory job, bytes32 id, Verb verb, address by, bytes32 claimId)
        internal
        returns (address, bytes memory)
    {
        if (verb <= Verb.Reveal || verb == Verb.Settle) {
            return runCallOf(job, id, verb, by);
        }
        if (verb >= Verb.Challenge) {
            return (courtOf(verb), claimCallOf(id, verb, by, claimId));
        }
        if (verb == Verb.DeclareUnable && claimId != 0) {
            return (address(jury), abi.encodeCall(jury.declareUnableToJudge, (claimId, jurorOf(claimId, by))));
        }
        return (address(audits), auditCallOf(id, verb, seatOf(job, by), by));
    }

    function courtOf(Verb verb) private view returns (address) {
        return verb == Verb.Challenge || verb == Verb.CloseClaim ? address(disputes) : address(jury);
    }

    function runCallOf(JobView memory job, bytes32 id, Verb verb, address by) private returns (address, bytes memory) {
        if (verb == Verb.Match) {
            return (address(orders), matchCall(by));
        }
        if (verb == Verb.CancelJob) {
            return (address(orders), abi.encodeCall(orders.cancelJob, (id)));
        }
        bytes memory call;
        if (verb == Verb.Commit) {
            call = abi.encodeCall(market.commitResult, (commitmentOf(id, job)));
        } else if (verb == Verb.Reveal) {
            call = abi.encodeCall(market.revealResult, (ResultReveal(id, result(), SALT)));
        } else if (verb == Verb.Draw) {
            call = abi.encodeCall(market.drawJob, (id, 0));
        } else if (verb == Verb.Expire) {
            call = abi.encodeCall(market.expireJob, (id));
        } else if (verb == Verb.Reassign) {
            call = abi.encodeCall(market.reassignJob, (id));
        } else {
            call = abi.encodeCall(market.settleJob, (id));
        }
        return (address(market), call);
    }

    function auditCallOf(bytes32 id, Verb verb, uint8 number, address by) private view returns (bytes memory call) {
        if (verb == Verb.Seat) {
            call = abi.encodeCall(audits.seatAudit, (id));
        } else if (verb == Verb.CommitAnswer) {
            call = abi.encodeCall(audits.commitAnswer, (answerOf(id, number, by)));
        } else if (verb == Verb.DeclareUnable) {
            call = abi.encodeCall(audits.declareUnableToRun, (id, number));
        } else if (verb == Verb.ReplaceNoShows) {
            call = abi.encodeCall(audits.replaceNoShowsOf, (id));
        } else if (verb == Verb.Condemn) {
            call = abi.encodeCall(audits.condemnProvider, (id));
        } else if (verb == Verb.RevealAnswer) {
            call = abi.encodeCall(audits.revealAnswer, (AnswerReveal(id, number, opinionOf(by), SALT)));
        } else {
            call = abi.encodeCall(audits.closeAudit, (id));
        }
    }

    function claimCallOf(bytes32 id, Verb verb, address by, bytes32 claimId) private returns (bytes memory call) {
        if (verb == Verb.Challenge) {
            Item item = Item.wrap(uint8(FIRST_TURN + disputes.claimsOf(id).length));
            Challenge memory what = Challenge(id, result(), item, FINDING, SALT);
            seal(by, what);
            call = abi.encodeCall(disputes.challenge, (what));
        } else if (verb == Verb.SeatJury) {
            call = abi.encodeCall(jury.seatJury, (claimId));
        } else if (verb == Verb.CommitVote) {
            call = abi.encodeCall(jury.commitVote, (voteOf(claimId, jurorOf(claimId, by), by)));
        } else if (verb == Verb.RevealVote) {
            VoteReveal memory vote_ = VoteReveal(claimId, jurorOf(claimId, by), findingOf(claimId, by), SALT);
            call = abi.encodeCall(jury.revealVote, (vote_));
        } else if (verb == Verb.AdvanceJury) {
            call = abi.encodeCall(jury.advanceJury, (claimId));
        } else if (verb == Verb.Appeal) {
            call = abi.encodeCall(jury.appeal, (claimId));
        } else {
            call = abi.encodeCall(disputes.closeClaim, (claimId));
        }
    }

    function jurorOf(bytes32 claimId, address juror) private view returns (uint8 number) {
        JuryView memory view_ = jury.juryOf(claimId);
        while (number < view_.seats.length && !_isOf(view_.seats[number], juror, view_.round)) {
            number++;
        }
    }

    function matchCall(address by) private returns (bytes memory) {
        if (offered.provider == address(0)) {
            return "";
        }
        Match memory aMatch = matchOf(posted, offered);
        signAcceptance(aMatch, by);
        return abi.encodeCall(orders.matchJob, (aMatch));
    }

    function commitmentOf(bytes32 id, JobView memory job) private view returns (ResultCommitment memory) {
        bytes32 root = resultRoot(result());
        bytes32 commitment = market.commitmentOf(id, job.attempt, root, SALT, job.provider);
        return ResultCommitment(id, job.attempt, commitment);
    }

    function answerOf(bytes32 id, uint8 number, address by) private view returns (AnswerCommitment memory) {
        (uint8 attempt, uint8 round) = (market.terms(id).attempt, audits.seatOf(id, number).round);
        bytes32 commitment = audits.answerCommitmentOf(id, attempt, round, opinionOf(by), SALT, by);
        return AnswerCommitment(id, number, commitment);
    }

    function voteOf(bytes32 claimId, uint8 number, address by) private view returns (VoteCommitment memory) {
        uint8 round = jury.juryOf(claimId).round;
        bytes32 commitment = jury.voteCommitmentOf(claimId, round, findingOf(claimId, by), SALT, by);
        return VoteCommitment(claimId, number, commitment);
    }

    function _isOf(SeatView memory seat_, address juror, uint8 round) private pure returns (bool) {
        return seat_.verifier == juror && seat_.round == round;
    }
}
