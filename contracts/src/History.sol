// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ledger} from "./Ledger.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {Narrow} from "./libraries/Narrow.sol";

/// @notice What the market remembers of settled prices and of audits.
abstract contract History is IMarket, Ledger {
    using Narrow for uint256;

    /// @dev One slot. The mean moves at most a tenth away from `anchor`, its value when the epoch began.
    struct Prices {
        uint56 mean;
        uint56 anchor;
        uint40 epoch;
    }

    /// @dev One slot. Values of audits, halved every epoch.
    struct Audited {
        uint112 total;
        uint112 faulty;
        uint32 epoch;
    }

    /// @dev How much of the gap to a settled price the mean closes: one part in so many.
    uint256 private constant INERTIA = 64;
    /// @dev Clean audits that end the suspicion after a fault.
    uint8 private constant CLEAN_AUDITS_OWED = 5;

    uint256 internal immutable GENESIS = block.timestamp;

    Prices internal _prices;
    Audited private _audited;

    constructor() {
        _prices = Prices(STARTING_PRICE, STARTING_PRICE, 0);
    }

    /// @inheritdoc IMarket
    function history(address account)
        external
        view
        returns (uint256 audited, uint256 cleanAuditsOwed, uint256 recentAudits, uint256 recentFaults)
    {
        uint32 number = _numbers[account];
        (recentAudits, recentFaults) = _recentAudits();
        return (_records[number].audited, _stakes[number].cleanAuditsOwed, recentAudits, recentFaults);
    }

    /// @inheritdoc IMarket
    function meanPrice() external view returns (uint256) {
        return _prices.mean;
    }

    function _epoch() internal view returns (uint256) {
        return (block.timestamp - GENESIS) / EPOCH_SECONDS;
    }

    function _learnPrice(uint256 price) internal {
        Prices memory prices = _prices;
        if (_epoch() != prices.epoch) {
            prices.epoch = _epoch().to40();
            prices.anchor = prices.mean;
        }
        uint256 mean = prices.mean;
        uint256 heard = _clamp(price, mean / 2, mean * 2);
        mean = heard > mean ? mean + (heard - mean) / INERTIA : mean - (mean - heard) / INERTIA;
        uint256 step = uint256(prices.anchor) / 10;
        prices.mean = _clamp(mean, prices.anchor - step, prices.anchor + step).to56();
        _prices = prices;
    }

    function _learnCleanAudit(uint32 number, uint256 value) internal {
        _records[number].audited += value.to96();
        if (_stakes[number].cleanAuditsOwed != 0) {
            _stakes[number].cleanAuditsOwed--;
        }
        _learnAudit(value, 0);
    }

    function _learnFault(uint32 number, uint256 value) internal {
        _records[number].audited = 0;
        _stakes[number].faults++;
        _stakes[number].cleanAuditsOwed = CLEAN_AUDITS_OWED;
        _learnAudit(value, value);
    }

    function _learnAudit(uint256 value, uint256 faulty) private {
        (uint256 total, uint256 bad) = _recentAudits();
        _audited = Audited((total + value).to112(), (bad + faulty).to112(), _epoch().to32());
    }

    function _recentAudits() private view returns (uint256 total, uint256 faulty) {
        uint256 age = _epoch() - _audited.epoch;
        return (uint256(_audited.total) >> age, uint256(_audited.faulty) >> age);
    }

    function _clamp(uint256 x, uint256 least, uint256 most) private pure returns (uint256) {
        return x < least ? least : x > most ? most : x;
    }
}
