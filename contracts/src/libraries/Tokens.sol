// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "../interfaces/IERC20.sol";
import {ILedger} from "../interfaces/ILedger.sol";

/// @notice ERC-20 transfers, also of tokens that return nothing.
library Tokens {
    function send(IERC20 token, address to, uint256 amount) internal {
        _call(token, abi.encodeCall(IERC20.transfer, (to, amount)));
    }

    /// @dev Refuses tokens that move anything but `amount`; a token that reenters to move more is refused by the same
    /// measure.
    function receiveFrom(IERC20 token, address from, uint256 amount) internal {
        uint256 before = token.balanceOf(address(this));
        _call(token, abi.encodeCall(IERC20.transferFrom, (from, address(this), amount)));
        require(token.balanceOf(address(this)) == before + amount, ILedger.TokenRefused());
    }

    function _call(IERC20 token, bytes memory data) private {
        (bool success, bytes memory returned) = address(token).call(data);
        require(success && _agrees(token, returned), ILedger.TokenRefused());
    }

    function _agrees(IERC20 token, bytes memory returned) private view returns (bool) {
        return returned.length == 0
            ? address(token).code.length != 0
            : returned.length == 32 && uint256(bytes32(returned)) == 1;
    }
}
