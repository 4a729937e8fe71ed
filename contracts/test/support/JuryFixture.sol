// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DisputeFixture} from "./DisputeFixture.sol";

/// @notice A wrong output that was challenged rightly, and its jury.
abstract contract JuryFixture is DisputeFixture {
    bytes32 internal right;
    bytes32 internal wrong;

    bytes32 internal id;
    bytes32 internal claimId;

    function setUp() public virtual override {
        super.setUp();
        right = outputOf(rightResult());
        wrong = outputOf(wrongResult());
        (id, claimId) = challengedRightly();
    }

    /* JURORS */

    function jurorOf(uint8 number) internal view returns (address) {
        return jury.seatOf(claimId, number).verifier;
    }

    function declareUnable(uint8 number) internal {
        address juror = jurorOf(number);
        vm.prank(juror);
        jury.declareUnableToJudge(claimId, number);
    }
}
