// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Conditions} from "../types/Jobs.sol";
import {IMarket} from "./IMarket.sol";

/// @notice What audits have taught: providers' records, the mean price, the floor under all sampling rates; and what
/// follows from them for a match. Written only by audited settlements and proven faults.
interface IHistory {
    /* EVENTS */

    /// @notice An audited job of value P settled: it counts for its provider's record and the market's.
    event AuditPassed(address indexed provider, uint256 value, uint256 meanPrice, uint64 floor);

    /// @notice A provider was found guilty over a job of value P: its record is void.
    event FaultProven(address indexed provider, uint256 value, uint64 floor);

    /* ERRORS */

    /// @notice Thrown when anybody but the market (Verifiers for `countMembers`) calls what is only for it.
    error OnlyMarket();
    /// @notice Thrown when nobody is eligible to verify.
    error NoVerifiers();
    /// @notice Thrown when cheating would pay even if every job were sampled.
    error StakeTooSmall();

    /* ONLY FOR THE MARKET AND VERIFIERS */

    function learnCleanAudit(address provider, uint256 value, uint256 price) external;
    function learnFault(address provider, uint256 value) external;

    /// @notice Tells how many verifiers can be drawn: `acting` until `changesAt` (block time, seconds), `next` from
    /// then. For Verifiers.
    function countMembers(uint256 acting, uint256 next, uint256 changesAt) external;

    /* VIEWS */

    function market() external view returns (IMarket);

    /// @notice Verifiers m, sampling rate and verifiers' pay a match would have now.
    /// @param wanted m the job asks for; 0: the market's default.
    /// @return verifiers m.
    /// @return rewardPrice v, token base units per 10^9 fuel.
    /// @return rate In units of 2^-64, a multiple of 2^-40; 2^64-1: always.
    function sampling(
        address consumer,
        address provider,
        address marketNode,
        uint256 fullPrice,
        uint256 valueAtRisk,
        uint256 stake,
        uint8 wanted
    ) external view returns (uint8 verifiers, uint256 rewardPrice, uint64 rate);

    /// @notice What rates and rewards follow from, for one provider.
    function conditions(address provider) external view returns (Conditions memory);

    /// @notice r at `fuel`, were a job matched now.
    function reward(uint64 fuel) external view returns (uint256);
}
