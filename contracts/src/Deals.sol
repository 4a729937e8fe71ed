// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ledger} from "./Ledger.sol";
import {IERC20} from "./interfaces/IERC20.sol";
import {IHistory} from "./interfaces/IHistory.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IRelay} from "./interfaces/IRelay.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {
    Answer,
    Deal,
    HAS_SECRET,
    HIGH_VALUE_JOB,
    Head,
    HeadSlot,
    Lane,
    Receipt,
    SAMPLED,
    WITHHELD
} from "./types/JobRecord.sol";
import {Court, JobState, Terms} from "./types/Jobs.sol";

/// @notice Jobs and the deals about them: what follows from a deal, and how an attempt ends, which locks come free then
/// and who gets what.
abstract contract Deals is IMarket, Ledger {
    using Narrow for uint256;

    /// @dev Clean audits that end the suspicion after a fault.
    uint8 private constant CLEAN_AUDITS_OWED = 5;

    /* STORAGE */

    /// @inheritdoc IMarket
    IHistory public immutable history;
    /// @inheritdoc IMarket
    IRelay public immutable relay;

    mapping(bytes32 id => HeadSlot) internal _jobs;
    /// @dev By the provider's number and its lane, as `Terms.lane`.
    mapping(uint64 key => Lane) internal _lanes;

    constructor(IERC20 token_, IHistory history_, Court memory court) Ledger(token_, court) {
        history = history_;
        relay = IRelay(court.relay);
    }

    /* ENDINGS */

    /// @dev Frees the lane and every lock of the attempt; `lost` of them leaves the bond, `earned` goes to the balance.
    function _endAttempt(Lane storage lane_, Deal memory deal, Head memory head, uint256 lost, uint256 earned)
        internal
    {
        lane_.freeAfter(deal.uses);
        bool depositIsLocked = !deal.has(SAMPLED) || deal.has(WITHHELD);
        uint256 locked = deal.stake() + (depositIsLocked ? _auditDeposit(deal) : 0);
        _release(head.provider, locked, lost, earned);
    }

    function _splitSlash(Deal memory deal, uint256 juryCost, bool found)
        internal
        pure
        returns (uint256 toJurors, uint256 toFinders, uint256 toConsumer)
    {
        toJurors = _min(juryCost, deal.stake());
        uint256 left = deal.stake() - toJurors;
        toFinders = found ? left * 35 / 100 : 0;
        toConsumer = _min(left * 30 / 100, 2 * deal.fullPrice());
    }

    function _burnSlash(
        bytes32 id,
        uint32 number,
        uint256 seized,
        uint256 toCourt,
        uint256 toConsumer,
        uint256 returned
    ) internal {
        uint256 toSink = seized - toCourt - toConsumer;
        emit ProviderSlashed(id, _owners[number], seized, toCourt, toConsumer, toSink, returned);
        _burn(address(0), toSink);
    }

    /// @dev Frees the attempt; `lost` leaves the provider's bond, and the consumer gets `gained`.
    function _endDispute(Head memory head, uint256 lost, uint256 gained, uint256 returned) internal {
        Lane storage lane_ = _lanes[_key(head)];
        Deal memory deal = lane_.readDeal();
        _endAttempt(lane_, deal, head, lost, 0);
        _returnFund(head, deal, returned);
        _credit(head.consumer, gained + _reserveLeft(deal));
    }

    function _learnFault(uint32 number, uint256 value) internal {
        _accounts[number].cleanAuditsOwed = CLEAN_AUDITS_OWED;
        history.learnFault(_owners[number], value);
    }

    /// @param relayed Whether what was done so far may be gone on from.
    function _chargeLate(bytes32 id, Head memory head, bool relayed) internal {
        Lane storage lane_ = _lanes[_key(head)];
        Deal memory deal = lane_.readDeal();
        uint256 fee = deal.fullPrice() / 5;
        if (relayed && relay.keep(id, head.attempt, fee)) {
            lane_.freeAfter(deal.uses);
            _release(head.provider, fee, fee, 0);
        } else {
            _endAttempt(lane_, deal, head, fee, 0);
        }
        _credit(head.consumer, fee / 2 + _reserveLeft(deal));
        emit LateFeeCharged(id, _owners[head.provider], fee);
        _burn(address(0), fee - fee / 2);
        _reopen(id, head);
    }

    function _reopen(bytes32 id, Head memory head) internal {
        head.provider = 0;
        head.lane = 0;
        head.held = false;
        if (block.timestamp > head.latestFinish || head.attempt == type(uint8).max) {
            _refund(id, head);
            return;
        }
        head.state = JobState.Open;
        head.attempt++;
        head.deadline = head.latestFinish;
        _jobs[id].writeHead(head);
        emit JobReopened(id, head.attempt, head.deadline);
    }

    function _refund(bytes32 id, Head memory head) internal {
        _dropLegs(id, head);
        _finish(id, JobState.Refunded, 0);
        _credit(head.consumer, head.escrow);
        emit JobRefunded(id, _owners[head.consumer], head.escrow);
    }

    function _finish(bytes32 id, JobState state, bytes22 root) internal {
        Receipt storage receipt = _jobs[id].receipt();
        uint32 consumer = receipt.consumer;
        // Clears what else the slot held.
        assembly ("memory-safe") {
            sstore(receipt.slot, 0)
        }
        (receipt.state, receipt.consumer, receipt.root) = (state, consumer, root);
    }

    /// @dev A first attempt resumes from nobody.
    function _dropLegs(bytes32 id, Head memory head) internal {
        if (head.attempt != 0) {
            relay.drop(id);
        }
    }

    /// @return fuelUsed By those before the last provider.
    /// @return spent What of the escrow they got.
    function _settleLegs(bytes32 id, Head memory head) internal returns (uint256 fuelUsed, uint256 spent) {
        if (head.attempt != 0) {
            _credit(RELAY_NUMBER, head.escrow);
            (fuelUsed, spent) = relay.settle(id);
            _debit(RELAY_NUMBER, head.escrow - spent);
        }
    }

    /// @dev Gives what Audits did not use of an audit's fund back to whoever brought it.
    function _returnFund(Head memory head, Deal memory deal, uint256 returned) internal {
        if (returned != 0) {
            _debit(AUDITS_NUMBER, returned);
            if (deal.has(WITHHELD)) {
                _credit(head.consumer, returned);
            } else {
                _restore(head.provider, returned);
            }
        }
    }

    function _learnCleanAudit(uint32 number, Deal memory deal) internal {
        if (_accounts[number].cleanAuditsOwed != 0) {
            _accounts[number].cleanAuditsOwed--;
        }
        history.learnCleanAudit(_owners[number], deal.fullPrice(), deal.price);
    }

    /* ARITHMETIC */

    /// @dev A: two rewards at the fuel limit for each verifier.
    function _auditDeposit(Deal memory deal) internal view returns (uint256) {
        return 2 * _reserve(deal);
    }

    /// @dev One reward at the fuel limit for each verifier: what a consumer with a draw secret locks.
    function _reserve(Deal memory deal) internal view returns (uint256) {
        return uint256(deal.verifiers()) * _reward(deal.rewardPrice, deal.fuelLimit);
    }

    function _reserveLeft(Deal memory deal) internal view returns (uint256) {
        return deal.has(HAS_SECRET) && !deal.has(WITHHELD) ? _reserve(deal) : 0;
    }

    function _auditFund(Deal memory deal) internal view returns (uint256) {
        return deal.has(WITHHELD) ? _reserve(deal) : _auditDeposit(deal);
    }

    /* DEADLINES */

    function _revealDeadline() internal view returns (uint32) {
        return (block.timestamp + REVEAL_WINDOW).to32();
    }

    function _challengeDeadline(Deal memory deal) internal view returns (uint32) {
        uint256 window = uint256(CHALLENGE_FACTOR) * deal.runTime + CHALLENGE_EXTRA;
        window = window < CHALLENGE_WINDOW ? CHALLENGE_WINDOW : window;
        if (deal.has(HIGH_VALUE_JOB) && window < CHALLENGE_WINDOW_HIGH) {
            window = CHALLENGE_WINDOW_HIGH;
        }
        return (block.timestamp + window).to32();
    }

    /* VIEWS */

    function _addDeal(Terms memory result, Deal memory deal, Answer memory answer) internal view {
        result.marketNode = _owners[answer.marketNode];
        result.runTime = deal.runTime;
        result.price = deal.price;
        result.fullPrice = deal.fullPrice();
        result.stake = deal.stake();
        result.auditDeposit = _auditDeposit(deal);
        result.fullReward = _reward(deal.rewardPrice, deal.fuelLimit);
        result.reward = result.fullReward;
        result.fuelLimit = deal.fuelLimit;
        result.rate = SamplingRate.widen(deal.rate);
        result.verifiers = deal.verifiers();
        result.sampled = deal.has(SAMPLED);
        result.highValue = deal.has(HIGH_VALUE_JOB);
        result.auditFund = result.sampled ? _auditFund(deal) : 0;
        if (_isRevealed(result.state)) {
            result.fuelUsed = answer.fuelUsed;
            result.reward = _reward(deal.rewardPrice, answer.fuelUsed);
            result.resultRoot = answer.digest;
        } else if (result.state != JobState.Running) {
            result.commitment = answer.digest;
        }
    }

    function _isRevealed(JobState state) internal pure returns (bool) {
        return state == JobState.AuditReveal || state == JobState.Revealed || state == JobState.Disputed;
    }

    /* KEYS */

    function _key(Head memory head) internal pure returns (uint64) {
        return _keyOf(head.provider, head.lane);
    }

    function _keyOf(uint32 number, uint32 lane_) internal pure returns (uint64) {
        return uint64(number) << 32 | lane_;
    }

    function _min(uint256 a, uint256 b) internal pure returns (uint256) {
        return a < b ? a : b;
    }
}
