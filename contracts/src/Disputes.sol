// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batched} from "./Batched.sol";
import {Configured} from "./Configured.sol";
import {IAudits} from "./interfaces/IAudits.sol";
import {IDisputes} from "./interfaces/IDisputes.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IRelay} from "./interfaces/IRelay.sol";
import {IStepJudge} from "./interfaces/IStepJudge.sol";
import {Items} from "./libraries/Items.sol";
import {Narrow} from "./libraries/Narrow.sol";
import {Challenge, ClaimState, Item, Step} from "./types/Answers.sol";
import {beginning} from "./types/JobRecord.sol";
import {JobState, Terms} from "./types/Jobs.sol";
import {Result} from "./types/Orders.sol";
import {AttributionView, ClaimView} from "./types/Views.sol";

/// @notice Claims that a revealed result is wrong.
contract Disputes is IDisputes, Batched, Configured {
    using Narrow for uint256;

    struct Claim {
        // Slot 0.
        /// @dev Zero: the committee.
        address challenger;
        ClaimState state;
        bool closed;
        Item item;
        uint8 attempt;
        // Slot 1.
        address provider;
        /// @dev The challenger's; of the committee's claim, what it can pay the judge without the provider's stake.
        uint96 bond;
        // Slots 2 to 5.
        bytes32 jobId;
        bytes32 claimed;
        bytes32 finding;
        bytes32 right;
    }

    /// @dev All claims about one attempt's result.
    struct Docket {
        // Slot 0.
        /// @dev Claims not decided.
        uint8 open;
        /// @dev Lowest item found wrong, plus 1; 0: none.
        uint8 firstWrong;
        bool undecided;
        bool blamed;
        bool auditEnded;
        /// @dev One bit for each item ever claimed.
        uint128 items;
        /// @dev Last block time to show whose turn was wrong, seconds; 0 unless that is awaited.
        uint40 attributedBy;
        // Slot 1.
        /// @dev What upheld claims still need to pay the judge, and what of the provider's stake there is for it.
        uint96 need;
        uint96 pool;
        // Slot 2.
        /// @dev The finding challenger's part of the stake.
        uint96 reward;
        /// @dev While attribution is awaited: what is left of the audit's fund, and whether its verifiers found out.
        uint96 returned;
        bool found;
    }

    /// @dev How a closed claim's money is split.
    struct Payout {
        uint256 funded;
        uint256 returned;
        uint256 gained;
        uint256 toProvider;
    }

    uint256 private constant VERB_GAS = 1_000_000;
    uint8 private constant LAST_PROVIDER = type(uint8).max;

    IAudits private immutable AUDITS;
    address private immutable DEMANDS;
    IRelay private immutable RELAY;

    /* STORAGE */

    /// @inheritdoc IDisputes
    IMarket public immutable market;
    /// @inheritdoc IDisputes
    IStepJudge public immutable judge;

    /// @inheritdoc IDisputes
    mapping(bytes32 seal => uint256 blockNumber) public sealedAt;

    mapping(bytes32 claimId => Claim) private _claims;
    mapping(bytes32 jobId => mapping(uint8 attempt => Docket)) private _dockets;

    constructor(IMarket market_) Configured(market_.orders().parameters()) Batched(VERB_GAS) {
        market = market_;
        judge = market_.jury();
        AUDITS = market_.audits();
        DEMANDS = address(market_.demands());
        RELAY = market_.relay();
    }

    /* CHALLENGES */

    /// @inheritdoc IDisputes
    function sealChallenge(bytes32 seal) external {
        require(sealedAt[seal] == 0, AlreadySealed());
        sealedAt[seal] = block.number;
        emit ChallengeSealed(seal, msg.sender);
    }

    /// @inheritdoc IDisputes
    function challenge(Challenge calldata what) external returns (bytes32 claimId) {
        Terms memory terms = market.terms(what.jobId);
        require(terms.state == JobState.Revealed || terms.state == JobState.Disputed, WrongState());
        require(beginning(what.result.resultRoot()) == terms.resultRoot, WrongResult());
        require(msg.sender != terms.provider, NotEligible());
        require(_dockets[what.jobId][terms.attempt].attributedBy == 0, WrongState());
        Claim memory claim_;
        (claim_.jobId, claim_.item, claim_.finding) = (what.jobId, what.item, what.finding);
        claim_.claimed = Items.read(what.result, what.item);
        require(Item.unwrap(what.item) != 0 && !Items.same(what.finding, claim_.claimed), NoDifference());
        require(!Items.same(what.finding, 0), NoDifference());
        _openSeal(what, terms.attempt);
        claim_.challenger = msg.sender;
        claim_.bond = _bondFor(terms).to96();
        claimId = _open(claim_, terms);
        market.pull(msg.sender, claim_.bond);
        market.challenge(what.jobId);
    }

    /// @inheritdoc IDisputes
    function closeClaim(bytes32 claimId) external {
        Claim storage self = _claims[claimId];
        require(self.state != ClaimState.None && self.state != ClaimState.Open && !self.closed, WrongState());
        Docket storage docket = _dockets[self.jobId][self.attempt];
        require(docket.open == 0 && docket.attributedBy == 0, WrongState());
        _close(claimId, self);
    }

    /* ATTRIBUTION */

    /// @inheritdoc IDisputes
    function attribute(bytes32 jobId, Result calldata right) external {
        (uint8 attempt, Docket storage docket) = _awaiting(jobId);
        require(block.timestamp <= docket.attributedBy, TooLate());
        Claim storage first = _firstWrong(jobId, attempt, docket);
        require(Items.same(Items.read(right, first.item), first.right), WrongResult());
        uint8 leg = RELAY.guilty(jobId, right.trace, first.item);
        _endAttribution(jobId, attempt, docket, leg == RELAY.count(jobId) ? LAST_PROVIDER : leg);
    }

    /// @inheritdoc IDisputes
    function convictUnattributed(bytes32 jobId) external {
        (uint8 attempt, Docket storage docket) = _awaiting(jobId);
        require(block.timestamp > docket.attributedBy, TooEarly());
        _endAttribution(jobId, attempt, docket, LAST_PROVIDER);
    }

    /* ONLY FOR AUDITS, THE JUDGE AND DEMANDS */

    /// @inheritdoc IDisputes
    function openAuditClaim(bytes32 jobId) external {
        require(msg.sender == address(AUDITS), OnlyCourt());
        Terms memory terms = market.terms(jobId);
        Claim memory claim_;
        (claim_.jobId, claim_.claimed) = (jobId, terms.resultRoot);
        _open(claim_, terms);
        market.disputeAudit(jobId);
    }

    /// @inheritdoc IDisputes
    function decide(bytes32 claimId, bytes32 right) external {
        require(msg.sender == address(judge), OnlyCourt());
        Claim storage self = _claims[claimId];
        require(self.state == ClaimState.Open, WrongState());
        Docket storage docket = _dockets[self.jobId][self.attempt];
        self.right = right;
        docket.open--;
        if (right == 0) {
            self.state = ClaimState.Undecided;
            docket.undecided = true;
        } else if (Items.isAsClaimed(self.item, right, self.claimed)) {
            self.state = ClaimState.Rejected;
        } else {
            self.state = ClaimState.Upheld;
            _uphold(docket, Item.unwrap(self.item), judge.shortfall(claimId));
        }
        emit ClaimDecided(claimId, right);
        if (docket.open == 0) {
            _decideJob(self.jobId, self.attempt, docket);
            if (docket.attributedBy == 0) {
                _close(claimId, self);
            }
        }
    }

    /// @inheritdoc IDisputes
    function blame(bytes32 jobId) external {
        require(msg.sender == DEMANDS, OnlyCourt());
        (JobState state, uint8 attempt,,) = market.place(jobId);
        require(state == JobState.Disputed, WrongState());
        _dockets[jobId][attempt].blamed = true;
    }

    /* VIEWS */

    /// @inheritdoc IDisputes
    function claim(bytes32 claimId) external view returns (ClaimView memory) {
        Claim storage self = _claims[claimId];
        return ClaimView({
            id: claimId,
            state: self.state,
            closed: self.closed,
            jobId: self.jobId,
            attempt: self.attempt,
            item: self.item,
            challenger: self.challenger,
            bond: self.bond,
            claimed: self.claimed,
            finding: self.finding,
            right: self.right,
            jury: market.jury().juryOf(claimId)
        });
    }

    /// @inheritdoc IDisputes
    function claimsOf(bytes32 jobId) external view returns (bytes32[] memory claimIds) {
        (, uint8 attempt,,) = market.place(jobId);
        uint256 items = _dockets[jobId][attempt].items;
        uint256 count = 0;
        claimIds = new bytes32[](Items.COUNT);
        for (uint8 item = 0; item < Items.COUNT; item++) {
            if (items >> item & 1 == 1) {
                claimIds[count++] = claimIdOf(jobId, attempt, Item.wrap(item));
            }
        }
        assembly ("memory-safe") {
            mstore(claimIds, count)
        }
    }

    /// @inheritdoc IDisputes
    function attribution(bytes32 jobId) external view returns (AttributionView memory result) {
        (, uint8 attempt,,) = market.place(jobId);
        Docket storage docket = _dockets[jobId][attempt];
        if (docket.attributedBy != 0) {
            Claim storage first = _firstWrong(jobId, attempt, docket);
            result = AttributionView(docket.attributedBy, first.item, first.right, docket.returned);
        }
    }

    /// @inheritdoc IDisputes
    function bondFor(bytes32 jobId) external view returns (uint256) {
        return _bondFor(market.terms(jobId));
    }

    /// @inheritdoc IDisputes
    function sealOf(bytes32 jobId, uint8 attempt, Item item, bytes32 finding, bytes32 salt, address challenger)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), jobId, attempt, item, finding, salt, challenger));
    }

    /// @inheritdoc IDisputes
    function claimIdOf(bytes32 jobId, uint8 attempt, Item item) public pure returns (bytes32) {
        return keccak256(abi.encode(jobId, attempt, item));
    }

    /// @inheritdoc IDisputes
    function itemOf(Result calldata result, Item item) external pure returns (bytes32) {
        return Items.read(result, item);
    }

    /* INTERNAL: OPENING */

    function _openSeal(Challenge calldata what, uint8 attempt) internal virtual {
        bytes32 seal = sealOf(what.jobId, attempt, what.item, what.finding, what.salt, msg.sender);
        uint256 blockNumber = sealedAt[seal];
        require(blockNumber != 0 && blockNumber < block.number, NotSealed());
        delete sealedAt[seal];
    }

    function _open(Claim memory claim_, Terms memory terms) private returns (bytes32 claimId) {
        claimId = claimIdOf(claim_.jobId, terms.attempt, claim_.item);
        require(_claims[claimId].state == ClaimState.None, AlreadyClaimed());
        (claim_.state, claim_.attempt, claim_.provider) = (ClaimState.Open, terms.attempt, terms.provider);
        _claims[claimId] = claim_;
        Docket storage docket = _dockets[claim_.jobId][terms.attempt];
        docket.open++;
        docket.items |= uint128(1) << Item.unwrap(claim_.item);
        _emitOpened(claimId, claim_);
        judge.open(
            claimId,
            Step({
                jobId: claim_.jobId,
                attempt: claim_.attempt,
                item: claim_.item,
                claimed: claim_.claimed,
                reward: terms.fullReward,
                runTime: terms.runTime,
                claimant: claim_.challenger
            })
        );
    }

    function _emitOpened(bytes32 claimId, Claim memory claim_) private {
        emit ClaimOpened(
            claimId,
            claim_.jobId,
            claim_.challenger,
            claim_.attempt,
            claim_.item,
            claim_.claimed,
            claim_.finding,
            claim_.bond
        );
    }

    /// @dev J at the fuel limit: the fuel used may be what is wrong.
    function _bondFor(Terms memory terms) private view returns (uint256) {
        uint256 bond = (15 * judge.cost(terms.fullReward) + terms.fullPrice + 9) / 10;
        return bond < LEAST_CHALLENGE_BOND ? LEAST_CHALLENGE_BOND : bond;
    }

    /* INTERNAL: DECIDING */

    function _uphold(Docket storage docket, uint8 item, uint256 cost) private {
        if (docket.firstWrong == 0 || item < docket.firstWrong) {
            docket.firstWrong = item + 1;
        }
        docket.need += cost.to96();
    }

    function _decideJob(bytes32 jobId, uint8 attempt, Docket storage docket) private {
        (uint256 returned, uint256 finders) = _endAudit(jobId, attempt, docket);
        if (docket.blamed) {
            _convict(jobId, attempt, docket, LAST_PROVIDER, finders != 0, returned);
        } else if (docket.firstWrong != 0) {
            _findGuilty(jobId, attempt, docket, finders != 0, returned);
        } else if (docket.undecided) {
            market.voidJob(jobId, returned);
        } else {
            market.acquit(jobId, returned);
        }
    }

    /// @dev Ends the audit that a committee's claim kept open. What its verifiers lost pays the claim's jury first;
    /// a jury that could not decide is owed the rest by the audit's fund.
    /// @return returned What is left of the fund.
    function _endAudit(bytes32 jobId, uint8 attempt, Docket storage docket)
        private
        returns (uint256 returned, uint256 finders)
    {
        bytes32 claimId = claimIdOf(jobId, attempt, Items.WHOLE);
        Claim storage self = _claims[claimId];
        if (self.state == ClaimState.None || docket.auditEnded) {
            return (0, 0);
        }
        docket.auditEnded = true;
        uint256 lost;
        (returned, lost, finders) = AUDITS.conclude(jobId, self.right);
        uint256 owed = judge.shortfall(claimId);
        uint256 byLocks = _min(lost, owed);
        uint256 byFund = 0;
        if (self.state == ClaimState.Undecided) {
            byFund = _min(owed - byLocks, returned);
            returned -= byFund;
            _pull(address(AUDITS), byFund);
        } else if (self.state == ClaimState.Upheld) {
            docket.need -= byLocks.to96();
        }
        self.bond = (byLocks + byFund).to96();
        _burn(lost - byLocks);
    }

    function _findGuilty(bytes32 jobId, uint8 attempt, Docket storage docket, bool found, uint256 returned) private {
        if (attempt == 0 || RELAY.count(jobId) == 0) {
            _convict(jobId, attempt, docket, LAST_PROVIDER, found, returned);
            return;
        }
        (docket.found, docket.returned) = (found, returned.to96());
        docket.attributedBy = (block.timestamp + REVEAL_WINDOW).to40();
        emit AttributionAwaited(jobId, attempt, docket.attributedBy);
    }

    /// @dev A job whose result is wrong, while it is not known whose turn was.
    function _awaiting(bytes32 jobId) private view returns (uint8 attempt, Docket storage docket) {
        (, attempt,,) = market.place(jobId);
        docket = _dockets[jobId][attempt];
        require(docket.attributedBy != 0, WrongState());
    }

    function _endAttribution(bytes32 jobId, uint8 attempt, Docket storage docket, uint8 leg) private {
        docket.attributedBy = 0;
        emit Attributed(jobId, attempt, leg);
        _convict(jobId, attempt, docket, leg, docket.found, docket.returned);
    }

    /// @param leg The guilty one's, or `LAST_PROVIDER`.
    /// @param found Whether the committee found it out.
    function _convict(bytes32 jobId, uint8 attempt, Docket storage docket, uint8 leg, bool found, uint256 returned)
        private
    {
        (,, uint64 lane,) = market.place(jobId);
        Claim storage first = _firstWrong(jobId, attempt, docket);
        bool byCommittee = first.challenger == address(0);
        found = byCommittee ? found : Items.same(first.finding, first.right);
        (uint256 toJurors, uint256 toFinders) = leg == LAST_PROVIDER
            ? market.convict(jobId, docket.need, found, returned)
            : RELAY.convict(jobId, leg, docket.need, found, returned);
        docket.pool = toJurors.to96();
        if (!byCommittee) {
            docket.reward = toFinders.to96();
        } else if (toFinders != 0) {
            market.pay(address(AUDITS), toFinders);
            AUDITS.payFinders(lane, first.right, toFinders);
        }
    }

    /// @dev The claim that decided the job; of one only blamed, the committee's, which finds nothing then.
    function _firstWrong(bytes32 jobId, uint8 attempt, Docket storage docket) private view returns (Claim storage) {
        uint8 number = docket.firstWrong;
        return _claims[claimIdOf(jobId, attempt, Item.wrap(number == 0 ? 0 : number - 1))];
    }

    /* INTERNAL: CLOSING */

    function _close(bytes32 claimId, Claim storage self) private {
        self.closed = true;
        Payout memory payout = _payoutOf(self, judge.shortfall(claimId));
        emit ClaimClosed(claimId, payout.funded, payout.returned, payout.gained, payout.toProvider);
        _pay(address(judge), payout.funded);
        judge.settle(claimId, payout.funded);
        _pay(self.challenger, payout.returned + payout.gained);
        _pay(self.provider, payout.toProvider);
    }

    function _payoutOf(Claim storage self, uint256 owed) private returns (Payout memory payout) {
        uint256 bond = self.bond;
        if (self.state != ClaimState.Upheld) {
            payout.funded = _min(owed, bond);
            if (self.state == ClaimState.Rejected) {
                payout.toProvider = bond - payout.funded;
            } else {
                payout.returned = bond - payout.funded;
            }
        } else if (self.challenger == address(0)) {
            payout.funded = bond + _fromPool(self, owed - bond);
        } else {
            payout.funded = _fromPool(self, owed);
            payout.returned = bond;
            payout.gained = _findersPart(self);
        }
    }

    /// @dev A claim's part of what there is: all of `owed`, unless the provider's stake was too small for all.
    function _fromPool(Claim storage self, uint256 owed) private returns (uint256 part) {
        Docket storage docket = _dockets[self.jobId][self.attempt];
        (uint256 need, uint256 pool) = (docket.need, docket.pool);
        part = need == 0 ? 0 : owed * pool / need;
        (docket.need, docket.pool) = ((need - owed).to96(), (pool - part).to96());
    }

    function _findersPart(Claim storage self) private view returns (uint256) {
        Docket storage docket = _dockets[self.jobId][self.attempt];
        return docket.firstWrong == Item.unwrap(self.item) + 1 ? docket.reward : 0;
    }

    function _pay(address account, uint256 amount) private {
        if (amount != 0) {
            market.pay(account, amount);
        }
    }

    function _pull(address account, uint256 amount) private {
        if (amount != 0) {
            market.pull(account, amount);
        }
    }

    function _burn(uint256 amount) private {
        if (amount != 0) {
            market.burn(amount);
        }
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
