// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobView} from "../types/Views.sol";
import {IMarket} from "./IMarket.sol";

/// @notice Reads what the market's contracts know of a job in one call. It holds nothing and may do nothing.
interface ILens {
    /// @notice A job's whole state, its next deadline, and who may do what now.
    function job(bytes32 id) external view returns (JobView memory);

    function market() external view returns (IMarket);
}
