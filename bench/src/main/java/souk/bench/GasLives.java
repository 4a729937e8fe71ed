package souk.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.Match;
import souk.settlement.chain.Seat;
import souk.settlement.chain.TxReceipt;
import souk.settlement.keys.AccountKey;

/** Whole lives of jobs, in the fewest transactions the protocol offers. */
final class GasLives {
  private static final Amount TOKEN = Amount.of(1_000_000);
  private static final int SMALL_VERIFIERS = 9;
  private static final Result RIGHT = GasOrders.result((byte) 7);
  private static final Result WRONG = GasOrders.result((byte) 8);
  // Longer than the challenge window of any job.
  private static final Duration UNCHALLENGED = Duration.ofHours(25);

  private final GasMarket market;
  private final AccountKey consumer;
  private final AccountKey node;
  private final List<AccountKey> verifiers = new ArrayList<>();
  private final GasOrders orders;

  /** Opens the accounts. The last verifier has so much stake that most committees seat it. */
  GasLives(GasMarket market) {
    this.market = market;
    consumer = market.depositor("consumer", TOKEN.times(1_000_000));
    node = market.depositor("node", TOKEN);
    orders = new GasOrders(market.chain(), consumer, node.address());
    for (var number = 0; number < SMALL_VERIFIERS; number++) {
      verifiers.add(verifier("verifier " + number, TOKEN.times(20_000)));
    }
    verifiers.add(verifier("large verifier", TOKEN.times(20_000_000)));
    market.passTime(market.chain().parameters().epoch());
  }

  /** How jobs come to the market. */
  enum Entry {
    /** Each posted by a transaction of its own. */
    POSTED,
    /** Signed, and landed with their match. */
    SIGNED
  }

  GasSeller seller(String name) {
    var key = market.depositor(name, TOKEN.times(1_000_000));
    var offer = orders.offer(key);
    var unusedBond = market.land(key, new Call.Bond(TOKEN.times(900_000)));
    var unusedOffer = market.land(key, new Call.PostOffers(List.of(offer)));
    return new GasSeller(key, offer);
  }

  /** Name on bills of the verifier that sits in every committee. */
  String largeVerifier() {
    return verifiers.getLast().toString();
  }

  /** So many jobs at once, in the seller's first lanes, none of them sampled. */
  GasBill unsampled(GasSeller seller, Entry entry, Fuel fuelLimit, int count) {
    var bill = new GasBill(count);
    var ids = start(bill, seller, entry, fuelLimit, count, RIGHT);
    reveal(bill, seller, ids, RIGHT);
    settle(bill, ids);
    return bill;
  }

  /** So many jobs at once, in the seller's first lanes, each audited by two verifiers. */
  GasBill sampled(GasSeller seller, Fuel fuelLimit, int count) {
    var bill = new GasBill(count);
    var ids = start(bill, seller, Entry.POSTED, fuelLimit, count, RIGHT);
    var draw = new Call.Draw(ids.stream().map(Call.SecretShown::none).toList());
    seeded(bill, node, Role.MARKET_NODE, "draw", draw, receipt -> awaitsPairs(receipt, count));
    seeded(
        bill,
        node,
        Role.MARKET_NODE,
        "seat",
        new Call.Seat(ids),
        receipt -> seatsLargeVerifier(receipt, count));
    verifiers.forEach(verifier -> commitAnswers(bill, verifier, ids));
    send(bill, seller.key(), Role.PROVIDER, "reveal", reveals(ids, RIGHT));
    verifiers.forEach(verifier -> revealAnswers(bill, verifier, ids));
    send(bill, node, Role.MARKET_NODE, "close_audit", new Call.CloseAudits(ids));
    settle(bill, ids);
    return bill;
  }

  /** A wrong result that is challenged, from the challenge to the payment of its jury. */
  GasBill disputed(GasSeller seller, Fuel fuelLimit) {
    var life = new GasBill(1);
    var ids = start(life, seller, Entry.POSTED, fuelLimit, 1, WRONG);
    reveal(life, seller, ids, WRONG);
    var bill = new GasBill(1);
    var item = new Item.Output();
    var finding = Evidence.item(RIGHT, item);
    var challenge = new ClaimCall.Challenge(ids.getFirst(), WRONG, item, finding, GasOrders.SALT);
    var seal = challenge.seal(market.chain().deployment(), 0, consumer.address());
    send(bill, consumer, Role.CONSUMER, "seal", new ClaimCall.SealChallenge(seal));
    var opened = send(bill, consumer, Role.CONSUMER, "challenge", challenge);
    var claimId = events(ClaimEvent.ClaimOpened.class, opened).findFirst().orElseThrow().claimId();
    judge(bill, ids.getFirst(), claimId, finding);
    market.passTime(market.chain().parameters().appealWindow().plusSeconds(1));
    var advance = new ClaimCall.AdvanceJuries(List.of(claimId));
    var closed = send(bill, node, Role.MARKET_NODE, "advance_jury", advance);
    if (events(ClaimEvent.ClaimClosed.class, closed).findAny().isEmpty()) {
      throw new IllegalStateException("the claim is not closed");
    }
    return bill;
  }

  private AccountKey verifier(String name, Amount bond) {
    var key = market.depositor(name, bond);
    var unused = market.land(key, new Call.BondVerifier(bond));
    return key;
  }

  private List<Hash> start(
      GasBill bill, GasSeller seller, Entry entry, Fuel fuelLimit, int count, Result result) {
    var jobs = Stream.generate(() -> orders.job(fuelLimit)).limit(count).toList();
    if (entry == Entry.POSTED) {
      for (var job : jobs) {
        send(bill, consumer, Role.CONSUMER, "post", new Call.PostJobs(List.of(job)));
      }
    }
    var matches =
        IntStream.range(0, count)
            .mapToObj(lane -> match(jobs.get(lane), entry, seller, lane, result))
            .toList();
    send(bill, node, Role.MARKET_NODE, "match", new Call.MatchJobs(matches));
    return jobs.stream().map(orders::id).toList();
  }

  private Match match(JobSpec job, Entry entry, GasSeller seller, int lane, Result result) {
    return orders.match(job, entry == Entry.POSTED, seller.key(), seller.offer(), lane, result);
  }

  private void reveal(GasBill bill, GasSeller seller, List<Hash> ids, Result result) {
    seeded(
        bill,
        seller.key(),
        Role.PROVIDER,
        "reveal",
        reveals(ids, result),
        receipt -> skipsNone(receipt));
  }

  private static Call reveals(List<Hash> ids, Result result) {
    return new Call.RevealResults(
        ids.stream().map(id -> new Call.ResultReveal(id, result, GasOrders.SALT)).toList());
  }

  private void settle(GasBill bill, List<Hash> ids) {
    market.passTime(UNCHALLENGED);
    send(bill, node, Role.MARKET_NODE, "settle", new Call.Settle(ids));
  }

  private void commitAnswers(GasBill bill, AccountKey verifier, List<Hash> ids) {
    var answers =
        ids.stream()
            .flatMap(id -> seats(id, verifier).map(seat -> answerCommitment(id, seat)))
            .toList();
    if (!answers.isEmpty()) {
      var call = new Call.CommitAnswers(answers);
      send(bill, verifier, Role.VERIFIER, "commit_answer", call);
    }
  }

  private Call.AnswerCommitment answerCommitment(Hash id, Seat seat) {
    var deployment = market.chain().deployment();
    var commitment =
        Evidence.answerCommitment(
            deployment.domain(),
            deployment.court().audits(),
            id,
            0,
            seat.round(),
            Evidence.resultRoot(RIGHT),
            GasOrders.SALT,
            seat.verifier());
    return new Call.AnswerCommitment(id, seat.number(), commitment);
  }

  private void revealAnswers(GasBill bill, AccountKey verifier, List<Hash> ids) {
    var root = Evidence.resultRoot(RIGHT);
    var answers =
        ids.stream()
            .flatMap(
                id ->
                    seats(id, verifier)
                        .map(
                            seat -> new Call.AnswerReveal(id, seat.number(), root, GasOrders.SALT)))
            .toList();
    if (!answers.isEmpty()) {
      var call = new Call.RevealAnswers(answers);
      send(bill, verifier, Role.VERIFIER, "reveal_answer", call);
    }
  }

  private Stream<Seat> seats(Hash id, AccountKey verifier) {
    return market.chain().job(id).orElseThrow().seatsOf(verifier.address());
  }

  private void judge(GasBill bill, Hash id, Hash claimId, Hash finding) {
    var seat = new ClaimCall.SeatJuries(List.of(claimId));
    seeded(bill, node, Role.MARKET_NODE, "seat_jury", seat, receipt -> true);
    var seats = market.chain().job(id).orElseThrow().claim(claimId).orElseThrow().jury().seats();
    for (var juror : seats) {
      var vote =
          new ClaimCall.VoteCommitment(claimId, juror.number(), vote(claimId, juror, finding));
      send(
          bill, key(juror), Role.VERIFIER, "commit_vote", new ClaimCall.CommitVotes(List.of(vote)));
    }
    for (var juror : seats) {
      var vote = new ClaimCall.VoteReveal(claimId, juror.number(), finding, GasOrders.SALT);
      send(
          bill, key(juror), Role.VERIFIER, "reveal_vote", new ClaimCall.RevealVotes(List.of(vote)));
    }
  }

  private Hash vote(Hash claimId, Seat juror, Hash finding) {
    var deployment = market.chain().deployment();
    return Evidence.voteCommitment(
        deployment.domain(),
        deployment.court().jury(),
        claimId,
        juror.round(),
        finding,
        GasOrders.SALT,
        juror.verifier());
  }

  private AccountKey key(Seat seat) {
    return verifiers.stream()
        .filter(verifier -> verifier.address().equals(seat.verifier()))
        .findFirst()
        .orElseThrow();
  }

  private TxReceipt send(GasBill bill, AccountKey sender, Role role, String step, Call call) {
    return noted(bill, sender, role, step, market.land(sender, call));
  }

  private void seeded(
      GasBill bill,
      AccountKey sender,
      Role role,
      String step,
      Call call,
      Predicate<TxReceipt> wanted) {
    noted(bill, sender, role, step, market.landSeeded(sender, call, wanted));
  }

  private static TxReceipt noted(
      GasBill bill, AccountKey sender, Role role, String step, GasMarket.Landed landed) {
    if (!skipsNone(landed.receipt())) {
      throw new IllegalStateException("a batch did not take effect whole: " + step);
    }
    bill.add(sender.toString(), role, step, landed.gas());
    return landed.receipt();
  }

  private static boolean skipsNone(TxReceipt receipt) {
    return events(ChainEvent.Skipped.class, receipt).findAny().isEmpty();
  }

  private static boolean awaitsPairs(TxReceipt receipt, int count) {
    return events(AuditEvent.CommitteeAwaited.class, receipt)
            .filter(awaited -> awaited.seats() == 2)
            .count()
        == count;
  }

  private boolean seatsLargeVerifier(TxReceipt receipt, int count) {
    var large = verifiers.getLast().address();
    return events(AuditEvent.Seated.class, receipt)
            .filter(seated -> seated.verifiers().contains(large))
            .count()
        == count;
  }

  private static <E extends ChainEvent> Stream<E> events(Class<E> kind, TxReceipt receipt) {
    return receipt.events().stream().filter(kind::isInstance).map(kind::cast);
  }
}
