// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "../interfaces/IERC20.sol";
import {ILedger} from "../interfaces/ILedger.sol";

/// @notice ERC-20 transfers, also of tokens that return nothing.
library Tokens {
    /// @dev Most tokens a ledger holds: so no sum of what it owes outgrows a balance.
    uint256 private constant MOST_HELD = type(uint88).max;

    function send(IERC20 token, address to, uint256 amount) internal {
        _call(token, abi.encodeCall(IERC20.transfer, (to, amount)));
    }

    function receiveFrom(IERC20 token, address from, uint256 amount) internal {
        receiveBy(token, abi.encodeCall(IERC20.transferFrom, (from, address(this), amount)), amount);
    }

    /// @dev Refuses tokens that move anything but `amount`; a token that reenters to move more is refused by the same
    /// measure.
    function receiveBy(IERC20 token, bytes memory data, uint256 amount) internal {
        uint256 before = token.balanceOf(address(this));
        _call(token, data);
        uint256 held = token.balanceOf(address(this));
        require(held >= before && held - before == amount, ILedger.TokenRefused());
        require(held <= MOST_HELD, ILedger.TooLarge());
    }

    function _call(IERC20 token, bytes memory data) private {
        (bool success, bytes memory returned) = address(token).call(data);
        require(success && _agrees(token, returned), ILedger.TokenRefused());
    }

    function _agrees(IERC20 token, bytes memory returned) private view returns (bool) {
        return returned.length == 0
            ? address(token).code.length != 0
            : returned.length == 32 && abi.decode(returned, (uint256)) == 1;
    }
}
