// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Item} from "../../src/types/Answers.sol";
import {DemandState} from "../../src/types/Demands.sol";
import {JobState, ProviderView} from "../../src/types/Jobs.sol";
import {Job} from "../../src/types/Orders.sol";
import {JobView} from "../../src/types/Views.sol";
import {Actors} from "./Actors.sol";
import {Books} from "./Books.sol";

/// @notice What the invariants compare: what is held, what is owed, and to whom.
abstract contract Census is Actors {
    bytes32[] public jobs;
    bytes32[] public claimIds;
    bytes32[] public demandIds;
    mapping(bytes32 id => Job) internal _orders;

    function unfinished() public view returns (uint256 left) {
        for (uint256 i = 0; i < jobs.length; i++) {
            left += market.stateOf(jobs[i]) >= JobState.Settled ? 0 : 1;
        }
        for (uint256 i = 0; i < demandIds.length; i++) {
            left += demands.demand(demandIds[i]).state == DemandState.Open ? 1 : 0;
        }
    }

    function count() external view returns (uint256) {
        return jobs.length;
    }

    function held() external view returns (uint256) {
        return token.balanceOf(address(market));
    }

    function owed() external view returns (uint256 sum) {
        for (uint256 i = 0; i < 6; i++) {
            sum += claims(someone(i));
        }
        for (uint256 i = 0; i < verifiers.length; i++) {
            sum += market.balanceOf(verifiers[i]);
        }
        sum += market.balanceOf(address(stakes)) + market.balanceOf(address(audits)) + market.balanceOf(address(jury));
        sum += market.balanceOf(address(disputes)) + market.balanceOf(address(demands)) + market.burned();
        sum += market.balanceOf(address(relay));
        for (uint256 i = 0; i < jobs.length; i++) {
            sum += market.terms(jobs[i]).escrow + reserveOf(jobs[i]);
        }
    }

    /// @dev What a consumer with a draw secret has locked for the present attempt.
    function reserveOf(bytes32 id) public view returns (uint256) {
        bool locks = _orders[id].terms.secretHash != 0 && market.terms(id).provider != address(0);
        bool used = market.terms(id).auditFund != 0 && market.terms(id).auditFund != market.terms(id).auditDeposit;
        return locks && !used ? market.terms(id).auditDeposit / 2 : 0;
    }

    /// @dev Lets the indexer catch up.
    function readEvents() external {
        books.read(vm.getRecordedLogs());
    }

    /// @dev How many accounts and jobs the indexer has wrong.
    function wrongInBooks() external view returns (uint256 wrong) {
        for (uint256 i = 0; i < 6; i++) {
            wrong += isRight(someone(i)) ? 0 : 1;
        }
        for (uint256 i = 0; i < verifiers.length; i++) {
            wrong += isRight(verifiers[i]) ? 0 : 1;
        }
        address[6] memory court =
            [address(stakes), address(audits), address(jury), address(disputes), address(demands), address(relay)];
        for (uint256 i = 0; i < 6; i++) {
            wrong += isRight(court[i]) ? 0 : 1;
        }
        for (uint256 i = 0; i < jobs.length; i++) {
            Books.Entry memory entry = books.job(jobs[i]);
            JobView memory job = lens.job(jobs[i]);
            bool same = entry.state == job.state && entry.escrow == job.escrow;
            wrong += same && (job.state >= JobState.Settled || entry.attempt == job.attempt) ? 0 : 1;
        }
        wrong += books.burned() == market.burned() ? 0 : 1;
    }

    function isRight(address account) private view returns (bool) {
        ProviderView memory stake = market.provider(account);
        return books.balance(account) == market.balanceOf(account) && books.locked(account) == stake.locked
            && books.bonded(account) == stake.free + stake.locked && books.unbonding(account) == stake.unbonding;
    }

    function heldByVerifiers() external view returns (uint256) {
        return market.balanceOf(address(stakes));
    }

    function owedByVerifiers() external view returns (uint256 sum) {
        for (uint256 i = 0; i < verifiers.length; i++) {
            sum += stakes.verifier(verifiers[i]).free + stakes.verifier(verifiers[i]).locked
            + stakes.verifier(verifiers[i]).unbonding;
        }
    }

    function heldByAudits() external view returns (uint256) {
        return market.balanceOf(address(audits));
    }

    function owedByAudits() external view returns (uint256 sum) {
        for (uint256 i = 0; i < jobs.length; i++) {
            if (market.stateOf(jobs[i]) >= JobState.Settled) {
                continue;
            }
            bool concluded = disputes.attribution(jobs[i]).deadline != 0;
            sum += concluded
                ? disputes.attribution(jobs[i]).returned
                : auditIsOpen(jobs[i]) ? market.terms(jobs[i]).auditFund : 0;
        }
    }

    function heldByRelay() external view returns (uint256) {
        return market.balanceOf(address(relay));
    }

    function heldByDemands() external view returns (uint256) {
        return market.balanceOf(address(demands));
    }

    function owedByDemands() external view returns (uint256 sum) {
        for (uint256 i = 0; i < demandIds.length; i++) {
            bool open = demands.demand(demandIds[i]).state == DemandState.Open;
            sum += open ? demands.demand(demandIds[i]).fee : 0;
        }
    }

    /// @dev The jury's account and that of Disputes: all of it belongs to claims that are not closed.
    function heldForClaims() external view returns (uint256) {
        return market.balanceOf(address(jury)) + market.balanceOf(address(disputes));
    }

    function openClaims() external view returns (uint256 open) {
        for (uint256 i = 0; i < jobs.length; i++) {
            bytes32[] memory ids = disputes.claimsOf(jobs[i]);
            for (uint256 k = 0; k < ids.length; k++) {
                open += disputes.claim(ids[k]).closed ? 0 : 1;
            }
        }
        for (uint256 i = 0; i < claimIds.length; i++) {
            open += disputes.claim(claimIds[i]).closed ? 0 : 1;
        }
    }

    function lockedOf(address account) external view returns (uint256 locked, uint256 reasons) {
        locked = market.provider(account).locked;
        for (uint256 i = 0; i < jobs.length; i++) {
            if (market.stateOf(jobs[i]) >= JobState.Settled) {
                continue;
            }
            JobView memory job = lens.job(jobs[i]);
            if (job.provider == account) {
                bool seized = job.sampled && market.terms(jobs[i]).auditFund == job.auditDeposit;
                reasons += seized ? job.stake : job.stake + job.auditDeposit;
            }
            for (uint256 k = 0; k < job.legs.length; k++) {
                bool own = job.legs[k].provider == account;
                reasons += own ? uint256(job.legs[k].stake) + job.legs[k].deposit : 0;
            }
        }
    }

    function verifierLocks() external view returns (uint256 locked) {
        for (uint256 i = 0; i < verifiers.length; i++) {
            locked += stakes.verifier(verifiers[i]).locked;
        }
    }

    function recordOf(address account) external view returns (uint256, uint256) {
        return (history.conditions(account).audited, history.conditions(account).faults);
    }

    function auditIsOpen(bytes32 id) private view returns (bool) {
        JobView memory job = lens.job(id);
        bool first = job.claims.length != 0 && Item.unwrap(job.claims[0].item) == 0;
        return job.state == JobState.AuditCommit || job.state == JobState.AuditProviderReveal
            || job.state == JobState.AuditReveal || (job.state == JobState.Disputed && first);
    }
}
