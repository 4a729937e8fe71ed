// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Match, MatchTerms, OrderStatus} from "../types/Jobs.sol";
import {Acceptance, Job, JobTerms, Offer, Work} from "../types/Orders.sol";
import {Parameters} from "../types/Parameters.sol";
import {IBatched} from "./IBatched.sol";
import {IMarket} from "./IMarket.sol";

/// @notice What is wanted and offered: offers and jobs, posted here or signed, and the matches that bind them, under
/// the market's parameters.
/// @dev It holds no money: the market trusts its immutable address to have checked what a consumer or provider signed.
/// The EIP-712 domain is the market's: name "Souk", version "1", verifying contract the market. A signature may be an
/// account's own (65 bytes: r, s, v) or its code's (ERC-1271).
interface IOrders is IBatched {
    /* EVENTS */

    event OfferPosted(bytes32 indexed id, address indexed provider, Offer offer);
    event OfferCancelled(bytes32 indexed id, address indexed provider);

    /// @notice A job entered the market, by its own post or with its match.
    event JobPosted(bytes32 indexed id, address indexed consumer, Work work, JobTerms terms);

    /// @notice The consumer withdrew an order that was never posted: no match can land it any more.
    event JobCancelled(bytes32 indexed id, address indexed consumer);

    /// @notice A provider took a job. If its acceptance carried a commitment, `IMarket.Committed` follows.
    event JobMatched(bytes32 indexed id, address indexed provider, address indexed marketNode, MatchTerms matched);

    /// @notice The account's order nonce is `nonce` now: no order it signed under another can be landed.
    event OrdersCancelled(address indexed account, uint64 nonce);

    /* ERRORS */

    /// @notice Thrown when an order is not in the state a verb needs.
    error WrongState();
    /// @notice Thrown when an order expired.
    error TooLate();
    /// @notice Thrown when only the consumer or provider an order names may post it.
    error NotYours();
    /// @notice Thrown when S/P is below the job's least, or the accepted S is not the offer's multiple of P.
    error WrongStake();
    /// @notice Thrown when a signature is not its signer's, or is for another order: an acceptance for another job,
    /// offer or attempt, a job whose work is not the one shown.
    error BadSignature();
    /// @notice Thrown when its signer cancelled an order, or all signed under its nonce.
    error OrderIsCancelled();
    /// @notice Thrown when a job asks for nothing, costs nothing, or states a posting time too far from now.
    error BadJob();
    /// @notice Thrown when an offer is priced at nothing or stakes less than the market's least.
    error BadOffer();
    /// @notice Thrown when the offer does not carry the fuel, memory or capabilities the job asks.
    error OfferTooSmall();
    /// @notice Thrown when the accepted price is zero, above the offer's or above the job's ceiling.
    error WrongPrice();
    /// @notice Thrown when an acceptance resumes from a state, which no match can yet.
    error WrongAcceptance();
    /// @notice Thrown when an acceptance expired or is valid for too long.
    error AcceptanceNotCurrent();
    /// @notice Thrown when the accepted number of verifiers is not the one the market reckons.
    error WrongVerifiers();
    /// @notice Thrown when the sampling rate is above the accepted one.
    error RateTooHigh();
    /// @notice Thrown when the accepted run time would end after the job's latest finish.
    error FinishesTooLate();

    /* ORDERS */

    /// @notice Posts the caller's offer.
    function postOffer(Offer calldata offer) external;

    /// @notice Cancels the caller's offer, posted or signed, for ever.
    function cancelOffer(bytes32 id) external;

    /// @notice Posts the caller's job; takes E = price ceiling x fuel limit, rounded up, from its balance.
    function postJob(Job calldata job) external;

    /// @notice Refunds the caller's open job; of one never posted, cancels the signed order for ever.
    function cancelJob(bytes32 id) external;

    /// @notice Cancels every order the caller signed and nobody landed: its order nonce becomes one more.
    function cancelAllOrders() external;

    /* MATCHES */

    /// @notice Open -> Running. Anyone may; the caller is the market node that earns the fee.
    function matchJob(Match calldata aMatch) external;

    /* VIEWS */

    function market() external view returns (IMarket);
    function parameters() external view returns (Parameters memory);

    /// @notice What `signer` did with the order `id`. Of jobs only cancelled, unposted orders are kept here.
    function orderStatus(address signer, bytes32 id) external view returns (OrderStatus);

    /// @notice The nonce under which orders `account` signs now count.
    function orderNonce(address account) external view returns (uint64);

    /// @notice EIP-712 digests under the market's domain: what is signed, and the ids of offers and jobs.
    function offerId(Offer calldata offer) external view returns (bytes32);
    function jobId(Job calldata job) external view returns (bytes32);
    function jobIdOf(bytes32 workHash, JobTerms calldata terms) external view returns (bytes32);
    function acceptanceDigest(bytes32 jobId, bytes32 offerId, Acceptance calldata acceptance, address marketNode)
        external
        view
        returns (bytes32);

    /// @notice EIP-712 hash of a job's work.
    function workHash(Work calldata work) external pure returns (bytes32);

    // The name is EIP-712's convention.
    // forge-lint: disable-next-line(mixed-case-function)
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
