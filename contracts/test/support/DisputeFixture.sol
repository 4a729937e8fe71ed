// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge, Item, SeatView, VoteCommitment, VoteReveal} from "../../src/types/Answers.sol";
import {Result} from "../../src/types/Orders.sol";
import {Parameters} from "../../src/types/Parameters.sol";
import {JuryView} from "../../src/types/Views.sol";
import {MarketFixture} from "./MarketFixture.sol";
import {resultRoot} from "./Results.sol";

/// @notice Revealed and disputed jobs of P = 2 tokens, and each verb of a jury in one line.
abstract contract DisputeFixture is MarketFixture {
    uint256 internal constant P = 2 * TOKEN;
    uint256 internal constant STAKE = 20 * P;
    /// @dev r at the fuel limit, and for the fuel that results here say was used.
    uint256 internal constant FULL_REWARD = P * 7 / 8;
    uint256 internal constant REWARD = FULL_REWARD / 2;
    uint256 internal constant AUDIT_LOCK = 10 * P;
    uint256 internal constant JURY_LOCK = 8 * FULL_REWARD;
    uint256 internal constant BOND = (45 * FULL_REWARD + P) / 10;

    Item internal constant OUTPUT = Item.wrap(3);

    address internal challenger;
    /// @dev What verifiers had before the test.
    mapping(address verifier => uint256) internal worthBefore;

    function setUp() public virtual override {
        super.setUp();
        challenger = actor("challenger");
        fund(challenger, 1000 * TOKEN);
        fund(stranger, 1000 * TOKEN);
        for (uint256 i = 0; i < 8; i++) {
            addVerifier(string.concat("juror", string(abi.encodePacked(bytes1(uint8(65 + i))))));
        }
        earnHistory();
        for (uint256 i = 0; i < verifiers.length; i++) {
            worthBefore[verifiers[i]] = worth(verifiers[i]);
        }
    }

    /// @dev Appeals so short that a job can be disputed twice in its window.
    function defaultParameters() internal pure override returns (Parameters memory p) {
        p = super.defaultParameters();
        p.appealWindow = 5 minutes;
    }

    /* JOBS */

    /// @dev A job that was not sampled, revealed.
    function unsampled(Result memory result) internal returns (bytes32 id) {
        id = running();
        revealUnsampled(id, result);
    }

    function revealUnsampled(bytes32 id, Result memory result) internal {
        commit(id, result);
        vm.roll(lens.job(id).seedBlock + 1);
        drawClear(id);
        reveal(id, result);
    }

    function drawClear(bytes32 id) internal {
        for (uint256 i = 0; market.wouldSample(id, 0); i++) {
            randomness.choose(keccak256(abi.encode("clear", i)));
        }
        market.drawJob(id, 0);
    }

    /// @dev A sampled job whose committee of two answered so, and revealed it.
    function answered(Result memory result, bytes32 one, bytes32 two) internal returns (bytes32 id) {
        id = sampledForTwo(result);
        SeatView[] memory committee = audits.audit(id).seats;
        answer(id, committee[0].verifier, one);
        answer(id, committee[1].verifier, two);
        reveal(id, result);
        revealAnswer(id, committee[0].verifier, one);
        revealAnswer(id, committee[1].verifier, two);
    }

    /// @dev As `answered`, disputed by the committee.
    function disputed(Result memory result, bytes32 one, bytes32 two) internal returns (bytes32 id, bytes32 claimId) {
        id = answered(result, one, two);
        claimId = disputes.claimIdOf(id, lens.job(id).attempt, Item.wrap(0));
        audits.closeAudit(id);
    }

    /// @dev A sampled job whose committee is seated.
    function sampledForTwo(Result memory result) internal returns (bytes32 id) {
        id = committed(result);
        vm.roll(lens.job(id).seedBlock + 1);
        drawForTwo(id);
    }

    /// @dev Draws the usual committee of two, not the one in twenty of four.
    function drawForTwo(bytes32 id) internal {
        for (uint256 i = 0; audits.audit(id).seats.length == 0; i++) {
            randomness.choose(keccak256(abi.encode("sampled", i)));
            try this.tryForTwo(id) {} catch {}
        }
    }

    function tryForTwo(bytes32 id) external {
        require(market.wouldSample(id, 0));
        market.drawJob(id, 0);
        seat(id);
        require(audits.audit(id).seats.length == 2);
    }

    /* CLAIMS */

    function challenge(bytes32 id, Result memory result, Item item, bytes32 finding)
        internal
        returns (bytes32 claimId)
    {
        claimId = challengeAs(challenger, Challenge(id, result, item, finding, SALT));
    }

    /// @dev A challenge of a wrong output that says what is right.
    function challengedRightly() internal returns (bytes32 id, bytes32 claimId) {
        id = unsampled(wrongResult());
        claimId = challenge(id, wrongResult(), OUTPUT, outputOf(rightResult()));
    }

    /// @dev A challenge of a right output.
    function challengedWrongly() internal returns (bytes32 id, bytes32 claimId) {
        id = unsampled(rightResult());
        claimId = challenge(id, rightResult(), OUTPUT, outputOf(wrongResult()));
    }

    function outputOf(Result memory result) internal view returns (bytes32) {
        return disputes.itemOf(result, OUTPUT);
    }

    /* JURIES */

    function seatJury(bytes32 claimId) internal {
        vm.roll(jury.juryOf(claimId).seedBlock + 1);
        jury.seatJury(claimId);
    }

    function commitVote(bytes32 claimId, uint8 number, bytes32 finding) internal {
        SeatView memory juror = jury.seatOf(claimId, number);
        bytes32 commitment = jury.voteCommitmentOf(claimId, juror.round, finding, SALT, juror.verifier);
        vm.prank(juror.verifier);
        jury.commitVote(VoteCommitment(claimId, number, commitment));
    }

    function revealVote(bytes32 claimId, uint8 number, bytes32 finding) internal {
        SeatView memory juror = jury.seatOf(claimId, number);
        vm.prank(juror.verifier);
        jury.revealVote(VoteReveal(claimId, number, finding, SALT));
    }

    /// @dev Number of the present round's first seat, and how many seats it has.
    function presentSeats(bytes32 claimId) internal view returns (uint8 first, uint8 count) {
        JuryView memory view_ = jury.juryOf(claimId);
        for (uint256 i = 0; i < view_.seats.length; i++) {
            if (view_.seats[i].round == view_.round) {
                count++;
            } else {
                first++;
            }
        }
    }

    /// @dev Seats the round; its first `count` jurors vote for one finding, the others for another. The round ends.
    function judge(bytes32 claimId, bytes32 finding, uint256 count, bytes32 other) internal {
        seatJury(claimId);
        (uint8 first, uint8 seats) = presentSeats(claimId);
        for (uint8 i = 0; i < seats; i++) {
            commitVote(claimId, first + i, i < count ? finding : other);
        }
        for (uint8 i = 0; i < seats; i++) {
            revealVote(claimId, first + i, i < count ? finding : other);
        }
    }

    function judge(bytes32 claimId, bytes32 finding) internal {
        judge(claimId, finding, 31, finding);
    }

    function appeal(bytes32 claimId, address appellant) internal {
        vm.prank(appellant);
        jury.appeal(claimId);
    }

    /// @dev Lets the phase's deadline pass, and goes on.
    function advance(bytes32 claimId) internal {
        uint256 after_ = uint256(jury.juryOf(claimId).deadline) + 1;
        vm.warp(after_ < block.timestamp ? block.timestamp : after_);
        jury.advanceJury(claimId);
    }

    /// @dev A unanimous first round that nobody appeals.
    function decide(bytes32 claimId, bytes32 right) internal {
        judge(claimId, right);
        advance(claimId);
    }

    /// @dev A first round in which everybody votes something else.
    function leaveUndecided(bytes32 claimId) internal {
        seatJury(claimId);
        (, uint8 seats) = presentSeats(claimId);
        for (uint8 i = 0; i < seats; i++) {
            commitVote(claimId, i, bytes32(uint256(i) + 1) << 240);
        }
        for (uint8 i = 0; i < seats; i++) {
            revealVote(claimId, i, bytes32(uint256(i) + 1) << 240);
        }
        advance(claimId);
    }

    /* CHECKS */

    /// @dev All an account has, in balances and bonds.
    function worth(address account) internal view returns (uint256) {
        return claims(account) + stakes.verifier(account).free + stakes.verifier(account).locked
            + stakes.verifier(account).unbonding;
    }

    /// @dev All that anybody has or is owed, the job's escrow in it.
    function allMoney(bytes32 id) internal view returns (uint256 sum) {
        sum = worth(consumer) + worth(provider) + worth(node) + worth(challenger) + worth(stranger) + market.burned();
        sum += market.balanceOf(address(jury)) + market.balanceOf(address(disputes));
        sum += market.balanceOf(address(audits)) + market.terms(id).escrow;
        for (uint256 i = 0; i < verifiers.length; i++) {
            sum += worth(verifiers[i]);
        }
    }

    /// @dev Everybody is paid: the court holds nothing, and no verifier's stake is locked.
    function assertAllPaid() internal view {
        assertEq(market.balanceOf(address(jury)), 0, "jury's account");
        assertEq(market.balanceOf(address(disputes)), 0, "disputes' account");
        assertEq(market.balanceOf(address(audits)), 0, "audits' account");
        for (uint256 i = 0; i < verifiers.length; i++) {
            assertEq(stakes.verifier(verifiers[i]).locked, 0, "locked");
        }
    }
}
