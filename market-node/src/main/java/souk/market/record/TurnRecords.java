package souk.market.record;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import souk.client.api.EffectView;
import souk.client.api.TurnList;
import souk.client.api.TurnView;
import souk.client.api.TurnView.Outcome;
import souk.client.api.WireLimits;
import souk.client.market.Page;
import souk.market.api.Cursors;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentEvent.AgentWoken;
import souk.settlement.chain.AgentEvent.ChildSpawned;
import souk.settlement.chain.AgentEvent.EffectDone;
import souk.settlement.chain.AgentEvent.EffectRefused;
import souk.settlement.chain.AgentEvent.MessageSent;
import souk.settlement.chain.AgentEvent.TurnFailed;
import souk.settlement.chain.AgentEvent.TurnLanded;
import souk.settlement.chain.AgentEvent.TurnOpened;
import souk.settlement.chain.AgentEvent.TurnRaised;
import souk.settlement.chain.AgentEvent.TurnTrapped;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.index.EventQuery;
import souk.settlement.index.JobIndex;

/** An agent's turns, put together out of what happened from each of its wakes to the next. */
final class TurnRecords {
  private static final Set<Class<? extends ChainEvent>> KINDS =
      Set.of(
          AgentWoken.class,
          TurnRaised.class,
          TurnOpened.class,
          EffectDone.class,
          EffectRefused.class,
          ChildSpawned.class,
          MessageSent.class,
          TurnLanded.class,
          TurnTrapped.class,
          TurnFailed.class);
  // A turn has at most 64 effects, of which each has at most two events.
  private static final int EVENTS_AT_ONCE = 200;

  private final JobIndex index;
  private final BlockTimes times;

  /** What happened from a wake on, oldest first. */
  private record Story(AgentWoken woken, List<ChainEvent> then) {
    Optional<ChainEvent> end() {
      return then.stream().filter(TurnRecords::isEnd).findFirst();
    }

    Stream<LogPosition> places() {
      return Stream.concat(Stream.of(woken), end().stream()).map(ChainEvent::at);
    }
  }

  TurnRecords(JobIndex index, BlockTimes times) {
    this.index = index;
    this.times = times;
  }

  /** A part of an agent's turns, newest first. */
  TurnList of(AgentId agent, AgentPolicy policy, Page page) {
    var limit = Math.min(page.limit(), WireLimits.MAX_RECORDS);
    var before = Cursors.of(page, TurnRecords::place);
    var stories = stories(agent, before, limit + 1);
    var shown = stories.subList(0, Math.min(limit, stories.size()));
    var known = times.of(shown.stream().flatMap(Story::places).toList());
    return new TurnList(
        shown.stream().map(it -> view(it, policy, known)).toList(),
        stories.size() > limit
            ? Optional.of(cursor(shown.getLast().woken().at()))
            : Optional.empty());
  }

  /** Newest first. */
  private List<Story> stories(AgentId agent, Optional<LogPosition> before, int most) {
    var stories = new ArrayList<Story>();
    var then = new ArrayList<ChainEvent>();
    var place = before;
    List<ChainEvent> events;
    do {
      events = index.events(new EventQuery(KINDS, place, EVENTS_AT_ONCE).of(agent));
      for (var event : events) {
        if (event instanceof AgentWoken woken) {
          stories.add(new Story(woken, List.copyOf(then.reversed())));
          then.clear();
          if (stories.size() == most) {
            return stories;
          }
        } else {
          then.add(event);
        }
        place = Optional.of(event.at());
      }
    } while (events.size() == EVENTS_AT_ONCE);
    return stories;
  }

  private TurnView view(Story story, AgentPolicy policy, Map<Hash, Instant> times) {
    var woken = story.woken();
    var raised = last(story, TurnRaised.class);
    var opened = last(story, TurnOpened.class);
    var jobId = raised.map(TurnRaised::jobId).orElse(woken.open().jobId());
    var ceiling = raised.map(TurnRaised::ceiling).orElse(woken.open().ceiling());
    var end = story.end();
    return new TurnView(
        woken.turn(),
        jobId,
        end.map(TurnRecords::outcome).orElse(opened.isPresent() ? Outcome.LANDING : Outcome.OPEN),
        woken.at().blockNumber(),
        Optional.ofNullable(times.get(woken.at().blockHash())),
        end.map(it -> OptionalLong.of(it.at().blockNumber())).orElse(OptionalLong.empty()),
        end.flatMap(it -> Optional.ofNullable(times.get(it.at().blockHash()))),
        raised.map(TurnRaised::waker).orElse(woken.open().waker()),
        end.flatMap(TurnRecords::lander),
        index.job(jobId).flatMap(job -> job.snapshot().provider()),
        woken.firstMessage(),
        woken.open().messages(),
        woken.open().value(),
        all(story, TurnRaised.class)
            .map(TurnRaised::postage)
            .reduce(woken.open().postage(), Amount::plus),
        ceiling,
        ceiling.escrowFor(policy.fuelLimit()),
        refunded(story),
        opened.map(TurnOpened::stateHash),
        effects(story));
  }

  private static Optional<Amount> refunded(Story story) {
    return last(story, TurnOpened.class)
        .map(TurnOpened::refunded)
        .or(() -> last(story, TurnTrapped.class).map(TurnTrapped::refunded))
        .or(() -> last(story, TurnFailed.class).map(TurnFailed::refunded));
  }

  private static boolean isEnd(ChainEvent event) {
    return event instanceof TurnLanded
        || event instanceof TurnTrapped
        || event instanceof TurnFailed;
  }

  private static Outcome outcome(ChainEvent end) {
    return switch (end) {
      case TurnLanded _ -> Outcome.LANDED;
      case TurnTrapped _ -> Outcome.TRAPPED;
      default -> Outcome.FAILED;
    };
  }

  private static Optional<Address> lander(ChainEvent end) {
    return switch (end) {
      case TurnLanded landed -> Optional.of(landed.lander());
      case TurnTrapped trapped -> Optional.of(trapped.lander());
      default -> Optional.empty();
    };
  }

  private static List<EffectView> effects(Story story) {
    var effects = new ArrayList<EffectView>();
    Optional<String> sent = Optional.empty();
    for (var event : story.then()) {
      switch (event) {
        case MessageSent message -> sent = Optional.of(message.body().toString());
        case EffectDone done -> {
          effects.add(done(done, sent, story));
          sent = Optional.empty();
        }
        case EffectRefused refused -> effects.add(refused(refused));
        default -> {}
      }
    }
    return effects;
  }

  /** A message's event comes just before that of its effect. */
  private static EffectView done(EffectDone done, Optional<String> sent, Story story) {
    return new EffectView(
        done.index(),
        Optional.of(done.kind()),
        Optional.of(done.to()).filter(_ -> done.kind() != EffectKind.SLEEP),
        done.amount(),
        sent,
        child(story, done.index()),
        Optional.empty());
  }

  private static Optional<Hash> child(Story story, int index) {
    return all(story, ChildSpawned.class)
        .filter(child -> child.index() == index)
        .map(ChildSpawned::jobId)
        .findFirst();
  }

  private static EffectView refused(EffectRefused refused) {
    return new EffectView(
        refused.index(),
        refused.kind(),
        Optional.empty(),
        Amount.ZERO,
        Optional.empty(),
        Optional.empty(),
        Optional.of(refused.reason().name().toLowerCase(Locale.ROOT)));
  }

  private static <E extends AgentEvent> Optional<E> last(Story story, Class<E> kind) {
    return all(story, kind).reduce((_, later) -> later);
  }

  private static <E extends AgentEvent> Stream<E> all(Story story, Class<E> kind) {
    return story.then().stream().filter(kind::isInstance).map(it -> requireNonNull(kind.cast(it)));
  }

  private static String cursor(LogPosition at) {
    return Cursors.of(at.blockNumber() + "." + at.index());
  }

  private static LogPosition place(String text) {
    var numbers = text.split("\\.", -1);
    if (numbers.length != 2) {
      throw new IllegalArgumentException("no place: " + text);
    }
    return new LogPosition(
        Long.parseLong(numbers[0]), Hash.ZERO, Hash.ZERO, Integer.parseInt(numbers[1]));
  }
}
