// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AnswerCommitment, AnswerReveal, SeatView} from "../../src/types/Answers.sol";
import {Result} from "../../src/types/Orders.sol";
import {MarketFixture} from "./MarketFixture.sol";
import {resultRoot} from "./Results.sol";

/// @notice Sampled jobs at each step of their audit. Of the fixture's job P is 2 tokens, m is 2, and half the fuel is
/// used.
abstract contract AuditFixture is MarketFixture {
    uint256 internal constant STAKE = 40 * TOKEN;
    uint256 internal constant LOCK = 20 * TOKEN;
    uint256 internal constant NO_SHOW_FEE = LOCK * 2 / 100;
    uint256 internal constant REWARD = TOKEN * 7 / 8;
    uint256 internal constant FULL_REWARD = 2 * REWARD;

    bytes32 internal right = resultRoot(rightResult());
    bytes32 internal wrong = resultRoot(wrongResult());

    function sampled(Result memory result) internal returns (bytes32 id) {
        id = committed(result);
        draw(id);
    }

    /// @dev The committee has answered and the provider revealed.
    function providerRevealed(Result memory result, bytes32 answers) internal returns (bytes32 id) {
        id = seated(result);
        answerAll(id, answers);
        reveal(id, result);
    }

    /// @dev The provider is wrong and the committee right; or the other way round.
    function disputed(Result memory result, bytes32 answers) internal returns (bytes32 id) {
        id = providerRevealed(result, answers);
        revealAll(id, answers);
        audits.closeAudit(id);
    }

    function answerAll(bytes32 id, bytes32 root) internal {
        uint256 seats = committee(id).length;
        for (uint8 i = 0; i < seats; i++) {
            answer(id, i, root);
        }
    }

    function revealAll(bytes32 id, bytes32 root) internal {
        uint256 seats = committee(id).length;
        for (uint8 i = 0; i < seats; i++) {
            revealAnswer(id, i, root);
        }
    }

    function answer(bytes32 id, uint8 number, bytes32 root) internal {
        SeatView memory seat_ = audits.seatOf(id, number);
        uint8 attempt = market.terms(id).attempt;
        bytes32 commitment = audits.answerCommitmentOf(id, attempt, seat_.round, root, SALT, seat_.verifier);
        vm.prank(seat_.verifier);
        audits.commitAnswer(AnswerCommitment(id, number, commitment));
    }

    function revealAnswer(bytes32 id, uint8 number, bytes32 root) internal {
        address verifier = holder(id, number);
        vm.prank(verifier);
        audits.revealAnswer(AnswerReveal(id, number, root, SALT));
    }

    function declareUnable(bytes32 id, uint8 number) internal {
        address verifier = holder(id, number);
        vm.prank(verifier);
        audits.declareUnableToRun(id, number);
    }

    function committee(bytes32 id) internal view returns (SeatView[] memory) {
        return audits.audit(id).seats;
    }

    function holder(bytes32 id, uint8 number) internal view returns (address) {
        return audits.seatOf(id, number).verifier;
    }
}
