// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "../../src/interfaces/IERC20.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {Job} from "../../src/types/Orders.sol";

/// @notice A contract wallet that approves one digest (ERC-1271), and posts jobs itself.
contract ContractWallet {
    bytes32 private _approved;

    function approve(bytes32 digest) external {
        _approved = digest;
    }

    function fund(IERC20 token, ILedger ledger, uint256 amount) external {
        token.approve(address(ledger), amount);
        ledger.deposit(amount);
    }

    function post(IOrders orders, Job calldata job) external {
        orders.postJob(job);
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return digest == _approved ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}

/// @notice Answers every signature with a megabyte of zeros.
contract FloodingWallet {
    function isValidSignature(bytes32, bytes calldata) external pure {
        assembly {
            return(0, 0x100000)
        }
    }
}

/// @notice Burns all gas it is given.
contract BurningWallet {
    function isValidSignature(bytes32, bytes calldata) external pure {
        assembly {
            invalid()
        }
    }
}
