// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Challenge, Item} from "../types/Answers.sol";
import {Result} from "../types/Orders.sol";
import {AttributionView, ClaimView} from "../types/Views.sol";
import {IBatched} from "./IBatched.sol";
import {IMarket} from "./IMarket.sol";
import {IStepJudge} from "./IStepJudge.sol";

/// @notice Claims that a revealed result is wrong: a committee's, when its answers differ, and anybody's bonded
/// challenge. A judge decides each; when the last open claim about a result is decided, so is the job.
/// @dev A challenge is sealed a block before it is made, so that nobody takes the finder's share by copying one that
/// waits to be mined. Each item of a result is judged once. A verdict decides only the item it is about, and the
/// challenge window runs on meanwhile. If a job has legs (`IRelay`) and its result is wrong, whoever shows the right
/// trace tells whose
/// turn was wrong; if nobody does in time, it is the last provider's fault. Challengers' bonds, and slashed stake until
/// it is paid out, lie in this contract's account of the
/// market's ledger.
interface IDisputes is IBatched {
    /* EVENTS */

    /// @notice Somebody is going to challenge; what and where only it knows.
    event ChallengeSealed(bytes32 indexed seal, address indexed sender);

    /// @notice Somebody (`challenger` zero: the committee) says that `item` of the result is `finding`, not `claimed`.
    event ClaimOpened(
        bytes32 indexed claimId,
        bytes32 indexed jobId,
        address indexed challenger,
        uint8 attempt,
        Item item,
        bytes32 claimed,
        bytes32 finding,
        uint256 bond
    );

    /// @notice The judge found `right`; zero: it could not decide.
    event ClaimDecided(bytes32 indexed claimId, bytes32 right);

    /// @notice A claim's money is paid out: `funded` to the judge, the rest of the challenger's bond (`returned`) and
    /// the finders' part of the slash (`gained`) to the challenger, `toProvider` of its bond to the provider.
    event ClaimClosed(bytes32 indexed claimId, uint256 funded, uint256 returned, uint256 gained, uint256 toProvider);

    /// @notice A result with legs is wrong: until `deadline` its right trace can be shown. No more challenges.
    event AttributionAwaited(bytes32 indexed jobId, uint8 attempt, uint64 deadline);

    /// @notice The first wrong turn lies in that leg; 255: it is the last provider's, or nobody showed whose.
    event Attributed(bytes32 indexed jobId, uint8 attempt, uint8 leg);

    /* ERRORS */

    /// @notice Thrown when anybody but Audits, Demands or the judge calls what is only for them.
    error OnlyCourt();
    /// @notice Thrown when a claim or its job is not in the state a verb needs.
    error WrongState();
    /// @notice Thrown when the item was or is being judged.
    error AlreadyClaimed();
    /// @notice Thrown when a seal waits to be opened already.
    error AlreadySealed();
    /// @notice Thrown when a challenge was not sealed by its challenger in an earlier block.
    error NotSealed();
    /// @notice Thrown when a deadline has passed.
    error TooLate();
    /// @notice Thrown when an exit is called before its deadline has passed.
    error TooEarly();
    /// @notice Thrown when the result shown is not the one revealed, or not the one found right.
    error WrongResult();
    /// @notice Thrown when a result has no such item, or it is what the challenger says it should be.
    error NoDifference();
    /// @notice Thrown when the provider would challenge itself.
    error NotEligible();

    /* CHALLENGES */

    /// @notice Keeps `sealOf` a challenge to come, which can be made from the next block on. It holds nothing up: the
    /// window may end before. Anyone; a seal counts for the challenger in it.
    function sealChallenge(bytes32 seal) external;

    /// @notice Challenges a revealed result within its window as sealed in an earlier block, and forgets the seal; the
    /// bond is taken from the caller's balance.
    function challenge(Challenge calldata what) external returns (bytes32 claimId);

    /// @notice Pays out a decided claim once its job is decided too. The claim that decides a job is closed with it.
    function closeClaim(bytes32 claimId) external;

    /* ATTRIBUTION */

    /// @notice Shows the right result, or one equal to it as far as the deciding verdict says: whoever signed the first
    /// wrong turn is slashed. Anyone.
    function attribute(bytes32 jobId, Result calldata right) external;

    /// @notice Nobody did in time: the last provider is slashed, whose duty it was.
    function convictUnattributed(bytes32 jobId) external;

    /* ONLY FOR AUDITS, THE JUDGE AND DEMANDS */

    /// @notice AuditReveal -> Disputed: the committee's claim, about item 0. For Audits.
    function openAuditClaim(bytes32 jobId) external;

    /// @notice The verdict on a claim. For the judge.
    function decide(bytes32 claimId, bytes32 right) external;

    /// @notice The provider of a disputed job did not answer a demand: guilty, when the last open claim is decided. For
    /// Demands.
    function blame(bytes32 jobId) external;

    /* VIEWS */

    function market() external view returns (IMarket);
    function judge() external view returns (IStepJudge);

    /// @notice Block in which a seal landed that nobody has opened; 0: none.
    function sealedAt(bytes32 seal) external view returns (uint256 blockNumber);

    /// @notice keccak256(abi.encode(chain id, this contract, jobId, attempt, item, finding, salt, challenger)).
    function sealOf(bytes32 jobId, uint8 attempt, Item item, bytes32 finding, bytes32 salt, address challenger)
        external
        view
        returns (bytes32);

    /// @notice keccak256(abi.encode(jobId, attempt, item)).
    function claimIdOf(bytes32 jobId, uint8 attempt, Item item) external pure returns (bytes32);

    function claim(bytes32 claimId) external view returns (ClaimView memory);

    /// @notice What is awaited of the job's present attempt; all zero if nothing is.
    function attribution(bytes32 jobId) external view returns (AttributionView memory);

    /// @notice Claims ever opened about the job's present attempt, in the order of their items.
    function claimsOf(bytes32 jobId) external view returns (bytes32[] memory);

    /// @notice What a challenge of the job costs now: 1.5 J + 0.1 P, at least the market's least bond.
    function bondFor(bytes32 jobId) external view returns (uint256);

    /// @notice What a result says at an item, as `Item` defines it.
    function itemOf(Result calldata result, Item item) external pure returns (bytes32);
}
