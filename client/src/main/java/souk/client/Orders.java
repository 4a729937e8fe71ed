package souk.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import souk.client.api.SignedJob;
import souk.client.api.SignedPlacement;
import souk.client.blob.BlobContent;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.client.session.ChainSession;
import souk.client.session.Funds;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.keys.AccountKey;
import souk.settlement.tx.TxOutcome;

/** Brings one account's jobs to the market. Thread-safe. */
final class Orders {
  private final ChainSession session;
  private final AccountKey key;
  private final MarketNodes markets;
  private final Funds funds;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong lastPlacement = new AtomicLong();

  Orders(ChainSession session, AccountKey key, MarketNodes markets, Funds funds) {
    this.session = session;
    this.key = key;
    this.markets = markets;
    this.funds = funds;
  }

  /** Posts one, and returns once it is on chain. */
  Hash post(JobRequest request) throws InterruptedException {
    var spec = prepare(List.of(request)).getFirst();
    session.perform("post job " + id(spec), new Call.PostJobs(List.of(spec)));
    return id(spec);
  }

  /** Posts several in as few transactions as a block has room for. */
  Batch post(List<JobRequest> requests, Duration patience) throws InterruptedException {
    var specs = prepare(requests);
    var parts = new LinkedHashMap<String, List<JobSpec>>();
    for (var part : session.outbox().divide(specs, Call.PostJobs::new)) {
      parts.put("post/" + UUID.randomUUID(), part);
    }
    var calls = new LinkedHashMap<String, Call>();
    parts.forEach((name, part) -> calls.put(name, new Call.PostJobs(part)));
    session.outbox().submitAll(calls);
    var end = Deadline.in(patience);
    var became = new Became();
    for (var part : parts.entrySet()) {
      became.add(part.getValue(), session.outbox().await(part.getKey(), end.left()));
    }
    return became.batch();
  }

  /** Sorts jobs by what became of the transactions that post them. */
  private final class Became {
    private final List<Hash> taken = new ArrayList<>();
    private final Map<Hash, String> refused = new LinkedHashMap<>();
    private final List<Hash> undecided = new ArrayList<>();

    void add(List<JobSpec> specs, TxOutcome outcome) {
      var ids = specs.stream().map(Orders.this::id).toList();
      switch (outcome) {
        case TxOutcome.Included included -> {
          for (var i = 0; i < ids.size(); i++) {
            var why = included.skipped().get(i);
            if (why == null) {
              taken.add(ids.get(i));
            } else {
              refused.put(ids.get(i), why.toString());
            }
          }
        }
        case TxOutcome.Reverted(var reason) ->
            ids.forEach(id -> refused.put(id, reason.toString()));
        case TxOutcome.Rejected(var reason) -> ids.forEach(id -> refused.put(id, reason));
        case TxOutcome.Pending() -> undecided.addAll(ids);
      }
    }

    Batch batch() {
      return new Batch(taken, refused, undecided);
    }
  }

  /** Signs one and hands it to the market nodes. */
  Hash handIn(JobRequest request) {
    var spec = prepare(List.of(request)).getFirst();
    handIn(spec);
    return id(spec);
  }

  /** Signs several and hands them to the market nodes. */
  Batch handIn(List<JobRequest> requests) {
    var taken = new ArrayList<Hash>();
    var refused = new LinkedHashMap<Hash, String>();
    for (var spec : prepare(requests)) {
      try {
        handIn(spec);
        taken.add(id(spec));
      } catch (MarketException e) {
        refused.put(id(spec), String.valueOf(e.getMessage()));
      }
    }
    return new Batch(taken, refused, List.of());
  }

  private void handIn(JobSpec spec) {
    var job = new SignedJob(spec, key.sign(id(spec)));
    askKnowingTheDeposit(() -> markets.putJob(id(spec), job));
  }

  // What this account has deposited by now may be news to the nodes.
  private void askKnowingTheDeposit(Runnable question) {
    markets.askKnowing(() -> session.chain().head().number(), question);
  }

  /** Tells the market nodes where a job may run; what was said last counts. */
  void place(Hash jobId, Wishes wishes) {
    // Two in a millisecond are told apart, too.
    var sequence =
        lastPlacement.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
    var placement = wishes.of(jobId, sequence);
    var signature = key.sign(session.domain().placementDigest(placement));
    var signed = new SignedPlacement(placement, signature);
    askKnowingTheDeposit(() -> markets.putPlacement(signed));
  }

  /** Checks, funds and uploads all that the jobs need, and says where they may run. */
  private List<JobSpec> prepare(List<JobRequest> requests) {
    var now = session.chain().head().time();
    var nonce = session.chain().orderNonce(session.address());
    var orders =
        requests.stream().map(request -> JobOrder.of(request, key, now, nonce, random)).toList();
    funds.require(
        orders.stream().map(order -> order.spec().escrow()).reduce(Amount.ZERO, Amount::plus),
        "to escrow: deposit them first");
    markets.requireServing(session.domain());
    upload(orders);
    for (var i = 0; i < orders.size(); i++) {
      if (!requests.get(i).wishes().areNone()) {
        place(id(orders.get(i).spec()), requests.get(i).wishes());
      }
    }
    return orders.stream().map(JobOrder::spec).toList();
  }

  private Hash id(JobSpec spec) {
    return session.domain().jobId(spec);
  }

  /** Several jobs often share a module: each blob travels once. */
  private void upload(List<JobOrder> orders) {
    var blobs = new LinkedHashMap<Hash, byte[]>();
    orders.forEach(order -> blobs.putAll(order.blobs()));
    var signer = session.uploadSigner();
    blobs.values().forEach(blob -> markets.putBlob(BlobContent.of(blob), signer));
  }
}
