package souk.market.agent;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import souk.market.agent.Duty.Kind;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;
import souk.settlement.chain.Turn;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;

/** Tells what is to be done for an agent, by what the index shows. */
final class Duties {
  /**
   * How long after its latest finish a settled turn that nobody could open is given up; IAgents.
   */
  private static final Duration OPENING = Duration.ofDays(30);

  private final AgentFacts facts;

  Duties(AgentFacts facts) {
    this.facts = facts;
  }

  /** What may be due at that block. */
  List<Duty> of(IndexedAgent agent, Head head) {
    var due = new ArrayList<Duty>();
    if (agent.mayWake(head.time())) {
      due.add(wake(agent));
    }
    agent.turn().flatMap(turn -> ofTurn(agent, turn, head)).ifPresent(due::add);
    if (isAnyChildFinal(agent)) {
      due.add(new Duty(Kind.REPORT, agent.id(), lot(agent)));
    }
    if (agent.hasEnded()) {
      addRest(agent, due);
    }
    return due;
  }

  /** Money and mail decide whether it can; how much there is changes what a try is worth. */
  private Duty wake(IndexedAgent agent) {
    var turn = ByteBuffer.allocate(Integer.BYTES).putInt(agent.turns()).array();
    var lot = Digests.keccak256(agent.account().bytes(), turn);
    var balance = facts.balance(agent.account());
    return new Duty(
        Kind.WAKE, agent.id(), lot, Objects.hash(agent.unread(), balance, agent.code()));
  }

  private Optional<Duty> ofTurn(IndexedAgent agent, IndexedAgent.PostedTurn turn, Head head) {
    var kind =
        turn.opened()
            ? Optional.of(Kind.ADVANCE)
            : facts.job(turn.jobId()).flatMap(job -> kind(agent, job, head));
    return kind.map(it -> new Duty(it, agent.id(), turn.jobId()));
  }

  private Optional<Kind> kind(IndexedAgent agent, IndexedJob job, Head head) {
    return switch (job.snapshot().state()) {
      case JobState.Open _ ->
          isStuck(agent, job, head) ? Optional.of(Kind.RAISE) : Optional.empty();
      case JobState.Settled _ -> job.result().map(result -> end(job, result, head));
      case JobState.Refunded _, JobState.Void _ -> Optional.of(Kind.FAIL);
      case JobState.Running _,
          JobState.Committed _,
          JobState.Clear _,
          JobState.AuditCommit _,
          JobState.AuditProviderReveal _,
          JobState.AuditReveal _,
          JobState.Revealed _,
          JobState.Disputed _ ->
          Optional.empty();
    };
  }

  private boolean isStuck(IndexedAgent agent, IndexedJob job, Head head) {
    var policy = agent.policy();
    return job.spec().priceCeiling().compareTo(policy.mostCeiling()) < 0
        && !head.time().isBefore(job.spec().postedAt().plus(policy.raiseAfter()))
        && !facts.isPromised(job.id());
  }

  private static Kind end(IndexedJob job, Result result, Head head) {
    if (!Turn.isKept(result)) {
      return Kind.DROP;
    }
    var lastTime = job.spec().latestFinish().plus(OPENING);
    return head.time().isAfter(lastTime) ? Kind.FAIL : Kind.ADVANCE;
  }

  private boolean isAnyChildFinal(IndexedAgent agent) {
    return agent.children().stream()
        .flatMap(id -> facts.job(id).stream())
        .anyMatch(job -> job.snapshot().state().isFinal());
  }

  private void addRest(IndexedAgent agent, List<Duty> due) {
    var left = facts.balance(agent.account());
    if (!left.isZero()) {
      due.add(new Duty(Kind.SWEEP, agent.id(), lot(agent), left.hashCode()));
    }
    if (agent.unread() != 0) {
      due.add(new Duty(Kind.RETURN, agent.id(), lot(agent)));
    }
  }

  private static Hash lot(IndexedAgent agent) {
    return Digests.keccak256(agent.account().bytes());
  }
}
