// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState} from "./Jobs.sol";

using {fullPrice, stake, verifiers, has} for Deal global;
using {getHead, setHead, getDeal, setDeal} for JobRecord global;

/// @notice What the market stores of a job: three slots, the first written at posting, the second at the match, the
/// third at the commitment.
struct JobRecord {
    // Slot 0.
    Head head;
    // Slot 1.
    Deal deal;
    // Slot 2.
    /// @dev The commitment; once revealed, the result root.
    bytes32 digest;
}

/// @notice What every verb reads. Parties are account numbers, times seconds until 2106.
struct Head {
    uint32 consumer;
    /// @dev 0 while Open.
    uint32 provider;
    uint32 marketNode;
    JobState state;
    uint8 attempt;
    /// @dev In Committed, the seed block.
    uint32 deadline;
    uint32 latestFinish;
    /// @dev E; 0 when final.
    uint80 escrow;
}

/// @notice What the match fixes.
struct Deal {
    /// @dev Token base units per 10^9 fuel.
    uint56 price;
    /// @dev v: what a verifier earns, token base units per 10^9 fuel.
    uint56 rewardPrice;
    uint48 fuelLimit;
    /// @dev S/P.
    uint16 stakeMultiple;
    /// @dev Seconds.
    uint24 runTime;
    /// @dev Until the reveal the sampling rate in units of 2^-48 (2^48-1: always), then the fuel used.
    uint48 rateOrFuel;
    /// @dev m in the low four bits, above them the flags.
    uint8 traits;
}

/// @dev P + X reaches the market's high value.
uint8 constant HIGH_VALUE_JOB = 0x80;
/// @dev The draw asks for the consumer's secret.
uint8 constant HAS_SECRET = 0x40;
/// @dev The draw sampled this attempt.
uint8 constant SAMPLED = 0x20;
uint8 constant VERIFIERS_MASK = 0x0f;

/// @dev P: the price at the fuel limit, rounded up.
function fullPrice(Deal memory self) pure returns (uint256) {
    return (uint256(self.price) * self.fuelLimit + 1e9 - 1) / 1e9;
}

/// @dev S.
function stake(Deal memory self) pure returns (uint256) {
    return self.fullPrice() * self.stakeMultiple;
}

/// @dev m.
function verifiers(Deal memory self) pure returns (uint8) {
    return self.traits & VERIFIERS_MASK;
}

function has(Deal memory self, uint8 trait) pure returns (bool) {
    return self.traits & trait != 0;
}

// Functions, so that packing and unpacking a slot is compiled once.

function getHead(JobRecord storage self) view returns (Head memory) {
    return self.head;
}

function setHead(JobRecord storage self, Head memory head) {
    self.head = head;
}

function getDeal(JobRecord storage self) view returns (Deal memory) {
    return self.deal;
}

function setDeal(JobRecord storage self, Deal memory deal) {
    self.deal = deal;
}
