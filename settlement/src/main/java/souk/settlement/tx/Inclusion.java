package souk.settlement.tx;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Head;
import souk.settlement.chain.RawLog;
import souk.settlement.chain.Revert;
import souk.settlement.chain.TxReceipt;
import souk.settlement.log.LogDecoder;

/** Sees in the blocks what became of what was sent. */
final class Inclusion {
  private static final Logger log = LoggerFactory.getLogger(Inclusion.class);

  // A log proves that its transaction took effect, and a block's logs cost one question.
  private static final int FEW = 8;
  private static final int MOST_BLOCKS = 64;
  private static final int MOST_RECEIPTS = 2000;

  private final Chain chain;
  private final Address sender;
  private final OutboxStore store;
  private final OutboxSettings settings;

  Inclusion(Chain chain, Address sender, OutboxStore store, OutboxSettings settings) {
    this.chain = chain;
    this.sender = sender;
    this.store = store;
    this.settings = settings;
  }

  /** What was in a block, after a restart or reorg: whether it still is. */
  void confirmMined(Head head) {
    var used = chain.nonce(sender);
    store
        .blocksSince(head.number() - settings.finalAfterBlocks(), used)
        .forEach(
            (hash, number) -> {
              if (chain.block(number).map(Head::hash).filter(hash::equals).isEmpty()) {
                log.debug("block {} is gone", hash);
                store.unmine(hash);
              }
            });
  }

  /**
   * Concludes what is in a block by now.
   *
   * @param last block up to which it was done before; null after a restart or reorg
   * @param used nonce that is not used up to the head
   * @return what is still on its way
   */
  List<Attempt> follow(@Nullable Head last, Head head, long used) {
    var attempts = store.attempts();
    var passed = bySequence(attempts.stream().filter(it -> it.nonce() < used).toList());
    if (!passed.isEmpty()) {
      var conclusions = new ArrayList<Conclusion>();
      if (passed.size() > FEW && last != null && head.number() - last.number() <= MOST_BLOCKS) {
        concludeByLogs(passed, chain.logs(last.number() + 1, head.number()), conclusions);
      }
      var missing = concludeByReceipts(passed, conclusions);
      store.conclude(conclusions);
      giveUp(missing, head);
    }
    return attempts.stream().filter(it -> it.nonce() >= used).toList();
  }

  /** Begins again what lost its nonce to another process, once that is certain. */
  private void giveUp(List<Long> missing, Head head) {
    var fresh = new ArrayList<Long>();
    for (var sequence : missing) {
      // Endpoints behind one address may lag behind each other: it is certain after a while.
      var since = store.missingSince(sequence);
      if (since.isEmpty()) {
        fresh.add(sequence);
      } else if (head.number() - since.getAsLong() >= settings.finalAfterBlocks()) {
        log.warn("a nonce of {} went to a transaction of another process", sender);
        store.requeue(sequence);
      }
    }
    if (!fresh.isEmpty()) {
      store.missing(fresh, head.number());
    }
  }

  private static void concludeByLogs(
      Map<Long, List<Hash>> passed, List<RawLog> logs, List<Conclusion> conclusions) {
    var byTransaction = logs.stream().collect(groupingBy(it -> it.at().transaction()));
    passed
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().stream()
                    .flatMap(it -> Optional.ofNullable(byTransaction.get(it)).stream())
                    .findFirst()
                    .map(own -> conclusions.add(concluded(entry.getKey(), own)))
                    .orElse(false));
  }

  /** Tells which of those asked for are in no block, although their nonces are used. */
  private List<Long> concludeByReceipts(
      Map<Long, List<Hash>> passed, List<Conclusion> conclusions) {
    var sequences = passed.keySet().stream().limit(MOST_RECEIPTS).toList();
    if (sequences.isEmpty()) {
      return List.of();
    }
    var hashes = sequences.stream().flatMap(it -> passed.getOrDefault(it, List.of()).stream());
    var receipts = chain.receipts(hashes.toList());
    var missing = new ArrayList<Long>();
    for (var sequence : sequences) {
      passed.getOrDefault(sequence, List.of()).stream()
          .flatMap(it -> Optional.ofNullable(receipts.get(it)).stream())
          .findFirst()
          .ifPresentOrElse(
              receipt -> conclusions.add(concluded(sequence, receipt)),
              () -> missing.add(sequence));
    }
    return missing;
  }

  private static Conclusion concluded(long sequence, List<RawLog> logs) {
    var at = logs.getFirst().at();
    var mined = new Entry.Mined(at.transaction(), at.blockNumber(), at.blockHash());
    return new Conclusion(sequence, mined, Optional.empty(), skipped(LogDecoder.decode(logs)));
  }

  private Conclusion concluded(long sequence, TxReceipt receipt) {
    var mined = new Entry.Mined(receipt.transaction(), receipt.blockNumber(), receipt.blockHash());
    return receipt.succeeded()
        ? new Conclusion(sequence, mined, Optional.empty(), skipped(receipt.events()))
        : new Conclusion(sequence, mined, Optional.of(reason(sequence, receipt)), Map.of());
  }

  private Revert reason(long sequence, TxReceipt receipt) {
    return chain
        .simulate(sender, store.entry(sequence).data(), receipt.blockNumber() - 1)
        .orElseGet(() -> new Revert("OutOfGas", "or the state was another in its block"));
  }

  private static Map<Integer, Revert> skipped(Collection<ChainEvent> events) {
    var skipped = new HashMap<Integer, Revert>();
    for (var event : events) {
      if (event instanceof ChainEvent.Skipped(var at, var place, var reason)) {
        skipped.put(place, reason);
      }
    }
    return skipped;
  }

  private static Map<Long, List<Hash>> bySequence(List<Attempt> attempts) {
    return attempts.stream()
        .collect(
            groupingBy(
                Attempt::sequence, LinkedHashMap::new, mapping(Attempt::transaction, toList())));
  }
}
