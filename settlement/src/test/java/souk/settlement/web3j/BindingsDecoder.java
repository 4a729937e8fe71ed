package souk.settlement.web3j;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.datatypes.Event;
import org.web3j.protocol.core.methods.response.Log;
import souk.settlement.chain.ChainEvent;

/**
 * Turns logs of our contracts into events by the generated bindings, which know the contracts' ABI:
 * an oracle for {@code LogDecoder}, and what it is measured against.
 */
public final class BindingsDecoder {
  private static final Map<String, Function<Log, ChainEvent>> DECODERS = new HashMap<>();

  static {
    MoneyEvents.register(BindingsDecoder::register);
    OrderEvents.register(BindingsDecoder::register);
    JobEvents.register(BindingsDecoder::register);
    HistoryEvents.register(BindingsDecoder::register);
    VerifierEvents.register(BindingsDecoder::register);
    AuditEvents.register(BindingsDecoder::register);
    JuryEvents.register(BindingsDecoder::register);
    DisputeEvents.register(BindingsDecoder::register);
    RelayEvents.register(BindingsDecoder::register);
    AgentEvents.register(BindingsDecoder::register);
  }

  /** Takes decoders, each for the logs of one event. */
  interface Registry {
    void add(Event event, Function<Log, ChainEvent> decoder);
  }

  private BindingsDecoder() {}

  /** The event; empty if it is of no kind that is known. */
  public static Optional<ChainEvent> decode(Log log) {
    var topics = log.getTopics();
    return topics.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(DECODERS.get(topics.getFirst())).map(decoder -> decoder.apply(log));
  }

  private static void register(Event event, Function<Log, ChainEvent> decoder) {
    DECODERS.put(EventEncoder.encode(event), decoder);
  }
}
