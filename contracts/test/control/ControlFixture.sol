// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Audits} from "../../src/Audits.sol";
import {Disputes} from "../../src/Disputes.sol";
import {Market} from "../../src/Market.sol";
import {Orders} from "../../src/Orders.sol";
import {IERC20} from "../../src/interfaces/IERC20.sol";
import {IHistory} from "../../src/interfaces/IHistory.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IRandomness} from "../../src/interfaces/IRandomness.sol";
import {Court} from "../../src/types/Jobs.sol";
import {Parameters} from "../../src/types/Parameters.sol";
import {RelayFixture} from "../support/RelayFixture.sol";
import {
    ForgetfulMarket,
    LateAudits,
    LenientAudits,
    UnboundAudits,
    UnboundMarket,
    UnboundOrders,
    UnsealedDisputes
} from "./Weakened.sol";

/// @notice Attacks that are played twice: on the contracts as they are, and without the one rule that stops them.
abstract contract ControlFixture is RelayFixture {
    enum Rule {
        None,
        CommitmentsBindTheJob,
        AnswersBindTheVerifier,
        AnswersComeFirst,
        SilenceIsCondemned,
        AcceptancesCountOnce,
        AcceptancesBindTheNode,
        ChallengesAreSealed
    }

    Rule private _missing;

    /// @dev Each play deploys a market of its own.
    function setUp() public override {}

    function deployWithout(Rule rule) internal {
        _missing = rule;
        delete verifiers;
        super.setUp();
    }

    function newOrders(IMarket marketToBe, IHistory historyToBe, Parameters memory p)
        internal
        override
        returns (Orders)
    {
        return _missing == Rule.AcceptancesBindTheNode
            ? new UnboundOrders(marketToBe, historyToBe, p)
            : super.newOrders(marketToBe, historyToBe, p);
    }

    function newMarket(IERC20 token_, IHistory historyToBe, Court memory court, IRandomness source)
        internal
        override
        returns (Market)
    {
        if (_missing == Rule.CommitmentsBindTheJob) {
            return new UnboundMarket(token_, orders, historyToBe, court, source);
        }
        return _missing == Rule.AcceptancesCountOnce
            ? new ForgetfulMarket(token_, orders, historyToBe, court, source)
            : super.newMarket(token_, historyToBe, court, source);
    }

    function newAudits() internal override returns (Audits) {
        if (_missing == Rule.AnswersBindTheVerifier) {
            return new UnboundAudits(market);
        }
        if (_missing == Rule.AnswersComeFirst) {
            return new LateAudits(market);
        }
        return _missing == Rule.SilenceIsCondemned ? new LenientAudits(market) : super.newAudits();
    }

    function newDisputes() internal override returns (Disputes) {
        return _missing == Rule.ChallengesAreSealed ? new UnsealedDisputes(market) : super.newDisputes();
    }

    /// @dev What an account has more than it had.
    function gain(address account, uint256 before) internal view returns (int256) {
        return int256(worth(account)) - int256(before);
    }
}
