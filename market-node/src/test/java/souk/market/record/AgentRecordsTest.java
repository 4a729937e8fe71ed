package souk.market.record;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.api.AgentView;
import souk.client.api.EffectView;
import souk.client.api.MessageView;
import souk.client.api.TurnView;
import souk.client.market.Page;
import souk.market.api.BadCursorException;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentEvent.AgentCreated;
import souk.settlement.chain.AgentEvent.AgentEnded;
import souk.settlement.chain.AgentEvent.AgentWoken;
import souk.settlement.chain.AgentEvent.MessageReceived;
import souk.settlement.chain.AgentEvent.TurnLanded;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.EventQuery;
import souk.settlement.index.IndexFixture;
import souk.settlement.index.IndexedAgent;

/** Agents of a market in which a lot has happened. */
class AgentRecordsTest {
  @TempDir private Path directory;
  private IndexFixture market;
  private MarketRecords records;

  @BeforeEach
  void live() {
    market = new IndexFixture(directory);
    records =
        MarketRecords.start(
            IndexFixture.party(3),
            market.chain(),
            market.index(),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    var random = new Random(5);
    for (var block = 0; block < 200; block++) {
      market.happen(random, 10);
    }
    market.follow();
  }

  @AfterEach
  void close() {
    records.close();
    market.close();
  }

  @Test
  void listsAllAgentsNewestFirstPartByPart() {
    var told = agents();

    assertThat(told.size()).isGreaterThan(10);
    assertThat(told)
        .extracting(AgentView::id)
        .containsExactlyElementsOf(
            events(AgentCreated.class).stream().map(it -> it.agent().number()).toList());
  }

  @Test
  void tellsWhereEachAgentsRegistrationFileIs() {
    assertThat(agents())
        .allSatisfy(
            agent -> {
              assertThat(agent.uri()).contains("ipfs://agent/" + agent.id());
              assertThat(records.agent(new AgentId(agent.id()))).contains(agent);
            });
  }

  @Test
  void tellsOfEachLivingAgentWhatTheIndexDoes() {
    var living = market.index().agents().stream().filter(agent -> !agent.hasEnded()).toList();

    assertThat(living)
        .isNotEmpty()
        .allSatisfy(
            agent -> {
              var told = records.agent(agent.id()).orElseThrow();
              assertThat(told.state()).isEqualTo(state(agent));
              assertThat(told.turns()).isEqualTo(agent.turns());
              assertThat(told.unread()).isEqualTo(agent.unread());
              assertThat(told.stateHash()).isEqualTo(agent.stateHash());
              assertThat(Set.copyOf(told.children())).isEqualTo(agent.children());
              assertThat(told.createdAt()).isPresent();
            });
  }

  private static AgentView.State state(IndexedAgent agent) {
    if (agent.turn().isEmpty()) {
      return AgentView.State.IDLE;
    }
    return agent.turn().get().opened() ? AgentView.State.LANDING : AgentView.State.WORKING;
  }

  @Test
  void remembersAgentsThatHaveEnded() {
    var ended = events(AgentEnded.class);

    assertThat(ended)
        .isNotEmpty()
        .allSatisfy(
            end -> {
              var told = records.agent(end.agent()).orElseThrow();
              assertThat(told.state()).isEqualTo(AgentView.State.ENDED);
              assertThat(told.heir()).contains(end.heir());
              assertThat(told.runway()).isZero();
            });
  }

  @Test
  void listsAllMessagesNewestFirstPartByPart() {
    var sent =
        events(MessageReceived.class).stream()
            .collect(toMap(AgentEvent::agent, it -> 1L, Long::sum));

    sent.forEach(
        (agent, count) -> {
          var told = inbox(agent);
          assertThat(told).hasSize(count.intValue());
          for (var i = 0; i < told.size(); i++) {
            assertThat(told.get(i).number()).isEqualTo(count - 1 - i);
          }
        });
  }

  @Test
  void tellsWhichMessagesAreUnread() {
    for (var agent : market.index().agents()) {
      if (!agent.hasEnded()) {
        assertThat(inbox(agent.id()).stream().filter(message -> !message.read()))
            .hasSize(agent.unread());
      }
    }
  }

  @Test
  void tellsEachTurnFromItsWakeToItsEnd() {
    var woken = byAgent(events(AgentWoken.class));
    var landed = events(TurnLanded.class).stream().map(TurnLanded::jobId).collect(toSet());

    woken.forEach(
        (agent, wakes) -> {
          var told = turns(agent);
          assertThat(told).extracting(TurnView::turn).isEqualTo(numbers(wakes));
          assertThat(told)
              .allSatisfy(
                  turn ->
                      assertThat(turn.outcome() == TurnView.Outcome.LANDED)
                          .isEqualTo(landed.contains(turn.jobId())));
        });
  }

  @Test
  void tellsWhenATurnEndedWhatItCostAndWhatItTold() {
    var agents = byAgent(events(AgentWoken.class)).keySet();

    var told = agents.stream().flatMap(agent -> turns(agent).stream()).toList();

    assertThat(told)
        .allSatisfy(
            turn -> {
              assertThat(turn.endTime().isPresent()).isEqualTo(turn.endBlock().isPresent());
              assertThat(turn.refunded().isPresent())
                  .isEqualTo(turn.outcome() != TurnView.Outcome.OPEN);
            });
    assertThat(told.stream().filter(turn -> turn.outcome() == TurnView.Outcome.LANDED))
        .isNotEmpty()
        .allSatisfy(
            turn ->
                assertThat(turn.effects())
                    .extracting(EffectView::body)
                    .containsExactly(Optional.of("0x%064x".formatted(turn.turn()))));
  }

  private static List<Integer> numbers(List<AgentWoken> wakes) {
    return wakes.stream().map(AgentWoken::turn).toList();
  }

  @Test
  void knowsNobodyElse() {
    var nobody = new AgentId(1_000_000);

    assertThat(records.agent(nobody)).isEmpty();
    assertThat(records.inbox(nobody, Page.FIRST)).isEmpty();
    assertThat(records.turns(nobody, Page.FIRST)).isEmpty();
  }

  @Test
  void refusesCursorsThatAreNotItsOwn() {
    var agent = market.index().agents().getFirst().id();

    for (var cursor : List.of("!", "", "MS4yLjM", "eA")) {
      assertThatThrownBy(() -> records.turns(agent, new Page(5, Optional.of(cursor))))
          .isInstanceOf(BadCursorException.class);
    }
  }

  private List<AgentView> agents() {
    return all(
        page -> {
          var part = records.agents(page);
          return new Part<>(part.agents(), part.next());
        });
  }

  private List<MessageView> inbox(AgentId agent) {
    return all(
        page -> {
          var part = records.inbox(agent, page).orElseThrow();
          return new Part<>(part.messages(), part.next());
        });
  }

  private List<TurnView> turns(AgentId agent) {
    return all(
        page -> {
          var part = records.turns(agent, page).orElseThrow();
          return new Part<>(part.turns(), part.next());
        });
  }

  private record Part<T>(List<T> elements, Optional<String> next) {}

  private static <T> List<T> all(Function<Page, Part<T>> list) {
    var found = new ArrayList<T>();
    Optional<String> next = Optional.empty();
    do {
      var part = list.apply(new Page(3, next));
      assertThat(part.elements().size()).isLessThanOrEqualTo(3);
      found.addAll(part.elements());
      next = part.next();
    } while (next.isPresent());
    return found;
  }

  private static Map<AgentId, List<AgentWoken>> byAgent(List<AgentWoken> wakes) {
    return wakes.stream().collect(groupingBy(AgentWoken::agent));
  }

  /** Newest first. */
  private <E extends ChainEvent> List<E> events(Class<E> kind) {
    return market.index().events(EventQuery.newest(Set.of(kind), EventQuery.MOST)).stream()
        .map(kind::cast)
        .toList();
  }
}
