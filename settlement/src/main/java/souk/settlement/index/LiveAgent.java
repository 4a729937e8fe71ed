package souk.settlement.index;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentEvent.AgentCreated;
import souk.settlement.chain.AgentEvent.AgentEnded;
import souk.settlement.chain.AgentEvent.AgentPaused;
import souk.settlement.chain.AgentEvent.AgentUpgraded;
import souk.settlement.chain.AgentEvent.AgentWoken;
import souk.settlement.chain.AgentEvent.ChildReported;
import souk.settlement.chain.AgentEvent.ChildSpawned;
import souk.settlement.chain.AgentEvent.MessageReceived;
import souk.settlement.chain.AgentEvent.TurnFailed;
import souk.settlement.chain.AgentEvent.TurnLanded;
import souk.settlement.chain.AgentEvent.TurnOpened;
import souk.settlement.chain.AgentEvent.TurnRaised;
import souk.settlement.chain.AgentEvent.TurnTrapped;
import souk.settlement.chain.AgentEvent.ValueReturned;

/**
 * What events have told about one agent, as far as it still holds: of each thing that can change
 * the last that was told, of messages and children those that are open. So an agent is made again
 * out of few events, however long it has lived. Messages' bodies are left to the journal.
 */
final class LiveAgent {
  private final Map<Part, StoredEvent> told = new EnumMap<>(Part.class);
  private final NavigableMap<Long, Unread> unread = new TreeMap<>();
  // Numbers of the events that told of them.
  private final Map<Hash, Long> children = new HashMap<>();

  /** What one event tells at a time. */
  private enum Part {
    BIRTH,
    CODE,
    OWNER,
    PAUSE,
    STATE,
    TIME,
    FAILURE,
    WAKE,
    RAISE,
    END
  }

  /**
   * @param event number of the event that told of it
   */
  private record Unread(long event, boolean hasValue) {}

  /** Whether an event tells something that holds until another says otherwise. */
  static boolean lasts(AgentEvent event) {
    return event instanceof MessageReceived || event instanceof ChildSpawned || part(event) != null;
  }

  private static @Nullable Part part(AgentEvent event) {
    return switch (event) {
      case AgentCreated _ -> Part.BIRTH;
      case AgentUpgraded _ -> Part.CODE;
      case AgentEvent.AgentRenounced _ -> Part.OWNER;
      case AgentPaused _ -> Part.PAUSE;
      case TurnOpened _ -> Part.STATE;
      case TurnLanded _, TurnTrapped _ -> Part.TIME;
      case TurnFailed _ -> Part.FAILURE;
      case AgentWoken _ -> Part.WAKE;
      case TurnRaised _ -> Part.RAISE;
      case AgentEnded _ -> Part.END;
      case MessageReceived _,
          ValueReturned _,
          ChildSpawned _,
          ChildReported _,
          AgentEvent.MessageSent _,
          AgentEvent.EffectDone _,
          AgentEvent.EffectRefused _,
          AgentEvent.Swept _ ->
          null;
    };
  }

  /**
   * Takes in what happened next.
   *
   * @return numbers of events that do not hold any more
   */
  List<Long> add(long number, AgentEvent event) {
    var past = new ArrayList<Long>();
    switch (event) {
      case MessageReceived it -> unread.put(it.number(), new Unread(number, !it.value().isZero()));
      case ValueReturned it -> forget(unread.remove(it.number()), past);
      case ChildSpawned it -> children.put(it.jobId(), number);
      case ChildReported it -> forgetChild(it.jobId(), past);
      case AgentEvent.AgentRenounced _ -> forget(Part.PAUSE, past);
      case AgentWoken _ -> forget(Part.FAILURE, past);
      case TurnOpened _ -> read(past);
      case TurnLanded _, TurnFailed _ -> close(past);
      case TurnTrapped _ -> {
        read(past);
        close(past);
      }
      case AgentEnded _ -> end(past);
      case AgentCreated _,
          AgentUpgraded _,
          AgentPaused _,
          TurnRaised _,
          AgentEvent.MessageSent _,
          AgentEvent.EffectDone _,
          AgentEvent.EffectRefused _,
          AgentEvent.Swept _ -> {}
    }
    var part = part(event);
    if (part != null) {
      forget(part, past);
      told.put(part, new StoredEvent(number, event));
    }
    if (isOver()) {
      told.values().forEach(it -> past.add(it.number()));
    }
    return past;
  }

  /** Whether it has ended, and nobody is owed anything any more. */
  boolean isOver() {
    return told.containsKey(Part.END) && unread.isEmpty() && children.isEmpty();
  }

  /** Numbers of the events that told of the oldest unread messages, at most so many. */
  List<Long> oldestUnread(int most) {
    return unread.values().stream().limit(most).map(Unread::event).toList();
  }

  IndexedAgent indexed() {
    var birth = requireNonNull(last(Part.BIRTH, AgentCreated.class));
    var upgrade = Optional.ofNullable(last(Part.CODE, AgentUpgraded.class));
    var state = Optional.ofNullable(last(Part.STATE, TurnOpened.class));
    var turn = turn();
    var isLanding = turn.filter(IndexedAgent.PostedTurn::opened).isPresent();
    return new IndexedAgent(
        birth.agent(),
        birth.account(),
        birth.owner().filter(_ -> !told.containsKey(Part.OWNER)),
        upgrade.map(AgentUpgraded::code).orElse(birth.code()),
        birth.policy(),
        Optional.ofNullable(last(Part.PAUSE, AgentPaused.class))
            .filter(AgentPaused::paused)
            .isPresent(),
        state.map(TurnOpened::stateHash).orElse(birth.stateHash()),
        state.map(it -> isLanding ? it.turn() : it.turn() + 1).orElse(0),
        isLanding ? Optional.empty() : wakeAt(birth),
        Optional.ofNullable(last(Part.FAILURE, TurnFailed.class)).map(TurnFailed::notBefore),
        turn,
        unread.size(),
        children.keySet(),
        heir());
  }

  private Optional<Address> heir() {
    return Optional.ofNullable(last(Part.END, AgentEnded.class)).map(AgentEnded::heir);
  }

  private Optional<Instant> wakeAt(AgentCreated birth) {
    var time = told.get(Part.TIME);
    return time == null
        ? birth.wakeAt()
        : switch (time.event()) {
          case TurnLanded it -> it.wakeAt();
          case TurnTrapped it -> it.wakeAt();
          default -> throw new IllegalStateException("no end of a turn: " + time);
        };
  }

  private Optional<IndexedAgent.PostedTurn> turn() {
    var woken = last(Part.WAKE, AgentWoken.class);
    if (woken == null) {
      return Optional.empty();
    }
    var raised = last(Part.RAISE, TurnRaised.class);
    var state = last(Part.STATE, TurnOpened.class);
    var jobId = raised == null ? woken.open().jobId() : raised.jobId();
    return Optional.of(
        new IndexedAgent.PostedTurn(
            woken,
            jobId,
            raised == null ? woken.open().waker() : raised.waker(),
            raised == null ? woken.open().ceiling() : raised.ceiling(),
            state != null && state.jobId().equals(jobId)));
  }

  private <E extends AgentEvent> @Nullable E last(Part part, Class<E> kind) {
    var stored = told.get(part);
    return stored == null ? null : kind.cast(stored.event());
  }

  /** The messages of the turn are read. */
  private void read(List<Long> past) {
    var woken = last(Part.WAKE, AgentWoken.class);
    if (woken != null) {
      var first = woken.firstMessage();
      var inbox = unread.subMap(first, first + woken.open().messages());
      inbox.values().forEach(it -> past.add(it.event()));
      inbox.clear();
    }
  }

  /** The turn is over. */
  private void close(List<Long> past) {
    forget(Part.WAKE, past);
    forget(Part.RAISE, past);
  }

  /** Of its mail only values are still owed. */
  private void end(List<Long> past) {
    for (var part : Part.values()) {
      if (part != Part.BIRTH) {
        forget(part, past);
      }
    }
    var worthless = unread.values().stream().filter(it -> !it.hasValue()).toList();
    worthless.forEach(it -> past.add(it.event()));
    unread.values().removeAll(worthless);
  }

  private void forget(Part part, List<Long> past) {
    var stored = told.remove(part);
    if (stored != null) {
      past.add(stored.number());
    }
  }

  private static void forget(@Nullable Unread message, List<Long> past) {
    if (message != null) {
      past.add(message.event());
    }
  }

  private void forgetChild(Hash jobId, List<Long> past) {
    var number = children.remove(jobId);
    if (number != null) {
      past.add(number);
    }
  }
}
