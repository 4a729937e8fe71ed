// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IRelay} from "../../src/interfaces/IRelay.sol";
import {JobState, MatchTerms} from "../../src/types/Jobs.sol";
import {JobTerms, Result, Work} from "../../src/types/Orders.sol";
import {Leg} from "../../src/types/Relay.sol";
import {Vm} from "../support/Vm.sol";

/// @notice The market's books, kept from its events alone, as an indexer would.
contract Books {
    struct Entry {
        JobState state;
        uint8 attempt;
        address consumer;
        address provider;
        address marketNode;
        uint64 fuelLimit;
        uint256 escrow;
        bool hasSecret;
        bool sampled;
        bool withheld;
        uint256 stake;
        /// @dev m rewards at the fuel limit; A is twice that.
        uint256 reserve;
        /// @dev The attempt that ends leaves a leg.
        bool kept;
        Leg[] legs;
    }

    uint256 private constant LEAST_REWARD = 1000;

    address private immutable AUDITS;
    address private immutable DISPUTES;
    address private immutable RELAY;
    mapping(bytes32 id => Entry) private _jobs;
    mapping(address account => uint256) public balance;
    mapping(address account => uint256) public bonded;
    mapping(address account => uint256) public locked;
    mapping(address account => uint256) public unbonding;
    uint256 public burned;

    constructor(address audits, address disputes, address relay) {
        (AUDITS, DISPUTES, RELAY) = (audits, disputes, relay);
    }

    function job(bytes32 id) external view returns (Entry memory) {
        return _jobs[id];
    }

    function read(Vm.Log[] calldata logs) external {
        for (uint256 i = 0; i < logs.length; i++) {
            bytes32 topic = logs[i].topics.length == 0 ? bytes32(0) : logs[i].topics[0];
            if (
                !readMoney(topic, logs[i]) && !readBonds(topic, logs[i]) && !readRun(topic, logs[i])
                    && !readLegs(topic, logs[i])
            ) {
                readEnd(topic, logs[i]);
            }
        }
    }

    /* MONEY */

    function readMoney(bytes32 topic, Vm.Log calldata log) private returns (bool) {
        if (topic == ILedger.Deposited.selector) {
            balance[who(log, 1)] += amount(log);
        } else if (topic == ILedger.Withdrawn.selector) {
            balance[who(log, 1)] -= amount(log);
        } else if (topic == ILedger.Transferred.selector) {
            move(who(log, 1), who(log, 2), amount(log));
        } else if (topic == ILedger.Pulled.selector) {
            move(who(log, 2), who(log, 1), amount(log));
        } else if (topic == ILedger.Paid.selector) {
            move(who(log, 1), who(log, 2), amount(log));
        } else if (topic == ILedger.Burned.selector) {
            burned += amount(log);
            balance[who(log, 1)] -= who(log, 1) == address(0) ? 0 : amount(log);
        } else {
            return false;
        }
        return true;
    }

    function readBonds(bytes32 topic, Vm.Log calldata log) private returns (bool) {
        if (topic == ILedger.Bonded.selector) {
            balance[who(log, 1)] -= amount(log);
            bonded[who(log, 1)] += amount(log);
        } else if (topic == ILedger.Unbonded.selector) {
            (uint256 taken, uint256 waits,) = abi.decode(log.data, (uint256, uint256, uint64));
            bonded[who(log, 1)] -= taken;
            unbonding[who(log, 1)] = waits;
        } else if (topic == ILedger.BondWithdrawn.selector) {
            unbonding[who(log, 1)] -= amount(log);
            balance[who(log, 1)] += amount(log);
        } else {
            return false;
        }
        return true;
    }

    /* LIFE */

    function readRun(bytes32 topic, Vm.Log calldata log) private returns (bool) {
        if (topic == IOrders.JobPosted.selector) {
            post(log);
        } else if (topic == IOrders.JobMatched.selector) {
            start(log);
        } else if (topic == IMarket.Committed.selector) {
            _jobs[log.topics[1]].state = JobState.Committed;
        } else if (topic == IMarket.Drawn.selector) {
            draw(log);
        } else if (topic == IMarket.RevealAwaited.selector) {
            _jobs[log.topics[1]].state = JobState.AuditProviderReveal;
        } else if (topic == IMarket.ResultRevealed.selector) {
            (,,, JobState state,) = abi.decode(log.data, (uint8, bytes32, Result, JobState, uint64));
            _jobs[log.topics[1]].state = state;
        } else if (topic == IMarket.JobDisputed.selector) {
            _jobs[log.topics[1]].state = JobState.Disputed;
        } else {
            return false;
        }
        return true;
    }

    function post(Vm.Log calldata log) private {
        (, JobTerms memory terms) = abi.decode(log.data, (Work, JobTerms));
        Entry storage entry = _jobs[log.topics[1]];
        entry.state = JobState.Open;
        entry.consumer = terms.consumer;
        entry.fuelLimit = terms.fuelLimit;
        entry.hasSecret = terms.secretHash != 0;
        entry.escrow = atLimit(terms.priceCeiling, terms.fuelLimit);
        balance[entry.consumer] -= entry.escrow;
    }

    function start(Vm.Log calldata log) private {
        MatchTerms memory terms = abi.decode(log.data, (MatchTerms));
        Entry storage entry = _jobs[log.topics[1]];
        entry.state = JobState.Running;
        (entry.provider, entry.marketNode) = (who(log, 2), who(log, 3));
        uint256 reward = terms.rewardPrice * entry.fuelLimit / 1e9;
        entry.reserve = terms.verifiers * (reward < LEAST_REWARD ? LEAST_REWARD : reward);
        entry.stake = atLimit(terms.price, entry.fuelLimit) * terms.stakeMultiple;
        (entry.sampled, entry.withheld) = (false, false);
        locked[entry.provider] += entry.stake + 2 * entry.reserve;
        balance[entry.consumer] -= entry.hasSecret ? entry.reserve : 0;
    }

    function draw(Vm.Log calldata log) private {
        (bool sampled, bool withheld,) = abi.decode(log.data, (bool, bool, uint64));
        Entry storage entry = _jobs[log.topics[1]];
        entry.state = sampled ? JobState.AuditCommit : JobState.Clear;
        (entry.sampled, entry.withheld) = (sampled, withheld);
        if (sampled && !withheld) {
            bonded[entry.provider] -= 2 * entry.reserve;
            locked[entry.provider] -= 2 * entry.reserve;
        }
        balance[AUDITS] += withheld ? entry.reserve : sampled ? 2 * entry.reserve : 0;
    }

    /* ENDINGS */

    function readEnd(bytes32 topic, Vm.Log calldata log) private {
        Entry storage entry = log.topics.length < 2 ? _jobs[0] : _jobs[log.topics[1]];
        if (topic == IMarket.ResultConfirmed.selector) {
            entry.state = JobState.Revealed;
            (uint256 returned,) = abi.decode(log.data, (uint256, uint64));
            restore(entry, returned);
        } else if (topic == IMarket.JobSettled.selector) {
            settle(entry, log);
        } else if (topic == IMarket.JobRefunded.selector) {
            entry.state = JobState.Refunded;
            balance[entry.consumer] += amount(log);
            entry.escrow = 0;
        } else if (topic == IMarket.JobVoided.selector) {
            (uint256 refunded, uint256 returned) = abi.decode(log.data, (uint256, uint256));
            release(entry, 0);
            restore(entry, returned);
            balance[entry.consumer] += refunded;
            (entry.state, entry.escrow) = (JobState.Void, 0);
        } else if (topic == IMarket.LateFeeCharged.selector) {
            chargeLate(entry, amount(log));
        } else if (topic == IMarket.ProviderSlashed.selector) {
            slash(entry, log);
        } else if (topic == IMarket.ProviderExcused.selector) {
            release(entry, 0);
            restore(entry, amount(log));
        } else if (topic == IMarket.JobReopened.selector) {
            entry.state = JobState.Open;
            entry.attempt++;
        }
    }

    function settle(Entry storage entry, Vm.Log calldata log) private {
        (uint256 paid, uint256 fee, uint256 refunded,) = abi.decode(log.data, (uint256, uint256, uint256, bool));
        release(entry, 0);
        balance[entry.provider] += paid;
        balance[entry.marketNode] += fee;
        balance[entry.consumer] += refunded;
        (entry.state, entry.escrow) = (JobState.Settled, 0);
        delete entry.legs;
    }

    /// @dev A leg keeps what the late fee leaves of the locks.
    function chargeLate(Entry storage entry, uint256 fee) private {
        if (entry.kept) {
            entry.kept = false;
            locked[entry.provider] -= fee;
            bonded[entry.provider] -= fee;
            balance[entry.consumer] += entry.hasSecret && !entry.withheld ? entry.reserve : 0;
        } else {
            release(entry, fee);
        }
        balance[entry.consumer] += fee / 2;
    }

    /* LEGS */

    function readLegs(bytes32 topic, Vm.Log calldata log) private returns (bool) {
        if (topic == IRelay.LegKept.selector) {
            (,, Leg memory leg) = abi.decode(log.data, (uint8, uint8, Leg));
            _jobs[log.topics[1]].legs.push(leg);
            _jobs[log.topics[1]].kept = true;
        } else if (topic == IRelay.LegsDropped.selector) {
            Leg[] storage legs = _jobs[log.topics[1]].legs;
            uint8 kept = abi.decode(log.data, (uint8));
            while (legs.length > kept) {
                endLeg(legs, 0);
            }
        } else if (topic == IRelay.LegPaid.selector) {
            payLeg(log);
        } else if (topic == IRelay.LegSlashed.selector) {
            (, uint256 lost,,,) = abi.decode(log.data, (uint8, uint256, uint256, uint256, uint256));
            endLeg(_jobs[log.topics[1]].legs, lost);
            balance[RELAY] += lost;
        } else {
            return false;
        }
        return true;
    }

    function payLeg(Vm.Log calldata log) private {
        (uint8 index, uint256 paid, uint256 fee, uint256 share) =
            abi.decode(log.data, (uint8, uint256, uint256, uint256));
        Leg[] storage legs = _jobs[log.topics[1]].legs;
        Leg memory leg = legs[index];
        locked[leg.provider] -= uint256(leg.stake) + leg.deposit;
        bonded[leg.provider] -= share;
        balance[leg.provider] += paid;
        balance[RELAY] += fee + share;
    }

    function endLeg(Leg[] storage legs, uint256 lost) private {
        Leg memory leg = legs[legs.length - 1];
        legs.pop();
        locked[leg.provider] -= uint256(leg.stake) + leg.deposit;
        bonded[leg.provider] -= lost;
    }

    /// @dev Whoever convicts gets what jurors and finders are paid from: Disputes after a dispute, else Audits.
    function slash(Entry storage entry, Vm.Log calldata log) private {
        (uint256 stake, uint256 toCourt, uint256 toConsumer,, uint256 returned) =
            abi.decode(log.data, (uint256, uint256, uint256, uint256, uint256));
        release(entry, stake);
        restore(entry, returned);
        balance[entry.consumer] += toConsumer;
        balance[entry.state == JobState.Disputed ? DISPUTES : AUDITS] += toCourt;
    }

    /// @dev Frees the attempt's locks and the consumer's reserve; `lost` leaves the bond.
    function release(Entry storage entry, uint256 lost) private {
        bool depositIsLocked = !entry.sampled || entry.withheld;
        locked[entry.provider] -= entry.stake + (depositIsLocked ? 2 * entry.reserve : 0);
        bonded[entry.provider] -= lost;
        balance[entry.consumer] += entry.hasSecret && !entry.withheld ? entry.reserve : 0;
    }

    function restore(Entry storage entry, uint256 returned) private {
        balance[AUDITS] -= returned;
        if (entry.withheld) {
            balance[entry.consumer] += returned;
        } else {
            bonded[entry.provider] += returned;
        }
    }

    function move(address from, address to, uint256 value) private {
        balance[from] -= value;
        balance[to] += value;
    }

    function who(Vm.Log calldata log, uint256 topic) private pure returns (address) {
        return address(uint160(uint256(log.topics[topic])));
    }

    function amount(Vm.Log calldata log) private pure returns (uint256) {
        return abi.decode(log.data, (uint256));
    }

    function atLimit(uint256 price, uint256 fuel) private pure returns (uint256) {
        return (price * fuel + 1e9 - 1) / 1e9;
    }
}
