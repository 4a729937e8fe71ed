package souk.settlement.rpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.LogPosition;
import souk.settlement.chain.RawLog;
import souk.settlement.log.BlockHeader;
import souk.settlement.log.Bloom;
import souk.settlement.log.LogDecoder;

/** Whether blocks and logs that an endpoint told fit together. */
final class LogChecks {
  private static final Comparator<RawLog> OLDEST_FIRST =
      Comparator.comparing(
          RawLog::at,
          Comparator.comparingLong(LogPosition::blockNumber).thenComparingInt(LogPosition::index));

  private final Set<Address> contracts;
  private final Map<Address, Bloom.Mark> addressMarks;
  private final Map<Hash, Bloom.Mark> topicMarks;

  LogChecks(Collection<Address> contracts) {
    this.contracts = Set.copyOf(contracts);
    this.addressMarks =
        this.contracts.stream()
            .collect(
                Collectors.toMap(address -> address, address -> Bloom.Mark.of(address.bytes())));
    this.topicMarks =
        LogDecoder.known().stream()
            .collect(Collectors.toMap(topic -> topic, topic -> Bloom.Mark.of(topic.bytes())));
  }

  /** What an endpoint told cannot be true, or is of more than one history. */
  static final class LieException extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean certain;

    LieException(String message, boolean certain) {
      super(message);
      this.certain = certain;
    }

    /** Whether no reorg between two answers can explain it. */
    boolean isCertain() {
      return certain;
    }
  }

  /** Blocks from that height on, each on top of the one before it. */
  void requireLinked(List<BlockHeader> headers, long from) throws LieException {
    for (var i = 0; i < headers.size(); i++) {
      var block = headers.get(i).head();
      require(block.number() == from + i, "it shows another block than asked for", true);
      require(
          i == 0 || block.parentHash().equals(headers.get(i - 1).head().hash()),
          "block %d is not on top of the one below it".formatted(block.number()),
          false);
    }
  }

  /** Logs of our contracts, of these blocks, in order, and in the blocks' filters. */
  void requireFitting(List<BlockHeader> headers, List<RawLog> logs) throws LieException {
    var blocks = new HashMap<Long, BlockHeader>();
    headers.forEach(header -> blocks.put(header.head().number(), header));
    // Most logs of a job or an account name it in a topic.
    var marks = new HashMap<>(topicMarks);
    RawLog before = null;
    for (var log : logs) {
      var header = blocks.get(log.at().blockNumber());
      if (header == null) {
        throw new LieException("it shows a log of a block not asked for", true);
      }
      require(contracts.contains(log.address()), "it shows a log of a strange contract", true);
      require(
          log.at().blockHash().equals(header.head().hash()),
          "it shows a log of another block of that height",
          false);
      require(
          before == null || OLDEST_FIRST.compare(before, log) < 0,
          "it shows a log twice or out of order",
          true);
      require(isIn(header.bloom(), log, marks), "it shows a log that is not in its block", true);
      before = log;
    }
  }

  /** The blocks that may have logs of ours which were not told. */
  List<BlockHeader> doubtful(List<BlockHeader> headers, List<RawLog> logs) {
    var told = new HashMap<Long, List<RawLog>>();
    for (var log : logs) {
      told.computeIfAbsent(log.at().blockNumber(), number -> new ArrayList<>()).add(log);
    }
    return headers.stream()
        .filter(header -> isDoubtful(header, told.getOrDefault(header.head().number(), List.of())))
        .toList();
  }

  /** The blocks that may have logs of ours. */
  List<BlockHeader> mayHave(List<BlockHeader> headers) {
    return headers.stream().filter(header -> mayHave(header.bloom())).toList();
  }

  /** All logs of both, each once, oldest first. */
  List<RawLog> merge(List<RawLog> told, List<RawLog> more) {
    var logs = new LinkedHashMap<LogPosition, RawLog>();
    told.forEach(log -> logs.put(log.at(), log));
    more.forEach(log -> logs.putIfAbsent(log.at(), log));
    return logs.values().stream().sorted(OLDEST_FIRST).toList();
  }

  private boolean isDoubtful(BlockHeader header, List<RawLog> told) {
    var bloom = header.bloom();
    if (!mayHave(bloom)) {
      return false;
    }
    if (told.isEmpty()) {
      return topicMarks.values().stream().anyMatch(bloom::mayHave);
    }
    if (!bloom.isSparse()) {
      return false;
    }
    var topics = told.stream().map(log -> log.topics().getFirst()).collect(Collectors.toSet());
    return topicMarks.entrySet().stream()
        .anyMatch(topic -> !topics.contains(topic.getKey()) && bloom.mayHave(topic.getValue()));
  }

  private boolean mayHave(Bloom bloom) {
    return addressMarks.values().stream().anyMatch(bloom::mayHave);
  }

  private boolean isIn(Bloom bloom, RawLog log, Map<Hash, Bloom.Mark> marks) {
    var address = addressMarks.get(log.address());
    return address != null
        && bloom.mayHave(address)
        && !log.topics().isEmpty()
        && log.topics().stream()
            .allMatch(
                topic ->
                    bloom.mayHave(marks.computeIfAbsent(topic, it -> Bloom.Mark.of(it.bytes()))));
  }

  private static void require(boolean holds, String trouble, boolean certain) throws LieException {
    if (!holds) {
      throw new LieException(trouble, certain);
    }
  }
}
