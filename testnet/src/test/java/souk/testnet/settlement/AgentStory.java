package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.ChildJob;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentCreation;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.Seat;
import souk.settlement.chain.Turn;
import souk.settlement.chain.TxReceipt;
import souk.testnet.chain.AnvilExtension;

/** An agent among the people of a {@link Story}, whose turns are what a test says. */
final class AgentStory {
  static final Amount TOKEN = Story.TOKEN;
  static final Amount TURN_COST = TOKEN.times(2).plus(Amount.of(20_000));
  private static final int MOST_STEPS = 40;
  static final Duration CHILD_TIME = Duration.ofMinutes(2);

  final Story story;
  final AgentId id;
  private final AnvilExtension market;

  private AgentStory(AnvilExtension market, Story story, AgentId id) {
    this.market = market;
    this.story = story;
    this.id = id;
  }

  /** The consumer creates an agent that it owns, with 100 tokens. */
  static AgentStory begin(AnvilExtension market) {
    var story = new Story(market);
    var agents = market.deployment().agents();
    market.land(story.consumer, new Call.ApproveTransfers(agents, TOKEN.times(500)));
    return create(market, story, TOKEN.times(100));
  }

  /** Another one among the same people. */
  AgentStory another(Amount funding) {
    return create(market, story, funding);
  }

  private static AgentStory create(AnvilExtension market, Story story, Amount funding) {
    var receipt = market.land(story.consumer, new AgentCall.Create(creation(story, funding)));
    var id = Story.only(AgentEvent.AgentCreated.class, receipt).agent();
    return new AgentStory(market, story, id);
  }

  static AgentCreation creation(Story story, Amount funding) {
    return new AgentCreation(
        code((byte) 1),
        Hash.ZERO,
        policy(),
        Optional.of(story.consumer.address()),
        Optional.empty(),
        funding,
        "https://agents.example/1.json");
  }

  static AgentCode code(byte module) {
    return AgentCode.of(new byte[] {module}, 1);
  }

  static AgentPolicy policy() {
    return new AgentPolicy(
        Story.FUEL_LIMIT,
        16,
        2,
        100,
        new Price(TOKEN),
        new Price(TOKEN.times(2)),
        Duration.ofHours(1),
        Set.copyOf(EnumSet.allOf(EffectKind.class)),
        Tags.NONE,
        TOKEN.times(50),
        TOKEN.times(200),
        Amount.of(1_000),
        3,
        Amount.of(10_000),
        Duration.ofSeconds(30),
        CHILD_TIME,
        4,
        3,
        true);
  }

  AgentSnapshot agent() {
    return market.chain().agent(id).orElseThrow();
  }

  /** The consumer writes, and pays the turn that reads it. */
  MessageBody send(String text, Amount value) {
    var body = MessageBody.of(text);
    var message = new AgentCall.Outgoing(id, body, value, TURN_COST);
    market.land(story.consumer, new AgentCall.Send(List.of(message)));
    return body;
  }

  /** Somebody wakes it for these messages. */
  JobSpec wake(MessageBody... bodies) {
    return posted(market.land(story.node, new AgentCall.Wake(id, List.of(bodies))));
  }

  /** The job that a wake or a raise has posted. */
  static JobSpec posted(TxReceipt receipt) {
    return Story.only(ChainEvent.JobPosted.class, receipt).job();
  }

  /** Wakes it, has the turn run, and advances it. */
  TxReceipt live(Turn turn, MessageBody... bodies) {
    var result = result(turn);
    settle(wake(bodies), result);
    return advance(result, turn);
  }

  TxReceipt advance(Result result, Turn turn) {
    return market.land(story.node, new AgentCall.Advance(id, result, turn, Effect.MAX_PER_TURN));
  }

  /** Has a job run and settled that comes to that result. */
  void settle(JobSpec job, Result result) {
    var jobId = story.id(job);
    story.match(job);
    story.commit(jobId, result);
    for (var steps = 0; !story.job(jobId).state().isFinal(); steps++) {
      assertThat(steps).as("steps of %s", story.job(jobId).state()).isLessThan(MOST_STEPS);
      step(jobId, result);
    }
  }

  private void step(Hash jobId, Result result) {
    switch (story.job(jobId).state()) {
      case JobState.Clear _, JobState.AuditProviderReveal _ -> story.reveal(jobId, result);
      case JobState.AuditReveal _ when are(Seat.Status.COMMITTED, jobId) ->
          story.revealAnswers(jobId, result);
      case JobState.AuditCommit _ when are(Seat.Status.WAITING, jobId) ->
          story.commitAnswers(jobId, result);
      default -> story.exit(jobId);
    }
  }

  private boolean are(Seat.Status status, Hash jobId) {
    return !story.seatsThatAre(status, jobId).isEmpty();
  }

  /** A turn that leaves the state of that number. */
  static Turn turn(int state, Effect... effects) {
    return new Turn(Digests.sha256(new byte[] {(byte) state}), List.of(effects));
  }

  /** What running that turn comes to. */
  static Result result(Turn turn) {
    var plain = Story.RESULT;
    var effects = turn.effectsRoot();
    var hash = Evidence.turnHash(turn.stateHash(), plain.fuelUsed(), plain.outputDigest(), effects);
    return new Result(
        plain.outputDigest(),
        plain.outputChunks(),
        plain.exitStatus(),
        plain.fuelUsed(),
        effects,
        List.of(hash));
  }

  /** What a turn comes to that traps. */
  static Result trapped() {
    var plain = Story.RESULT;
    return new Result(
        plain.outputDigest(),
        plain.outputChunks(),
        new ExitStatus.Trapped(),
        plain.fuelUsed(),
        Hash.ZERO,
        List.of());
  }

  /** A child job, whose escrow is 2 tokens. */
  static ChildJob child() {
    return new ChildJob(
        Digests.sha256(Story.MODULE),
        Digests.sha256(Story.INPUT),
        Hash.ZERO,
        Hash.ZERO,
        ChunkTree.pair(Story.MODULE, Story.INPUT),
        JobKind.COMMAND,
        new Fuel(2_000_000_000L),
        16,
        0,
        new Price(TOKEN));
  }

  /** More than anybody has. */
  static Amount fortune() {
    return new Amount(BigInteger.TWO.pow(100));
  }
}
