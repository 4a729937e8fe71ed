// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice An account, or a purse, of an agent: what minimal proxies (ERC-1167) point to. It does what Agents says, and
/// nothing else; it signs nothing (ERC-1271), and takes no ether.
contract AgentAccount {
    address private immutable AGENTS = msg.sender;

    /// @notice Thrown when anybody but Agents calls.
    error OnlyAgents();

    /// @notice Calls `target` as this account; its refusal is this call's.
    function execute(address target, bytes calldata data) external returns (bytes memory result) {
        require(msg.sender == AGENTS, OnlyAgents());
        bool done;
        (done, result) = target.call(data);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
    }
}
