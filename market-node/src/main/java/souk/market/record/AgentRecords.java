package souk.market.record;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import souk.client.api.AgentList;
import souk.client.api.AgentTerms;
import souk.client.api.AgentView;
import souk.client.api.Inbox;
import souk.client.api.MessageView;
import souk.client.api.NoticeView;
import souk.client.api.TurnList;
import souk.client.market.Page;
import souk.market.record.EventPages.Timeless;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.value.Amount;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentEvent.AgentCreated;
import souk.settlement.chain.AgentEvent.AgentEnded;
import souk.settlement.chain.AgentEvent.AgentUpgraded;
import souk.settlement.chain.AgentEvent.MessageReceived;
import souk.settlement.chain.AgentEvent.TurnOpened;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.MessageBody;
import souk.settlement.index.EventQuery;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.JobIndex;

/**
 * What the index tells of agents: those that live out of what it has at hand, all else by event.
 */
final class AgentRecords {
  private final JobIndex index;
  private final BlockTimes times;
  private final Registrations registrations;
  private final TurnRecords turns;

  /** An agent but for the address of its registration file. */
  private record Unnamed(AgentCreated created, Function<Optional<String>, AgentView> view) {}

  AgentRecords(JobIndex index, BlockTimes times, Registrations registrations) {
    this.index = index;
    this.times = times;
    this.registrations = registrations;
    this.turns = new TurnRecords(index, times);
  }

  AgentList agents(Page page) {
    var part = new EventPages(index, times, Set.of(AgentCreated.class)).part(page, this::told);
    return new AgentList(named(part.elements()), part.next());
  }

  Optional<AgentView> agent(AgentId id) {
    var created = newest(id, AgentCreated.class).map(ChainEvent.class::cast).stream().toList();
    return named(EventPages.timed(created, this::told, times)).stream().findFirst();
  }

  Optional<Inbox> inbox(AgentId id, Page page) {
    return newest(id, AgentCreated.class)
        .map(
            _ -> {
              var unread = firstUnread(id);
              var part =
                  new EventPages(index, times, Set.of(MessageReceived.class), Optional.of(id))
                      .part(page, event -> message(event, unread));
              return new Inbox(part.elements(), part.next());
            });
  }

  Optional<TurnList> turns(AgentId id, Page page) {
    return newest(id, AgentCreated.class).map(it -> turns.of(id, it.policy(), page));
  }

  private List<AgentView> named(List<Unnamed> agents) {
    var uris = registrations.of(agents.stream().map(Unnamed::created).toList());
    return agents.stream()
        .map(it -> it.view().apply(Optional.ofNullable(uris.get(it.created().agent()))))
        .toList();
  }

  private List<Timeless<Unnamed>> told(ChainEvent event) {
    var created = (AgentCreated) event;
    var agent = index.agent(created.agent()).orElseGet(() -> ended(created));
    var balance = index.balance(agent.account());
    return List.of(
        time ->
            new Unnamed(
                created,
                uri ->
                    new AgentView(
                        agent.id().number(),
                        agent.account(),
                        agent.owner(),
                        uri,
                        created.at().blockNumber(),
                        time,
                        state(agent),
                        agent.paused(),
                        agent.code().module(),
                        agent.code().machineVersion(),
                        agent.stateHash(),
                        agent.turns(),
                        agent.wakeAt(),
                        agent.notBefore(),
                        agent.turn().map(IndexedAgent.PostedTurn::jobId),
                        agent.unread(),
                        agent.children().stream().sorted().toList(),
                        agent.heir(),
                        balance,
                        agent.hasEnded() ? 0 : runway(agent.policy(), balance),
                        terms(agent.policy()))));
  }

  /** One of which nobody is owed anything any more. */
  private IndexedAgent ended(AgentCreated created) {
    var id = created.agent();
    var last = newest(id, TurnOpened.class);
    return new IndexedAgent(
        id,
        created.account(),
        Optional.empty(),
        newest(id, AgentUpgraded.class).map(AgentUpgraded::code).orElse(created.code()),
        created.policy(),
        false,
        last.map(TurnOpened::stateHash).orElse(created.stateHash()),
        last.map(turn -> turn.turn() + 1).orElse(0),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Set.of(),
        newest(id, AgentEnded.class).map(AgentEnded::heir));
  }

  private static AgentView.State state(IndexedAgent agent) {
    if (agent.hasEnded()) {
      return AgentView.State.ENDED;
    }
    return agent
        .turn()
        .map(turn -> turn.opened() ? AgentView.State.LANDING : AgentView.State.WORKING)
        .orElse(AgentView.State.IDLE);
  }

  // As IAgents.runway.
  private static long runway(AgentPolicy policy, Amount balance) {
    if (balance.isLessThan(policy.reserve())) {
      return 0;
    }
    var cost = policy.turnCost(policy.mostCeiling());
    return 1 + balance.minus(policy.reserve()).units().divide(cost.units()).longValue();
  }

  private static AgentTerms terms(AgentPolicy policy) {
    return new AgentTerms(
        policy.fuelLimit(),
        policy.memoryLimit(),
        policy.verifiers(),
        policy.minStakeMultiple(),
        policy.leastCeiling(),
        policy.mostCeiling(),
        policy.turnTime(),
        policy.kinds(),
        policy.tags(),
        policy.mostPerTurn(),
        policy.mostPerDay(),
        policy.postage(),
        policy.reserveTurns(),
        policy.tip(),
        policy.raiseAfter(),
        policy.childTime(),
        policy.mostChildren(),
        policy.mostDepth(),
        policy.upgradable());
  }

  /** Number of the first message it has not read; above all if there is none. */
  private long firstUnread(AgentId id) {
    return index.unread(id).stream()
        .findFirst()
        .map(MessageReceived::number)
        .orElse(Long.MAX_VALUE);
  }

  private static List<Timeless<MessageView>> message(ChainEvent event, long firstUnread) {
    var it = (MessageReceived) event;
    return List.of(
        time ->
            new MessageView(
                it.number(),
                it.sender(),
                it.value(),
                it.postage(),
                it.body().toString(),
                it.sender().isPresent() ? Optional.empty() : notice(it.body()),
                it.number() < firstUnread,
                it.at().blockNumber(),
                time,
                it.at().transaction()));
  }

  private static Optional<NoticeView> notice(MessageBody body) {
    try {
      return Optional.of(NoticeView.of(NoticeCodec.decode(body.bytes())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private <E extends AgentEvent> Optional<E> newest(AgentId id, Class<E> kind) {
    return index.events(EventQuery.newest(Set.of(kind), 1).of(id)).stream()
        .findFirst()
        .map(kind::cast);
  }
}
