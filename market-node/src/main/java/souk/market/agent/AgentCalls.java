package souk.market.agent;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import souk.market.share.Submissions;
import souk.protocol.evidence.Result;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentMessage;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.OpenTurn;
import souk.settlement.chain.Turn;
import souk.settlement.index.IndexedJob;

/** Makes the calls that duties ask for. Asks the chain and other nodes, so it may take a while. */
final class AgentCalls {
  private static final int MAIL_PAGE = 256;

  private final AgentFacts facts;
  private final AgentBlobs blobs;
  private final Predicate<Hash> states;
  private final TurnSource turns;
  private final Submissions submissions;
  private final Worth worth;

  /** What came of making a call. */
  sealed interface Made {

    /**
     * It can be made.
     *
     * @param times how often its like is made for one tip
     */
    record Ready(Call call, AgentSnapshot agent, int times) implements Made {}

    /**
     * Something is missing that may come.
     *
     * @param reason one line
     */
    record Waiting(String reason) implements Made {}

    /** There is nothing in it for anybody. */
    record Needless() implements Made {}
  }

  /**
   * @param states whether a state is to be had from this node or a peer
   * @param submissions divides what is too much for one transaction
   */
  AgentCalls(
      AgentFacts facts,
      AgentBlobs blobs,
      Predicate<Hash> states,
      TurnSource turns,
      Submissions submissions,
      Worth worth) {
    this.facts = facts;
    this.blobs = blobs;
    this.states = states;
    this.turns = turns;
    this.submissions = submissions;
    this.worth = worth;
  }

  /** The call that a duty asks for. */
  Made make(Duty duty) throws IOException {
    var read = facts.agent(duty.agent());
    if (read.isEmpty()) {
      return new Made.Waiting("the chain does not tell of it");
    }
    var agent = read.get();
    return switch (duty.kind()) {
      case WAKE -> wake(agent);
      case RAISE -> ofJob(agent, (_, job) -> ready(agent, raise(agent, job)));
      case ADVANCE -> ofResult(agent, (open, result) -> advance(agent, open, result));
      case DROP ->
          ofResult(
              agent, (_, result) -> ready(agent, new AgentCall.AdvanceTrapped(agent.id(), result)));
      case FAIL -> ready(agent, new AgentCall.Fail(List.of(agent.id())));
      case REPORT -> report(agent);
      case SWEEP -> sweep(agent);
      case RETURN -> returnMail(agent);
    };
  }

  private Made wake(AgentSnapshot agent) throws IOException {
    var most = facts.canWake(agent.id());
    if (most.isEmpty()) {
      return new Made.Waiting("it cannot wake");
    }
    if (!blobs.bring(agent.code().module())) {
      return new Made.Waiting("no node has its module");
    }
    if (!agent.stateHash().isZero() && !states.test(agent.stateHash())) {
      return new Made.Waiting("no node has its state " + agent.stateHash());
    }
    var mail =
        facts.unread(agent.id()).stream()
            .dropWhile(message -> message.number() < agent.firstUnread())
            .limit(most.getAsInt())
            .toList();
    if (mail.size() < most.getAsInt()) {
      return new Made.Waiting("not all of its messages are indexed");
    }
    var bodies = mail.stream().map(AgentEvent.MessageReceived::body).toList();
    return ready(agent, new AgentCall.Wake(agent.id(), bodies));
  }

  private static Call raise(AgentSnapshot agent, IndexedJob job) {
    return new AgentCall.Raise(agent.id(), job.spec().input(), job.spec().chunks());
  }

  private Made advance(AgentSnapshot agent, OpenTurn open, Result result) {
    return turns
        .turn(open.jobId(), result)
        .<Made>map(it -> page(agent, open, result, it))
        .orElseGet(() -> new Made.Waiting("no node has its turn of job " + open.jobId()));
  }

  private Made page(AgentSnapshot agent, OpenTurn open, Result result, Turn turn) {
    var left = turn.effects().size() - open.landed();
    Function<Integer, Call> page = most -> new AgentCall.Advance(agent.id(), result, turn, most);
    var most = firstPart(left, page);
    return new Made.Ready(page.apply(most), agent, Math.ceilDiv(Math.max(1, left), most));
  }

  private Made report(AgentSnapshot agent) {
    var outcomes =
        facts.children(agent.id()).stream()
            .flatMap(id -> facts.job(id).stream())
            .filter(job -> job.snapshot().state().isFinal())
            .map(job -> new AgentCall.Outcome(job.id(), job.result()))
            .toList();
    return outcomes.isEmpty()
        ? new Made.Needless()
        : ready(
            agent,
            new AgentCall.ReportChildren(
                submissions.divide(outcomes, AgentCall.ReportChildren::new).getFirst()));
  }

  private Made sweep(AgentSnapshot agent) {
    return worth.isWorthMoving(facts.balance(agent.account()))
        ? ready(agent, new AgentCall.Sweep(List.of(agent.id())))
        : new Made.Needless();
  }

  /** Of messages without value nothing goes back. */
  private Made returnMail(AgentSnapshot agent) {
    var messages =
        LongStream.iterate(
                agent.firstUnread(), from -> from < agent.nextMessage(), from -> from + MAIL_PAGE)
            .mapToObj(from -> lastWithValue(agent.id(), from))
            .flatMap(Optional::stream)
            .findFirst();
    return messages
        .map(it -> (int) Math.min(MAIL_PAGE, it.number() + 1 - agent.firstUnread()))
        .<Made>map(it -> ready(agent, returnMail(agent, it)))
        .orElseGet(Made.Needless::new);
  }

  private Call returnMail(AgentSnapshot agent, int count) {
    Function<Integer, Call> page = most -> new AgentCall.ReturnMail(agent.id(), most);
    return page.apply(firstPart(count, page));
  }

  private Optional<AgentMessage> lastWithValue(AgentId agent, long from) {
    return facts.inbox(agent, from, MAIL_PAGE).reversed().stream()
        .filter(message -> !message.value().isZero())
        .findFirst();
  }

  /** How much of it one transaction does; at least 1. */
  private int firstPart(int count, Function<Integer, Call> page) {
    var parts = submissions.divide(Collections.nCopies(count, 1), part -> page.apply(part.size()));
    return parts.isEmpty() ? 1 : parts.getFirst().size();
  }

  private Made ofResult(AgentSnapshot agent, OfResult made) {
    return ofJob(
        agent,
        (open, job) ->
            job.result()
                .map(result -> made.make(open, result))
                .orElseGet(() -> new Made.Waiting("its turn has no result")));
  }

  private Made ofJob(AgentSnapshot agent, OfJob made) {
    var open = agent.state().turn();
    var job = open.flatMap(it -> facts.job(it.jobId()));
    return job.isPresent()
        ? made.make(open.orElseThrow(), job.get())
        : new Made.Waiting("its turn is not open any more");
  }

  private static Made ready(AgentSnapshot agent, Call call) {
    return new Made.Ready(call, agent, 1);
  }

  private interface OfJob {
    Made make(OpenTurn open, IndexedJob job);
  }

  private interface OfResult {
    Made make(OpenTurn open, Result result);
  }
}
