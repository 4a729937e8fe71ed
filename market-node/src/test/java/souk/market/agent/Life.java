package souk.market.agent;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.AgentSnapshot;
import souk.settlement.chain.AgentState;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.OpenTurn;
import souk.settlement.chain.Relayed;
import souk.settlement.chain.Turn;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;

/** One agent in the states of its life, as index and chain tell it. */
final class Life {
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  static final AgentId ID = new AgentId(7);
  static final Address ACCOUNT = address(70);
  static final Address SELF = address(8);
  static final Hash JOB = hash(20);
  static final Hash STATE = hash(21);
  static final Address HEIR = address(9);
  static final AgentCode CODE = new AgentCode(hash(1), hash(2), 3);
  static final AgentPolicy POLICY =
      new AgentPolicy(
          new Fuel(2_000_000_000),
          64,
          2,
          20,
          Price.of(100),
          Price.of(400),
          Duration.ofHours(1),
          EnumSet.allOf(EffectKind.class),
          Tags.NONE,
          Amount.of(5_000),
          Amount.of(50_000),
          Amount.of(10),
          2,
          Amount.of(50),
          Duration.ofMinutes(2),
          Duration.ofHours(1),
          8,
          3,
          false);

  private Life() {}

  static IndexedAgent idle(int unread) {
    return agent(Optional.empty(), unread, Set.of(), Optional.empty());
  }

  static IndexedAgent working(int messages) {
    return agent(Optional.of(turn(messages, false)), messages, Set.of(), Optional.empty());
  }

  static IndexedAgent landing() {
    return agent(Optional.of(turn(0, true)), 0, Set.of(), Optional.empty());
  }

  static IndexedAgent parent(Hash... children) {
    return agent(Optional.empty(), 0, Set.of(children), Optional.empty());
  }

  static IndexedAgent ended(int unread) {
    return agent(Optional.empty(), unread, Set.of(), Optional.of(HEIR));
  }

  private static IndexedAgent agent(
      Optional<IndexedAgent.PostedTurn> turn,
      int unread,
      Set<Hash> children,
      Optional<Address> heir) {
    return new IndexedAgent(
        ID,
        ACCOUNT,
        Optional.empty(),
        CODE,
        POLICY,
        false,
        STATE,
        3,
        Optional.empty(),
        Optional.empty(),
        turn,
        unread,
        children,
        heir);
  }

  private static IndexedAgent.PostedTurn turn(int messages, boolean opened) {
    return new IndexedAgent.PostedTurn(woken(messages), JOB, SELF, Price.of(100), opened);
  }

  static AgentEvent.AgentWoken woken(int messages) {
    return new AgentEvent.AgentWoken(
        at(4), ID, 3, 5, Amount.of(123_456), hash(30), hash(31), open(messages, 0));
  }

  static OpenTurn open(int messages, int landed) {
    return new OpenTurn(
        JOB,
        SELF,
        NOW,
        messages,
        0,
        0,
        landed,
        Amount.ZERO,
        Amount.ZERO,
        Price.of(100),
        Amount.ZERO);
  }

  /** As the contracts tell it, its first unread message being number 5. */
  static AgentSnapshot snapshot(AgentState state, int unread) {
    return new AgentSnapshot(
        ID,
        state,
        false,
        ACCOUNT,
        Optional.empty(),
        CODE,
        POLICY,
        STATE,
        3,
        Optional.empty(),
        Instant.EPOCH,
        Duration.ZERO,
        Price.of(100),
        Amount.of(1_000),
        5,
        5 + unread,
        0,
        0,
        Amount.ZERO,
        0,
        Amount.ZERO,
        head(1));
  }

  /** A message of that number; an even one has value, those of number 6 are the contract's. */
  static AgentEvent.MessageReceived message(long number) {
    return new AgentEvent.MessageReceived(
        at(3),
        ID,
        number,
        number == 6 ? Optional.empty() : Optional.of(address((int) number)),
        Amount.of(number % 2 == 0 ? number : 0),
        Amount.of(10),
        0,
        MessageBody.of("message " + number));
  }

  static IndexedJob job(Hash id, JobState state) {
    return job(id, state, hash(30), Optional.empty());
  }

  static IndexedJob settled(Hash id, Result result) {
    return job(id, new JobState.Settled(), hash(30), Optional.of(result));
  }

  static IndexedJob job(Hash id, JobState state, Hash input, Optional<Result> result) {
    return new IndexedJob(id, spec(input), snapshot(id, state), result, Optional.empty());
  }

  private static JobSpec spec(Hash input) {
    return new JobSpec(
        address(71),
        CODE.codeId(),
        CODE.module(),
        input,
        Hash.ZERO,
        Hash.ZERO,
        hash(31),
        JobKind.AGENT_JOB,
        POLICY.fuelLimit(),
        64,
        1,
        Price.of(100),
        POLICY.mostPerTurn(),
        2,
        20,
        Tags.NONE,
        NOW.plus(POLICY.turnTime()),
        NOW,
        Optional.empty(),
        Hash.ZERO,
        0,
        BigInteger.ONE);
  }

  private static JobSnapshot snapshot(Hash id, JobState state) {
    return new JobSnapshot(
        id,
        state,
        0,
        address(71),
        Amount.of(200),
        POLICY.fuelLimit(),
        Optional.empty(),
        false,
        HashPrefix.NONE,
        HashPrefix.NONE,
        Fuel.ZERO,
        false,
        List.of(),
        List.of(),
        Relayed.NONE,
        head(1));
  }

  /** A turn that pays so many accounts. */
  static Turn paying(int accounts) {
    var effects =
        IntStream.rangeClosed(1, accounts)
            .<Effect>mapToObj(i -> new Effect.Pay(address(i), Amount.of(i)))
            .toList();
    return new Turn(hash(40), effects);
  }

  /** The result that a turn opens. */
  static Result resultOf(Turn turn) {
    var fuel = new Fuel(1_000_000);
    var hash = Evidence.turnHash(turn.stateHash(), fuel, hash(41), turn.effectsRoot());
    return new Result(
        hash(41), hash(42), new ExitStatus.Exited(0), fuel, turn.effectsRoot(), List.of(hash));
  }

  static Result trapped() {
    return new Result(
        hash(41), hash(42), new ExitStatus.Trapped(), new Fuel(9), Hash.ZERO, List.of());
  }

  static Head head(long number) {
    return new Head(number, hash((int) number), hash((int) number - 1), NOW.plusSeconds(number));
  }

  static LogPosition at(long block) {
    return new LogPosition(block, hash((int) block), hash(60), 0);
  }

  static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) number);
    return Hash.of(bytes);
  }

  static Address address(int number) {
    return Address.of(Arrays.copyOf(hash(number).bytes(), Address.SIZE));
  }
}
