package souk.settlement.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;
import souk.settlement.log.LogDecoder;

/**
 * Events that follow on each other, as the journal has them: their logs, packed. What logs have in
 * common, as their block or contract, is there once. Not to be changed.
 *
 * <pre>
 *   pack    count (size bytes)*      what logs have in common: hashes and addresses
 *           count size*              the records and how long each is
 *           record*
 *   record  kind place height block transaction contract
 *           count [first-topic] word* size data
 * </pre>
 *
 * <p>Block, transaction, contract and first topic are places among what is in common.
 */
final class EventPack {
  /** Most events in one. */
  static final int MOST_EVENTS = 256;

  private static final int MOST_SHARED = 5 * MOST_EVENTS;

  private final byte[] bytes;
  private final List<byte[]> shared;
  // Where each record begins, and behind them where the last ends.
  private final int[] begins;

  private EventPack(byte[] bytes, List<byte[]> shared, int[] begins) {
    this.bytes = bytes;
    this.shared = shared;
    this.begins = begins;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static EventPack of(byte[] bytes) {
    var in = new PackReader(bytes, 0, bytes.length);
    var shared = new ArrayList<byte[]>();
    for (var left = in.upTo(MOST_SHARED); left > 0; left--) {
      shared.add(in.raw(in.upTo(Hash.SIZE)));
    }
    var begins = new int[1 + in.upTo(MOST_EVENTS)];
    for (var i = 1; i < begins.length; i++) {
      begins[i] = begins[i - 1] + in.upTo(bytes.length);
    }
    for (var i = 0; i < begins.length; i++) {
      begins[i] += in.at();
    }
    new PackReader(bytes, begins[begins.length - 1], bytes.length).end();
    return new EventPack(bytes, shared, begins);
  }

  /** How many events it has, 1..{@value #MOST_EVENTS}. */
  int size() {
    return begins.length - 1;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The kinds of its events, as {@link EventKinds} numbers them. */
  Set<Integer> kinds() {
    var kinds = new TreeSet<Integer>();
    for (var i = 0; i < size(); i++) {
      kinds.add(kind(i));
    }
    return kinds;
  }

  /** The agents that its events are about. */
  Set<AgentId> agents() {
    var agents = new TreeSet<AgentId>();
    for (var i = 0; i < size(); i++) {
      if (EventKinds.areOfAgents(kind(i)) && event(i) instanceof AgentEvent event) {
        agents.add(event.agent());
      }
    }
    return agents;
  }

  /** The kind of one of its events. */
  int kind(int index) {
    return (int) record(index).number();
  }

  /** The place of one of its events among all logs of its block. */
  long place(int index) {
    var in = record(index);
    in.number();
    return in.number();
  }

  ChainEvent event(int index) {
    return LogDecoder.decode(log(index)).orElseThrow();
  }

  RawLog log(int index) {
    var in = record(index);
    in.number();
    var place = in.upTo(Integer.MAX_VALUE);
    var at = new LogPosition(in.number(), hash(in), hash(in), place);
    var contract = Address.of(common(in));
    var topics = new Hash[in.upTo(RawLog.MOST_TOPICS)];
    for (var i = 0; i < topics.length; i++) {
      topics[i] = i == 0 ? hash(in) : Hash.of(in.words(Hash.SIZE));
    }
    var data = in.words(RawLog.MOST_DATA_BYTES);
    in.end();
    return new RawLog(contract, at, List.of(topics), data);
  }

  /** What the first of its events are without the others. */
  EventPack first(int events) {
    var packer = new EventPacker();
    for (var i = 0; i < events; i++) {
      packer.add(kind(i), log(i));
    }
    return packer.pack();
  }

  private PackReader record(int index) {
    return new PackReader(bytes, begins[index], begins[index + 1]);
  }

  private Hash hash(PackReader in) {
    return Hash.of(common(in));
  }

  private byte[] common(PackReader in) {
    return shared.get(in.upTo(shared.size() - 1));
  }
}
