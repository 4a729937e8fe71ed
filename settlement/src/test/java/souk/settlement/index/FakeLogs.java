package souk.settlement.index;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import souk.protocol.codec.Digests;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;

/** Logs of the market's events as the contracts encode them, for a position given later. */
final class FakeLogs {
  private static final Address CONTRACT = Address.of(filled(Address.SIZE, 9));
  private static final Hash ENGINE = text("endive");

  private FakeLogs() {}

  /** A log but for where it is. */
  static final class Log {
    private final List<Hash> topics;
    private final byte[] data;

    private Log(List<Hash> topics, byte[] data) {
      this.topics = topics;
      this.data = data;
    }

    RawLog at(LogPosition position) {
      return new RawLog(CONTRACT, position, topics, data);
    }
  }

  static Log deposited(Address account, long amount) {
    return log("Deposited(address,uint256)", List.of(word(account)), word(amount));
  }

  static Log bonded(Address provider, long amount) {
    return log("Bonded(address,uint256)", List.of(word(provider)), word(amount));
  }

  static Log verifierBonded(Address verifier, long amount) {
    return log("VerifierBonded(address,uint256)", List.of(word(verifier)), word(amount));
  }

  static Log offerPosted(Hash id, Address provider, Instant expiry, long salt) {
    return log(
        "OfferPosted(bytes32,address,(address,uint128,uint32,uint64,uint32,uint64,uint32,uint256,"
            + "bytes32,bytes32,uint64,uint64,uint256))",
        List.of(id, word(provider)),
        word(provider),
        word(1_000_000),
        word(20),
        word(1L << 40),
        word(1_024),
        word(1_000_000_000),
        word(4),
        word(0),
        ENGINE,
        Hash.ZERO,
        word(expiry.getEpochSecond()),
        word(0),
        word(salt));
  }

  static Log offerCancelled(Hash id, Address provider) {
    return log("OfferCancelled(bytes32,address)", List.of(id, word(provider)));
  }

  static Log jobPosted(Hash id, Address consumer, Instant now, long salt) {
    return log(
        "JobPosted(bytes32,address,(bytes32,bytes32,bytes32,bytes32,bytes32,bytes32,uint8,uint16,"
            + "uint8,bytes32),(address,uint64,uint32,uint128,uint128,uint8,uint32,uint256,uint64,"
            + "uint64,bytes32,uint64,uint256))",
        List.of(id, word(consumer)),
        word(1),
        word(2),
        word(3),
        Hash.ZERO,
        Hash.ZERO,
        word(4),
        word(0),
        word(0),
        word(0),
        Hash.ZERO,
        word(consumer),
        word(2_000_000_000),
        word(16),
        word(1_000_000),
        word(0),
        word(2),
        word(5),
        word(0),
        word(now.getEpochSecond() + 3_600),
        word(now.getEpochSecond()),
        Hash.ZERO,
        word(0),
        word(salt));
  }

  static Log jobMatched(
      Hash id, Address provider, Address node, int attempt, long price, Instant deadline) {
    return log(
        "JobMatched(bytes32,address,address,(bytes32,uint8,uint32,uint256,uint256,uint256,uint8,"
            + "uint64,uint32,uint64,bytes32))",
        List.of(id, word(provider), word(node)),
        word(6),
        word(attempt),
        word(0),
        word(price),
        word(20),
        word(875_000),
        word(2),
        word(1),
        word(20),
        word(deadline.getEpochSecond()),
        ENGINE);
  }

  static Log committed(Hash id, int attempt, long seedBlock) {
    return log(
        "Committed(bytes32,uint8,bytes32,uint64)",
        List.of(id),
        word(attempt),
        word(77),
        word(seedBlock));
  }

  static Log jobReopened(Hash id, int attempt, Instant deadline) {
    return log(
        "JobReopened(bytes32,uint8,uint64)",
        List.of(id),
        word(attempt),
        word(deadline.getEpochSecond()));
  }

  static Log jobSettled(Hash id, long paid, long fee, long refunded) {
    return log(
        "JobSettled(bytes32,uint256,uint256,uint256,bool)",
        List.of(id),
        word(paid),
        word(fee),
        word(refunded),
        word(0));
  }

  static Log jobRefunded(Hash id, Address consumer, long refunded) {
    return log("JobRefunded(bytes32,address,uint256)", List.of(id, word(consumer)), word(refunded));
  }

  static Log jobVoided(Hash id, long refunded) {
    return log("JobVoided(bytes32,uint256,uint256)", List.of(id), word(refunded), word(0));
  }

  static Log providerSlashed(
      Hash id, Address provider, long stake, long toCourt, long toConsumer, long toSink) {
    return log(
        "ProviderSlashed(bytes32,address,uint256,uint256,uint256,uint256,uint256)",
        List.of(id, word(provider)),
        word(stake),
        word(toCourt),
        word(toConsumer),
        word(toSink),
        word(0));
  }

  static Log lateFeeCharged(Hash id, Address provider, long fee) {
    return log("LateFeeCharged(bytes32,address,uint256)", List.of(id, word(provider)), word(fee));
  }

  static Log burned(Address from, long amount) {
    return log("Burned(address,uint256)", List.of(word(from)), word(amount));
  }

  static Log auditPassed(Address provider, long value, long meanPrice, long floor) {
    return log(
        "AuditPassed(address,uint256,uint256,uint64)",
        List.of(word(provider)),
        word(value),
        word(meanPrice),
        word(floor));
  }

  static Log faultProven(Address provider, long value, long floor) {
    return log(
        "FaultProven(address,uint256,uint64)", List.of(word(provider)), word(value), word(floor));
  }

  static Log chunkDemanded(Hash demand, Hash id, Address demander, int attempt, Instant deadline) {
    return log(
        "ChunkDemanded(bytes32,bytes32,address,uint8,uint8,uint32,uint256,uint64)",
        List.of(demand, id, word(demander)),
        word(attempt),
        word(2),
        word(0),
        word(10),
        word(deadline.getEpochSecond()));
  }

  static Log demandClosed(Hash demand) {
    return log("DemandClosed(bytes32,bool)", List.of(demand), word(0));
  }

  static Log agentCreated(long id, Address account, Instant now) {
    return log(
        "AgentCreated(uint256,address,address,address,(bytes32,bytes32,uint32),bytes32,uint64,"
            + "(uint48,uint32,uint8,uint16,uint56,uint56,uint32,uint8,uint256,uint80,uint80,uint80,"
            + "uint16,uint80,uint32,uint32,uint8,uint8,bool))",
        List.of(word(id), word(account), word(account)),
        word(id % 2 == 0 ? account : Address.ZERO),
        word(1),
        word(2),
        word(3),
        Hash.ZERO,
        word(now.getEpochSecond()),
        word(1_000_000),
        word(16),
        word(2),
        word(5),
        word(1_000),
        word(9_000),
        word(3_600),
        word(62),
        word(0),
        word(500),
        word(5_000),
        word(1),
        word(2),
        word(3),
        word(60),
        word(3_600),
        word(4),
        word(3),
        word(1));
  }

  static Log agentUpgraded(long id, int code) {
    return log(
        "AgentUpgraded(uint256,(bytes32,bytes32,uint32))",
        List.of(word(id)),
        word(code),
        word(2),
        word(3));
  }

  static Log agentPaused(long id, boolean paused) {
    return log("AgentPaused(uint256,bool)", List.of(word(id)), word(paused ? 1 : 0));
  }

  static Log agentRenounced(long id) {
    return log("AgentRenounced(uint256,address)", List.of(word(id), word(CONTRACT)));
  }

  /** With a body of so many words of its number. */
  static Log messageReceived(long id, long number, long value, int size) {
    var words =
        new ArrayList<>(
            List.of(word(value), word(5), word(0), word(4L * Hash.SIZE), word(32L * size)));
    words.addAll(Collections.nCopies(size, word(number)));
    return log(
        "MessageReceived(uint256,uint64,address,uint256,uint256,uint8,bytes)",
        List.of(word(id), word(number), word(CONTRACT)),
        words.toArray(Hash[]::new));
  }

  static Log valueReturned(long id, long number, long value) {
    return log(
        "ValueReturned(uint256,uint64,address,uint256)",
        List.of(word(id), word(number), word(CONTRACT)),
        word(value));
  }

  static Log agentWoken(long id, Hash job, int turn, long first, int messages, Instant now) {
    return log(
        "AgentWoken(uint256,bytes32,address,uint32,uint64,uint256,bytes32,bytes32,"
            + "(bytes32,address,uint40,uint8,uint8,uint8,uint8,uint8,uint88,uint88,uint56,uint88,uint64))",
        List.of(word(id), job, word(CONTRACT)),
        word(turn),
        word(first),
        word(77),
        word(78),
        word(79),
        job,
        word(CONTRACT),
        word(now.getEpochSecond()),
        word(messages),
        word(0),
        word(0),
        word(0),
        word(0),
        word(5),
        word(0),
        word(1_000),
        word(0),
        word(0));
  }

  static Log turnRaised(long id, Hash job, Hash before) {
    return log(
        "TurnRaised(uint256,bytes32,address,bytes32,uint56,uint256)",
        List.of(word(id), job, word(CONTRACT)),
        before,
        word(1_251),
        word(1));
  }

  static Log turnOpened(long id, Hash job, int turn) {
    return log(
        "TurnOpened(uint256,bytes32,uint32,bytes32,uint256,uint256,uint56)",
        List.of(word(id), job),
        word(turn),
        job,
        word(1),
        word(9),
        word(1_000));
  }

  static Log childSpawned(long id, Hash child, int turn) {
    return log(
        "ChildSpawned(uint256,bytes32,uint8,uint8,uint32,uint256,uint256)",
        List.of(word(id), child),
        word(1),
        word(1),
        word(turn),
        word(0),
        word(40));
  }

  static Log childReported(long id, Hash child) {
    return log(
        "ChildReported(uint256,bytes32,uint8,uint256,uint256)",
        List.of(word(id), child),
        word(10),
        word(30),
        word(10));
  }

  /** With a body of one word, the turn's number. */
  static Log messageSent(long id, int turn, long value) {
    return log(
        "MessageSent(uint256,address,uint256,bytes)",
        List.of(word(id), word(CONTRACT)),
        word(value),
        word(2L * Hash.SIZE),
        word(Hash.SIZE),
        word(turn));
  }

  static Log sendDone(long id, int turn, long value) {
    return log(
        "EffectDone(uint256,uint32,uint256,uint8,address,uint256)",
        List.of(word(id), word(CONTRACT)),
        word(turn),
        word(1),
        word(2),
        word(value));
  }

  static Log turnLanded(long id, Hash job, int turn) {
    return log(
        "TurnLanded(uint256,bytes32,address,uint32,uint64)",
        List.of(word(id), job, word(CONTRACT)),
        word(turn),
        word(turn % 2 == 0 ? 0 : 1_900_000_000));
  }

  static Log turnTrapped(long id, Hash job, Instant now) {
    return log(
        "TurnTrapped(uint256,bytes32,address,uint64,uint256,uint56,uint64,uint32)",
        List.of(word(id), job, word(CONTRACT)),
        word(1L << 32),
        word(9),
        word(1_000),
        word(now.getEpochSecond() + 60),
        word(60));
  }

  static Log turnFailed(long id, Hash job, Instant now) {
    return log(
        "TurnFailed(uint256,bytes32,uint8,uint256,uint64,uint32)",
        List.of(word(id), job),
        word(11),
        word(12),
        word(now.getEpochSecond() + 60),
        word(60));
  }

  static Log agentEnded(long id) {
    return log("AgentEnded(uint256,address,uint256)", List.of(word(id), word(CONTRACT)), word(700));
  }

  static Log swept(long id, long amount) {
    return log("Swept(uint256,address,uint256)", List.of(word(id), word(CONTRACT)), word(amount));
  }

  private static Log log(String signature, List<Hash> indexed, Hash... words) {
    var topics = new ArrayList<Hash>();
    topics.add(Digests.keccak256(signature.getBytes(StandardCharsets.US_ASCII)));
    topics.addAll(indexed);
    var data = new ByteArrayOutputStream();
    for (var word : words) {
      data.writeBytes(word.bytes());
    }
    return new Log(List.copyOf(topics), data.toByteArray());
  }

  private static Hash word(long number) {
    var bytes = BigInteger.valueOf(number).toByteArray();
    var word = new byte[Hash.SIZE];
    System.arraycopy(bytes, 0, word, Hash.SIZE - bytes.length, bytes.length);
    return Hash.of(word);
  }

  private static Hash word(Address address) {
    var word = new byte[Hash.SIZE];
    System.arraycopy(address.bytes(), 0, word, Hash.SIZE - Address.SIZE, Address.SIZE);
    return Hash.of(word);
  }

  private static Hash text(String text) {
    return Hash.of(Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Hash.SIZE));
  }

  private static byte[] filled(int size, int value) {
    var bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
