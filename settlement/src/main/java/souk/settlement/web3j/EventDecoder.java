package souk.settlement.web3j;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.datatypes.Event;
import org.web3j.protocol.core.methods.response.Log;
import souk.settlement.chain.ChainEvent;

/** Turns logs of our contracts into events. */
final class EventDecoder {
  private static final Map<String, Function<Log, ChainEvent>> DECODERS = new HashMap<>();

  static {
    MoneyEvents.register(EventDecoder::register);
    OrderEvents.register(EventDecoder::register);
    JobEvents.register(EventDecoder::register);
    HistoryEvents.register(EventDecoder::register);
    VerifierEvents.register(EventDecoder::register);
    AuditEvents.register(EventDecoder::register);
    JuryEvents.register(EventDecoder::register);
    DisputeEvents.register(EventDecoder::register);
  }

  /** Takes decoders, each for the logs of one event. */
  interface Registry {
    void add(Event event, Function<Log, ChainEvent> decoder);
  }

  private EventDecoder() {}

  /** The event; empty if it is of a kind that a newer contract may have and this does not know. */
  static Optional<ChainEvent> decode(Log log) {
    var topics = log.getTopics();
    return topics.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(DECODERS.get(topics.getFirst())).map(decoder -> decoder.apply(log));
  }

  private static void register(Event event, Function<Log, ChainEvent> decoder) {
    DECODERS.put(EventEncoder.encode(event), decoder);
  }
}
