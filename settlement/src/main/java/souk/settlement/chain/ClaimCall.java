package souk.settlement.chain;

import java.util.List;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** What an account can ask of Disputes and Jury. */
public sealed interface ClaimCall extends Call {

  /**
   * Seals a challenge, which can be made from the next block on.
   *
   * @param seal {@link Challenge#seal}
   */
  record SealChallenge(Hash seal) implements ClaimCall {}

  /**
   * Challenges a revealed result as the sender has sealed it; the bond is taken from its balance.
   *
   * @param result what was revealed
   * @param item where it is wrong
   * @param finding {@link Evidence#item} of the right result there
   * @param salt opens the seal
   */
  record Challenge(Hash jobId, Result result, Item item, Hash finding, Hash salt)
      implements ClaimCall {
    /**
     * What its challenger has to seal a block before.
     *
     * @param attempt attempt of the job whose result it is
     */
    public Hash seal(Deployment deployment, int attempt, Address challenger) {
      return Evidence.challengeSeal(
          deployment.domain(),
          deployment.court().disputes(),
          jobId,
          attempt,
          item,
          finding,
          salt,
          challenger);
    }
  }

  /** Pays out claims that are decided, as are their jobs. */
  record CloseClaims(List<Hash> claimIds) implements ClaimCall {
    public CloseClaims {
      claimIds = List.copyOf(claimIds);
    }
  }

  /** Seats the juries whose seed block is mined. */
  record SeatJuries(List<Hash> claimIds) implements ClaimCall {
    public SeatJuries {
      claimIds = List.copyOf(claimIds);
    }
  }

  /** Takes juries on whose phase is over. */
  record AdvanceJuries(List<Hash> claimIds) implements ClaimCall {
    public AdvanceJuries {
      claimIds = List.copyOf(claimIds);
    }
  }

  /** Pays for the next round of a claim's jury. */
  record Appeal(Hash claimId) implements ClaimCall {}

  /** Commits to the sender's votes. */
  record CommitVotes(List<VoteCommitment> commitments) implements ClaimCall {
    public CommitVotes {
      commitments = List.copyOf(commitments);
    }
  }

  /** Publishes the sender's votes. */
  record RevealVotes(List<VoteReveal> reveals) implements ClaimCall {
    public RevealVotes {
      reveals = List.copyOf(reveals);
    }
  }

  /**
   * Says that the sender cannot run the job whose jury it sits in.
   *
   * @param seat number of the sender's seat
   */
  record DeclareUnable(Hash claimId, int seat) implements ClaimCall {}

  /**
   * A juror's commitment.
   *
   * @param seat number of the sender's seat
   * @param commitment {@link Evidence#voteCommitment}
   */
  record VoteCommitment(Hash claimId, int seat, Hash commitment) {}

  /**
   * A juror's vote and the salt of its commitment.
   *
   * @param seat number of the sender's seat
   */
  record VoteReveal(Hash claimId, int seat, Hash finding, Hash salt) {}
}
