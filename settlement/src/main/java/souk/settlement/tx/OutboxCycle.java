package souk.settlement.tx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Fees;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Head;
import souk.settlement.chain.Revert;
import souk.settlement.chain.Transaction;
import souk.settlement.chain.TxReceipt;
import souk.settlement.keys.Signer;

/**
 * One pass over the outbox: looks what became of what was sent, sends again, sends what is new.
 *
 * <p>Every step is first written down, so that it can be cut off anywhere and the next pass, in
 * this process or another, goes on.
 */
final class OutboxCycle {
  private static final Logger log = LoggerFactory.getLogger(OutboxCycle.class);

  // State changes between estimate and block: half as much again, and a few cold slots.
  private static final long SPARE_GAS = 50_000;

  private final Chain chain;
  private final Signer signer;
  private final OutboxStore store;
  private final OutboxSettings settings;

  OutboxCycle(Chain chain, Signer signer, OutboxStore store, OutboxSettings settings) {
    this.chain = chain;
    this.signer = signer;
    this.store = store;
    this.settings = settings;
  }

  /** What was in a block, after a restart or reorg: whether it still is. */
  void confirmMined(Head head) {
    var used = chain.nonce(signer.address());
    store.minedSince(head.number() - settings.finalAfterBlocks(), used).forEach(this::confirm);
  }

  /** What was sent, seen from a new block. */
  void follow(Head head) {
    var used = chain.nonce(signer.address());
    for (var entry : store.withStatus(Entry.Status.SENT)) {
      if (entry.nonce().orElseThrow() < used) {
        find(entry, head);
      } else {
        resend(entry, head);
      }
    }
  }

  /** What is new. */
  void sendQueued(Head head) {
    for (var entry : store.withStatus(Entry.Status.QUEUED)) {
      var inFlight = store.withStatus(Entry.Status.SENT);
      if (inFlight.size() >= settings.maxInFlight()) {
        return;
      }
      switch (chain.estimate(signer.address(), entry.data())) {
        case GasEstimate.Units(var gas) -> send(entry, gas, head);
        case GasEstimate.Refused(var reason) -> {
          // What is on its way before it may be what it needs, an allowance say.
          if (inFlight.stream().noneMatch(sent -> sent.sequence() < entry.sequence())) {
            store.refuse(entry, reason);
          }
        }
      }
    }
  }

  private void confirm(Entry entry) {
    var mined = entry.mined().orElseThrow();
    var receipt = chain.receipt(mined.transaction());
    if (receipt.map(TxReceipt::blockHash).filter(mined.blockHash()::equals).isEmpty()) {
      log.debug("{} is in no block any more", entry.key());
      store.unmine(entry);
    }
  }

  private void find(Entry entry, Head head) {
    var receipt =
        store.versions(entry).stream()
            .flatMap(version -> chain.receipt(version.transaction().hash()).stream())
            .findFirst();
    receipt.ifPresentOrElse(found -> conclude(entry, found), () -> missing(entry, head));
  }

  private void conclude(Entry entry, TxReceipt receipt) {
    if (receipt.succeeded()) {
      store.include(entry, receipt, skipped(receipt));
    } else {
      store.revert(entry, receipt, reason(entry, receipt));
    }
  }

  private static Map<Integer, Revert> skipped(TxReceipt receipt) {
    var skipped = new LinkedHashMap<Integer, Revert>();
    for (var event : receipt.events()) {
      if (event instanceof ChainEvent.Skipped(var at, var place, var reason)) {
        skipped.put(place, reason);
      }
    }
    return skipped;
  }

  private Revert reason(Entry entry, TxReceipt receipt) {
    return chain
        .simulate(signer.address(), entry.data(), receipt.blockNumber() - 1)
        .orElseGet(() -> new Revert("OutOfGas", "or the state was another in its block"));
  }

  // Endpoints behind one address may lag behind each other: only after a while is it certain that
  // the nonce went to a transaction of somebody else with this key.
  private void missing(Entry entry, Head head) {
    if (entry.missingSince().isEmpty()) {
      store.missing(entry, head.number());
    } else if (head.number() - entry.missingSince().getAsLong() >= settings.finalAfterBlocks()) {
      log.warn("nonce {} went to a transaction of another process", entry.nonce().orElseThrow());
      store.requeue(entry);
    }
  }

  private void resend(Entry entry, Head head) {
    var newest = store.versions(entry).getFirst();
    if (head.number() - newest.signedAt() < settings.bumpAfterBlocks()) {
      hand(entry, newest);
      return;
    }
    var fees = FeePolicy.cap(FeePolicy.bump(newest.fees(), chain.fees()), settings.maxPerGas());
    if (newest.fees().maxPerGas().isLessThan(fees.maxPerGas())) {
      hand(entry, sign(entry, entry.nonce().orElseThrow(), newest.gasLimit(), fees, head));
    } else {
      hand(entry, newest);
    }
  }

  private void send(Entry entry, long gas, Head head) {
    var gasLimit = gas + gas / 2 + SPARE_GAS;
    var fees = FeePolicy.cap(chain.fees(), settings.maxPerGas());
    var reason = tooPoor(entry, gasLimit, fees);
    if (reason.isPresent()) {
      store.reject(entry, reason.get());
    } else {
      hand(entry, sign(entry, nextNonce(), gasLimit, fees, head));
    }
  }

  private Optional<String> tooPoor(Entry entry, long gasLimit, Fees fees) {
    var needed = fees.maxPerGas().times(gasLimit).plus(entry.data().wei());
    var has = chain.wei(signer.address());
    return has.isLessThan(needed)
        ? Optional.of(
            "%s has %s wei and may need %s for fees: send it some"
                .formatted(signer.address(), has, needed))
        : Optional.empty();
  }

  private long nextNonce() {
    var used = chain.nonce(signer.address());
    return Math.max(used, store.lastNonce().orElse(-1) + 1);
  }

  private Version sign(Entry entry, long nonce, long gasLimit, Fees fees, Head head) {
    var transaction = new Transaction(entry.data(), nonce, gasLimit, fees);
    var version = new Version(chain.sign(transaction, signer), gasLimit, fees, head.number());
    store.sign(entry, nonce, version);
    return version;
  }

  // The answer decides nothing: whether it is in a block is seen in the blocks.
  private void hand(Entry entry, Version version) {
    var result = chain.send(version.transaction());
    log.debug("{}: {} {}", entry.key(), version.transaction().hash(), result);
  }
}
