// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Configured} from "../../src/Configured.sol";
import {Landing} from "../../src/Landing.sol";
import {Orders} from "../../src/Orders.sol";
import {IHistory} from "../../src/interfaces/IHistory.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {Parameters} from "../../src/types/Parameters.sol";
import {AgentFixture} from "../support/AgentFixture.sol";

/// @notice What a deployment fixes for ever.
contract DeployTest is AgentFixture {
    /// @dev EIP-170.
    uint256 private constant MOST_CODE = 24_576;

    function test_everyContractFitsIntoWhatAChainTakes() external {
        address landing = address(new Landing(market, address(this)));
        address[13] memory contracts = [
            address(market),
            address(orders),
            address(history),
            address(stakes),
            address(audits),
            address(jury),
            address(disputes),
            address(demands),
            address(relay),
            address(lens),
            address(identities),
            address(agents),
            landing
        ];
        for (uint256 i = 0; i < contracts.length; i++) {
            assertTrue(contracts[i].code.length <= MOST_CODE, vm.toString(i));
        }
    }

    function test_refusesParametersThatAreTooSmall() external {
        for (uint256 i = 0; i < 6; i++) {
            Parameters memory p = defaultParameters();
            p.seedDelay = i == 0 ? 0 : p.seedDelay;
            p.epochSeconds = i == 1 ? 0 : p.epochSeconds;
            p.weightUnit = i == 2 ? 0 : p.weightUnit;
            p.leastReward = i == 3 ? 0 : p.leastReward;
            p.startingPrice = i == 4 ? 63 : p.startingPrice;
            p.leastStakeMultiple = i == 5 ? 0 : p.leastStakeMultiple;
            refuse(p);
        }
    }

    function test_refusesFeesAndFloorsAboveEverything() external {
        Parameters memory p = defaultParameters();
        p.marketFeeBps = 10_001;
        refuse(p);
        p = defaultParameters();
        p.floorBps = p.floorCapBps + 1;
        refuse(p);
        p = defaultParameters();
        p.floorCapBps = 10_001;
        refuse(p);
    }

    function test_refusesWindowsWithoutEnd() external {
        for (uint256 i = 0; i < 9; i++) {
            Parameters memory p = defaultParameters();
            p.revealWindow = i == 0 ? 366 days : p.revealWindow;
            p.answerWindow = i == 1 ? 366 days : p.answerWindow;
            p.challengeWindow = i == 2 ? 366 days : p.challengeWindow;
            p.challengeExtra = i == 3 ? 366 days : p.challengeExtra;
            p.challengeWindowHigh = i == 4 ? 366 days : p.challengeWindowHigh;
            p.unbondingSeconds = i == 5 ? 366 days : p.unbondingSeconds;
            p.challengeFactor = i == 6 ? 9 : p.challengeFactor;
            p.answerFactor = i == 7 ? 9 : p.answerFactor;
            p.appealWindow = i == 8 ? 366 days : p.appealWindow;
            refuse(p);
        }
    }

    function test_refusesDrawsThatWaitForLongerThanHashesAreKept() external {
        Parameters memory p = defaultParameters();
        p.seedDelay = 8192;
        refuse(p);
        p = defaultParameters();
        p.secretBlocks = 8192;
        refuse(p);
    }

    function test_theParametersArePublic() external view {
        assertEq(keccak256(abi.encode(orders.parameters())), keccak256(abi.encode(defaultParameters())), "parameters");
    }

    function test_refusesAnUnbondingShorterThanADispute() external {
        Parameters memory p = defaultParameters();
        p.unbondingSeconds = p.challengeWindowHigh + 3 * (p.answerWindow + p.revealWindow + p.appealWindow);
        refuse(p);
    }

    function test_theContractsKnowEachOther() external view {
        assertEq(address(market.orders()), address(orders), "orders");
        assertEq(address(market.history()), address(history), "history");
        assertEq(address(market.verifiers()), address(stakes), "verifiers");
        assertEq(address(market.audits()), address(audits), "audits");
        assertEq(address(market.jury()), address(jury), "jury");
        assertEq(address(market.disputes()), address(disputes), "disputes");
        assertEq(address(market.demands()), address(demands), "demands");
        assertEq(address(market.randomness()), address(randomness), "randomness");
        assertEq(address(orders.market()), address(market), "orders' market");
        assertEq(address(history.market()), address(market), "history's market");
        assertEq(address(stakes.market()), address(market), "verifiers' market");
        assertEq(address(audits.market()), address(market), "audits' market");
        assertEq(address(jury.market()), address(market), "jury's market");
        assertEq(address(disputes.market()), address(market), "disputes' market");
        assertEq(address(demands.market()), address(market), "demands' market");
        assertEq(address(lens.market()), address(market), "lens's market");
        assertEq(address(disputes.judge()), address(jury), "the jury judges");
    }

    function test_theDomainIsTheMarkets() external view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Souk"),
                keccak256("1"),
                block.chainid,
                address(market)
            )
        );
        assertEq(orders.DOMAIN_SEPARATOR(), domain, "domain");
    }

    function test_rewardsBeginWithTheStartingPrice() external view {
        assertEq(history.conditions(provider).meanPrice, TOKEN, "to begin with");
        assertEq(history.reward(2e9), 2 * TOKEN * 7 / 8, "r follows it");
        assertEq(history.reward(1), 1000, "r has a least");
    }

    function refuse(Parameters memory p) private {
        vm.expectRevert(Configured.BadParameters.selector);
        new Orders(IMarket(address(1)), IHistory(address(1)), p);
    }
}
