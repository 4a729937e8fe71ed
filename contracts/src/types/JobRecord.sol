// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {JobState} from "./Jobs.sol";

using {fullPrice, stake, verifiers, has} for Deal global;
using {readHead, writeHead, receipt} for HeadSlot global;
using {readDeal, writeDeal, freeAfter, readAnswer, writeAnswer} for Lane global;

/// @notice What the market stores of a job: one slot, written at its posting. Parties are account numbers, times
/// seconds until 2106.
struct Head {
    JobState state;
    uint32 consumer;
    /// @dev 0 while Open.
    uint32 provider;
    uint24 lane;
    uint8 attempt;
    /// @dev In Committed, the seed block.
    uint32 deadline;
    uint32 latestFinish;
    /// @dev E.
    uint80 escrow;
    /// @dev Demands of its output are open: so long the job cannot settle.
    bool held;
}

/// @notice A head in storage.
struct HeadSlot {
    Head head;
}

/// @notice What a final job's head becomes.
struct Receipt {
    JobState state;
    uint32 consumer;
    /// @dev Beginning of the result root; zero unless settled.
    bytes22 root;
}

/// @notice What the market stores of an attempt: two slots of its provider that one job after the other uses, for
/// writing where something was written before costs a quarter of writing anew.
struct Lane {
    // Slot 0.
    Deal deal;
    // Slot 1.
    Answer answer;
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
    /// @dev Sampling rate in units of 2^-24; 2^24-1: always.
    uint24 rate;
    /// @dev Jobs the lane has carried to their end.
    uint24 uses;
    /// @dev m in the low three bits, above them the flags; 0 while the lane is free.
    uint8 traits;
}

/// @notice What the provider says its job came to.
struct Answer {
    /// @dev Beginning of the commitment; once revealed, of the result root. Finding two that agree in 176 bits takes
    /// 2^88 hashes.
    bytes22 digest;
    /// @dev 0 until revealed.
    uint48 fuelUsed;
    uint32 marketNode;
}

uint8 constant VERIFIERS_MASK = 0x07;
/// @dev P + X reaches the market's high value.
uint8 constant HIGH_VALUE_JOB = 0x08;
/// @dev The draw asks for the consumer's secret.
uint8 constant HAS_SECRET = 0x10;
/// @dev The draw sampled this attempt.
uint8 constant SAMPLED = 0x20;
/// @dev It did because the secret was withheld: the consumer's reserve pays the audit.
uint8 constant WITHHELD = 0x40;

/// @dev P: the price at the fuel limit, rounded up.
function fullPrice(Deal memory self) pure returns (uint256) {
    // Below 2^104.
    unchecked {
        return (uint256(self.price) * self.fuelLimit + 1e9 - 1) / 1e9;
    }
}

/// @dev S.
function stake(Deal memory self) pure returns (uint256) {
    // Below 2^120.
    unchecked {
        return self.fullPrice() * self.stakeMultiple;
    }
}

/// @dev m.
function verifiers(Deal memory self) pure returns (uint8) {
    return self.traits & VERIFIERS_MASK;
}

function has(Deal memory self, uint8 trait) pure returns (bool) {
    return self.traits & trait != 0;
}

// Functions, so that packing and unpacking a slot is compiled once.

function readHead(HeadSlot storage self) view returns (Head memory) {
    return self.head;
}

function writeHead(HeadSlot storage self, Head memory head) {
    self.head = head;
}

function readDeal(Lane storage self) view returns (Deal memory) {
    return self.deal;
}

function writeDeal(Lane storage self, Deal memory deal) {
    self.deal = deal;
}

/// @dev Leaves of the deal only that the lane has carried one job more.
function freeAfter(Lane storage self, uint256 uses) {
    // `Deal.uses` begins at bit 224.
    assembly ("memory-safe") {
        sstore(self.slot, shl(224, add(uses, 1)))
    }
}

function readAnswer(Lane storage self) view returns (Answer memory) {
    return self.answer;
}

function writeAnswer(Lane storage self, Answer memory answer) {
    self.answer = answer;
}

/// @dev The same slot; state and consumer lie where the head has them.
function receipt(HeadSlot storage self) pure returns (Receipt storage result) {
    assembly ("memory-safe") {
        result.slot := self.slot
    }
}

/// @dev What is stored of a commitment or result root.
function beginning(bytes32 hash) pure returns (bytes22) {
    // As `Answer.digest` says, the rest is not needed.
    // forge-lint: disable-next-line(unsafe-typecast)
    return bytes22(hash);
}
