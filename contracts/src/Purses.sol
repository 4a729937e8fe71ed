// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgentAccount} from "./AgentAccount.sol";
import {IAgentEvents} from "./interfaces/IAgentEvents.sol";
import {ILedger} from "./interfaces/ILedger.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IOrders} from "./interfaces/IOrders.sol";
import {Clones} from "./libraries/Clones.sol";
import {Agent, AgentState, Child, Message, Policy, escrowOf} from "./types/Agents.sol";
import {Job, Work} from "./types/Orders.sol";

/// @notice Agents' money: their accounts, the purses that pay their jobs, and the jobs those post.
abstract contract Purses is IAgentEvents {
    /* STORAGE */

    IMarket internal immutable MARKET;
    IOrders internal immutable ORDERS;
    /// @dev What all accounts and purses point to.
    address internal immutable IMPLEMENTATION;

    mapping(uint256 id => Agent) internal _agents;
    mapping(uint256 id => mapping(uint256 number => Message)) internal _messages;
    mapping(bytes32 jobId => Child) internal _children;
    mapping(address account => uint256 id) internal _ids;
    uint256 private _accounts;

    constructor(IMarket market_, address implementation) {
        MARKET = market_;
        ORDERS = market_.orders();
        IMPLEMENTATION = implementation;
    }

    /* ACCOUNTS */

    function _newAccount() internal returns (address) {
        return Clones.open(IMPLEMENTATION, bytes32(++_accounts));
    }

    function _openPurse(address account, uint256 number) internal returns (address) {
        return Clones.open(IMPLEMENTATION, _saltOf(account, number));
    }

    /// @dev Above all salts of accounts.
    function _saltOf(address account, uint256 number) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(account)) << 96 | number);
    }

    /// @dev The agent, in that state.
    function _in(uint256 id, AgentState state) internal view returns (Agent storage self) {
        self = _agents[id];
        require(self.state == state, WrongState());
    }

    /* MONEY */

    function _balanceOf(address account) internal view returns (uint256) {
        return MARKET.balanceOf(account);
    }

    /// @dev Out of an account or a purse.
    function _move(address from, address to, uint256 amount) internal {
        if (amount != 0) {
            AgentAccount(from).execute(address(MARKET), abi.encodeCall(ILedger.transfer, (to, amount)));
        }
    }

    /// @dev Out of what lies here: the values of unread messages.
    function _give(address to, uint256 amount) internal {
        if (amount != 0) {
            MARKET.transfer(to, amount);
        }
    }

    /// @dev Out of the caller's balance.
    function _take(address to, uint256 amount) internal {
        if (amount != 0) {
            MARKET.transferFrom(msg.sender, to, amount);
        }
    }

    /// @dev What is in a purse goes to the account: what its job, now final, has left, and what late providers gave.
    function _empty(address account, uint256 number) internal returns (uint256 left) {
        address purse = _openPurse(account, number);
        left = _balanceOf(purse);
        _move(purse, account, left);
    }

    function _costOf(uint256 escrow, uint256 left) internal pure returns (uint256) {
        return escrow > left ? escrow - left : 0;
    }

    /* JOBS */

    /// @dev A job for a purse to post, on the agent's terms, that was not posted before.
    function _jobOf(Agent storage self, Policy memory policy, address purse, Work memory work, uint32 openSeconds)
        internal
        returns (Job memory job)
    {
        job.work = work;
        job.terms.consumer = purse;
        job.terms.verifiers = policy.verifiers;
        job.terms.minStakeMultiple = policy.minStakeMultiple;
        job.terms.tags = policy.tags;
        job.terms.postedAt = uint64(block.timestamp);
        job.terms.latestFinish = uint64(block.timestamp) + openSeconds;
        job.terms.salt = ++self.posts;
    }

    function _escrowOf(Job memory job) internal pure returns (uint256) {
        return escrowOf(job.terms.priceCeiling, job.terms.fuelLimit);
    }

    /// @dev Posts a job whose purse has its escrow.
    function _post(Job memory job) internal {
        AgentAccount(job.terms.consumer).execute(address(ORDERS), abi.encodeCall(IOrders.postJob, (job)));
    }

    /// @dev As `_post`; whether the market would have it.
    function _tryPost(Job memory job) internal returns (bool) {
        try AgentAccount(job.terms.consumer).execute(address(ORDERS), abi.encodeCall(IOrders.postJob, (job))) returns (
            bytes memory
        ) {
            return true;
        } catch {
            return false;
        }
    }
}
