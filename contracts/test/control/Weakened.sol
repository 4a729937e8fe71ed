// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Audits} from "../../src/Audits.sol";
import {Disputes} from "../../src/Disputes.sol";
import {Market} from "../../src/Market.sol";
import {Orders} from "../../src/Orders.sol";
import {IERC20} from "../../src/interfaces/IERC20.sol";
import {IHistory} from "../../src/interfaces/IHistory.sol";
import {IMarket} from "../../src/interfaces/IMarket.sol";
import {IOrders} from "../../src/interfaces/IOrders.sol";
import {IRandomness} from "../../src/interfaces/IRandomness.sol";
import {Challenge} from "../../src/types/Answers.sol";
import {Deal, Head} from "../../src/types/JobRecord.sol";
import {Court, Terms} from "../../src/types/Jobs.sol";
import {Acceptance} from "../../src/types/Orders.sol";
import {Parameters} from "../../src/types/Parameters.sol";

/// @notice A market whose commitments bind neither job nor provider.
contract UnboundMarket is Market {
    constructor(IERC20 token_, IOrders orders_, IHistory history_, Court memory court, IRandomness source)
        Market(token_, orders_, history_, court, source)
    {}

    function commitmentOf(bytes32, uint8, bytes32 root, bytes32 salt, address) public pure override returns (bytes32) {
        return keccak256(abi.encode(root, salt));
    }
}

/// @notice A market that can forget which attempt a job is at, and what its provider's lane has carried.
contract ForgetfulMarket is Market {
    constructor(IERC20 token_, IOrders orders_, IHistory history_, Court memory court, IRandomness source)
        Market(token_, orders_, history_, court, source)
    {}

    function forget(bytes32 id, address account, uint32 number) external {
        Head memory head = _jobs[id].readHead();
        head.attempt = 0;
        _jobs[id].writeHead(head);
        _lanes[uint64(numberOf[account]) << 32 | number].writeDeal(emptyDeal());
    }

    function emptyDeal() private pure returns (Deal memory deal) {}
}

/// @notice Audits whose commitments do not bind the verifier.
contract UnboundAudits is Audits {
    constructor(IMarket market_) Audits(market_) {}

    function answerCommitmentOf(bytes32, uint8, uint8, bytes32 root, bytes32 salt, address)
        public
        pure
        override
        returns (bytes32)
    {
        return keccak256(abi.encode(root, salt));
    }
}

/// @notice Audits whose commitments do not bind the answer: as if verifiers answered after the provider.
contract LateAudits is Audits {
    constructor(IMarket market_) Audits(market_) {}

    function answerCommitmentOf(bytes32, uint8, uint8, bytes32, bytes32 salt, address account)
        public
        pure
        override
        returns (bytes32)
    {
        return keccak256(abi.encode(salt, account));
    }
}

/// @notice Audits that let a provider off that does not reveal.
contract LenientAudits is Audits {
    constructor(IMarket market_) Audits(market_) {}

    function _condemn(bytes32 id, Terms memory) internal override {
        _void(id);
    }
}

/// @notice Disputes that take challenges nobody sealed.
contract UnsealedDisputes is Disputes {
    constructor(IMarket market_) Disputes(market_) {}

    function _openSeal(Challenge calldata, uint8) internal override {}
}

/// @notice Orders whose acceptances may be landed by anybody.
contract UnboundOrders is Orders {
    constructor(IMarket market_, IHistory history_, Parameters memory p) Orders(market_, history_, p) {}

    function acceptanceDigest(bytes32 job, bytes32 offer, Acceptance calldata acceptance, address)
        public
        view
        override
        returns (bytes32)
    {
        return super.acceptanceDigest(job, offer, acceptance, address(0));
    }
}
