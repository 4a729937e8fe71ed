package souk.settlement.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.JobState;
import souk.protocol.offer.Tags;
import souk.protocol.value.Price;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentEvent.AgentCreated;
import souk.settlement.chain.AgentEvent.AgentEnded;
import souk.settlement.chain.AgentEvent.AgentPaused;
import souk.settlement.chain.AgentEvent.AgentRenounced;
import souk.settlement.chain.AgentEvent.AgentUpgraded;
import souk.settlement.chain.AgentEvent.AgentWoken;
import souk.settlement.chain.AgentEvent.ChildReported;
import souk.settlement.chain.AgentEvent.ChildSpawned;
import souk.settlement.chain.AgentEvent.EffectDone;
import souk.settlement.chain.AgentEvent.EffectRefused;
import souk.settlement.chain.AgentEvent.MessageReceived;
import souk.settlement.chain.AgentEvent.MessageSent;
import souk.settlement.chain.AgentEvent.Swept;
import souk.settlement.chain.AgentEvent.TurnFailed;
import souk.settlement.chain.AgentEvent.TurnLanded;
import souk.settlement.chain.AgentEvent.TurnOpened;
import souk.settlement.chain.AgentEvent.TurnRaised;
import souk.settlement.chain.AgentEvent.TurnTrapped;
import souk.settlement.chain.AgentEvent.ValueReturned;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.MessageBody;
import souk.settlement.chain.OpenTurn;
import souk.settlement.chain.Refusal;

/** Reads what the Agents contract logs. */
final class AgentLogs {
  private static final String POLICY =
      "(uint48,uint32,uint8,uint16,uint56,uint56,uint32,uint8,uint256,uint80,uint80,uint80,uint16,"
          + "uint80,uint32,uint32,uint8,uint8,bool)";
  private static final String CODE = "(bytes32,bytes32,uint32)";
  // Solidity's uint56, uint80 and uint88.
  private static final int PRICE_BYTES = 7;
  private static final int MONEY_BYTES = 10;
  private static final int LEDGER_BYTES = 11;
  // The contracts' JobState.Settled, .Refunded and .Void.
  private static final int SETTLED = 10;
  private static final int REFUNDED = 11;
  private static final int VOID = 12;

  private AgentLogs() {}

  static void addTo(LogDecoder.Registry logs) {
    addLives(logs);
    addMail(logs);
    addTurns(logs);
    addEnds(logs);
    addEffects(logs);
  }

  private static void addLives(LogDecoder.Registry logs) {
    logs.add(
        "AgentCreated(uint256 indexed,address indexed,address indexed,address,"
            + CODE
            + ",bytes32,uint64,"
            + POLICY
            + ")",
        f ->
            new AgentCreated(
                f.at(),
                id(f),
                f.address(),
                f.address(),
                f.addressUnlessZero(),
                code(f),
                f.hash(),
                timeUnlessZero(f),
                policy(f)));
    logs.add(
        "AgentUpgraded(uint256 indexed," + CODE + ")",
        f -> new AgentUpgraded(f.at(), id(f), code(f)));
    logs.add("AgentPaused(uint256 indexed,bool)", f -> new AgentPaused(f.at(), id(f), f.bool()));
    logs.add(
        "AgentRenounced(uint256 indexed,address indexed)",
        f -> new AgentRenounced(f.at(), id(f), f.address()));
    logs.add(
        "AgentEnded(uint256 indexed,address indexed,uint256)",
        f -> new AgentEnded(f.at(), id(f), f.address(), f.amount()));
    logs.add(
        "Swept(uint256 indexed,address indexed,uint256)",
        f -> new Swept(f.at(), id(f), f.address(), f.amount()));
  }

  private static void addMail(LogDecoder.Registry logs) {
    logs.add(
        "MessageReceived(uint256 indexed,uint64 indexed,address indexed,"
            + "uint256,uint256,uint8,bytes)",
        f ->
            new MessageReceived(
                f.at(),
                id(f),
                f.int64(),
                f.addressUnlessZero(),
                f.amount(),
                f.amount(),
                f.uint8(),
                MessageBody.of(f.bytes())));
    logs.add(
        "ValueReturned(uint256 indexed,uint64 indexed,address indexed,uint256)",
        f -> new ValueReturned(f.at(), id(f), f.int64(), f.address(), f.amount()));
    logs.add(
        "MessageSent(uint256 indexed,address indexed,uint256,bytes)",
        f -> new MessageSent(f.at(), id(f), f.address(), f.amount(), MessageBody.of(f.bytes())));
  }

  private static void addTurns(LogDecoder.Registry logs) {
    logs.add(
        "AgentWoken(uint256 indexed,bytes32 indexed,address indexed,"
            + "uint32,uint64,uint256,bytes32,bytes32,"
            + "(bytes32,address,uint40,uint8,uint8,uint8,uint8,uint8,uint88,uint88,uint56,uint88,uint64))",
        AgentLogs::woken);
    logs.add(
        "TurnRaised(uint256 indexed,bytes32 indexed,address indexed,bytes32,uint56,uint256)",
        f -> new TurnRaised(f.at(), id(f), f.hash(), f.address(), f.hash(), price(f), f.amount()));
    logs.add(
        "TurnOpened(uint256 indexed,bytes32 indexed,uint32,bytes32,uint256,uint256,uint56)",
        f ->
            new TurnOpened(
                f.at(), id(f), f.hash(), f.int32(), f.hash(), f.index(), f.amount(), price(f)));
  }

  private static void addEnds(LogDecoder.Registry logs) {
    logs.add(
        "TurnLanded(uint256 indexed,bytes32 indexed,address indexed,uint32,uint64)",
        f -> new TurnLanded(f.at(), id(f), f.hash(), f.address(), f.int32(), timeUnlessZero(f)));
    logs.add(
        "TurnTrapped(uint256 indexed,bytes32 indexed,address indexed,"
            + "uint64,uint256,uint56,uint64,uint32)",
        f ->
            new TurnTrapped(
                f.at(),
                id(f),
                f.hash(),
                f.address(),
                ExitStatus.of(f.int64()),
                f.amount(),
                price(f),
                timeUnlessZero(f),
                seconds(f)));
    logs.add(
        "TurnFailed(uint256 indexed,bytes32 indexed,uint8,uint256,uint64,uint32)",
        f ->
            new TurnFailed(
                f.at(), id(f), f.hash(), outcome(f.uint8()), f.amount(), f.time(), seconds(f)));
  }

  private static void addEffects(LogDecoder.Registry logs) {
    logs.add(
        "EffectDone(uint256 indexed,uint32,uint256,uint8,address indexed,uint256)",
        AgentLogs::done);
    logs.add(
        "EffectRefused(uint256 indexed,uint32,uint256,uint8,uint8)",
        f ->
            new EffectRefused(
                f.at(), id(f), f.int32(), f.index(), kindUnlessNone(f), Refusal.of(f.uint8())));
    logs.add(
        "ChildSpawned(uint256 indexed,bytes32 indexed,uint8,uint8,uint32,uint256,uint256)",
        f ->
            new ChildSpawned(
                f.at(), id(f), f.hash(), f.uint8(), f.uint8(), f.int32(), f.index(), f.amount()));
    logs.add(
        "ChildReported(uint256 indexed,bytes32 indexed,uint8,uint256,uint256)",
        f ->
            new ChildReported(f.at(), id(f), f.hash(), outcome(f.uint8()), f.amount(), f.amount()));
  }

  private static ChainEvent woken(Fields f) {
    var id = id(f);
    // Its job and who posted it, which the turn has too.
    f.hash();
    f.address();
    return new AgentWoken(
        f.at(), id, f.int32(), f.int64(), f.amount(), f.hash(), f.hash(), open(f));
  }

  private static OpenTurn open(Fields f) {
    var jobId = f.hash();
    var waker = f.address();
    var postedAt = f.time40();
    var messages = f.uint8();
    var reports = f.uint8();
    var depth = f.uint8();
    var landed = f.uint8();
    // Which effect asked for the end.
    f.uint8();
    var turn =
        new OpenTurn(
            jobId,
            waker,
            postedAt,
            messages,
            reports,
            depth,
            landed,
            f.amount(LEDGER_BYTES),
            f.amount(LEDGER_BYTES),
            price(f),
            f.amount(LEDGER_BYTES));
    // Effects refused, of which there are none yet.
    f.uint64();
    return turn;
  }

  private static ChainEvent done(Fields f) {
    var id = id(f);
    var to = f.address();
    return new EffectDone(
        f.at(), id, f.int32(), f.index(), EffectKind.of(f.uint8()), to, f.amount());
  }

  private static AgentCode code(Fields f) {
    return new AgentCode(f.hash(), f.hash(), f.int32());
  }

  private static AgentPolicy policy(Fields f) {
    return new AgentPolicy(
        f.fuel48(),
        f.int32(),
        f.uint8(),
        f.uint16(),
        price(f),
        price(f),
        seconds(f),
        AgentPolicy.kindsOf(f.uint8()),
        new Tags(f.uint256()),
        f.amount(MONEY_BYTES),
        f.amount(MONEY_BYTES),
        f.amount(MONEY_BYTES),
        f.uint16(),
        f.amount(MONEY_BYTES),
        seconds(f),
        seconds(f),
        f.uint8(),
        f.uint8(),
        f.bool());
  }

  private static AgentId id(Fields f) {
    var number = f.uint256();
    if (number.bitLength() >= Long.SIZE) {
      throw new IllegalArgumentException("a number is too large: " + number);
    }
    return new AgentId(number.longValue());
  }

  private static Price price(Fields f) {
    return new Price(f.amount(PRICE_BYTES));
  }

  private static Duration seconds(Fields f) {
    return Duration.ofSeconds(f.uint32());
  }

  private static Optional<Instant> timeUnlessZero(Fields f) {
    return Optional.of(f.time()).filter(time -> !time.equals(Instant.EPOCH));
  }

  private static Optional<EffectKind> kindUnlessNone(Fields f) {
    return Optional.of(f.uint8()).filter(kind -> kind != 0).map(EffectKind::of);
  }

  private static JobState outcome(int state) {
    return switch (state) {
      case SETTLED -> new JobState.Settled();
      case REFUNDED -> new JobState.Refunded();
      case VOID -> new JobState.Void();
      default -> throw new IllegalArgumentException("no final state of a job: " + state);
    };
  }
}
