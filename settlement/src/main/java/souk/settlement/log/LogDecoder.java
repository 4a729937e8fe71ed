package souk.settlement.log;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.codec.Digests;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.RawLog;

/** Turns logs of our contracts into events. */
public final class LogDecoder {
  private static final Logger LOG = LoggerFactory.getLogger(LogDecoder.class);
  private static final String INDEXED = " indexed";
  private static final Map<Hash, Kind> KINDS = kinds();

  private LogDecoder() {}

  /**
   * Takes readers, each for the logs of one event, by the event's signature with {@code " indexed"}
   * behind the types of what is in topics; that comes first.
   */
  interface Registry {
    void add(String signature, Function<Fields, ChainEvent> reader);
  }

  private record Kind(int topics, Function<Fields, ChainEvent> reader) {}

  /**
   * The event; empty if it is of a kind that a newer contract may have and this does not know, or
   * if it has values that nothing in the protocol can have: an order nobody could serve, which the
   * contracts take nevertheless.
   *
   * @throws ChainException if it is not encoded as its event: an endpoint's garbage
   */
  public static Optional<ChainEvent> decode(RawLog log) {
    var kind = log.topics().isEmpty() ? null : KINDS.get(log.topics().getFirst());
    if (kind == null) {
      return Optional.empty();
    }
    if (log.topics().size() != kind.topics()) {
      throw ChainException.retryable("a log is not encoded as its event: wrong topics", null);
    }
    try {
      var fields = Fields.of(log);
      var event = kind.reader().apply(fields);
      fields.end();
      return Optional.of(event);
    } catch (IllegalArgumentException e) {
      LOG.debug("{} is passed over: {}", log, e.getMessage());
      return Optional.empty();
    }
  }

  /** The events among the logs, in their order. */
  public static List<ChainEvent> decode(Collection<RawLog> logs) {
    return logs.stream().flatMap(log -> decode(log).stream()).toList();
  }

  /** First topics of all logs that are decoded. */
  public static Set<Hash> known() {
    return KINDS.keySet();
  }

  private static Map<Hash, Kind> kinds() {
    var kinds = new HashMap<Hash, Kind>();
    Registry registry = (signature, reader) -> kinds.put(topic(signature), kind(signature, reader));
    MoneyLogs.addTo(registry);
    OrderLogs.addTo(registry);
    JobLogs.addTo(registry);
    AuditLogs.addTo(registry);
    ClaimLogs.addTo(registry);
    LegLogs.addTo(registry);
    AgentLogs.addTo(registry);
    return Map.copyOf(kinds);
  }

  private static Hash topic(String signature) {
    var canonical = signature.replace(INDEXED, "");
    return Digests.keccak256(canonical.getBytes(StandardCharsets.US_ASCII));
  }

  private static Kind kind(String signature, Function<Fields, ChainEvent> reader) {
    var indexed = (signature.length() - signature.replace(INDEXED, "").length()) / INDEXED.length();
    return new Kind(1 + indexed, reader);
  }
}
