// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Minimal proxies (ERC-1167) at addresses known beforehand (CREATE2), of the calling contract.
library Clones {
    /// @notice Thrown when the chain would not create a proxy.
    error NotCreated();

    /// @notice The proxy with that salt, created if it is not there yet.
    function open(address implementation, bytes32 salt) internal returns (address proxy) {
        proxy = addressOf(implementation, salt);
        if (proxy.code.length == 0) {
            bytes memory code = _codeOf(implementation);
            address created;
            assembly ("memory-safe") {
                created := create2(0, add(code, 32), mload(code), salt)
            }
            require(created == proxy, NotCreated());
        }
    }

    function addressOf(address implementation, bytes32 salt) internal view returns (address) {
        bytes32 hash =
            keccak256(abi.encodePacked(bytes1(0xff), address(this), salt, keccak256(_codeOf(implementation))));
        // EIP-1014: an address is the last 20 bytes.
        return address(uint160(uint256(hash)));
    }

    /// @dev ERC-1167's creation code.
    function _codeOf(address implementation) private pure returns (bytes memory) {
        return abi.encodePacked(
            hex"3d602d80600a3d3981f3363d3d373d3d3d363d73", implementation, hex"5af43d82803e903d91602b57fd5bf3"
        );
    }
}
