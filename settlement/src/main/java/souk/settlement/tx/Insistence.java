package souk.settlement.tx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Fees;
import souk.settlement.chain.Head;
import souk.settlement.chain.Transaction;
import souk.settlement.keys.Signer;

/** Sends again what a pool has lost, and offers more for what waits too long. */
final class Insistence {
  private static final Logger log = LoggerFactory.getLogger(Insistence.class);

  // Of a long row only the first can be in the next block: the others follow them.
  private static final int FIRST = 16;
  private static final int MOST_AT_ONCE = 500;

  private final Chain chain;
  private final Signer signer;
  private final OutboxStore store;
  private final OutboxSettings settings;

  Insistence(Chain chain, Signer signer, OutboxStore store, OutboxSettings settings) {
    this.chain = chain;
    this.signer = signer;
    this.store = store;
    this.settings = settings;
  }

  /**
   * Looks after what is on its way, seen from a new block.
   *
   * @param attempts all forms of all entries on their way, by nonce; the newest of each first
   */
  void lookAfter(List<Attempt> attempts, Head head) {
    if (attempts.isEmpty()) {
      return;
    }
    var newest = newest(attempts);
    var replaced = replace(newest, head);
    var pooled = chain.pooledNonce(signer.address());
    var lost =
        newest.stream()
            .filter(it -> it.nonce() >= pooled && !replaced.contains(it.sequence()))
            .limit(MOST_AT_ONCE)
            .map(Attempt::transaction)
            .toList();
    if (!lost.isEmpty()) {
      log.debug("{} transactions of {} are sent again", lost.size(), signer.address());
      var unused = chain.send(store.envelopes(lost));
    }
  }

  /** Signs and sends anew, for more, what has waited too long; tells which entries. */
  private List<Long> replace(List<Attempt> newest, Head head) {
    var old =
        newest.stream()
            .filter(it -> head.number() - it.signedAt() >= settings.bumpAfterBlocks())
            .toList();
    if (old.isEmpty()) {
      return List.of();
    }
    var now = chain.fees();
    var signings = new ArrayList<Signing>();
    for (var attempt : old) {
      var isFirst = attempt.nonce() < newest.getFirst().nonce() + FIRST;
      var isCheap = attempt.fees().maxPerGas().isLessThan(now.maxPerGas());
      if ((isFirst || isCheap) && signings.size() < MOST_AT_ONCE) {
        bump(attempt, now, head, signings);
      }
    }
    store.sign(signings);
    if (!signings.isEmpty()) {
      var answers = chain.send(signings.stream().map(Signing::envelope).toList());
      log.debug("replaced {}: {}", signings.size(), answers);
    }
    return signings.stream().map(Signing::sequence).toList();
  }

  private void bump(Attempt attempt, Fees now, Head head, List<Signing> signings) {
    var fees = FeePolicy.cap(FeePolicy.bump(attempt.fees(), now), settings.maxPerGas());
    if (attempt.fees().maxPerGas().isLessThan(fees.maxPerGas())) {
      var data = store.entry(attempt.sequence()).data();
      var dearer = new Transaction(data, attempt.nonce(), attempt.gasLimit(), fees);
      signings.add(Signing.of(attempt.sequence(), dearer, chain, signer, head.number()));
    }
  }

  private static List<Attempt> newest(List<Attempt> attempts) {
    Map<Long, Attempt> newest = new LinkedHashMap<>();
    attempts.forEach(it -> newest.putIfAbsent(it.sequence(), it));
    return List.copyOf(newest.values());
  }
}
