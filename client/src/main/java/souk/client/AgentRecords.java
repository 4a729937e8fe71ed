package souk.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.MessageBody;
import souk.settlement.index.EventQuery;

/** What the index has of agents' mail and effects. Thread-safe. */
final class AgentRecords {
  /** Most elements of one list. */
  static final int MOST = 400;

  private static final int PAGE = 200;

  private static final Set<Class<? extends ChainEvent>> EFFECTS =
      Set.of(
          AgentEvent.EffectDone.class,
          AgentEvent.EffectRefused.class,
          AgentEvent.MessageSent.class,
          AgentEvent.ChildSpawned.class);

  private final Function<EventQuery, List<ChainEvent>> index;

  /**
   * @param index events by query, newest first
   */
  AgentRecords(Function<EventQuery, List<ChainEvent>> index) {
    this.index = index;
  }

  /**
   * Messages to an agent, newest first.
   *
   * @param firstUnread number of the first it has not read
   */
  List<InboxMessage> inbox(AgentId id, long firstUnread, int limit) {
    var kinds = Set.<Class<? extends ChainEvent>>of(AgentEvent.MessageReceived.class);
    return index.apply(EventQuery.newest(kinds, limit).of(id)).stream()
        .map(event -> message((AgentEvent.MessageReceived) event, firstUnread))
        .toList();
  }

  /** What came of a message. */
  MessageFate fate(MessageId id) {
    var events = new ArrayDeque<ChainEvent>();
    var before = Optional.<LogPosition>empty();
    while (true) {
      var page = index.apply(new EventQuery(MessageFate.KINDS, before, PAGE).of(id.agent()));
      for (var event : page) {
        events.push(event);
        if (event instanceof AgentEvent.MessageReceived it && it.number() <= id.number()) {
          return MessageFate.of(id, List.copyOf(events));
        }
      }
      if (page.size() < PAGE) {
        return MessageFate.of(id, List.copyOf(events));
      }
      before = Optional.of(page.getLast().at());
    }
  }

  /** What an agent did and was refused, newest first. */
  List<AgentEffect> effects(AgentId id, int limit) {
    // Before what is told of an effect comes what it sent, or whom it spawned.
    var events = new ArrayDeque<>(index.apply(EventQuery.newest(EFFECTS, 2 * limit).of(id)));
    var effects = new ArrayList<AgentEffect>();
    while (!events.isEmpty() && effects.size() < limit) {
      switch (events.pop()) {
        case AgentEvent.EffectDone done -> effects.add(done(done, events));
        case AgentEvent.EffectRefused refused -> effects.add(refused(refused));
        default -> {}
      }
    }
    return List.copyOf(effects);
  }

  private AgentEffect done(AgentEvent.EffectDone done, Deque<ChainEvent> before) {
    return new AgentEffect(
        done.turn(),
        done.index(),
        Optional.of(done.kind()),
        done.kind() == EffectKind.SLEEP ? Optional.empty() : Optional.of(done.to()),
        done.amount(),
        done.kind() == EffectKind.SEND ? body(done, before) : Optional.empty(),
        child(done, before),
        Optional.empty(),
        done.at().blockNumber(),
        done.at().transaction());
  }

  private static AgentEffect refused(AgentEvent.EffectRefused refused) {
    return new AgentEffect(
        refused.turn(),
        refused.index(),
        refused.kind(),
        Optional.empty(),
        Amount.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.of(refused.reason()),
        refused.at().blockNumber(),
        refused.at().transaction());
  }

  private Optional<Bytes> body(AgentEvent.EffectDone done, Deque<ChainEvent> before) {
    if (before.peek() instanceof AgentEvent.MessageSent sent && isNext(sent.at(), done.at())) {
      return Optional.of(bytes(sent.body()));
    }
    // To another agent: then it is in that one's mailbox.
    var received = Set.<Class<? extends ChainEvent>>of(AgentEvent.MessageReceived.class);
    return index.apply(new EventQuery(received, Optional.of(done.at()), 1)).stream()
        .filter(event -> isNext(event.at(), done.at()))
        .map(event -> bytes(((AgentEvent.MessageReceived) event).body()))
        .findFirst();
  }

  private static Optional<Hash> child(AgentEvent.EffectDone done, Deque<ChainEvent> before) {
    return before.peek() instanceof AgentEvent.ChildSpawned child && isNext(child.at(), done.at())
        ? Optional.of(child.jobId())
        : Optional.empty();
  }

  private static boolean isNext(LogPosition first, LogPosition second) {
    return first.transaction().equals(second.transaction()) && first.index() + 1 == second.index();
  }

  private static InboxMessage message(AgentEvent.MessageReceived it, long firstUnread) {
    return new InboxMessage(
        new MessageId(it.agent(), it.number()),
        it.sender(),
        it.value(),
        it.postage(),
        bytes(it.body()),
        it.number() < firstUnread,
        it.at().blockNumber(),
        it.at().transaction());
  }

  static Bytes bytes(MessageBody body) {
    return Bytes.of(body.bytes());
  }
}
