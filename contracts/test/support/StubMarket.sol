// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Parameters} from "../../src/types/Parameters.sol";

/// @notice As much of a market as Verifiers asks for: money without limit, and a court of one.
contract StubMarket {
    address public immutable audits;
    address public immutable jury;

    Parameters private _parameters;

    mapping(address account => int256) public moved;
    uint256 public acting;
    uint256 public next;
    uint256 public changesAt;
    uint256 public counts;

    constructor(Parameters memory p, address audits_, address jury_) {
        (audits, jury) = (audits_, jury_);
        _parameters = p;
    }

    function orders() external view returns (StubMarket) {
        return this;
    }

    function history() external view returns (StubMarket) {
        return this;
    }

    function parameters() external view returns (Parameters memory) {
        return _parameters;
    }

    function pull(address account, uint256 amount) external {
        moved[account] -= int256(amount);
    }

    function pay(address account, uint256 amount) external {
        moved[account] += int256(amount);
    }

    function countMembers(uint256 acting_, uint256 next_, uint256 changesAt_) external {
        (acting, next, changesAt) = (acting_, next_, changesAt_);
        counts++;
    }
}
