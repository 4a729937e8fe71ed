package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.settlement.AgentStory.TOKEN;
import static souk.testnet.settlement.AgentStory.result;
import static souk.testnet.settlement.AgentStory.turn;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.evidence.Effect;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.Call;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.OpenTurn;
import souk.settlement.index.EventQuery;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedMarket;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.Journal;
import souk.testnet.chain.AnvilExtension;

/** What an index tells of agents is what the contract tells, also after reorgs and restarts. */
class AgentIndexTest {
  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private AgentStory agent;
  private Journal journal;
  private JobIndex index;

  @BeforeEach
  void begin() {
    agent = AgentStory.begin(MARKET);
    start();
  }

  @AfterEach
  void end() {
    index.close();
    journal.close();
  }

  @Test
  void hasBodiesOfWhatIsUnread() {
    var bodies = List.of(agent.send("one", TOKEN), agent.send("two", Amount.ZERO));

    assertThat(bodies()).isEqualTo(bodies);
    assertThat(indexed().unread()).isEqualTo(2);
    assertThat(indexed().mayWake(MARKET.chain().head().time())).isTrue();
  }

  @Test
  void knowsWhichTurnIsOpen() {
    var job = agent.wake(agent.send("work", Amount.ZERO));

    var open = indexed().turn().orElseThrow();
    assertThat(open.jobId()).isEqualTo(agent.story.id(job));
    assertThat(open.ceiling()).isEqualTo(job.priceCeiling());
    assertThat(open.opened()).isFalse();
    assertThat(indexed().mayWake(MARKET.chain().head().time())).isFalse();

    MARKET.anvil().passTime(AgentStory.policy().raiseAfter().plusSeconds(1));
    var raise = new AgentCall.Raise(agent.id, job.input(), job.chunks());
    var raised = AgentStory.posted(MARKET.land(agent.story.node, raise));

    assertThat(indexed().turn().orElseThrow().jobId()).isEqualTo(agent.story.id(raised));
    assertThat(indexed().turn().orElseThrow().ceiling()).isEqualTo(raised.priceCeiling());
    assertThat(indexed().turn().orElseThrow().woken()).isEqualTo(open.woken());
  }

  @Test
  void knowsWhatIsLeftOfALanding() {
    var body = agent.send("work", Amount.ZERO);
    var to = agent.story.consumer.address();
    var asked = turn(1, new Effect.Pay(to, TOKEN), new Effect.Pay(to, TOKEN));
    agent.settle(agent.wake(body), result(asked));

    MARKET.land(agent.story.node, new AgentCall.Advance(agent.id, result(asked), asked, 1));

    requireAsContract();
    assertThat(indexed().turn().orElseThrow().opened()).isTrue();
    assertThat(bodies()).isEmpty();
  }

  @Test
  void goesBackAndForwardWithAnAdvance() {
    var body = agent.send("work", TOKEN);
    var asked = turn(1, new Effect.Spawn(AgentStory.child(), TOKEN.times(3)));
    var job = agent.wake(body);
    agent.settle(job, result(asked));
    var before = indexed();
    var height = MARKET.chain().head().number();

    agent.advance(result(asked), asked);
    var after = indexed();
    requireAsContract();
    assertThat(after.children()).hasSize(1);
    assertThat(bodies()).isEmpty();

    MARKET.anvil().reorg((int) (MARKET.chain().head().number() - height));
    assertThat(indexed()).isEqualTo(before);
    assertThat(bodies()).containsExactly(body);
    requireAsRebuilt();

    agent.advance(result(asked), asked);
    assertThat(indexed().stateHash()).isEqualTo(after.stateHash());
    assertThat(indexed().turns()).isOne();
    requireAsContract();
    requireAsRebuilt();
  }

  @Test
  void goesOnFromItsJournal() {
    agent.live(
        turn(1, new Effect.Spawn(AgentStory.child(), TOKEN.times(3))), agent.send("a", TOKEN));
    agent.wake(agent.send("b", TOKEN), agent.send("c", Amount.ZERO));
    var before = indexed();
    var unread = index.unread(agent.id);

    end();
    start();

    assertThat(indexed()).isEqualTo(before);
    assertThat(index.unread(agent.id)).isEqualTo(unread).hasSize(2);
    requireAsContract();
    requireAsRebuilt();
  }

  @Test
  void knowsAnEndedAgentUntilNobodyIsOwedAnything() {
    var mortal = agent.another(TOKEN.times(30));
    var heir = Address.parse("00000000000000000000000000000000000000cd");
    var asked = turn(1, new Effect.End(heir));
    var job = mortal.wake(mortal.send("die", Amount.ZERO));
    mortal.send("nothing is owed for this", Amount.ZERO);
    mortal.send("too late", TOKEN);
    mortal.settle(job, result(asked));

    mortal.advance(result(asked), asked);

    index.awaitCaughtUp(PATIENCE);
    assertThat(index.agent(mortal.id).orElseThrow().heir()).contains(heir);
    assertThat(index.agent(mortal.id).orElseThrow().unread()).isOne();
    MARKET.land(mortal.story.node, new AgentCall.ReturnMail(mortal.id, 10));
    index.awaitCaughtUp(PATIENCE);
    assertThat(index.agent(mortal.id)).isEmpty();
    assertThat(index.agents()).extracting(IndexedAgent::id).containsExactly(agent.id);
    requireAsRebuilt();
  }

  @Test
  void listsEventsOfOneAgent() {
    var other = agent.another(TOKEN.times(30));
    agent.send("one", TOKEN);
    other.send("two", TOKEN);
    agent.send("three", TOKEN);
    index.awaitCaughtUp(PATIENCE);
    var mail = EventQuery.newest(Set.of(AgentEvent.MessageReceived.class), 10);

    assertThat(index.events(mail)).hasSize(3);
    assertThat(index.events(mail.of(agent.id)))
        .extracting(event -> ((AgentEvent.MessageReceived) event).body())
        .containsExactly(MessageBody.of("three"), MessageBody.of("one"));
    assertThat(index.events(mail.of(other.id))).hasSize(1);
  }

  @Test
  void knowsBalancesThatTransfersMove() {
    var account = agent.agent().account();
    index.awaitCaughtUp(PATIENCE);
    assertThat(index.balance(account)).isEqualTo(TOKEN.times(100));

    MARKET.land(agent.story.consumer, new Call.TransferBalance(account, TOKEN));

    index.awaitCaughtUp(PATIENCE);
    assertThat(index.balance(account)).isEqualTo(TOKEN.times(101));
  }

  private void start() {
    journal = Journal.open(directory.resolve("index.db"));
    index = JobIndex.start(MARKET.chain(), journal, POLL);
  }

  private IndexedAgent indexed() {
    index.awaitCaughtUp(PATIENCE);
    return index.agent(agent.id).orElseThrow();
  }

  private List<MessageBody> bodies() {
    index.awaitCaughtUp(PATIENCE);
    return index.unread(agent.id).stream().map(AgentEvent.MessageReceived::body).toList();
  }

  private void requireAsContract() {
    var told = agent.agent();
    var known = indexed();
    assertThat(known.account()).isEqualTo(told.account());
    assertThat(known.owner()).isEqualTo(told.owner());
    assertThat(known.code()).isEqualTo(told.code());
    assertThat(known.policy()).isEqualTo(told.policy());
    assertThat(known.stateHash()).isEqualTo(told.stateHash());
    assertThat(known.turns()).isEqualTo(told.turns());
    assertThat(known.wakeAt()).isEqualTo(told.wakeAt());
    assertThat(known.unread()).isEqualTo((int) told.unread());
    assertThat(known.children()).hasSize(told.children());
    assertThat(known.turn().map(IndexedAgent.PostedTurn::jobId))
        .isEqualTo(told.state().turn().map(OpenTurn::jobId));
    assertThat(known.turn().map(IndexedAgent.PostedTurn::opened).orElse(false))
        .isEqualTo(told.state() instanceof AgentState.Landing);
    assertThat(known.hasEnded()).isEqualTo(told.state().isFinal());
  }

  private void requireAsRebuilt() {
    index.awaitCaughtUp(PATIENCE);
    var file = directory.resolve("rebuilt-%d.db".formatted(System.nanoTime()));
    try (var fresh = Journal.open(file);
        var rebuilt = JobIndex.start(MARKET.chain(), fresh, POLL)) {
      rebuilt.awaitCaughtUp(PATIENCE);
      IndexedMarket.of(index, List.of()).requireSameAs(IndexedMarket.of(rebuilt, List.of()));
    }
  }
}
