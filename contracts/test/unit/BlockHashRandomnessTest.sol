// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BlockHashRandomness} from "../../src/BlockHashRandomness.sol";
import {Test} from "../support/Test.sol";

/// @notice Answers every block with one hash, as EIP-2935's contract does with the right one.
contract KnownHistory {
    fallback() external {
        bytes32 hash = keccak256("from history");
        assembly {
            mstore(0, hash)
            return(0, 32)
        }
    }
}

/// @notice Reverts, as some development chains' placeholder does.
contract RevertingHistory {
    fallback() external {
        revert();
    }
}

contract BlockHashRandomnessTest is Test {
    address private constant HISTORY = 0x0000F90827F1C53a10cb7A02335B175320002935;

    BlockHashRandomness private randomness;

    function setUp() external {
        randomness = new BlockHashRandomness();
        vm.roll(1000);
    }

    function test_takesTheHistoryFirst() external {
        vm.etch(HISTORY, address(new KnownHistory()).code);
        assertEq(randomness.ofBlock(1), keccak256("from history"), "hash");
    }

    function test_fallsBackToBlockHashWhereThereIsNoHistory() external {
        vm.etch(HISTORY, "");
        assertEq(randomness.ofBlock(999), blockhash(999), "hash");
        assertTrue(blockhash(999) != 0, "known");
    }

    function test_fallsBackToBlockHashWhereHistoryReverts() external {
        vm.etch(HISTORY, address(new RevertingHistory()).code);
        assertEq(randomness.ofBlock(999), blockhash(999), "hash");
    }

    function test_saysThatThereIsNone() external {
        vm.etch(HISTORY, "");
        assertEq(randomness.ofBlock(1), 0, "too old");
        assertEq(randomness.ofBlock(1000), 0, "not mined");
    }
}
