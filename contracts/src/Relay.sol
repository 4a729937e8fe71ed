// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {IRelay} from "./interfaces/IRelay.sol";
import {Items} from "./libraries/Items.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {OrderHash} from "./libraries/OrderHash.sol";
import {SamplingRate} from "./libraries/SamplingRate.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {Item} from "./types/Answers.sol";
import {JobState, Terms} from "./types/Jobs.sol";
import {Checkpoint, Leg, PendingCheckpoint, pointOf} from "./types/Relay.sol";

/// @notice Jobs that one provider begins and another ends.
contract Relay is IRelay, Batched, Configured {
    using Narrow for uint256;
    using OrderHash for Checkpoint;
    using Signatures for bytes;

    /// @dev How the slash of a guilty leg is split.
    struct Slash {
        uint256 fullPrice;
        uint256 left;
        uint256 toJurors;
        uint256 toFinders;
        uint256 toConsumer;
    }

    /// @dev Two slots.
    struct Run {
        // Slot 0: the pending checkpoint's.
        bytes32 point;
        // Slot 1.
        uint8 attempt;
        uint8 turns;
        uint48 fuelUsed;
        uint8 legs;
        /// @dev Of the present attempt.
        uint96 auditCost;
    }

    uint256 private constant VERB_GAS = 600_000;
    /// @dev Most turns of an agent job; at the last nothing is left to resume.
    uint8 private constant MOST_TURNS = 64;
    uint8 private constant MOST_LEGS = 8;

    IOrders private immutable ORDERS;
    address private immutable AUDITS;
    address private immutable DISPUTES;

    /* STORAGE */

    /// @inheritdoc IRelay
    IMarket public immutable market;

    mapping(bytes32 jobId => Run) private _runs;
    mapping(bytes32 jobId => mapping(uint256 index => Leg)) private _legs;

    modifier only(address caller) {
        require(msg.sender == caller, OnlyCourt());
        _;
    }

    constructor(IMarket market_) Configured(market_.orders().parameters()) Batched(VERB_GAS) {
        market = market_;
        ORDERS = market_.orders();
        AUDITS = address(market_.audits());
        DISPUTES = address(market_.disputes());
    }

    /* CHECKPOINTS */

    /// @inheritdoc IRelay
    function landCheckpoint(Checkpoint calldata checkpoint, bytes calldata signature) public {
        Terms memory terms = market.terms(checkpoint.jobId);
        require(terms.state == JobState.Running && terms.attempt == checkpoint.attempt, WrongState());
        Run storage run = _runs[checkpoint.jobId];
        _requireAhead(checkpoint, run, terms.fuelLimit);
        require(signature.isFrom(terms.provider, checkpointDigest(checkpoint)), BadSignature());
        run.point = checkpoint.point();
        (run.attempt, run.turns) = (checkpoint.attempt, checkpoint.turns);
        run.fuelUsed = uint256(checkpoint.fuelUsed).to48();
        emit CheckpointLanded(
            checkpoint.jobId,
            terms.provider,
            checkpoint.attempt,
            checkpoint.turns,
            checkpoint.fuelUsed,
            checkpoint.before,
            checkpoint.turnHash(),
            checkpoint.stateHash
        );
    }

    /// @inheritdoc IRelay
    function handOver(Checkpoint calldata checkpoint, bytes calldata signature) external {
        landCheckpoint(checkpoint, signature);
        Terms memory terms = market.terms(checkpoint.jobId);
        require(msg.sender == terms.provider || block.timestamp > terms.deadline, TooEarly());
        market.reassignJob(checkpoint.jobId);
    }

    /* ONLY FOR THE MARKET */

    /// @inheritdoc IRelay
    function keep(bytes32 jobId, uint8 attempt, uint256 fee) external only(address(market)) returns (bool) {
        Run storage run = _runs[jobId];
        uint8 index = run.legs;
        if (run.turns == 0 || run.attempt != attempt || index == MOST_LEGS) {
            return false;
        }
        Terms memory terms = market.terms(jobId);
        if (block.timestamp > terms.latestFinish || attempt == type(uint8).max) {
            return false;
        }
        Leg memory leg = Leg({
            point: run.point,
            provider: terms.provider,
            price: terms.price.to56(),
            turns: run.turns,
            rate: SamplingRate.narrow(terms.rate),
            marketNode: terms.marketNode,
            fuelUsed: run.fuelUsed,
            stake: (terms.stake - fee).to88(),
            deposit: terms.auditDeposit.to88()
        });
        _legs[jobId][index] = leg;
        run.legs = index + 1;
        emit LegKept(jobId, terms.provider, attempt, index, leg);
        return true;
    }

    /// @inheritdoc IRelay
    function drop(bytes32 jobId) external only(address(market)) {
        _dropFrom(jobId, 0);
    }

    /// @inheritdoc IRelay
    function settle(bytes32 jobId) external only(address(market)) returns (uint256 fuelUsed, uint256 spent) {
        Run memory run = _runs[jobId];
        if (run.legs == 0) {
            return (0, 0);
        }
        Terms memory terms = market.terms(jobId);
        uint256 shares = 0;
        for (uint8 i = 0; i < run.legs; i++) {
            Leg memory leg = _legs[jobId][i];
            uint256 own = leg.fuelUsed - fuelUsed;
            uint256 share = own == 0 ? 0 : _min(run.auditCost * own / terms.fuelUsed, leg.deposit);
            fuelUsed = leg.fuelUsed;
            spent += _payLeg(jobId, i, leg, own, share);
            shares += share;
        }
        _runs[jobId].legs = 0;
        _pay(terms.provider, shares);
    }

    /* ONLY FOR ORDERS */

    /// @inheritdoc IRelay
    function resume(bytes32 jobId, bytes32 point) external only(address(ORDERS)) returns (uint64 rate) {
        uint8 kept = point == 0 ? 0 : _indexOf(jobId, point) + 1;
        _dropFrom(jobId, kept);
        _runs[jobId].auditCost = 0;
        for (uint256 i = 0; i < kept; i++) {
            Leg storage leg = _legs[jobId][i];
            bool suspect = market.provider(leg.provider).cleanAuditsOwed != 0;
            rate = SamplingRate.max(rate, suspect ? SamplingRate.ALWAYS : SamplingRate.widen(leg.rate));
        }
    }

    /* ONLY FOR AUDITS AND DISPUTES */

    /// @inheritdoc IRelay
    function learnAuditCost(bytes32 jobId, uint256 cost) external only(AUDITS) {
        _runs[jobId].auditCost = cost.to96();
    }

    /// @inheritdoc IRelay
    function convict(bytes32 jobId, uint8 index, uint256 juryCost, bool found, uint256 returned)
        external
        only(DISPUTES)
        returns (uint256, uint256)
    {
        Terms memory terms = market.terms(jobId);
        Leg memory leg = _legs[jobId][index];
        Slash memory slash;
        slash.fullPrice = (uint256(leg.price) * terms.fuelLimit + 1e9 - 1) / 1e9;
        slash.toJurors = _min(juryCost, leg.stake);
        slash.left = leg.stake - slash.toJurors;
        uint256[] memory wages = _wagesOf(jobId, index, terms, slash);
        slash.toFinders = found ? slash.left * 35 / 100 : 0;
        slash.toConsumer = _min(slash.left * 30 / 100, 2 * slash.fullPrice);
        _dropFrom(jobId, index + 1);
        _runs[jobId].legs = index;
        _slash(jobId, index, leg, slash);
        _payWages(jobId, index, terms.provider, wages);
        _pay(terms.consumer, slash.toConsumer);
        market.excuse(jobId, leg.provider, slash.fullPrice, returned);
        return (slash.toJurors, slash.toFinders);
    }

    /* VIEWS */

    /// @inheritdoc IRelay
    function count(bytes32 jobId) external view returns (uint8) {
        return _runs[jobId].legs;
    }

    /// @inheritdoc IRelay
    function legs(bytes32 jobId) external view returns (Leg[] memory result) {
        result = new Leg[](_runs[jobId].legs);
        for (uint256 i = 0; i < result.length; i++) {
            result[i] = _legs[jobId][i];
        }
    }

    /// @inheritdoc IRelay
    function signers(bytes32 jobId) external view returns (address[] memory result) {
        result = new address[](_runs[jobId].legs);
        for (uint256 i = 0; i < result.length; i++) {
            result[i] = _legs[jobId][i].provider;
        }
    }

    /// @inheritdoc IRelay
    function pending(bytes32 jobId) external view returns (PendingCheckpoint memory) {
        Run memory run = _runs[jobId];
        return PendingCheckpoint(run.point, run.attempt, run.turns, run.fuelUsed);
    }

    /// @inheritdoc IRelay
    function agrees(bytes32 jobId, bytes32[] calldata trace, uint64 fuelUsed) external view returns (bool) {
        uint256 number = _runs[jobId].legs;
        for (uint256 i = 0; i < number; i++) {
            Leg storage leg = _legs[jobId][i];
            uint256 turns = leg.turns;
            if (turns > trace.length || fuelUsed < leg.fuelUsed || pointOf(trace, turns) != leg.point) {
                return false;
            }
        }
        return true;
    }

    /// @inheritdoc IRelay
    function guilty(bytes32 jobId, bytes32[] calldata trace, Item item) external view returns (uint8) {
        uint256 bound = Items.boundTurns(trace.length, item);
        uint8 number = _runs[jobId].legs;
        for (uint8 i = 0; i < number; i++) {
            Leg storage leg = _legs[jobId][i];
            // Its signer vouched for every turn up to its last; if the item binds fewer, all before it are right.
            if (leg.turns > bound || pointOf(trace, leg.turns) != leg.point) {
                return i;
            }
        }
        return number;
    }

    /// @inheritdoc IRelay
    function checkpointDigest(Checkpoint calldata checkpoint) public view returns (bytes32) {
        return checkpoint.digest(ORDERS.DOMAIN_SEPARATOR());
    }

    /* INTERNAL */

    function _requireAhead(Checkpoint calldata checkpoint, Run storage run, uint64 fuelLimit) private view {
        (uint256 turns, uint256 fuelUsed) = (0, 0);
        if (run.turns != 0 && run.attempt == checkpoint.attempt) {
            (turns, fuelUsed) = (run.turns, run.fuelUsed);
        } else if (run.legs != 0) {
            Leg storage last = _legs[checkpoint.jobId][run.legs - 1];
            (turns, fuelUsed) = (last.turns, last.fuelUsed);
        }
        require(checkpoint.turns > turns && checkpoint.turns < MOST_TURNS, NotAhead());
        require(checkpoint.fuelUsed >= fuelUsed && checkpoint.fuelUsed <= fuelLimit, WrongFuel());
    }

    /// @dev The first of that point: a later one that claims the same cannot be meant.
    function _indexOf(bytes32 jobId, bytes32 point) private view returns (uint8 index) {
        uint8 number = _runs[jobId].legs;
        while (index < number && _legs[jobId][index].point != point) {
            index++;
        }
        require(index < number, UnknownPoint());
    }

    function _dropFrom(bytes32 jobId, uint8 kept) private {
        uint8 number = _runs[jobId].legs;
        if (kept >= number) {
            return;
        }
        _runs[jobId].legs = kept;
        emit LegsDropped(jobId, kept);
        for (uint256 i = kept; i < number; i++) {
            Leg memory leg = _legs[jobId][i];
            market.endLock(leg.provider, uint256(leg.stake) + leg.deposit, 0, 0);
        }
    }

    function _payLeg(bytes32 jobId, uint8 index, Leg memory leg, uint256 fuel, uint256 share)
        private
        returns (uint256 paid)
    {
        paid = uint256(leg.price) * fuel / 1e9;
        uint256 fee = paid * MARKET_FEE_BPS / 10_000;
        market.endLock(leg.provider, uint256(leg.stake) + leg.deposit, share, paid - fee);
        emit LegPaid(jobId, index, leg.provider, leg.marketNode, paid - fee, fee, share);
        _pay(leg.marketNode, fee);
    }

    /// @dev What those get who went on from a wrong turn, and the last of them for its audit, out of what is left of
    /// the slash.
    function _wagesOf(bytes32 jobId, uint8 index, Terms memory terms, Slash memory slash)
        private
        view
        returns (uint256[] memory wages)
    {
        uint256 last = _runs[jobId].legs - 1 - index;
        wages = new uint256[](last + 1);
        uint256 most = _min(slash.left, slash.fullPrice);
        uint256 fuel = _legs[jobId][index].fuelUsed;
        for (uint256 i = 0; i <= last; i++) {
            Leg storage leg = _legs[jobId][uint256(index) + 1 + i];
            (uint256 price, uint256 end) = i == last ? (terms.price, terms.fuelUsed) : (leg.price, leg.fuelUsed);
            wages[i] = _min(price * (end - fuel) / 1e9, most);
            (most, fuel) = (most - wages[i], end);
            slash.left -= wages[i];
        }
        uint256 audit = _min(_runs[jobId].auditCost, slash.left);
        wages[last] += audit;
        slash.left -= audit;
    }

    function _slash(bytes32 jobId, uint8 index, Leg memory leg, Slash memory slash) private {
        uint256 toCourt = slash.toJurors + slash.toFinders;
        uint256 toSink = slash.left - slash.toFinders - slash.toConsumer;
        market.endLock(leg.provider, uint256(leg.stake) + leg.deposit, leg.stake, 0);
        emit LegSlashed(jobId, index, leg.provider, leg.stake, toCourt, slash.toConsumer, toSink);
        _pay(DISPUTES, toCourt);
        if (toSink != 0) {
            market.burn(toSink);
        }
    }

    function _payWages(bytes32 jobId, uint8 index, address provider, uint256[] memory wages) private {
        uint256 last = wages.length - 1;
        for (uint256 i = 0; i < last; i++) {
            _pay(_legs[jobId][uint256(index) + 1 + i].provider, wages[i]);
        }
        _pay(provider, wages[last]);
    }

    function _pay(address account, uint256 amount) private {
        if (amount != 0) {
            market.pay(account, amount);
        }
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
