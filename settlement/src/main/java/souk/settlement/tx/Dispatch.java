package souk.settlement.tx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.settlement.chain.CallData;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Fees;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Head;
import souk.settlement.chain.Transaction;
import souk.settlement.keys.Signer;

/** Gives what is new a price and a nonce, signs it, and sends it: many at a time. */
final class Dispatch {
  private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

  // State changes between estimate and block: half as much again, and a few cold slots.
  private static final long SPARE_GAS = 50_000;
  private static final int MOST_AT_ONCE = 500;
  // An estimate on top of the pool runs all of the pool.
  private static final int FEW_IN_FLIGHT = 16;
  private static final int FEW_TO_SIGN = 8;

  private final Chain chain;
  private final Signer signer;
  private final OutboxStore store;
  private final OutboxSettings settings;
  private final GasNeeds needs;
  private final Courier courier;

  Dispatch(Chain chain, Signer signer, OutboxStore store, OutboxSettings settings) {
    this.chain = chain;
    this.signer = signer;
    this.store = store;
    this.settings = settings;
    this.needs = new GasNeeds(chain, signer.address());
    this.courier = new Courier(chain);
  }

  /** What is the same for all that is sent in one pass. */
  private record Pass(Head head, Fees fees, Purse purse, long blockGasLimit) {}

  /**
   * Sends what is queued, as far as settings and purse allow.
   *
   * @return whether something was refused that what was sent just now may allow
   */
  boolean sendQueued(Head head) {
    var queued = store.queued(0, MOST_AT_ONCE);
    if (queued.isEmpty()) {
      return false;
    }
    try {
      return sendAll(queued, head);
    } finally {
      courier.await();
    }
  }

  private boolean sendAll(List<Entry> first, Head head) {
    var queued = first;
    var fees = FeePolicy.cap(chain.fees(), settings.maxPerGas());
    var purse = Purse.of(chain.wei(signer.address()), store.attempts());
    var pass = new Pass(head, fees, purse, chain.blockGasLimit());
    var sent = 0;
    var waiting = 0;
    while (!queued.isEmpty()) {
      var room = settings.maxInFlight() - store.inFlight();
      if (room <= 0) {
        return false;
      }
      var some = queued.subList(0, Math.min(room, queued.size()));
      var signed = send(some, pass);
      sent += signed;
      waiting += some.size() - signed;
      queued = store.queued(some.getLast().sequence(), MOST_AT_ONCE);
    }
    return sent > 0 && waiting > 0;
  }

  /** Tells how many were sent. */
  private int send(List<Entry> entries, Pass pass) {
    var estimates = estimate(entries, pass.head());
    var oldest = store.oldestInFlight();
    var nonce = Math.max(chain.nonce(signer.address()), store.lastNonce() + 1);
    var planned = new LinkedHashMap<Entry, Transaction>();
    for (var entry : entries) {
      switch (estimates.get(entry.data())) {
        case null -> throw new IllegalStateException("every call has an estimate");
        case GasEstimate.Refused(var reason) -> {
          // What is on its way before it may be what it needs, an allowance say.
          if (planned.isEmpty() && entry.sequence() < oldest) {
            store.refuse(entry.sequence(), reason, pass.head().number());
          }
        }
        case GasEstimate.Units(var gas) -> {
          var transaction = new Transaction(entry.data(), nonce, limit(gas, pass), pass.fees());
          switch (pass.purse().pay(transaction)) {
            case PAID -> {
              planned.put(entry, transaction);
              nonce++;
            }
            case EMPTY ->
                store.reject(entry.sequence(), tooPoor(transaction, pass), pass.head().number());
            case LATER -> log.debug("{} waits until others are paid for", entry.key());
          }
        }
      }
    }
    hand(planned, pass);
    return planned.size();
  }

  private Map<CallData, GasEstimate> estimate(List<Entry> entries, Head head) {
    var calls = entries.stream().map(Entry::data).distinct().toList();
    var areFew = store.inFlight() <= FEW_IN_FLIGHT;
    if (areFew) {
      // They count only once they are in the pool.
      courier.await();
    }
    return needs.of(calls, areFew, head.number());
  }

  private void hand(Map<Entry, Transaction> planned, Pass pass) {
    if (planned.isEmpty()) {
      return;
    }
    var entries = new ArrayList<>(planned.entrySet());
    var stream = entries.size() <= FEW_TO_SIGN ? entries.stream() : entries.parallelStream();
    var signings =
        stream
            .map(
                it ->
                    Signing.of(
                        it.getKey().sequence(), it.getValue(), chain, signer, pass.head().number()))
            .toList();
    store.sign(signings);
    courier.take(signings.stream().map(Signing::envelope).toList());
  }

  private static long limit(long gas, Pass pass) {
    return Math.max(gas, Math.min(gas + gas / 2 + SPARE_GAS, pass.blockGasLimit()));
  }

  private String tooPoor(Transaction transaction, Pass pass) {
    return "%s has %s wei and may need %s for fees: send it some"
        .formatted(signer.address(), pass.purse().has(), Purse.most(transaction));
  }
}
