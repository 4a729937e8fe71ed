// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VerifierView} from "../../src/types/Answers.sol";
import {JobState} from "../../src/types/Jobs.sol";
import {Result} from "../../src/types/Orders.sol";
import {Action, ClaimView, JobView, Verb} from "../../src/types/Views.sol";
import {LensFixture} from "../support/LensFixture.sol";

/// @notice Walks of one job along what the lens lists, waiting now and then, with providers, verifiers and jurors right
/// or wrong at random.
contract WalkFuzzTest is LensFixture {
    event Performed(Verb verb, uint256 times);
    event Ended(JobState state, uint256 times);

    uint256 private constant WALKS = 100;
    uint256 private constant MOST_STEPS = 1000;
    uint256 private constant MOST_CLAIMS = 2;
    /// @dev Verbs of a job that one provider begins and ends; the invariants walk the others.
    uint256 private constant VERBS = uint256(type(Verb).max) - 1;

    uint256 private chance;
    uint256 private steps;
    bytes32[] private claimIds;
    mapping(bytes32 claimId => bool) private seen;

    mapping(Verb verb => uint256) private performed;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 4; i < 10; i++) {
            addVerifier(string.concat("verifier", vm.toString(i)));
        }
    }

    /// forge-config: default.fuzz.runs = 10
    function test_everyWalkEndsAndAllMoneyIsSomebodys(uint256 seed) external {
        walk(seed);
    }

    function test_walksGoEverywhere() external {
        vm.pauseGasMetering();
        uint256[] memory total = new uint256[](VERBS);
        uint256[] memory ends = new uint256[](uint8(type(JobState).max) + 1);
        for (uint256 seed = 0; seed < WALKS; seed++) {
            uint256 snapshot = vm.snapshotState();
            (JobState end, uint256[] memory counts) = this.walk(seed);
            vm.revertToState(snapshot);
            ends[uint8(end)]++;
            for (uint256 verb = 0; verb < total.length; verb++) {
                total[verb] += counts[verb];
            }
        }
        for (uint256 verb = 0; verb < total.length; verb++) {
            emit Performed(Verb(verb), total[verb]);
            assertTrue(total[verb] != 0, "performed");
        }
        for (uint256 state = uint8(JobState.Settled); state < ends.length; state++) {
            emit Ended(JobState(state), ends[state]);
            assertTrue(ends[state] != 0, "reached");
        }
    }

    /// @return end Where the walk ended.
    /// @return counts How often each verb was performed.
    function walk(uint256 seed) public returns (JobState end, uint256[] memory counts) {
        chance = seed;
        bytes32 id = open();
        JobView memory job = lens.job(id);
        while (job.state < JobState.Settled) {
            assertTrue(steps++ < MOST_STEPS, "an end");
            remember(job.claims);
            step(id, job);
            job = lens.job(id);
        }
        closeClaims();
        checkMoney();

        end = job.state;
        counts = new uint256[](VERBS);
        for (uint8 verb = 0; verb < counts.length; verb++) {
            counts[verb] = performed[Verb(verb)];
        }
    }

    /* STEPS */

    function step(bytes32 id, JobView memory job) private {
        uint256 draw_ = uint256(keccak256(abi.encode(chance, steps)));
        randomness.choose(bytes32(draw_));
        uint256 choices = job.actions.length;
        if (choices == 0 || draw_ % 20 == 0) {
            wait(job);
            return;
        }
        Action memory action = job.actions[(draw_ >> 8) % choices];
        if (action.verb == Verb.Challenge && job.claims.length >= MOST_CLAIMS) {
            wait(job);
        } else if (draw_ >> 128 & rarity(action.verb) == 0) {
            perform(id, job, action);
        }
    }

    /// @dev What ends most walks early is done once in so many times, less one.
    function rarity(Verb verb) private pure returns (uint256) {
        if (verb == Verb.CancelJob || verb == Verb.Appeal) {
            return 31;
        }
        return verb == Verb.DeclareUnable ? 15 : 0;
    }

    function perform(bytes32 id, JobView memory job, Action memory action) private {
        address by = action.by == address(0) ? stranger : action.by;
        (address target, bytes memory call) = callOf(job, id, action.verb, by, action.claimId);
        vm.roll(block.number + 1);
        vm.warp(block.timestamp + 1);
        vm.prank(by);
        (bool done,) = target.call(call);
        assertTrue(done, "what is listed can be done");
        performed[action.verb]++;
    }

    /// @dev Until the seed block, or the deadline, is reached.
    function wait(JobView memory job) private {
        if (block.number < job.seedBlock) {
            vm.roll(job.seedBlock);
        } else if (block.timestamp < job.deadline) {
            vm.warp(job.deadline);
        }
    }

    /* WHAT THE PARTIES SAY */

    function result() internal view override returns (Result memory) {
        return isWrong("provider") ? wrongResult() : rightResult();
    }

    function opinionOf(address verifier) internal view override returns (bytes32) {
        return isWrong(abi.encode(verifier)) ? wrong : right;
    }

    function findingOf(bytes32 claimId, address juror) internal view override returns (bytes32) {
        return isWrong(abi.encode(claimId, juror)) ? FINDING : claimed(claimId);
    }

    function isWrong(bytes memory who) private view returns (bool) {
        return uint256(keccak256(abi.encode(chance, who))) % 6 == 0;
    }

    /* ENDS */

    function remember(ClaimView[] memory claims_) private {
        for (uint256 i = 0; i < claims_.length; i++) {
            if (!seen[claims_[i].id]) {
                seen[claims_[i].id] = true;
                claimIds.push(claims_[i].id);
            }
        }
    }

    function closeClaims() private {
        for (uint256 i = 0; i < claimIds.length; i++) {
            if (!disputes.claim(claimIds[i]).closed) {
                disputes.closeClaim(claimIds[i]);
            }
        }
    }

    function checkMoney() private view {
        uint256 bonds = 0;
        for (uint256 i = 0; i < verifiers.length; i++) {
            VerifierView memory verifier = stakes.verifier(verifiers[i]);
            assertEq(verifier.locked, 0, "verifiers are free");
            bonds += verifier.free + verifier.unbonding;
        }
        assertEq(market.balanceOf(address(stakes)), bonds, "verifiers' bonds");
        assertEq(market.provider(provider).locked, 0, "the provider is free");
        assertEq(market.balanceOf(address(audits)), 0, "nothing stays with the audits");
        assertEq(market.balanceOf(address(jury)), 0, "nothing stays with the jury");
        assertEq(market.balanceOf(address(disputes)), 0, "nothing stays with the disputes");

        uint256 owed = bonds + claims(consumer) + claims(provider) + claims(node) + claims(stranger);
        for (uint256 i = 0; i < verifiers.length; i++) {
            owed += claims(verifiers[i]);
        }
        assertEq(owed + market.burned(), token.balanceOf(address(market)), "all money is somebody's");
    }
}
