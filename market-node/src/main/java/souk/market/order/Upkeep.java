package souk.market.order;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import souk.market.signature.SignatureCheck;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.CodeSignature;
import souk.settlement.chain.Head;

/** Has what was taken follow the chain, block by block. Used by one thread. */
final class Upkeep {
  /** As deep as a reorg may undo what took an order out of force. */
  private static final long BLOCKS_ASIDE = 128;

  /** So long a placement waits for its job to be posted. */
  private static final long BLOCKS_UNPOSTED = 300;

  private static final long SWEEP_BLOCKS = 32;

  private final OrderFacts facts;
  private final Intake intake;
  private final Records records;
  private final Set<Hash> unjudged = new LinkedHashSet<>();
  private final Set<Address> unbacked = new HashSet<>();
  private long sweptAt;

  Upkeep(OrderFacts facts, Intake intake, Records records) {
    this.facts = facts;
    this.intake = intake;
    this.records = records;
  }

  /** Looks again at what blocks have named; what the chain does not tell now, the next time. */
  void look(Touched.Batch batch) {
    batch.ids().stream().filter(records::has).forEach(unjudged::add);
    batch.signers().forEach(signer -> unjudged.addAll(records.signedBy(signer)));
    if (batch.everything()) {
      records.signers().forEach(signer -> unjudged.addAll(records.signedBy(signer)));
    }
    if (batch.rolledBack()) {
      unjudged.addAll(records.setAside());
    }
    var signers = records.signers();
    batch.accounts().stream().filter(signers::contains).forEach(unbacked::add);
    try {
      records.forget(batch.head(), BLOCKS_ASIDE);
      judge(batch.head());
      back(batch.head());
    } finally {
      sweep(batch.head());
    }
  }

  private void judge(Head head) {
    unjudged.addAll(records.takeFresh());
    var nonces = new HashMap<Address, Long>();
    for (var id : List.copyOf(unjudged)) {
      var order = records.find(id).map(Item::order);
      if (order.isPresent()) {
        records.judged(id, verdict(order.get(), nonces), head.number());
        unbacked.add(order.get().signer());
      }
      unjudged.remove(id);
    }
  }

  private Standing verdict(SignedOrder order, Map<Address, Long> nonces) {
    if (facts.consumer(order.id()).isPresent()) {
      return Standing.ON_CHAIN;
    }
    return switch (facts.status(order.signer(), order.id())) {
      case POSTED -> Standing.ON_CHAIN;
      case CANCELLED -> Standing.CANCELLED;
      case NONE ->
          nonces.computeIfAbsent(order.signer(), facts::nonce) == order.nonce()
                  && isStillSigned(order)
              ? Standing.IN_FORCE
              : Standing.CANCELLED;
    };
  }

  /** What a key signed stays signed; code may change its mind. */
  private boolean isStillSigned(SignedOrder order) {
    return SignatureCheck.isByKey(order.signer(), order.id(), order.signature())
        || facts.codeSignature(order.signer(), order.id(), order.signature())
            == CodeSignature.VALID;
  }

  private void back(Head head) {
    for (var signer : Set.copyOf(unbacked)) {
      records.back(signer, facts.balance(signer), facts.bond(signer), head.number());
      unbacked.remove(signer);
    }
  }

  private void sweep(Head head) {
    if (head.number() - sweptAt < SWEEP_BLOCKS) {
      return;
    }
    sweptAt = head.number();
    records.placements().stream().filter(kept -> isOver(kept, head)).forEach(records::forget);
  }

  private boolean isOver(Placements.Kept kept, Head head) {
    var consumer = intake.consumer(kept.jobId());
    return consumer.isEmpty()
        ? head.number() - kept.block() > BLOCKS_UNPOSTED
        : !consumer.get().equals(kept.signer()) || facts.isFinal(kept.jobId());
  }
}
