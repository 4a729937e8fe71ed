package souk.testnet.attack.actor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import souk.client.run.Run;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Result;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.provider.journal.Produced;
import souk.provider.node.ResultPolicy;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Head;
import souk.settlement.chain.Seat;
import souk.settlement.index.IndexedJob;
import souk.testnet.attack.actor.RogueVerifier.Vote;

/** What rogue verifiers do with their seats. */
final class Votes {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private Votes() {}

  /** Commits to what another of the committee committed to, and runs nothing. */
  static Vote copying(Foothold foothold) {
    return new Idle(foothold) {
      @Override
      public void commit(IndexedJob job, Seat seat, Head now) {
        foothold.index().events(job.id()).stream()
            .filter(AuditEvent.AnswerCommitted.class::isInstance)
            .map(AuditEvent.AnswerCommitted.class::cast)
            .filter(committed -> !committed.verifier().equals(foothold.address()))
            .reduce((_, later) -> later)
            .ifPresent(original -> ballots.place(job, seat, original.commitment(), now));
      }
    };
  }

  /** Commits to anything, and says after the provider that this was it; runs nothing. */
  static Vote agreeing(Foothold foothold) {
    return new Idle(foothold) {
      @Override
      public void commit(IndexedJob job, Seat seat, Head now) {
        ballots.commit(job, seat, Digests.keccak256(job.id().bytes()), now);
      }
    };
  }

  /**
   * Confirms what accomplices say, whether they provide or challenge; else tells the truth.
   *
   * @param accomplices who they are, and what each commits to as a provider
   */
  static Vote colluding(Foothold foothold, Map<Address, ResultPolicy> accomplices) {
    return new Colluding(foothold, accomplices);
  }

  /** Says what the provider says, once that is public, and leaves juries. */
  private abstract static class Idle implements Vote {
    final Ballots ballots;

    Idle(Foothold foothold) {
      this.ballots = new Ballots(foothold);
    }

    @Override
    public void reveal(IndexedJob job, Seat seat, Head now) {
      job.result().ifPresent(result -> ballots.reveal(job, seat, Evidence.resultRoot(result), now));
    }

    @Override
    public void commit(IndexedJob job, ClaimSnapshot claim, Seat seat, Head now) {
      ballots.leave(claim, seat, now);
    }

    @Override
    public void reveal(IndexedJob job, ClaimSnapshot claim, Seat seat, Head now) {
      throw new IllegalStateException("nothing was committed to in " + claim.id());
    }
  }

  private static final class Colluding implements Vote {
    private final Foothold foothold;
    private final Ballots ballots;
    private final Map<Address, ResultPolicy> accomplices;
    private final Map<Hash, Produced> honest = new HashMap<>();

    Colluding(Foothold foothold, Map<Address, ResultPolicy> accomplices) {
      this.accomplices = Map.copyOf(accomplices);
      this.foothold = foothold;
      this.ballots = new Ballots(foothold);
    }

    @Override
    public void commit(IndexedJob job, Seat seat, Head now) {
      answer(job).ifPresent(it -> ballots.commit(job, seat, Evidence.resultRoot(it), now));
    }

    @Override
    public void reveal(IndexedJob job, Seat seat, Head now) {
      answer(job).ifPresent(it -> ballots.reveal(job, seat, Evidence.resultRoot(it), now));
    }

    @Override
    public void commit(IndexedJob job, ClaimSnapshot claim, Seat seat, Head now) {
      finding(job, claim).ifPresent(it -> ballots.commit(claim, seat, it, now));
    }

    @Override
    public void reveal(IndexedJob job, ClaimSnapshot claim, Seat seat, Head now) {
      finding(job, claim).ifPresent(it -> ballots.reveal(claim, seat, it, now));
    }

    private Optional<Hash> finding(IndexedJob job, ClaimSnapshot claim) {
      return claim.challenger().filter(accomplices::containsKey).isPresent()
          ? Optional.of(claim.finding())
          : answer(job).map(result -> Evidence.item(result, claim.item()));
    }

    private Optional<Result> answer(IndexedJob job) {
      if (!honest.containsKey(job.id())
          && foothold.runner(LONGEST).run(job.spec()) instanceof Run.Ran ran) {
        honest.put(job.id(), new Produced(ran.result(), ran.output()));
      }
      return Optional.ofNullable(honest.get(job.id())).map(produced -> said(job, produced));
    }

    private Result said(IndexedJob job, Produced produced) {
      return job.snapshot()
          .provider()
          .flatMap(provider -> Optional.ofNullable(accomplices.get(provider)))
          .orElse(ResultPolicy.HONEST)
          .commitTo(job.spec(), produced)
          .result();
    }
  }
}
