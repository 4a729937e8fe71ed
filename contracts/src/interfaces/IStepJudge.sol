// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Step} from "../types/Answers.sol";

/// @notice Decides what is right at one step of one job: today a jury, later perhaps a machine on chain.
/// @dev Disputes opens a claim; the judge tells it the verdict by `IDisputes.decide`; Disputes then asks what is
/// missing to pay whom the judge employed, funds it, and lets the judge settle.
interface IStepJudge {
    /// @notice Begins to judge a claim. For Disputes only.
    function open(bytes32 claimId, Step calldata step) external;

    /// @notice J: what judging a step costs to begin with, token base units.
    /// @param reward r: what one who re-runs the job earns.
    function cost(uint256 reward) external view returns (uint256);

    /// @notice What of the judge's cost nobody has paid yet: neither those it punished nor whose appeals failed. Known
    /// once the verdict is final.
    function shortfall(bytes32 claimId) external view returns (uint256);

    /// @notice Pays and releases everybody the judge employed, and gives appellants back what is theirs. For Disputes
    /// only, once, after the verdict.
    /// @param funded What the caller has moved into the judge's account for it, at most `shortfall`. If less, who is
    /// owed shares the lack.
    function settle(bytes32 claimId, uint256 funded) external;
}
