// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState} from "../../src/types/Jobs.sol";
import {Test} from "../support/Test.sol";
import {Actions} from "./Actions.sol";

/// @notice What holds after any sequence of actions.
contract MoneyInvariants is Test {
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
        bytes4[] memory selectors = new bytes4[](14);
        selectors[0] = Actions.deposit.selector;
        selectors[1] = Actions.withdraw.selector;
        selectors[2] = Actions.unbond.selector;
        selectors[3] = Actions.withdrawBond.selector;
        selectors[4] = Actions.bondVerifier.selector;
        selectors[5] = Actions.unbondVerifier.selector;
        selectors[6] = Actions.withdrawVerifierBond.selector;
        selectors[7] = Actions.postJob.selector;
        selectors[8] = Actions.wait.selector;
        for (uint256 i = 9; i < 14; i++) {
            selectors[i] = Actions.act.selector;
        }
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(actions), selectors);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(actions);
    }

    function invariant_tokensHeldAreTokensOwed() external view {
        assertEq(actions.held(), actions.owed(), "held and owed");
    }

    function invariant_auditsHoldsItsVerifiersBondsAndOpenDeposits() external view {
        assertEq(actions.heldByAudits(), actions.owedByAudits(), "held and owed by Audits");
    }

    function invariant_everyLockHasItsJob() external view {
        assertLocks(actions.honest());
        assertLocks(actions.cheat());
        (uint256 locked, uint256 reasons) = actions.verifierLocks();
        assertEq(locked, reasons, "verifiers' locks");
    }

    function invariant_anHonestProviderIsNeverSlashed() external view {
        assertEq(actions.faultsOf(actions.honest()), 0, "faults");
    }

    /// @dev From wherever a run ended, strangers' exits alone end every job, and no lock is left.
    function afterInvariant() external {
        actions.endAll();
        assertEq(actions.unfinished(), 0, "unfinished jobs");
        assertEq(actions.held(), actions.owed(), "held and owed at the end");
        assertLocks(actions.honest());
        (uint256 locked,) = actions.verifierLocks();
        assertEq(locked, 0, "verifiers' locks at the end");
    }

    /// @dev The invariants above say something only if their walks get everywhere.
    function test_randomWalksReachEveryState() external {
        bytes32 dice = keccak256("walk");
        for (uint256 i = 0; i < 1500; i++) {
            dice = keccak256(abi.encode(dice));
            uint256 choice = uint256(dice);
            if (choice % 10 == 0) {
                actions.postJob(uint64(choice >> 64), uint128(choice));
            } else if (choice % 10 == 1) {
                actions.wait(choice >> 8);
            } else {
                actions.act(choice >> 16, choice >> 32);
            }
        }
        for (uint8 state = uint8(JobState.Open); state <= uint8(JobState.Void); state++) {
            assertTrue(actions.visits(JobState(state)) != 0, string(abi.encodePacked("state ", bytes1(65 + state))));
        }
    }

    function assertLocks(address account) private view {
        (uint256 locked, uint256 reasons) = actions.lockedOf(account);
        assertEq(locked, reasons, "provider's locks");
    }
}
