package souk.testnet.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static souk.testnet.scenario.MarketOfAgents.TOKEN;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Notice;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainEvent.JobSettled;
import souk.settlement.chain.ChainEvent.LateFeeCharged;
import souk.settlement.chain.ChainEvent.ProviderSlashed;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.Refusal;
import souk.settlement.chain.Revert;
import souk.settlement.chain.Turn;
import souk.settlement.index.EventQuery;

/**
 * Agents on the demo's market, where the cheapest provider lies. They live at the same time, each
 * its own life; every claim is about one of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class AgentLifeTest {
  private static final String TILL = "examples/till/till.wasm";
  private static final String OBEDIENT = "runtime/src/test/resources/wasm/agents/obedient.wasm";
  private static final Amount FUNDING = TOKEN.times(10);
  // A token more than the reserve, and not another: not even with what its turn does not use, and
  // with what a cheat that had the turn first compensates.
  private static final Amount BARELY_MORE = MarketOfAgents.bounded().reserve().plus(TOKEN);
  private static final Address STRANGER =
      Address.parse("0x00000000000000000000000000000000000000ab");
  private static final long LONGEST_LIFE_MINUTES = 10;

  private final ExecutorService lives = Executors.newVirtualThreadPerTaskExecutor();
  private MarketOfAgents market;
  private Future<LivingAgent> till;
  private Future<LivingAgent> parent;
  private Future<LivingAgent> loop;
  private Future<LivingAgent> hopeful;
  private Future<LivingAgent> bold;
  private Future<LivingAgent> selfish;
  private Future<LivingAgent> poisoned;

  /** What somebody does with an agent. */
  private interface Life {
    void live(LivingAgent agent) throws InterruptedException;
  }

  @BeforeAll
  void begin(@TempDir Path directory) throws Exception {
    market = MarketOfAgents.open(directory.resolve("testnet"));
    till = begin(TILL, MarketOfAgents.policy(), this::keepATill);
    parent = begin(OBEDIENT, MarketOfAgents.policy(), this::haveAChild);
    loop = begin(OBEDIENT, MarketOfAgents.policy(), this::spawnForEver);
    hopeful = begin(OBEDIENT, MarketOfAgents.bounded(), this::hopeForAChild);
    bold = begin(OBEDIENT, MarketOfAgents.bounded(), BARELY_MORE, this::askForTooMuch);
    selfish = begin(OBEDIENT, MarketOfAgents.policy(), this::payItself);
    poisoned = begin(OBEDIENT, MarketOfAgents.policy(), this::poison);
  }

  private Future<LivingAgent> begin(String module, AgentPolicy policy, Life life) throws Exception {
    return begin(module, policy, FUNDING, life);
  }

  private Future<LivingAgent> begin(String module, AgentPolicy policy, Amount funding, Life life)
      throws Exception {
    var agent = market.create(module, policy, funding);
    return lives.submit(
        () -> {
          life.live(agent);
          return agent;
        });
  }

  private static LivingAgent lived(Future<LivingAgent> life) throws Exception {
    return life.get(LONGEST_LIFE_MINUTES, TimeUnit.MINUTES);
  }

  @AfterAll
  void end() {
    lives.shutdownNow();
    market.close();
  }

  // Lives

  private void keepATill(LivingAgent agent) throws InterruptedException {
    agent.tell(Amount.ZERO, MessageBody.of("good morning"));
    race(agent);
    agent.awaitTurns(1);
    agent.tell(TOKEN.times(3), MessageBody.of("for the coffee"));
    race(agent);
    agent.awaitTurns(2);
    agent.tell(Amount.ZERO, MessageBody.of("pay out"));
    agent.awaitTurns(3);
  }

  /** Two more wake it, besides the market nodes. */
  private void race(LivingAgent agent) {
    var mail = agent.events(AgentEvent.MessageReceived.class).getLast();
    var wake = new AgentCall.Wake(agent.id, List.of(mail.body()));
    for (var racer : List.of(market.person, market.testnet.operator())) {
      racer.outbox().submit("wake/%s/%d".formatted(agent.id, mail.number()), wake);
    }
  }

  private void haveAChild(LivingAgent agent) throws InterruptedException {
    agent.tell(Amount.ZERO, Orders.of(Orders.spawn(market.hello, TOKEN)));
    agent.awaitTurns(2);
  }

  private void spawnForEver(LivingAgent agent) throws InterruptedException {
    var spawn = Orders.spawn(market.hello, TOKEN);
    agent.tell(Amount.ZERO, Orders.of(spawn, Orders.uponOutcomes(spawn)));
    agent.awaitTurns(3);
  }

  private void hopeForAChild(LivingAgent agent) throws InterruptedException {
    var spawn = Orders.spawn(market.unheardOf, TOKEN);
    agent.tell(Amount.ZERO, Orders.of(spawn, spawn));
    agent.awaitTurns(2);
  }

  private void askForTooMuch(LivingAgent agent) throws InterruptedException {
    agent.tell(
        Amount.ZERO,
        Orders.of(
            Orders.pay(STRANGER, TOKEN.times(5)),
            Orders.pay(STRANGER, TOKEN),
            Orders.pay(STRANGER, TOKEN),
            Orders.pay(STRANGER, TOKEN.times(2)),
            Orders.spawn(market.hello, Amount.of(1)),
            Orders.send(STRANGER, Amount.ZERO, "goodbye".getBytes(UTF_8)),
            Orders.end(STRANGER)));
    agent.awaitTurns(1);
    agent.tell(Amount.ZERO, MessageBody.of("well?"));
    agent.awaitTurns(2);
  }

  private void payItself(LivingAgent agent) throws InterruptedException {
    agent.tell(Amount.ZERO, Orders.of(Orders.pay(agent.account(), TOKEN)));
    agent.awaitTurns(1);
  }

  private void poison(LivingAgent agent) throws InterruptedException {
    for (var turns = 1; turns <= 2; turns++) {
      agent.tell(TOKEN, Orders.of(Orders.trap()));
      agent.await(turns, AgentEvent.TurnTrapped.class);
    }
    agent.tell(TOKEN, Orders.of(Orders.pay(STRANGER, TOKEN)));
    agent.awaitTurns(1);
  }

  // Claims

  @Test
  void livesOnItsMailAndItsEffectsHappen() throws Exception {
    var agent = lived(till);

    assertThat(effects(agent)).containsExactly(EffectKind.SEND, EffectKind.PAY);
    assertThat(agent.events(AgentEvent.MessageSent.class))
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.to()).isEqualTo(market.person.address());
              assertThat(sent.body()).isEqualTo(MessageBody.of("receipt 1: 3000000"));
            });
    assertThat(agent.events(AgentEvent.EffectDone.class).getLast())
        .satisfies(
            paid -> {
              assertThat(paid.to()).isEqualTo(market.person.address());
              assertThat(paid.amount()).isEqualTo(TOKEN.times(3));
            });
    requireTrueToItsMail(agent);
  }

  @Test
  void isChargedOncePerTurnHoweverManyWakeIt() throws Exception {
    var agent = lived(till);

    assertThat(agent.events(AgentEvent.AgentWoken.class))
        .extracting(AgentEvent.AgentWoken::turn)
        .containsExactly(0, 1, 2);
    requireExactMoney(agent);
  }

  @Test
  void noForgedTurnAdvancesIt() throws Exception {
    var agent = lived(till);
    var last = agent.events(AgentEvent.TurnOpened.class).getLast();
    var result =
        market.testnet.operator().jobs().job(last.jobId()).orElseThrow().result().orElseThrow();
    var honest = market.nodes.turn(last.jobId(), result).orElseThrow();
    var pay = new Effect.Pay(STRANGER, TOKEN.times(3));
    var forged =
        List.of(
            new Turn(honest.stateHash(), List.of(pay)),
            new Turn(honest.stateHash(), List.of()),
            new Turn(Digests.sha256(new byte[0]), honest.effects()));

    assertThat(advance(agent, last, honest)).isEmpty();
    for (var turn : forged) {
      assertThat(advance(agent, last, turn)).containsExactly("WrongTurn");
    }
  }

  /** Why it could not be advanced like that before it was. */
  private List<String> advance(LivingAgent agent, AgentEvent.TurnOpened opened, Turn turn) {
    var chain = market.testnet.chain();
    var result =
        market.testnet.operator().jobs().job(opened.jobId()).orElseThrow().result().orElseThrow();
    var call = chain.encode(new AgentCall.Advance(agent.id, result, turn, Effect.MAX_PER_TURN));
    return chain
        .simulate(market.person.address(), call, opened.at().blockNumber() - 1)
        .map(Revert::error)
        .stream()
        .toList();
  }

  @Test
  void isToldWhatCameOfItsChild() throws Exception {
    var agent = lived(parent);

    var child = (Notice.ChildEnded) agent.notices().getFirst();
    assertThat(child.outcome())
        .isInstanceOfSatisfying(
            Notice.Outcome.Settled.class,
            settled -> {
              assertThat(settled.exitStatus()).isEqualTo(new ExitStatus.Exited(0));
              assertThat(settled.outputDigest())
                  .isEqualTo(Digests.sha256("hello\n".getBytes(UTF_8)));
            });
    var escrow = agent.events(AgentEvent.ChildSpawned.class).getFirst().escrow();
    var settled = jobEvents(JobSettled.class, child.jobId()).getFirst();
    var price = settled.paid().plus(settled.fee());
    assertThat(child.refunded()).isEqualTo(escrow.minus(price).plus(gains(child.jobId())));
    assertThat(child.cost()).isEqualTo(escrow.minus(child.refunded().min(escrow)));
    requireTrueToItsMail(agent);
    requireExactMoney(agent);
  }

  // The market's cheat may have had the job first, and others may have been late with it.
  private Amount gains(Hash job) {
    var compensations =
        jobEvents(ProviderSlashed.class, job).stream().map(ProviderSlashed::toConsumer);
    var lateFees =
        jobEvents(LateFeeCharged.class, job).stream()
            .map(late -> Amount.of(late.fee().units().longValueExact() / 2));
    return Stream.concat(compensations, lateFees).reduce(Amount.ZERO, Amount::plus);
  }

  private <T extends ChainEvent.OfJob> List<T> jobEvents(Class<T> kind, Hash job) {
    return market.testnet.events(EventQuery.newest(Set.of(kind), 1_000)).stream()
        .map(kind::cast)
        .filter(event -> event.jobId().equals(job))
        .toList();
  }

  @Test
  void itsLoopOfChildrenEndsByItsBounds() throws Exception {
    var agent = lived(loop);

    assertThat(agent.events(AgentEvent.ChildSpawned.class))
        .extracting(AgentEvent.ChildSpawned::depth)
        .containsExactly(1, 2);
    assertThat(refusals(agent)).containsExactly(Refusal.TOO_DEEP);
    assertThat(agent.now().state()).isEqualTo(new AgentState.Idle());
    assertThat(market.testnet.chain().canWake(agent.id)).isEmpty();
    requireTrueToItsMail(agent);
    requireExactMoney(agent);
  }

  @Test
  void getsBackWhatAChildCostWhoseInputNobodyHas() throws Exception {
    var agent = lived(hopeful);

    assertThat(refusals(agent)).containsExactly(Refusal.TOO_MANY_CHILDREN);
    var spawned = agent.events(AgentEvent.ChildSpawned.class).getFirst();
    var reported = agent.events(AgentEvent.ChildReported.class).getFirst();
    assertThat(reported.outcome()).isEqualTo(new JobState.Refunded());
    assertThat(reported.refunded()).isEqualTo(spawned.escrow());
    assertThat(agent.notices())
        .containsExactly(
            new Notice.EffectsRefused(0, Set.of(1)),
            new Notice.ChildEnded(
                0,
                0,
                spawned.jobId(),
                new Notice.Outcome.Refunded(),
                Amount.ZERO,
                spawned.escrow()));
    requireTrueToItsMail(agent);
    requireExactMoney(agent);
  }

  @Test
  void isToldOfEffectsBeyondItsBoundsAndTheOthersHappen() throws Exception {
    var agent = lived(bold);

    assertThat(refusals(agent))
        .containsExactly(
            Refusal.BEYOND_TURN,
            Refusal.BEYOND_RESERVE,
            Refusal.BEYOND_DAY,
            Refusal.BEYOND_BUDGET,
            Refusal.NOT_ALLOWED);
    assertThat(effects(agent)).containsExactly(EffectKind.PAY, EffectKind.SEND);
    assertThat(agent.notices())
        .containsExactly(new Notice.EffectsRefused(0, Set.of(0, 2, 3, 4, 6)));
    assertThat(agent.events(AgentEvent.AgentWoken.class).getLast().open().messages()).isEqualTo(2);
    requireTrueToItsMail(agent);
    requireExactMoney(agent);
  }

  @Test
  void gainsAndLosesNothingByPayingItself() throws Exception {
    var agent = lived(selfish);

    assertThat(effects(agent)).containsExactly(EffectKind.PAY);
    requireExactMoney(agent);
  }

  @Test
  void isNotStoppedByMailThatTrapsIt() throws Exception {
    var agent = lived(poisoned);

    assertThat(agent.events(AgentEvent.TurnTrapped.class))
        .hasSize(2)
        .extracting(AgentEvent.TurnTrapped::exitStatus)
        .containsOnly(new ExitStatus.Trapped());
    assertThat(agent.events(AgentEvent.ValueReturned.class))
        .hasSize(2)
        .allSatisfy(
            returned -> {
              assertThat(returned.sender()).isEqualTo(market.person.address());
              assertThat(returned.value()).isEqualTo(TOKEN);
            });
    assertThat(effects(agent)).containsExactly(EffectKind.PAY);
    assertThat(agent.now().unread()).isZero();
    assertThat(agent.now().turns()).isOne();
    requireTrueToItsMail(agent);
    requireExactMoney(agent);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void goesOnWhereAReorgTakesAnAdvanceBack() throws Exception {
    var agent = lived(till);
    for (var life : List.of(parent, loop, hopeful, bold, selfish, poisoned)) {
      lived(life);
    }
    agent.tell(TOKEN, MessageBody.of("for the tea"));
    agent.await(4, AgentEvent.TurnOpened.class);
    var before = agent.events(AgentEvent.TurnOpened.class).getLast();

    var head = market.testnet.chain().head().number();
    market.testnet.anvil().reorg((int) (head - before.at().blockNumber() + 1));
    market.testnet.await("it is idle again", () -> agent.now().turns() == 4);

    var index = market.testnet.operator().jobs();
    agent.awaitTurns(4);
    var after = agent.events(AgentEvent.TurnOpened.class).getLast();
    assertThat(after.at()).isNotEqualTo(before.at());
    assertThat(after.stateHash()).isEqualTo(before.stateHash());
    assertThat(index.agent(agent.id).orElseThrow().stateHash()).isEqualTo(agent.now().stateHash());
    assertThat(index.agent(agent.id).orElseThrow().turns()).isEqualTo(4);
    assertThat(agent.events(AgentEvent.MessageSent.class))
        .extracting(AgentEvent.MessageSent::body)
        .containsExactly(
            MessageBody.of("receipt 1: 3000000"), MessageBody.of("receipt 2: 1000000"));
    requireTrueToItsMail(agent);
    requireExactMoney(agent);
  }

  private static List<EffectKind> effects(LivingAgent agent) {
    return agent.events(AgentEvent.EffectDone.class).stream()
        .map(AgentEvent.EffectDone::kind)
        .toList();
  }

  private static List<Refusal> refusals(LivingAgent agent) {
    return agent.events(AgentEvent.EffectRefused.class).stream()
        .map(AgentEvent.EffectRefused::reason)
        .toList();
  }

  /** Its state is what the same mail makes of it in this process, and every market node has it. */
  private void requireTrueToItsMail(LivingAgent agent) {
    var state = agent.lifeHere().orElseThrow();
    assertThat(state.root()).isEqualTo(agent.now().stateHash());
    market.testnet.await(
        "every node has the state",
        () -> market.nodes.each().stream().allMatch(node -> node.hasState(state.root())));
    assertThat(market.nodes.state(state.root())).isEqualTo(state);
  }

  private void requireExactMoney(LivingAgent agent) {
    assertThat(market.balanceOf(agent.account())).isEqualTo(agent.reckoned());
  }
}
