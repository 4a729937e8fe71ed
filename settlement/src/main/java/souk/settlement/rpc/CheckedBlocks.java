package souk.settlement.rpc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainSpan;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.RawLog;
import souk.settlement.log.BlockHeader;
import souk.settlement.log.LogReader;

/**
 * Blocks and what our contracts logged in them, from endpoints that may fail, lag or lie: what one
 * tells is believed only if it fits together. Where a block's filter says that there may be more
 * than an endpoint told, the others are asked about that block, or itself again by the block's
 * hash.
 */
public final class CheckedBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(CheckedBlocks.class);
  private static final int MOST_CALLS = 100;
  private static final int MOST_BLOCKS = 2_000;

  private final Endpoints endpoints;
  private final List<String> contracts;
  private final LogChecks checks;
  private final AtomicInteger blocksAtOnce = new AtomicInteger(MOST_BLOCKS);

  /** Over endpoints of that deployment's chain. */
  public CheckedBlocks(Endpoints endpoints, Deployment deployment) {
    this.endpoints = endpoints;
    this.contracts = deployment.contracts().stream().map(Address::toString).toList();
    this.checks = new LogChecks(deployment.contracts());
  }

  /**
   * The blocks of a range and their logs.
   *
   * @param from first height, inclusive
   * @param to last height, inclusive, not above the head
   * @throws souk.settlement.chain.ChainException if no endpoint tells anything that fits together
   */
  public ChainSpan span(long from, long to) {
    return endpoints.any(source -> span(source, from, to, checks::doubtful));
  }

  /**
   * The same, but every endpoint is asked for each block that may have logs.
   *
   * @throws souk.settlement.chain.ChainException as {@link #span}
   */
  public ChainSpan spanOfAll(long from, long to) {
    return endpoints.any(source -> span(source, from, to, (headers, _) -> checks.mayHave(headers)));
  }

  /** Picks the blocks that others are asked about too. */
  private interface Doubt {
    List<BlockHeader> doubtful(List<BlockHeader> headers, List<RawLog> told);
  }

  private ChainSpan span(Source source, long from, long to, Doubt doubt) throws NoAnswerException {
    var below = Math.max(0, from - 1);
    var linked = headers(source, below, to);
    var headers = linked.subList((int) (from - below), linked.size());
    var logs = logs(source, headers);
    var doubtful = doubt.doubtful(headers, logs);
    if (!doubtful.isEmpty()) {
      logs = checks.merge(logs, secondOpinion(source, doubtful, logs));
    }
    return new ChainSpan(headers.stream().map(BlockHeader::head).toList(), logs);
  }

  private List<BlockHeader> headers(Source source, long from, long to) throws NoAnswerException {
    var headers = new ArrayList<BlockHeader>();
    for (var begin = from; begin <= to; begin += MOST_CALLS) {
      var calls = new ArrayList<RpcCall>();
      for (var number = begin; number <= Math.min(to, begin + MOST_CALLS - 1); number++) {
        calls.add(RpcCall.of("eth_getBlockByNumber", hex(number), false));
      }
      for (var reply : source.batch(calls, BlockHeader::read)) {
        headers.add(header(source, reply));
      }
    }
    believe(source, () -> checks.requireLinked(headers, from));
    return headers;
  }

  private static BlockHeader header(Source source, RpcReply<Optional<BlockHeader>> reply)
      throws NoAnswerException {
    if (reply instanceof RpcReply.Result<Optional<BlockHeader>>(var found) && found.isPresent()) {
      return found.get();
    }
    throw new NoAnswerException(source + ": it does not know the newest blocks");
  }

  // So many blocks at once as endpoints tell lately.
  private List<RawLog> logs(Source source, List<BlockHeader> headers) throws NoAnswerException {
    var logs = new ArrayList<RawLog>();
    for (var begin = 0; begin < headers.size(); ) {
      var size = Math.min(blocksAtOnce.get(), headers.size() - begin);
      var part = headers.subList(begin, begin + size);
      var told = told(source, part.getFirst().head().number(), part.getLast().head().number());
      if (told.isEmpty() && size == 1) {
        throw new NoAnswerException(source + ": it refuses the logs");
      }
      blocksAtOnce.set(told.isEmpty() ? (size + 1) / 2 : Math.max(blocksAtOnce.get(), grown(size)));
      logs.addAll(told.orElse(List.of()));
      begin += told.isEmpty() ? 0 : size;
    }
    believe(source, () -> checks.requireFitting(headers, logs));
    return logs;
  }

  private static int grown(int blocks) {
    return Math.min(MOST_BLOCKS, blocks + blocks / 8 + 1);
  }

  // Empty if it refuses to tell, or tells too much at once: of so many blocks, most often.
  private Optional<List<RawLog>> told(Source source, long from, long to) throws NoAnswerException {
    var filter =
        Map.<String, Object>of("fromBlock", hex(from), "toBlock", hex(to), "address", contracts);
    try {
      return logsBy(source, List.of(filter)).map(List::getFirst);
    } catch (NoAnswerException e) {
      if (e.isTooLong() && from < to) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private List<RawLog> secondOpinion(Source first, List<BlockHeader> doubtful, List<RawLog> told)
      throws NoAnswerException {
    var filters = doubtful.stream().map(header -> filter(header.head().hash())).toList();
    var logs = new LinkedHashSet<RawLog>();
    var isAnswered = false;
    for (var source : endpoints.ranked()) {
      if (source == first || !source.health().isResting()) {
        var opinion = opinion(source, filters, doubtful);
        isAnswered |= opinion.isPresent();
        logs.addAll(opinion.orElse(List.of()));
      }
    }
    if (!isAnswered) {
      throw new NoAnswerException(first + ": it does not tell a block's logs");
    }
    logs.removeAll(Set.copyOf(told));
    if (!logs.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("endpoint", first)
          .log("{} left out logs that the chain has, and rests", first);
      first.health().lied();
    }
    return List.copyOf(logs);
  }

  private Optional<List<RawLog>> opinion(
      Source source, List<Map<String, Object>> filters, List<BlockHeader> headers) {
    try {
      var told = logsBy(source, filters);
      if (told.isEmpty()) {
        return Optional.empty();
      }
      var logs = told.get().stream().flatMap(List::stream).toList();
      believe(source, () -> checks.requireFitting(headers, logs));
      return Optional.of(logs);
    } catch (NoAnswerException e) {
      LOG.debug("{}", e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<List<List<RawLog>>> logsBy(
      Source source, List<Map<String, Object>> filters) throws NoAnswerException {
    var lists = new ArrayList<List<RawLog>>();
    for (var begin = 0; begin < filters.size(); begin += MOST_CALLS) {
      var calls =
          filters.subList(begin, Math.min(begin + MOST_CALLS, filters.size())).stream()
              .map(filter -> RpcCall.of("eth_getLogs", filter))
              .toList();
      for (var reply : source.batch(calls, LogReader::read)) {
        switch (reply) {
          case RpcReply.Result<List<RawLog>>(var found) -> lists.add(found);
          case RpcReply.Refused<List<RawLog>> refused -> {
            LOG.debug("{} refuses logs: {}", source, refused);
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(lists);
  }

  private interface Check {
    void run() throws LogChecks.LieException;
  }

  private static void believe(Source source, Check check) throws NoAnswerException {
    try {
      check.run();
    } catch (LogChecks.LieException e) {
      if (e.isCertain()) {
        LOG.atWarn()
            .addKeyValue("endpoint", source)
            .log("{} tells what cannot be, and rests: {}", source, e.getMessage());
        source.health().lied();
      }
      throw new NoAnswerException(source + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Object> filter(Hash block) {
    return Map.of("blockHash", block.toString(), "address", contracts);
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
