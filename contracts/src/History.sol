// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Configured} from "./Configured.sol";
import {IHistory} from "./interfaces/IHistory.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IVerifiers} from "./interfaces/IVerifiers.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {Conditions} from "./types/Jobs.sol";

/// @notice What the market remembers of audits, and how often a match must be sampled for it.
contract History is IHistory, Configured {
    using Narrow for uint256;

    /// @dev One slot: all that matches depend on beside their provider. The mean moves at most a tenth away from
    /// `anchor`, its value when the epoch began.
    struct Climate {
        uint56 meanPrice;
        uint56 anchor;
        uint32 epoch;
        /// @dev Least sampling rate, in units of 2^-24.
        uint24 floor;
        /// @dev Verifiers that can be drawn: until `changesAt`, and from then. At most 65535 are told apart.
        uint16 members;
        uint16 nextMembers;
        uint40 changesAt;
    }

    /// @dev One slot. Values of audits, halved every epoch.
    struct Audited {
        uint112 total;
        uint112 faulty;
        uint32 epoch;
    }

    /// @dev One slot.
    struct Record {
        uint96 audited;
        uint32 faults;
    }

    /// @dev How much of the gap to a settled price the mean closes: one part in so many.
    uint256 private constant INERTIA = 64;

    uint256 private immutable GENESIS = block.timestamp;

    /* STORAGE */

    /// @inheritdoc IHistory
    IMarket public immutable market;
    IVerifiers private immutable VERIFIERS;

    Climate private _climate;
    Audited private _audited;
    mapping(address provider => Record) private _records;

    modifier onlyMarket() {
        require(msg.sender == address(market), OnlyMarket());
        _;
    }

    constructor(IMarket market_) Configured(market_.orders().parameters()) {
        market = market_;
        VERIFIERS = market_.verifiers();
        _climate.meanPrice = STARTING_PRICE;
        _climate.anchor = STARTING_PRICE;
        _climate.floor = _floor(0, 0);
    }

    /* ONLY FOR THE MARKET AND VERIFIERS */

    /// @inheritdoc IHistory
    function learnCleanAudit(address provider, uint256 value, uint256 price) external onlyMarket {
        _records[provider].audited = _min(_records[provider].audited + value, type(uint96).max).to96();
        Climate memory climate = _climate;
        _learnPrice(climate, price);
        _learnAudit(climate, value, 0);
        _climate = climate;
        emit AuditPassed(provider, value, climate.meanPrice, SamplingRate.widen(climate.floor));
    }

    /// @inheritdoc IHistory
    function learnFault(address provider, uint256 value) external onlyMarket {
        _records[provider].audited = 0;
        _records[provider].faults++;
        Climate memory climate = _climate;
        _learnAudit(climate, value, value);
        _climate = climate;
        emit FaultProven(provider, value, SamplingRate.widen(climate.floor));
    }

    /// @inheritdoc IHistory
    function countMembers(uint256 acting, uint256 next, uint256 changesAt) external {
        require(msg.sender == address(VERIFIERS), OnlyMarket());
        Climate memory climate = _climate;
        climate.members = _min(acting, type(uint16).max).to16();
        climate.nextMembers = _min(next, type(uint16).max).to16();
        climate.changesAt = changesAt.to40();
        _climate = climate;
    }

    /* VIEWS */

    /// @inheritdoc IHistory
    function conditions(address provider) external view returns (Conditions memory) {
        Climate memory climate = _climate;
        Record memory record = _records[provider];
        return Conditions({
            meanPrice: climate.meanPrice,
            floor: SamplingRate.widen(climate.floor),
            members: _members(climate),
            audited: record.audited,
            faults: record.faults,
            cleanAuditsOwed: market.provider(provider).cleanAuditsOwed
        });
    }

    /// @inheritdoc IHistory
    function reward(uint64 fuel) external view returns (uint256) {
        return _reward(_rewardPrice(_climate.meanPrice), fuel);
    }

    /// @inheritdoc IHistory
    function sampling(
        address consumer,
        address provider,
        address marketNode,
        uint256 fullPrice,
        uint256 valueAtRisk,
        uint256 stake,
        uint8 wanted
    ) external view returns (uint8 verifiers, uint256 rewardPrice, uint64 rate) {
        Climate memory climate = _climate;
        uint256 m = wanted == 0 ? _defaultVerifiers(fullPrice, valueAtRisk) : wanted;
        // Three of the members may be the parties.
        if (_members(climate) < m + 3) {
            m = VERIFIERS.eligible(consumer, provider, marketNode, m);
            require(m != 0, NoVerifiers());
        }
        (bool pays, uint64 least) = SamplingRate.deterring(fullPrice, valueAtRisk, stake, m);
        require(!pays, StakeTooSmall());
        least = SamplingRate.max(least, _forRecord(provider, fullPrice));
        uint24 rounded = SamplingRate.narrow(least);
        rate = SamplingRate.widen(rounded < climate.floor ? climate.floor : rounded);
        // At most what was asked, a uint8.
        // forge-lint: disable-next-line(unsafe-typecast)
        verifiers = uint8(m);
        rewardPrice = _rewardPrice(climate.meanPrice);
    }

    /* INTERNAL */

    function _forRecord(address provider, uint256 fullPrice) private view returns (uint64) {
        return SamplingRate.forRecord(_records[provider].audited, fullPrice, NEWCOMER_AUDITS, HISTORY_WEIGHT);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function _learnPrice(Climate memory climate, uint256 price) private view {
        if (_epoch() != climate.epoch) {
            climate.epoch = _epoch().to32();
            climate.anchor = climate.meanPrice;
        }
        uint256 mean = climate.meanPrice;
        uint256 heard = _clamp(price, mean / 2, mean * 2);
        mean = heard > mean ? mean + (heard - mean) / INERTIA : mean - (mean - heard) / INERTIA;
        uint256 step = uint256(climate.anchor) / 10;
        climate.meanPrice = _min(_clamp(mean, climate.anchor - step, climate.anchor + step), type(uint56).max).to56();
    }

    function _learnAudit(Climate memory climate, uint256 value, uint256 faulty) private {
        uint256 age = _epoch() - _audited.epoch;
        uint256 total = (uint256(_audited.total) >> age) + value;
        uint256 bad = (uint256(_audited.faulty) >> age) + faulty;
        climate.floor = _floor(total, bad);
        _audited = Audited(total.to112(), bad.to112(), _epoch().to32());
    }

    function _floor(uint256 audited, uint256 faulty) private view returns (uint24) {
        return SamplingRate.narrow(SamplingRate.forMarket(audited, faulty, FLOOR_BPS, FLOOR_CAP_BPS));
    }

    function _defaultVerifiers(uint256 fullPrice, uint256 valueAtRisk) private view returns (uint256) {
        if (fullPrice + valueAtRisk >= HIGH_VALUE) {
            return 3;
        }
        return fullPrice < SMALL_VALUE && valueAtRisk == 0 ? 1 : 2;
    }

    /// @dev Never more than can be drawn: a committee is drawn in this epoch or the next.
    function _members(Climate memory climate) private view returns (uint256) {
        return block.timestamp < climate.changesAt ? _min(climate.members, climate.nextMembers) : climate.nextMembers;
    }

    function _epoch() private view returns (uint256) {
        return (block.timestamp - GENESIS) / EPOCH_SECONDS;
    }

    function _clamp(uint256 x, uint256 least, uint256 most) private pure returns (uint256) {
        return x < least ? least : x > most ? most : x;
    }
}
