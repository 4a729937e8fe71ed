// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgentAccount} from "../../src/AgentAccount.sol";
import {Landing} from "../../src/Landing.sol";
import {IAgentEvents} from "../../src/interfaces/IAgentEvents.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {AgentState, Code, Creation, Turn} from "../../src/types/Agents.sol";
import {Result} from "../../src/types/Orders.sol";
import {AgentFixture} from "../support/AgentFixture.sol";

/// @notice How agents begin and end, and what their owners may do.
contract AgentLifeTest is AgentFixture {
    /* BEGINNINGS */

    function test_refusesPoliciesThatCouldNotWork() external {
        Creation memory c = defaultCreation();
        c.policy.fuelLimit = 0;
        refuse(c, "without fuel");
        c = defaultCreation();
        c.policy.memoryLimit = 0;
        refuse(c, "without memory");
        c = defaultCreation();
        c.policy.reserveTurns = 0;
        refuse(c, "without reserve");
        c = defaultCreation();
        c.policy.raiseSeconds = 0;
        refuse(c, "raised at once");
        c = defaultCreation();
        c.policy.leastCeiling = 0;
        refuse(c, "for nothing");
        c = defaultCreation();
        c.policy.leastCeiling = c.policy.mostCeiling + 1;
        refuse(c, "no ceiling between");
        c = defaultCreation();
        c.policy.verifiers = 1;
        refuse(c, "one verifier");
        c = defaultCreation();
        c.policy.verifiers = 8;
        refuse(c, "eight verifiers");
        c = defaultCreation();
        c.policy.minStakeMultiple = 0;
        refuse(c, "without stake");
        c = defaultCreation();
        c.policy.turnSeconds = 0;
        refuse(c, "turns without time");
        c = defaultCreation();
        c.policy.turnSeconds = 365 days + 1;
        refuse(c, "turns of a year");
        c = defaultCreation();
        c.policy.childSeconds = 365 days + 1;
        refuse(c, "children of a year");
        c = defaultCreation();
        c.policy.mostChildren = 17;
        refuse(c, "seventeen children");
        c = defaultCreation();
        // 15 S is 150 tokens, P is 2.
        c.policy.mostPerTurn = uint80(148 * TOKEN);
        refuse(c, "more at risk than stakes deter");
    }

    function test_refusesCodeThatIsNone() external {
        Creation memory c = defaultCreation();
        c.code.module = 0;
        refuse(c, "no module");
        c = defaultCreation();
        c.code.machineVersion = 0;
        refuse(c, "no machine");
    }

    function test_refusesFundsItsCreatorHasNot() external {
        Creation memory creation = defaultCreation();
        creation.funding = 10_001 * TOKEN;
        vm.prank(creator);
        vm.expectRevert(ILedger.BalanceTooSmall.selector);
        agents.create(creation);
    }

    function test_anAgentHasAnIdentityAndAnAccountOfItsOwn() external {
        uint256 id = created();
        address account = agents.accountOf(id);

        assertEq(identities.ownerOf(id), account, "owner of the identity");
        assertEq(identities.getAgentWallet(id), account, "wallet");
        assertEq(keccak256(bytes(identities.tokenURI(id))), keccak256("data:,agent"), "registration file");
        assertEq(agents.agentOf(account), id, "agent of the account");
        assertEq(treasury(id), FUNDS, "treasury");
        assertLife(id, AgentState.Idle);
        assertTrue(agents.accountOf(created()) != account, "another account");
    }

    function test_anIdentityThatIsNoAgentsIsNone() external {
        vm.prank(stranger);
        uint256 id = identities.register("data:,stranger");
        assertLife(id, AgentState.None);
        assertEq(created(), id + 1, "the next identity");
    }

    function test_aStateToGoOnFromIsKept() external {
        Creation memory creation = defaultCreation();
        creation.stateHash = STATE;
        assertEq(agents.agent(created(creation)).stateHash, STATE, "state");
    }

    /* ACCOUNTS */

    function test_nobodyButItsCodeMovesAnAccount() external {
        AgentAccount account = AgentAccount(agents.accountOf(created()));
        bytes memory call = abi.encodeCall(ILedger.transfer, (creator, TOKEN));
        vm.prank(creator);
        vm.expectRevert(AgentAccount.OnlyAgents.selector);
        account.execute(address(market), call);
    }

    function test_landingAloneKnowsNoAgent() external {
        created();
        Landing landing = new Landing(market, address(this));
        vm.expectRevert(IAgentEvents.WrongState.selector);
        landing.sweep(1);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        landing.fail(1);
    }

    function test_anyoneMaySendAnAgentMoney() external {
        uint256 id = created();
        address account = agents.accountOf(id);
        vm.prank(sender);
        market.transfer(account, TOKEN);

        assertEq(treasury(id), FUNDS + TOKEN, "treasury");
    }

    /* RUNWAY */

    function test_tellsHowManyTurnsAreLeft() external {
        uint256 cost = RESERVE / 2;
        assertEq(agents.runway(createdWith(RESERVE - 1)), 0, "frozen");
        assertEq(agents.runway(createdWith(RESERVE)), 1, "one");
        assertEq(agents.runway(createdWith(RESERVE + cost - 1)), 1, "not yet two");
        assertEq(agents.runway(createdWith(RESERVE + 5 * cost)), 6, "six");
    }

    function test_aFrozenAgentGetsAMessageThatPaysAndGoesOn() external {
        uint256 id = createdWith(0);
        assertEq(agents.runway(id), 0, "runway");
        turned(id, none());
        assertEq(agents.agent(id).turn, 1, "turns");
        mail(id, "rich", 20 * TOKEN, COST);
        wake(id, bodies("rich"));
        landed(id, none());

        assertTrue(agents.runway(id) != 0, "not frozen any more");
    }

    /* OWNERS */

    function test_onlyItsOwnerMayDoWhatOwnersMay() external {
        uint256 id = created();
        Code memory code = defaultCreation().code;
        vm.startPrank(stranger);
        vm.expectRevert(IAgentEvents.NotYours.selector);
        agents.pause(id);
        vm.expectRevert(IAgentEvents.NotYours.selector);
        agents.unpause(id);
        vm.expectRevert(IAgentEvents.NotYours.selector);
        agents.upgrade(id, code);
        vm.expectRevert(IAgentEvents.NotYours.selector);
        agents.renounce(id);
        vm.stopPrank();
    }

    function test_refusesToUpgradeWhatThePolicyKeeps() external {
        Creation memory creation = defaultCreation();
        creation.policy.upgradable = false;
        uint256 id = created(creation);
        vm.prank(creator);
        vm.expectRevert(IAgentEvents.NotYours.selector);
        agents.upgrade(id, creation.code);
    }

    function test_refusesToUpgradeDuringATurn() external {
        uint256 id = created();
        working(id);
        Code memory code = defaultCreation().code;
        vm.prank(creator);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.upgrade(id, code);
    }

    function test_refusesToUpgradeToNoCode() external {
        uint256 id = created();
        Code memory code;
        vm.prank(creator);
        vm.expectRevert(IAgentEvents.BadPolicy.selector);
        agents.upgrade(id, code);
    }

    function test_aPausedAgentEndsItsTurnAndWakesNoMore() external {
        uint256 id = created();
        working(id);
        vm.prank(creator);
        agents.pause(id);
        landed(id, none());
        mail(id, "more");
        (bool due,) = agents.canWake(id);
        assertTrue(!due, "due");
        vm.prank(creator);
        agents.unpause(id);
        wake(id, bodies("more"));
    }

    function test_anUpgradedAgentKeepsItsState() external {
        uint256 id = created();
        turned(id, none());
        Code memory code = defaultCreation().code;
        code.module = keccak256("better module");
        vm.prank(creator);
        agents.upgrade(id, code);

        assertEq(jobOf(working(id)).work.module, code.module, "module");
        assertEq(agents.agent(id).stateHash, STATE, "state");
    }

    function test_whatIsRenouncedIsNobodysForEver() external {
        uint256 id = created();
        vm.startPrank(creator);
        agents.pause(id);
        agents.renounce(id);
        vm.expectRevert(IAgentEvents.NotYours.selector);
        agents.pause(id);
        vm.stopPrank();

        assertEq(agents.agent(id).owner, address(0), "owner");
        turned(id, none());
    }

    /* ENDS */

    function test_refusesToSweepAnAgentThatLives() external {
        uint256 id = created();
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.sweep(id);
    }

    function test_anEndLeavesAllToTheHeir() external {
        uint256 id = createdWith(20 * TOKEN);
        uint256 before = market.balanceOf(creator);
        turned(id, two(end(creator), pay(sender, TOKEN)));

        assertLife(id, AgentState.Ended);
        assertEq(treasury(id), 0, "treasury");
        assertEq(market.balanceOf(creator), before + 19 * TOKEN + COST - SPENT - 2 * TIP, "heir");
        assertEq(agents.agent(id).heir, creator, "who it is");
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.wake(id, bodies());
    }

    function test_anEndIsBoundLikeEveryEffect() external {
        uint256 id = created();
        turned(id, one(end(creator)));

        assertLife(id, AgentState.Idle);
        assertEq(agents.agent(id).heir, address(0), "heir");
        assertEq(agents.inbox(id, 1, 1)[0].digest, bytes22(sha256(hex"02000000000000000000000001")), "reported");
        assertEq(treasury(id), FUNDS + COST - SPENT - 2 * TIP, "treasury");
    }

    function test_whatComesAfterTheEndIsSweptToTheHeir() external {
        uint256 id = createdWith(0);
        turned(id, one(end(creator)));
        address account = agents.accountOf(id);
        vm.prank(sender);
        market.transfer(account, TOKEN);
        uint256 before = market.balanceOf(creator);
        agents.sweep(id);
        agents.sweep(id);

        assertEq(market.balanceOf(creator), before + TOKEN, "heir");
    }

    function test_aDeadAgentsTurnsCannotBeLanded() external {
        uint256 id = createdWith(0);
        Turn memory turn = Turn(STATE, one(end(creator)));
        working(id);
        Result memory result = settled(id, turn);
        advance(id, result, turn);
        vm.expectRevert(IAgentEvents.WrongState.selector);
        agents.advance(id, result, turn, 1);
    }

    /* BATCHES */

    function test_aBatchDoesWhatItMayAndSkipsTheRest() external {
        uint256 id = created();
        bytes32 first = working(id);
        passDeadline(first);
        market.expireJob(first);
        vm.warp(block.timestamp + 1 days);
        bytes[] memory verbs = new bytes[](2);
        verbs[0] = abi.encodeCall(agents.fail, (id));
        verbs[1] = abi.encodeCall(agents.pause, (id));
        agents.batch(verbs);

        assertLife(id, AgentState.Idle);
        assertTrue(!agents.agent(id).paused, "a refused verb is skipped");
    }

    /* HELPERS */

    function refuse(Creation memory creation, string memory) private {
        vm.prank(creator);
        vm.expectRevert(IAgentEvents.BadPolicy.selector);
        agents.create(creation);
    }
}
