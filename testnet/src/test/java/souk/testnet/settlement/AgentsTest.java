package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.testnet.settlement.AgentStory.TOKEN;
import static souk.testnet.settlement.AgentStory.TURN_COST;
import static souk.testnet.settlement.AgentStory.result;
import static souk.testnet.settlement.AgentStory.turn;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.protocol.codec.NoticeCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.Notice;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.Call;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.Refusal;
import souk.settlement.chain.TxReceipt;
import souk.testnet.chain.AnvilExtension;

/** Lives of agents by calls, events and views, on the real contracts. */
class AgentsTest {
  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private AgentStory agent;

  @BeforeEach
  void begin() {
    agent = AgentStory.begin(MARKET);
  }

  @Test
  void tellsAllThatAnAgentWasCreatedWith() {
    var creation = AgentStory.creation(agent.story, TOKEN.times(100));
    var chain = MARKET.chain();

    var told = agent.agent();

    assertThat(told.state()).isEqualTo(new AgentState.Idle());
    assertThat(told.code()).isEqualTo(creation.code());
    assertThat(told.policy()).isEqualTo(creation.policy());
    assertThat(told.owner()).isEqualTo(creation.owner());
    assertThat(told.wakeAt()).isEmpty();
    assertThat(told.turns()).isZero();
    assertThat(chain.accountOf(agent.id)).contains(told.account());
    assertThat(chain.agentOf(told.account())).contains(agent.id);
    assertThat(chain.account(told.account()).marketBalance()).isEqualTo(creation.funding());
    assertThat(chain.identity(agent.id).orElseThrow().uri()).isEqualTo(creation.uri());
    assertThat(chain.identity(agent.id).orElseThrow().owner()).isEqualTo(told.account());
    assertThat(chain.metadata(agent.id, "nothing")).isEmpty();
  }

  @Test
  void tellsNothingOfAgentsThatNeverWere() {
    var chain = MARKET.chain();
    var nobody = new AgentId(1_000);

    assertThat(chain.agent(nobody)).isEmpty();
    assertThat(chain.accountOf(nobody)).isEmpty();
    assertThat(chain.agentOf(agent.story.node.address())).isEmpty();
    assertThat(chain.runway(nobody)).isEmpty();
    assertThat(chain.canWake(nobody)).isEmpty();
    assertThat(chain.inbox(nobody, 0, 10)).isEmpty();
    assertThat(chain.child(Hash.ZERO)).isEmpty();
    assertThat(chain.identity(nobody)).isEmpty();
  }

  @Test
  void knowsHowManyTurnsTheTreasuryPays() {
    var policy = AgentStory.policy();
    var beyond = TOKEN.times(100).minus(policy.reserve());
    var turns = beyond.units().divide(policy.turnCost(policy.mostCeiling()).units());

    assertThat(MARKET.chain().runway(agent.id)).hasValue(turns.longValueExact() + 1);
  }

  @Test
  void keepsMailUntilATurnReadsIt() {
    assertThat(MARKET.chain().canWake(agent.id)).isEmpty();

    var body = agent.send("hello", TOKEN);

    var message = MARKET.chain().inbox(agent.id, 0, 10).getFirst();
    assertThat(message.sender()).contains(agent.story.consumer.address());
    assertThat(message.value()).isEqualTo(TOKEN);
    assertThat(message.digest().begins(body.digest())).isTrue();
    assertThat(message.sizeBytes()).isEqualTo(body.sizeBytes());
    assertThat(MARKET.chain().canWake(agent.id)).hasValue(1);
    assertThat(agent.agent().unread()).isOne();
    assertThat(agent.agent().postage()).isEqualTo(TURN_COST);
  }

  @Test
  void worksOnceItIsWoken() {
    var body = agent.send("hello", TOKEN);

    var receipt = MARKET.land(agent.story.node, new AgentCall.Wake(agent.id, List.of(body)));

    var job = AgentStory.posted(receipt);
    var woken = Story.only(AgentEvent.AgentWoken.class, receipt);
    assertThat(woken.open().jobId()).isEqualTo(agent.story.id(job));
    assertThat(woken.open().value()).isEqualTo(TOKEN);
    assertThat(woken.input()).isEqualTo(job.input());
    assertThat(woken.chunks()).isEqualTo(job.chunks());
    assertThat(job.codeId()).isEqualTo(agent.agent().code().codeId());
    assertThat(job.consumer()).isEqualTo(MARKET.chain().purseOf(agent.id, 0));
    assertThat(agent.agent().state()).isEqualTo(new AgentState.Working(woken.open()));
  }

  @Test
  void doesWhatItsTurnAsksFor() {
    var chain = MARKET.chain();
    var consumer = agent.story.consumer.address();
    var stranger = Address.parse("00000000000000000000000000000000000000ab");
    var later = chain.head().time().plusSeconds(86_400);
    var before = chain.account(consumer).marketBalance();
    var body = agent.send("work", TOKEN.times(5));
    var asked =
        turn(
            1,
            new Effect.Pay(stranger, TOKEN),
            new Effect.Send(consumer, TOKEN.times(2), new byte[] {7}),
            new Effect.Sleep(later));

    var receipt = agent.live(asked, body);

    assertThat(effects(receipt)).containsExactly(EffectKind.PAY, EffectKind.SEND, EffectKind.SLEEP);
    assertThat(Story.only(AgentEvent.MessageSent.class, receipt).body())
        .isEqualTo(MessageBody.of(new byte[] {7}));
    assertThat(chain.account(stranger).marketBalance()).isEqualTo(TOKEN);
    assertThat(chain.account(consumer).marketBalance())
        .isEqualTo(before.minus(TOKEN.times(3)).minus(TURN_COST));
    assertThat(agent.agent().state()).isEqualTo(new AgentState.Idle());
    assertThat(agent.agent().stateHash()).isEqualTo(asked.stateHash());
    assertThat(agent.agent().turns()).isOne();
    assertThat(agent.agent().wakeAt()).contains(later);
  }

  @Test
  void advancesPageByPage() {
    var body = agent.send("work", Amount.ZERO);
    var to = agent.story.consumer.address();
    var asked = turn(1, new Effect.Pay(to, TOKEN), new Effect.Pay(to, TOKEN));
    agent.settle(agent.wake(body), result(asked));

    MARKET.land(agent.story.node, new AgentCall.Advance(agent.id, result(asked), asked, 1));

    assertThat(agent.agent().state()).isInstanceOf(AgentState.Landing.class);
    assertThat(agent.agent().state().turn().orElseThrow().landed()).isOne();
    agent.advance(result(asked), asked);
    assertThat(agent.agent().state()).isEqualTo(new AgentState.Idle());
  }

  @Test
  void saysWhyAForgedTurnIsRefused() {
    var body = agent.send("work", Amount.ZERO);
    var honest = turn(1);
    agent.settle(agent.wake(body), result(honest));
    var forged = turn(1, new Effect.Pay(agent.story.node.address(), TOKEN));

    assertThat(honest.opens(result(honest))).isTrue();
    assertThat(forged.opens(result(honest))).isFalse();
    assertThatThrownBy(() -> agent.advance(result(honest), forged))
        .hasMessageContaining("WrongTurn");
  }

  @Test
  void tellsOfRefusedEffectsInTheNextInbox() {
    var body = agent.send("work", Amount.ZERO);
    var to = agent.story.node.address();

    var receipt =
        agent.live(
            turn(1, new Effect.Pay(to, TOKEN), new Effect.Pay(to, AgentStory.fortune())), body);

    var refused = Story.only(AgentEvent.EffectRefused.class, receipt);
    assertThat(refused.kind()).contains(EffectKind.PAY);
    assertThat(refused.reason()).isEqualTo(Refusal.BEYOND_TURN);
    assertThat(notice(receipt)).isEqualTo(new Notice.EffectsRefused(0, Set.of(1)));
  }

  @Test
  void tellsAParentWhatCameOfItsChild() {
    var body = agent.send("work", Amount.ZERO);
    var landed = agent.live(turn(1, new Effect.Spawn(AgentStory.child(), TOKEN.times(3))), body);
    var spawned = Story.only(AgentEvent.ChildSpawned.class, landed);
    var child = MARKET.chain().child(spawned.jobId()).orElseThrow();
    assertThat(child.agent()).isEqualTo(agent.id);
    assertThat(child.escrow()).isEqualTo(TOKEN.times(2));
    assertThat(agent.agent().children()).isOne();

    MARKET.anvil().passTime(AgentStory.CHILD_TIME.plusSeconds(1));
    MARKET.land(agent.story.node, new Call.Expire(List.of(spawned.jobId())));
    var outcome = new AgentCall.Outcome(spawned.jobId(), Optional.empty());
    var reported = MARKET.land(agent.story.node, new AgentCall.ReportChildren(List.of(outcome)));

    assertThat(Story.only(AgentEvent.ChildReported.class, reported).outcome())
        .isEqualTo(new JobState.Refunded());
    assertThat(notice(reported))
        .isEqualTo(
            new Notice.ChildEnded(
                0, 0, spawned.jobId(), new Notice.Outcome.Refunded(), Amount.ZERO, TOKEN.times(2)));
    assertThat(MARKET.chain().child(spawned.jobId())).isEmpty();
    assertThat(MARKET.chain().canWake(agent.id)).hasValue(1);
  }

  @Test
  void tellsAParentTheResultOfItsChild() {
    var body = agent.send("work", Amount.ZERO);
    var landed = agent.live(turn(1, new Effect.Spawn(AgentStory.child(), TOKEN.times(3))), body);
    var spawned = Story.only(AgentEvent.ChildSpawned.class, landed);
    agent.settle(AgentStory.posted(landed), Story.RESULT);

    var outcome = new AgentCall.Outcome(spawned.jobId(), Optional.of(Story.RESULT));
    var reported = MARKET.land(agent.story.node, new AgentCall.ReportChildren(List.of(outcome)));

    var plain = Story.RESULT;
    assertThat(notice(reported))
        .isEqualTo(
            new Notice.ChildEnded(
                0,
                0,
                spawned.jobId(),
                new Notice.Outcome.Settled(
                    plain.exitStatus(), plain.outputDigest(), plain.fuelUsed()),
                Amount.of(1_500_000),
                Amount.of(500_000)));
  }

  @Test
  void goesOnAfterATurnThatTraps() {
    var before = MARKET.chain().account(agent.story.consumer.address()).marketBalance();
    var body = agent.send("poison", TOKEN);
    agent.settle(agent.wake(body), AgentStory.trapped());

    var receipt =
        MARKET.land(agent.story.node, new AgentCall.AdvanceTrapped(agent.id, AgentStory.trapped()));

    assertThat(Story.only(AgentEvent.ValueReturned.class, receipt).value()).isEqualTo(TOKEN);
    assertThat(MARKET.chain().account(agent.story.consumer.address()).marketBalance())
        .isEqualTo(before.minus(TURN_COST));
    assertThat(agent.agent().state()).isEqualTo(new AgentState.Idle());
    assertThat(agent.agent().unread()).isZero();
    assertThat(agent.agent().turns()).isZero();
  }

  @Test
  void keepsItsMailWhenATurnFails() {
    var body = agent.send("work", TOKEN);
    var job = agent.wake(body);
    MARKET.anvil().passTime(AgentStory.policy().turnTime().plusSeconds(1));
    MARKET.land(agent.story.node, new Call.Expire(List.of(agent.story.id(job))));

    var receipt = MARKET.land(agent.story.node, new AgentCall.Fail(List.of(agent.id)));

    var failed = Story.only(AgentEvent.TurnFailed.class, receipt);
    assertThat(failed.outcome()).isEqualTo(new JobState.Refunded());
    assertThat(agent.agent().unread()).isOne();
    assertThat(agent.agent().notBefore()).isEqualTo(failed.notBefore());
    assertThat(agent.agent().postage()).isEqualTo(TURN_COST);
    assertThat(MARKET.chain().canWake(agent.id)).isEmpty();
  }

  @Test
  void offersMoreForATurnNobodyTakes() {
    var body = agent.send("work", Amount.ZERO);
    var job = agent.wake(body);
    MARKET.anvil().passTime(AgentStory.policy().raiseAfter().plusSeconds(1));

    var receipt =
        MARKET.land(agent.story.node, new AgentCall.Raise(agent.id, job.input(), job.chunks()));

    var raised = Story.only(AgentEvent.TurnRaised.class, receipt);
    assertThat(raised.before()).isEqualTo(agent.story.id(job));
    assertThat(AgentStory.posted(receipt).priceCeiling()).isEqualTo(raised.ceiling());
    assertThat(AgentStory.posted(receipt).input()).isEqualTo(job.input());
    assertThat(raised.ceiling()).isGreaterThan(job.priceCeiling());
  }

  @Test
  void obeysItsOwnerUntilItHasNone() {
    var owner = agent.story.consumer;
    agent.send("work", Amount.ZERO);

    MARKET.land(owner, new AgentCall.Pause(agent.id, true));
    assertThat(agent.agent().paused()).isTrue();
    assertThat(MARKET.chain().canWake(agent.id)).isEmpty();
    MARKET.land(owner, new AgentCall.Pause(agent.id, false));
    MARKET.land(owner, new AgentCall.Upgrade(agent.id, AgentStory.code((byte) 9)));
    assertThat(agent.agent().code()).isEqualTo(AgentStory.code((byte) 9));
    MARKET.land(owner, new AgentCall.Renounce(agent.id));

    assertThat(agent.agent().owner()).isEmpty();
    assertThatThrownBy(() -> MARKET.land(owner, new AgentCall.Pause(agent.id, true)))
        .hasMessageContaining("NotYours");
  }

  @Test
  void leavesAllToItsHeir() {
    var heir = Address.parse("00000000000000000000000000000000000000cd");
    // What it has must be within what the effects of a turn may move.
    var mortal = agent.another(TOKEN.times(30));
    var job = mortal.wake(mortal.send("die", Amount.ZERO));
    mortal.send("too late", TOKEN);
    var asked = turn(1, new Effect.End(heir));
    mortal.settle(job, result(asked));

    var receipt = mortal.advance(result(asked), asked);

    var ended = Story.only(AgentEvent.AgentEnded.class, receipt);
    assertThat(mortal.agent().state()).isEqualTo(new AgentState.Ended(heir));
    assertThat(MARKET.chain().account(heir).marketBalance()).isEqualTo(ended.left());
    var node = mortal.story.node;
    var returned = MARKET.land(node, new AgentCall.ReturnMail(mortal.id, 10));
    assertThat(Story.only(AgentEvent.ValueReturned.class, returned).value()).isEqualTo(TOKEN);
    MARKET.land(mortal.story.consumer, new Call.TransferBalance(mortal.agent().account(), TOKEN));
    var swept = MARKET.land(node, new AgentCall.Sweep(List.of(mortal.id)));
    assertThat(Story.only(AgentEvent.Swept.class, swept).amount()).isEqualTo(TOKEN);
  }

  @Test
  void movesBalanceBetweenAccounts() {
    var chain = MARKET.chain();
    var from = agent.story.consumer;
    var before = chain.account(from.address()).marketBalance();

    MARKET.land(from, new Call.TransferBalance(agent.agent().account(), TOKEN));

    assertThat(chain.account(from.address()).marketBalance()).isEqualTo(before.minus(TOKEN));
    assertThat(chain.account(agent.agent().account()).marketBalance()).isEqualTo(TOKEN.times(101));
    assertThat(chain.allowance(from.address(), MARKET.deployment().agents()))
        .isEqualTo(TOKEN.times(400));
  }

  private static List<EffectKind> effects(TxReceipt receipt) {
    return receipt.events().stream()
        .filter(AgentEvent.EffectDone.class::isInstance)
        .map(event -> ((AgentEvent.EffectDone) event).kind())
        .toList();
  }

  /** What the contract itself told the agent. */
  private static Notice notice(TxReceipt receipt) {
    var message = Story.only(AgentEvent.MessageReceived.class, receipt);
    assertThat(message.sender()).isEmpty();
    return NoticeCodec.decode(message.body().bytes());
  }
}
