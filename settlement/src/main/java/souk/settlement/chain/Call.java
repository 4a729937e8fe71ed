package souk.settlement.chain;

import java.time.Instant;
import java.util.List;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.Offer;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;

/**
 * Something an account can ask of the chain: one record per verb of the contracts.
 *
 * <p>The verbs over lists are batches: an element the contract refuses is skipped with a {@link
 * ChainEvent.Skipped} and the others take effect. A list of one is no batch: it is refused as a
 * whole, and says why.
 */
public sealed interface Call
    permits Call.Approve,
        Call.Mint,
        Call.TransferTokens,
        Call.TransferWei,
        Call.Deposit,
        Call.DepositWithPermit,
        Call.DepositWithAuthorization,
        Call.Withdraw,
        Call.TransferBalance,
        Call.ApproveTransfers,
        Call.Bond,
        Call.Unbond,
        Call.WithdrawBond,
        Call.PostOffers,
        Call.CancelOffers,
        Call.CancelAllOrders,
        Call.PostJobs,
        Call.CancelJobs,
        Call.MatchJobs,
        Call.CommitResults,
        Call.Draw,
        Call.RevealResults,
        Call.Reassign,
        Call.Expire,
        Call.Settle,
        Call.BondVerifier,
        Call.UnbondVerifier,
        Call.WithdrawVerifierBond,
        Call.Seat,
        Call.CommitAnswers,
        Call.DeclareUnable,
        Call.ReplaceNoShows,
        Call.RevealAnswers,
        Call.Condemn,
        Call.CloseAudits,
        ClaimCall,
        DemandCall,
        RelayCall,
        AgentCall,
        IdentityCall {

  // Money

  /** Lets the market take so many tokens from the sender. */
  record Approve(Amount amount) implements Call {}

  /** Creates test tokens; only the stablecoin of testnets can. */
  record Mint(Address to, Amount amount) implements Call {}

  /** Hands tokens to another account. */
  record TransferTokens(Address to, Amount amount) implements Call {}

  /** Hands native currency to another account, so that it can pay fees. */
  record TransferWei(Address to, Amount wei) implements Call {}

  /** Moves tokens from the sender's hands into its market balance; needs an allowance. */
  record Deposit(Amount amount) implements Call {}

  /** Deposit with an ERC-2612 permit in place of an allowance. */
  record DepositWithPermit(Amount amount, Instant deadline, Signature permit) implements Call {}

  /**
   * Deposit of another account's tokens into its own balance, by its ERC-3009 authorization to
   * transfer them to the market; anybody may land it.
   *
   * @param validAfter the authorization counts after that time
   * @param validBefore and before that one
   * @param nonce of the authorization, chosen by who gave it
   */
  record DepositWithAuthorization(
      Address from,
      Amount amount,
      Instant validAfter,
      Instant validBefore,
      Hash nonce,
      Signature authorization)
      implements Call {}

  /** Moves tokens from the sender's market balance into its hands. */
  record Withdraw(Amount amount) implements Call {}

  /** Makes some of the sender's market balance another account's. */
  record TransferBalance(Address to, Amount amount) implements Call {}

  /**
   * Lets an account, as Agents, transfer of the sender's market balance.
   *
   * @param amount at most so much, from now on; 2^256 - 1: without limit
   */
  record ApproveTransfers(Address spender, Amount amount) implements Call {}

  // Providers

  /** Bonds market balance as a provider. */
  record Bond(Amount amount) implements Call {}

  /** Begins to take free provider bond out. */
  record Unbond(Amount amount) implements Call {}

  /** Moves what has finished unbonding to the market balance. */
  record WithdrawBond() implements Call {}

  /** Posts offers of the sender's. */
  record PostOffers(List<Offer> offers) implements Call {
    public PostOffers {
      offers = List.copyOf(offers);
    }
  }

  /** Makes offers of the sender's unmatchable. */
  record CancelOffers(List<Hash> offerIds) implements Call {
    public CancelOffers {
      offerIds = List.copyOf(offerIds);
    }
  }

  /** Cancels every order the sender signed and nobody landed. */
  record CancelAllOrders() implements Call {}

  // Life of a job

  /** Posts jobs of the sender's and escrows their price. */
  record PostJobs(List<JobSpec> jobs) implements Call {
    public PostJobs {
      jobs = List.copyOf(jobs);
    }
  }

  /** Takes open jobs of the sender's back. */
  record CancelJobs(List<Hash> jobIds) implements Call {
    public CancelJobs {
      jobIds = List.copyOf(jobIds);
    }
  }

  /** Binds jobs to offers; the sender is the market node that earns the fee. */
  record MatchJobs(List<Match> matches) implements Call {
    public MatchJobs {
      matches = List.copyOf(matches);
    }
  }

  /** Commits to results of jobs the sender runs. */
  record CommitResults(List<ResultCommitment> commitments) implements Call {
    public CommitResults {
      commitments = List.copyOf(commitments);
    }
  }

  /** Draws whether jobs are sampled. */
  record Draw(List<SecretShown> draws) implements Call {
    public Draw {
      draws = List.copyOf(draws);
    }
  }

  /** Publishes results committed to. */
  record RevealResults(List<ResultReveal> reveals) implements Call {
    public RevealResults {
      reveals = List.copyOf(reveals);
    }
  }

  /** Opens jobs again whose provider is late, or gives them back. */
  record Reassign(List<Hash> jobIds) implements Call {
    public Reassign {
      jobIds = List.copyOf(jobIds);
    }
  }

  /** Refunds jobs nobody ran in time. */
  record Expire(List<Hash> jobIds) implements Call {
    public Expire {
      jobIds = List.copyOf(jobIds);
    }
  }

  /** Pays for jobs whose challenge window is over. */
  record Settle(List<Hash> jobIds) implements Call {
    public Settle {
      jobIds = List.copyOf(jobIds);
    }
  }

  // Audits

  /** Bonds market balance as a verifier. */
  record BondVerifier(Amount amount) implements Call {}

  /** Begins to take free verifier bond out. */
  record UnbondVerifier(Amount amount) implements Call {}

  /** Moves what has finished unbonding to the market balance. */
  record WithdrawVerifierBond() implements Call {}

  /** Seats the committees whose seed block is mined. */
  record Seat(List<Hash> jobIds) implements Call {
    public Seat {
      jobIds = List.copyOf(jobIds);
    }
  }

  /** Commits to the sender's answers. */
  record CommitAnswers(List<AnswerCommitment> commitments) implements Call {
    public CommitAnswers {
      commitments = List.copyOf(commitments);
    }
  }

  /**
   * Says that the sender cannot run a job it is seated for.
   *
   * @param seat number of the sender's seat
   */
  record DeclareUnable(Hash jobId, int seat) implements Call {}

  /** Replaces verifiers that did not commit in time. */
  record ReplaceNoShows(List<Hash> jobIds) implements Call {
    public ReplaceNoShows {
      jobIds = List.copyOf(jobIds);
    }
  }

  /** Publishes the sender's answers. */
  record RevealAnswers(List<AnswerReveal> reveals) implements Call {
    public RevealAnswers {
      reveals = List.copyOf(reveals);
    }
  }

  /** Slashes providers that did not reveal in an audit. */
  record Condemn(List<Hash> jobIds) implements Call {
    public Condemn {
      jobIds = List.copyOf(jobIds);
    }
  }

  /** Ends audits whose time to reveal is over. */
  record CloseAudits(List<Hash> jobIds) implements Call {
    public CloseAudits {
      jobIds = List.copyOf(jobIds);
    }
  }

  // Elements of batches

  /**
   * A provider's commitment.
   *
   * @param commitment {@link souk.protocol.codec.Evidence#commitment}
   */
  record ResultCommitment(Hash jobId, int attempt, Hash commitment) {}

  /**
   * A job to draw.
   *
   * @param secret the consumer's draw secret; zero if the job has none or it is not known
   */
  record SecretShown(Hash jobId, Hash secret) {
    /** A job without a draw secret. */
    public static SecretShown none(Hash jobId) {
      return new SecretShown(jobId, Hash.ZERO);
    }
  }

  /** A result and the salt of its commitment. */
  record ResultReveal(Hash jobId, Result result, Hash salt) {}

  /**
   * A verifier's commitment.
   *
   * @param seat number of the sender's seat
   * @param commitment {@link souk.protocol.codec.Evidence#answerCommitment}
   */
  record AnswerCommitment(Hash jobId, int seat, Hash commitment) {}

  /**
   * A verifier's answer and the salt of its commitment.
   *
   * @param seat number of the sender's seat
   */
  record AnswerReveal(Hash jobId, int seat, Hash resultRoot, Hash salt) {}
}
