// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState} from "../../src/types/Jobs.sol";
import {Verb} from "../../src/types/Views.sol";
import {Test} from "../support/Test.sol";
import {Actions} from "./Actions.sol";
import {Actors} from "./Actors.sol";

/// @notice What holds after any sequence of actions.
contract MarketInvariants is Test {
    Actions private actions;

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function setUp() external {
        actions = new Actions();
    }

    /// @dev What forge calls at random; `act` most often, for it does most.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](28);
        selectors[0] = Actors.deposit.selector;
        selectors[1] = Actors.withdraw.selector;
        selectors[2] = Actors.unbond.selector;
        selectors[3] = Actors.withdrawBond.selector;
        selectors[4] = Actors.bondVerifier.selector;
        selectors[5] = Actors.unbondVerifier.selector;
        selectors[6] = Actors.withdrawVerifierBond.selector;
        selectors[7] = Actors.bond.selector;
        selectors[8] = Actors.depositAmiss.selector;
        selectors[9] = Actors.withdrawAmiss.selector;
        selectors[10] = Actions.postJob.selector;
        selectors[11] = Actions.postJob.selector;
        selectors[12] = Actions.wait.selector;
        selectors[13] = Actions.demand.selector;
        selectors[14] = Actions.closeDemand.selector;
        selectors[15] = Actions.carryOn.selector;
        selectors[16] = Actors.transfer.selector;
        for (uint256 i = 17; i < 28; i++) {
            selectors[i] = Actions.act.selector;
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actions), selectors);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actions);
    }

    /* PROPERTY 1: SOLVENCY */

    function invariant_tokensHeldAreTokensOwed() external view {
        assertEq(actions.held(), actions.owed(), "held and owed");
    }

    function invariant_eachOfTheCourtHoldsWhatItOwes() external view {
        assertEq(actions.heldByVerifiers(), actions.owedByVerifiers(), "Verifiers");
        assertEq(actions.heldByAudits(), actions.owedByAudits(), "Audits");
        assertEq(actions.heldByDemands(), actions.owedByDemands(), "Demands");
        assertEq(actions.heldByRelay(), 0, "Relay");
        assertTrue(actions.openClaims() != 0 || actions.heldForClaims() == 0, "Jury and Disputes without claims");
    }

    function invariant_everyLockHasItsJob() external view {
        assertLocks(actions.honest());
        assertLocks(actions.cheat());
    }

    function invariant_aMisbehavingTokenIsNeverBelieved() external view {
        assertEq(actions.believed(), 0, "believed");
    }

    /* PROPERTY 3: HONEST PROVIDERS AND CONSUMERS */

    function invariant_anHonestProviderIsNeverSlashed() external view {
        (, uint256 faults) = actions.recordOf(actions.honest());
        assertEq(faults, 0, "faults");
    }

    function invariant_aConsumerPaysForTheFuelUsedAndNoMoreThanItsCeiling() external view {
        assertEq(actions.mispaid(), 0, "mispaid");
    }

    function invariant_recordsMoveOnlyByAudits() external view {
        assertRecord(actions.honest());
        assertRecord(actions.cheat());
        assertEq(actions.faultsFromNowhere(), 0, "faults from nowhere");
    }

    /* PROPERTY 2: NO STATE WITHOUT AN EXIT */

    /// @dev From wherever a run ended, strangers' exits alone end every job, and everybody has its own.
    function afterInvariant() external {
        actions.endAll();
        assertEq(actions.unfinished(), 0, "unfinished");
        assertEq(actions.held(), actions.owed(), "held and owed at the end");
        assertEq(actions.heldByAudits() + actions.heldForClaims() + actions.heldByDemands(), 0, "left in the court");
        assertEq(actions.verifierLocks(), 0, "verifiers' locks at the end");
        assertLocks(actions.honest());
        assertLocks(actions.cheat());
        assertRecord(actions.honest());
    }

    /* THE WALK ITSELF */

    /// @dev Events alone are enough to rebuild the state. Only here: forge forgets recorded logs between the calls of
    /// an invariant's run.
    function assertBooks() private {
        actions.readEvents();
        assertEq(actions.wrongInBooks(), 0, "accounts and jobs an indexer has wrong");
    }

    /// @dev The invariants above say something only if walks do everything everywhere.
    function test_randomWalksDoEverythingEverywhere() external {
        bytes32 dice = keccak256("walk");
        for (uint256 lap = 0; lap < 12; lap++) {
            for (uint256 i = 0; i < 1000; i++) {
                dice = keccak256(abi.encode(dice));
                step(uint256(dice));
                if (i % 100 == 99) {
                    assertBooks();
                }
            }
            tally();
            this.invariant_tokensHeldAreTokensOwed();
            this.invariant_eachOfTheCourtHoldsWhatItOwes();
            this.afterInvariant();
            assertBooks();
            actions = new Actions();
        }
        report();
    }

    mapping(uint8 state => mapping(uint8 verb => uint256)) private _done;
    string private _never;

    function step(uint256 choice) private {
        uint256 kind = choice % 16;
        if (kind < 2) {
            actions.postJob(uint64(choice >> 64), uint128(choice));
        } else if (kind == 2) {
            actions.wait(choice >> 8);
        } else if (kind == 3) {
            actions.demand(choice >> 16, choice >> 32);
        } else if (kind == 4) {
            actions.closeDemand(choice >> 16);
        } else if (kind == 5) {
            actions.transfer(choice >> 16, choice >> 32, choice >> 48);
            actions.carryOn(choice >> 16, choice >> 32);
        } else {
            actions.act(choice >> 16, choice >> 32);
        }
    }

    function tally() private {
        for (uint8 state = 0; state <= uint8(type(JobState).max); state++) {
            for (uint8 verb = 0; verb <= actions.LAST(); verb++) {
                _done[state][verb] += actions.done(JobState(state), verb);
            }
        }
    }

    /// @dev How often each verb was done in each state in which it can be done; never is a failure.
    function report() private {
        expect(JobState.Open, Verb.Match, "Open: match");
        expect(JobState.Open, Verb.CancelJob, "Open: cancel");
        expect(JobState.Open, Verb.Expire, "Open: expire");
        expect(JobState.Running, Verb.Commit, "Running: commit");
        expect(JobState.Running, Verb.Reassign, "Running: reassign");
        expect(JobState.Committed, Verb.Draw, "Committed: draw");
        expect(JobState.Committed, Verb.Reveal, "Committed: reveal, drawing on the way");
        expect(JobState.Clear, Verb.Reveal, "Clear: reveal");
        expect(JobState.Clear, Verb.Reassign, "Clear: reassign");
        expect(JobState.AuditCommit, Verb.Seat, "AuditCommit: seat");
        expect(JobState.AuditCommit, Verb.CommitAnswer, "AuditCommit: commit an answer");
        expect(JobState.AuditCommit, Verb.DeclareUnable, "AuditCommit: declare unable");
        expect(JobState.AuditCommit, Verb.ReplaceNoShows, "AuditCommit: replace no-shows");
        expect(JobState.AuditProviderReveal, Verb.Reveal, "AuditProviderReveal: reveal");
        expect(JobState.AuditProviderReveal, Verb.RevealAnswer, "AuditProviderReveal: reveal an answer");
        expect(JobState.AuditProviderReveal, Verb.Condemn, "AuditProviderReveal: condemn");
        expect(JobState.AuditReveal, Verb.RevealAnswer, "AuditReveal: reveal an answer");
        expect(JobState.AuditReveal, Verb.CloseAudit, "AuditReveal: close");
        expect(JobState.Revealed, Verb.Challenge, "Revealed: challenge");
        expect(JobState.Revealed, Verb.Settle, "Revealed: settle");
        expect(JobState.Disputed, Verb.Challenge, "Disputed: challenge");
        expect(JobState.Disputed, Verb.SeatJury, "Disputed: seat a jury");
        expect(JobState.Disputed, Verb.CommitVote, "Disputed: commit a vote");
        expect(JobState.Disputed, Verb.RevealVote, "Disputed: reveal a vote");
        expect(JobState.Disputed, Verb.DeclareUnable, "Disputed: declare unable");
        expect(JobState.Disputed, Verb.AdvanceJury, "Disputed: advance a jury");
        expect(JobState.Disputed, Verb.Appeal, "Disputed: appeal");
        expect(JobState.AuditCommit, actions.DEMAND(), "AuditCommit: demand a chunk");
        expect(JobState.AuditCommit, actions.ANSWER_DEMAND(), "AuditCommit: answer a demand");
        expect(JobState.AuditCommit, actions.CLOSE_DEMAND(), "AuditCommit: close a demand");
        expect(JobState.Revealed, actions.DEMAND(), "Revealed: demand a chunk");
        expect(JobState.Revealed, actions.ANSWER_DEMAND(), "Revealed: answer a demand");
        expect(JobState.Revealed, actions.CLOSE_DEMAND(), "Revealed: close a demand");
        expect(JobState.Running, actions.LAND(), "Running: land a checkpoint");
        expect(JobState.Running, actions.HAND_OVER(), "Running: hand over");
        expect(JobState.Open, actions.RESUME(), "Open: match that resumes");
        expect(JobState.Disputed, Verb.Attribute, "Disputed: show whose turn was wrong");
        expect(JobState.Disputed, Verb.ConvictUnattributed, "Disputed: convict for want of that");
        assertEq(bytes(_never).length, 0, _never);
    }

    function expect(JobState state, Verb verb, string memory name) private {
        expect(state, uint8(verb), name);
    }

    function expect(JobState state, uint8 verb, string memory name) private {
        uint256 times = _done[uint8(state)][verb];
        vm.snapshotValue("walk", name, times);
        _never = times == 0 && bytes(_never).length == 0 ? name : _never;
    }

    function assertLocks(address account) private view {
        (uint256 locked, uint256 reasons) = actions.lockedOf(account);
        assertEq(locked, reasons, "provider's locks");
    }

    function assertRecord(address account) private view {
        (uint256 audited,) = actions.recordOf(account);
        assertEq(audited, actions.audited(account), "audited value");
    }
}
