// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILedger} from "../interfaces/ILedger.sol";

/// @notice Checked casts to what is stored.
library Narrow {
    function to8(uint256 x) internal pure returns (uint8) {
        _fits(x, type(uint8).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint8(x);
    }

    function to16(uint256 x) internal pure returns (uint16) {
        _fits(x, type(uint16).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint16(x);
    }

    function to24(uint256 x) internal pure returns (uint24) {
        _fits(x, type(uint24).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint24(x);
    }

    function to32(uint256 x) internal pure returns (uint32) {
        _fits(x, type(uint32).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint32(x);
    }

    function to40(uint256 x) internal pure returns (uint40) {
        _fits(x, type(uint40).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint40(x);
    }

    function to48(uint256 x) internal pure returns (uint48) {
        _fits(x, type(uint48).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint48(x);
    }

    function to56(uint256 x) internal pure returns (uint56) {
        _fits(x, type(uint56).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint56(x);
    }

    function to64(uint256 x) internal pure returns (uint64) {
        _fits(x, type(uint64).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint64(x);
    }

    function to72(uint256 x) internal pure returns (uint72) {
        _fits(x, type(uint72).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint72(x);
    }

    function to80(uint256 x) internal pure returns (uint80) {
        _fits(x, type(uint80).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint80(x);
    }

    function to88(uint256 x) internal pure returns (uint88) {
        _fits(x, type(uint88).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint88(x);
    }

    function to96(uint256 x) internal pure returns (uint96) {
        _fits(x, type(uint96).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint96(x);
    }

    function to112(uint256 x) internal pure returns (uint112) {
        _fits(x, type(uint112).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint112(x);
    }

    function to128(uint256 x) internal pure returns (uint128) {
        _fits(x, type(uint128).max);
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint128(x);
    }

    function _fits(uint256 x, uint256 most) private pure {
        require(x <= most, ILedger.TooLarge());
    }
}
