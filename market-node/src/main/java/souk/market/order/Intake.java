package souk.market.order;

import java.util.Optional;
import java.util.function.Function;
import souk.client.api.SignedPlacement;
import souk.market.order.Reply.Why;
import souk.market.signature.SignatureCheck;
import souk.protocol.codec.MarketDomain;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Head;
import souk.settlement.journal.JournalException;

/** Checks what is handed over, what costs least first, and writes down what passes. */
final class Intake {
  private final MarketDomain domain;
  private final OrderFacts facts;
  private final OrderRules rules;
  private final SignatureCheck signatures;
  private final Records records;

  Intake(MarketDomain domain, OrderFacts facts, OrderRules rules, Records records) {
    this.domain = domain;
    this.facts = facts;
    this.rules = rules;
    this.signatures = new SignatureCheck(facts::codeSignature);
    this.records = records;
  }

  Reply take(SignedOrder order) {
    return withHead(
        head ->
            known(order.id())
                .or(() -> OrderRules.flaw(order).map(it -> new Reply.Invalid(Why.FLAWED, it)))
                .or(
                    () ->
                        rules
                            .objection(order, head.time())
                            .map(it -> new Reply.Refused(Why.UNTIMELY, it)))
                .or(() -> landed(order))
                .or(() -> lackOfBacking(order))
                .or(() -> records.fullness(order).map(Reply.Full::new))
                .or(() -> unsigned(order.signer(), order.id(), order.signature()))
                .or(() -> withdrawal(order))
                .orElseGet(() -> records.add(order, head) ? new Reply.Taken() : new Reply.Known()));
  }

  Reply take(SignedPlacement signed) {
    var jobId = signed.placement().jobId();
    return withHead(
        head -> {
          var consumer = consumer(jobId);
          var signer = consumer.or(() -> key(signed));
          if (signer.isEmpty()) {
            return new Reply.Refused(
                Why.UNKNOWN_JOB,
                "nobody has posted that job: hand its placement in again once it is posted");
          }
          return supersession(signed, signer.get())
              .or(() -> consumer.isPresent() ? Optional.empty() : lackOfFunds(signer.get()))
              .or(() -> records.fullness(jobId, signer.get()).map(Reply.Full::new))
              .or(() -> unsigned(signed, signer.get()))
              .orElseGet(
                  () ->
                      records.add(signer.get(), signed, head)
                          ? new Reply.Taken()
                          : new Reply.Known());
        });
  }

  /** Who posted or signed that job. */
  Optional<Address> consumer(Hash jobId) {
    return facts
        .consumer(jobId)
        .or(
            () ->
                records
                    .find(jobId)
                    .map(Item::order)
                    .filter(SignedOrder.OfJob.class::isInstance)
                    .map(SignedOrder::signer));
  }

  private Optional<Reply> known(Hash id) {
    return records
        .find(id)
        .map(
            item ->
                switch (item.standing()) {
                  case IN_FORCE, UNCHECKED, ON_CHAIN -> new Reply.Known();
                  case UNBACKED -> refusedAgain(Why.UNBACKED, item);
                  case CANCELLED -> refusedAgain(Why.WITHDRAWN, item);
                });
  }

  private static Reply refusedAgain(Why why, Item item) {
    return new Reply.Refused(why, "this node has it, but " + item.standing());
  }

  private Optional<Reply> landed(SignedOrder order) {
    return facts.consumer(order.id()).map(_ -> new Reply.Known());
  }

  private Optional<Reply> lackOfBacking(SignedOrder order) {
    return switch (order) {
      case SignedOrder.OfOffer offer ->
          facts.bond(offer.signer()).isZero()
              ? Optional.of(new Reply.Refused(Why.UNBACKED, "its provider has no bond: bond first"))
              : Optional.empty();
      case SignedOrder.OfJob job -> lackOfBalance(job);
    };
  }

  private Optional<Reply> lackOfBalance(SignedOrder.OfJob job) {
    var needed = records.escrowOf(job.signer()).plus(job.signed().job().escrow());
    var balance = facts.balance(job.signer());
    return balance.isLessThan(needed)
        ? Optional.of(
            new Reply.Refused(
                Why.UNBACKED,
                "its consumer's market balance of %s base units does not cover the %s of all its signed jobs: deposit first"
                    .formatted(balance, needed)))
        : Optional.empty();
  }

  private Optional<Reply> withdrawal(SignedOrder order) {
    return switch (facts.status(order.signer(), order.id())) {
      case POSTED -> Optional.of(new Reply.Known());
      case CANCELLED ->
          Optional.of(new Reply.Refused(Why.WITHDRAWN, "its signer cancelled it on chain"));
      case NONE -> {
        var current = facts.nonce(order.signer());
        yield current == order.nonce()
            ? Optional.empty()
            : Optional.of(
                new Reply.Refused(
                    Why.WITHDRAWN,
                    "it is signed under order nonce %d, current is %d: sign it again"
                        .formatted(order.nonce(), current)));
      }
    };
  }

  private Optional<Reply> supersession(SignedPlacement signed, Address signer) {
    return records
        .placement(signed.placement().jobId(), signer)
        .filter(it -> it.sequence() >= signed.placement().sequence())
        .map(
            it ->
                it.signed().placement().equals(signed.placement())
                    ? new Reply.Known()
                    : new Reply.Refused(
                        Why.SUPERSEDED,
                        "a placement with sequence %d is in force".formatted(it.sequence())));
  }

  private Optional<Reply> lackOfFunds(Address signer) {
    return facts.balance(signer).isZero()
        ? Optional.of(
            new Reply.Refused(
                Why.UNBACKED, "%s has no market balance: deposit first".formatted(signer)))
        : Optional.empty();
  }

  private Optional<Address> key(SignedPlacement signed) {
    return SignatureCheck.keyOf(domain.placementDigest(signed.placement()), signed.signature());
  }

  private Optional<Reply> unsigned(SignedPlacement signed, Address signer) {
    return unsigned(signer, domain.placementDigest(signed.placement()), signed.signature());
  }

  private Optional<Reply> unsigned(Address account, Hash digest, Signature signature) {
    return switch (signatures.of(account, digest, signature)) {
      case GENUINE -> Optional.empty();
      case MISSING -> Optional.of(new Reply.Invalid(Why.UNSIGNED, "the signature is missing"));
      // Code may say yes to one node and no to the next: no fault of whoever hands it over.
      case REFUSED -> Optional.of(new Reply.Refused(Why.UNSIGNED, notOf(account)));
      case FORGED -> Optional.of(new Reply.Invalid(Why.UNSIGNED, notOf(account)));
      case UNCHECKED ->
          Optional.of(new Reply.Busy("too many signatures wait to be checked; try again"));
    };
  }

  private static String notOf(Address account) {
    return "the signature is not one of %s".formatted(account);
  }

  private Reply withHead(Function<Head, Reply> work) {
    try {
      return facts
          .head()
          .map(work)
          .orElseGet(() -> new Reply.Busy("the node does not follow the chain yet; try again"));
    } catch (ChainException e) {
      return new Reply.Busy("the chain cannot be asked now; try again");
    } catch (JournalException e) {
      if (e.isNotLeader()) {
        return new Reply.Busy("another replica of this node takes orders; try again");
      }
      throw e;
    }
  }
}
