// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge, Item} from "../../src/types/Answers.sol";
import {JobState, Match} from "../../src/types/Jobs.sol";
import {Job, Offer, Result} from "../../src/types/Orders.sol";
import {Checkpoint, Leg} from "../../src/types/Relay.sol";
import {DisputeFixture} from "./DisputeFixture.sol";

/// @notice Agent jobs of ten turns and P = 2 tokens that go from `provider` to `second` and `third`, who ask for less.
abstract contract RelayFixture is DisputeFixture {
    uint256 internal constant LATE_FEE = P / 5;
    /// @dev A: two rewards at the fuel limit for each of two verifiers.
    uint256 internal constant DEPOSIT = 4 * FULL_REWARD;
    uint8 internal constant TURNS = 10;

    Item internal constant WHOLE = Item.wrap(0);

    address internal second;
    address internal third;
    mapping(address account => uint128) internal priceOf;
    mapping(bytes32 id => Job) internal orderOf_;

    function setUp() public virtual override {
        super.setUp();
        second = newProvider("second", uint128(TOKEN * 3 / 4));
        third = newProvider("third", uint128(TOKEN / 2));
        priceOf[provider] = uint128(TOKEN);
    }

    function newProvider(string memory name, uint128 price) internal returns (address account) {
        account = actor(name);
        fund(account, 10_000 * TOKEN);
        vm.prank(account);
        market.bond(9000 * TOKEN);
        priceOf[account] = price;
        address before = provider;
        provider = account;
        earnHistory();
        provider = before;
    }

    /* RESULTS */

    /// @dev What an honest run of ten turns gives; each uses a tenth of the fuel.
    function wholeRun() internal pure returns (Result memory result) {
        result = rightResult();
        result.trace = new bytes32[](TURNS);
        for (uint8 i = 0; i < TURNS; i++) {
            result.trace[i] = turn(i + 1, 0);
        }
    }

    /// @dev A run that is wrong from a turn on, 1..10.
    function wrongFrom(uint8 first) internal pure returns (Result memory result) {
        result = wholeRun();
        for (uint8 i = first; i <= TURNS; i++) {
            result.trace[i - 1] = turn(i, first);
        }
    }

    /// @dev Hash of the turn of that number, in a run that was right until `wrong`; 0: all of it.
    function turn(uint8 number, uint8 wrong) internal pure returns (bytes32) {
        return sha256(
            abi.encodePacked(
                "souk turn 1", stateAfter(number, wrong), fuelAfter(number), keccak256("so far"), bytes32(0)
            )
        );
    }

    function stateAfter(uint8 number, uint8 wrong) internal pure returns (bytes32) {
        return keccak256(abi.encode("state", number, wrong));
    }

    function fuelAfter(uint8 number) internal pure returns (uint64) {
        return uint64(number) * 1e8;
    }

    function prefixOf(Result memory result, uint8 turns) internal pure returns (bytes32) {
        bytes memory packed;
        for (uint256 i = 0; i < turns; i++) {
            packed = abi.encodePacked(packed, result.trace[i]);
        }
        return keccak256(packed);
    }

    function pointAfter(Result memory result, uint8 turns) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(prefixOf(result, turns - 1), result.trace[turns - 1]));
    }

    /* CHECKPOINTS */

    /// @dev What the job's provider would sign after so many turns of a run that was right until `wrong`.
    function checkpointOf(bytes32 id, uint8 turns, uint8 wrong) internal view returns (Checkpoint memory result) {
        result.jobId = id;
        result.attempt = market.terms(id).attempt;
        result.turns = turns;
        result.before = prefixOf(wrong == 0 ? wholeRun() : wrongFrom(wrong), turns - 1);
        result.stateHash = stateAfter(turns, wrong > turns ? 0 : wrong);
        result.fuelUsed = fuelAfter(turns);
        result.outputDigest = keccak256("so far");
    }

    function signed(Checkpoint memory checkpoint, address signer) internal view returns (bytes memory) {
        return signature(signer, relay.checkpointDigest(checkpoint));
    }

    function landAfter(bytes32 id, uint8 turns, uint8 wrong) internal {
        Checkpoint memory checkpoint = checkpointOf(id, turns, wrong);
        relay.landCheckpoint(checkpoint, signed(checkpoint, market.terms(id).provider));
    }

    function handOverAfter(bytes32 id, uint8 turns, uint8 wrong) internal {
        Checkpoint memory checkpoint = checkpointOf(id, turns, wrong);
        address holder = market.terms(id).provider;
        bytes memory signature_ = signed(checkpoint, holder);
        vm.prank(holder);
        relay.handOver(checkpoint, signature_);
    }

    /* JOBS */

    function agentJob() internal returns (Job memory job) {
        job = defaultJob();
        job.work.kind = 1;
        job.work.turnLimit = TURNS;
    }

    /// @dev Begun by `provider`.
    function begun() internal returns (bytes32 id) {
        return begun(agentJob());
    }

    function begun(Job memory job) internal returns (bytes32 id) {
        id = post(job);
        orderOf_[id] = job;
        resume(id, provider, 0);
    }

    /// @dev Goes on from a leg's point; zero: from the beginning.
    function resume(bytes32 id, address account, bytes32 point) internal {
        land(resumption(id, account, point));
    }

    function resumption(bytes32 id, address account, bytes32 point) internal returns (Match memory aMatch) {
        Offer memory offer = defaultOffer();
        (offer.provider, offer.price) = (account, priceOf[account]);
        aMatch = matchOf(orderOf_[id], offer);
        aMatch.offerSignature = signature(account, orders.offerId(offer));
        aMatch.acceptance.resumePoint = point;
        signAcceptance(aMatch);
    }

    /// @dev Three turns by `provider`, right until `wrong`, then `second` goes on.
    function relayed(uint8 wrong) internal returns (bytes32 id) {
        id = begun();
        handOverAfter(id, 3, wrong);
        resume(id, second, relay.legs(id)[0].point);
    }

    /// @dev Three turns by `provider`, three by `second`, then `third` goes on.
    function relayedTwice(uint8 wrong) internal returns (bytes32 id) {
        id = relayed(wrong);
        handOverAfter(id, 6, wrong);
        resume(id, third, relay.legs(id)[1].point);
    }

    function runOut(bytes32 id, Result memory result) internal {
        commit(id, result);
        vm.roll(lens.job(id).seedBlock + 1);
        drawClear(id);
        reveal(id, result);
    }

    /* CHECKS */

    function moneyAndBonds(bytes32 id) internal view returns (uint256) {
        return allMoney(id) + worth(second) + worth(third) + market.balanceOf(address(relay));
    }

    function assertNoLocks() internal view {
        assertEq(market.provider(provider).locked, 0, "provider's locks");
        assertEq(market.provider(second).locked, 0, "second's locks");
        assertEq(market.provider(third).locked, 0, "third's locks");
        assertEq(market.balanceOf(address(relay)), 0, "relay's account");
    }

    function assertLegs(bytes32 id, uint256 count) internal view {
        Leg[] memory legs = relay.legs(id);
        assertEq(legs.length, count, "legs");
    }

    function challengeTurn(bytes32 id, Result memory claimed, Result memory right, uint8 turn_)
        internal
        returns (bytes32)
    {
        Item item = Item.wrap(16 + turn_ - 1);
        bytes32 finding = disputes.itemOf(right, item);
        return challengeAs(challenger, Challenge(id, claimed, item, finding, SALT));
    }
}
