package souk.testnet.settlement;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.Exit;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.DueExits;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Match;
import souk.settlement.chain.Seat;
import souk.settlement.chain.TxReceipt;
import souk.settlement.keys.AccountKey;
import souk.testnet.chain.AnvilExtension;

/** A consumer, a provider, a market node and four verifiers, and each verb of a job in one line. */
final class Story {
  static final Amount TOKEN = Amount.of(1_000_000);
  static final Fuel FUEL_LIMIT = new Fuel(2_000_000_000L);
  static final Hash SALT = Digests.keccak256(new byte[] {1});
  static final byte[] MODULE = {1};
  static final byte[] INPUT = {2};
  static final Result RESULT = result((byte) 7);
  static final Result WRONG = result((byte) 8);
  static final Result OTHER_FUEL =
      new Result(
          RESULT.outputDigest(),
          RESULT.outputChunks(),
          RESULT.exitStatus(),
          new Fuel(7),
          RESULT.effects(),
          RESULT.trace());

  private static final int MACHINE = 1;
  private static final int STAKE_MULTIPLE = 200;
  private static final Duration RUN_TIME = Duration.ofSeconds(20);

  final AccountKey consumer;
  final AccountKey provider;
  final AccountKey node;
  final List<AccountKey> verifiers = new ArrayList<>();
  final Offer offer;

  private final AnvilExtension market;
  private final int stakeMultiple;
  private int orders;

  Story(AnvilExtension market) {
    this(market, STAKE_MULTIPLE);
  }

  /** With a provider that stakes so many times its price. */
  Story(AnvilExtension market, int stakeMultiple) {
    this.market = market;
    this.stakeMultiple = stakeMultiple;
    consumer = market.depositor("consumer", TOKEN.times(1_000));
    provider = market.depositor("provider", TOKEN.times(10_000));
    node = market.account("node");
    market.land(provider, new Call.Bond(TOKEN.times(5_000)));
    for (var name : List.of("ann", "ben", "cid", "dan")) {
      var verifier = market.depositor(name, TOKEN.times(1_000));
      market.land(verifier, new Call.BondVerifier(TOKEN.times(500)));
      verifiers.add(verifier);
    }
    offer = newOffer();
    market.land(provider, new Call.PostOffers(List.of(offer)));
  }

  Chain chain() {
    return market.chain();
  }

  JobSnapshot job(Hash id) {
    return chain().job(id).orElseThrow();
  }

  Hash id(JobSpec job) {
    return market.deployment().domain().jobId(job);
  }

  JobSpec newJob() {
    var now = chain().head().time();
    return new JobSpec(
        consumer.address(),
        CodeId.of(Digests.sha256(MODULE), MACHINE),
        Digests.sha256(MODULE),
        Digests.sha256(INPUT),
        Hash.ZERO,
        Hash.ZERO,
        ChunkTree.pair(MODULE, INPUT),
        JobKind.COMMAND,
        FUEL_LIMIT,
        16,
        0,
        new Price(TOKEN),
        Amount.ZERO,
        2,
        5,
        Tags.NONE,
        now.plusSeconds(3_600),
        now,
        Optional.of(consumer.outputKey()),
        Hash.ZERO,
        0,
        BigInteger.valueOf(++orders));
  }

  Offer newOffer() {
    return new Offer(
        provider.address(),
        new Price(TOKEN),
        stakeMultiple,
        new Fuel(1L << 40),
        1_024,
        new Fuel(1_000_000_000),
        4,
        Tags.NONE,
        new EngineName("endive"),
        Hash.ZERO,
        chain().head().time().plusSeconds(86_400),
        0,
        BigInteger.valueOf(++orders));
  }

  JobSpec post() {
    var job = newJob();
    market.land(consumer, new Call.PostJobs(List.of(job)));
    return job;
  }

  /** Matches a job that was posted. */
  void match(JobSpec job) {
    market.land(node, new Call.MatchJobs(List.of(matched(job, Signature.NONE))));
  }

  /** A match with the posted offer and the provider's fresh acceptance. */
  Match matched(JobSpec job, Signature jobSignature) {
    return matched(job, jobSignature, offer, Signature.NONE);
  }

  /** Matches a job whose provider goes on from there. */
  void resume(JobSpec job, Hash resumePoint) {
    var match = matched(job, Signature.NONE, offer, Signature.NONE, resumePoint);
    market.land(node, new Call.MatchJobs(List.of(match)));
  }

  /** A match with an offer of the provider's and its fresh acceptance. */
  Match matched(JobSpec job, Signature jobSignature, Offer with, Signature offerSignature) {
    return matched(job, jobSignature, with, offerSignature, Hash.ZERO);
  }

  private Match matched(
      JobSpec job, Signature jobSignature, Offer with, Signature offerSignature, Hash resumePoint) {
    var domain = market.deployment().domain();
    var fullPrice = with.price().escrowFor(FUEL_LIMIT);
    var attempt = chain().job(id(job)).map(JobSnapshot::attempt).orElse(0);
    var acceptance =
        new Acceptance(
            id(job),
            attempt,
            domain.offerId(with),
            with.price(),
            fullPrice.times(stakeMultiple),
            2,
            Acceptance.ALWAYS,
            RUN_TIME,
            with.engine(),
            MACHINE,
            resumePoint,
            Hash.ZERO,
            freeLane(),
            chain().head().time().plusSeconds(20));
    return new Match(
        job,
        jobSignature,
        with,
        offerSignature,
        acceptance,
        provider.sign(domain.acceptanceDigest(acceptance, node.address())));
  }

  private SlotNonce freeLane() {
    return IntStream.iterate(0, number -> number + 1)
        .mapToObj(number -> chain().lane(provider.address(), number))
        .filter(lane -> !lane.busy())
        .findFirst()
        .orElseThrow()
        .next();
  }

  void commit(Hash id, Result result) {
    var domain = market.deployment().domain();
    var commitment =
        Evidence.commitment(
            domain, id, job(id).attempt(), Evidence.resultRoot(result), SALT, provider.address());
    var only = new Call.ResultCommitment(id, job(id).attempt(), commitment);
    market.land(provider, new Call.CommitResults(List.of(only)));
  }

  TxReceipt reveal(Hash id, Result result) {
    return market.land(
        provider, new Call.RevealResults(List.of(new Call.ResultReveal(id, result, SALT))));
  }

  /** Lets every verifier that is seated and has not answered commit to that answer. */
  void commitAnswers(Hash id, Result answer) {
    seatsThatAre(Seat.Status.WAITING, id).forEach(seat -> commitAnswer(seat, id, answer));
  }

  void commitAnswer(Seat seat, Hash id, Result answer) {
    var commitment =
        Evidence.answerCommitment(
            market.deployment().domain(),
            market.deployment().court().audits(),
            id,
            job(id).attempt(),
            seat.round(),
            Evidence.resultRoot(answer),
            SALT,
            seat.verifier());
    var only = new Call.AnswerCommitment(id, seat.number(), commitment);
    market.land(key(seat), new Call.CommitAnswers(List.of(only)));
  }

  /** Lets every verifier that has committed reveal that answer. */
  void revealAnswers(Hash id, Result answer) {
    seatsThatAre(Seat.Status.COMMITTED, id).forEach(seat -> revealAnswer(seat, id, answer));
  }

  void revealAnswer(Seat seat, Hash id, Result answer) {
    var reveal = new Call.AnswerReveal(id, seat.number(), Evidence.resultRoot(answer), SALT);
    market.land(key(seat), new Call.RevealAnswers(List.of(reveal)));
  }

  /** The consumer says what is right there; seals it first. */
  TxReceipt challenge(Hash id, Result result, Item item, Hash finding) {
    var call = new ClaimCall.Challenge(id, result, item, finding, SALT);
    var seal = call.seal(market.deployment(), job(id).attempt(), consumer.address());
    market.land(consumer, new ClaimCall.SealChallenge(seal));
    return market.land(consumer, call);
  }

  /** Lets every juror of a claim that has not voted commit to what that result says. */
  void commitVotes(Hash id, Hash claimId, Result answer) {
    var claim = claim(id, claimId);
    claim.jury().seats().stream()
        .filter(seat -> seat.status() == Seat.Status.WAITING)
        .forEach(
            seat -> {
              var commitment =
                  Evidence.voteCommitment(
                      market.deployment().domain(),
                      market.deployment().court().jury(),
                      claimId,
                      seat.round(),
                      Evidence.item(answer, claim.item()),
                      SALT,
                      seat.verifier());
              var only = new ClaimCall.VoteCommitment(claimId, seat.number(), commitment);
              market.land(key(seat), new ClaimCall.CommitVotes(List.of(only)));
            });
  }

  /** Lets every juror of a claim that has committed reveal what that result says. */
  void revealVotes(Hash id, Hash claimId, Result answer) {
    var claim = claim(id, claimId);
    var finding = Evidence.item(answer, claim.item());
    claim.jury().seats().stream()
        .filter(seat -> seat.status() == Seat.Status.COMMITTED)
        .forEach(
            seat -> {
              var reveal = new ClaimCall.VoteReveal(claimId, seat.number(), finding, SALT);
              market.land(key(seat), new ClaimCall.RevealVotes(List.of(reveal)));
            });
  }

  ClaimSnapshot claim(Hash id, Hash claimId) {
    return job(id).claim(claimId).orElseThrow();
  }

  /** Has juries that vote as that result says decide every claim about a disputed job. */
  void judge(Hash id, Result answer) {
    while (job(id).state() instanceof JobState.Disputed) {
      for (var claim : job(id).claims()) {
        commitVotes(id, claim.id(), answer);
        revealVotes(id, claim.id(), answer);
      }
      exit(id);
    }
  }

  List<Seat> seatsThatAre(Seat.Status status, Hash id) {
    return job(id).seats().stream().filter(seat -> seat.status() == status).toList();
  }

  AccountKey key(Seat seat) {
    return verifiers.stream()
        .filter(verifier -> verifier.address().equals(seat.verifier()))
        .findFirst()
        .orElseThrow();
  }

  /** Lets a stranger call the exits that are due, once blocks or seconds have made it so. */
  Exit exit(Hash id) {
    for (var waited = 0; waited < 20; waited++) {
      var due = DueExits.of(job(id), chain().head().moment());
      if (!due.isEmpty()) {
        due.forEach(it -> market.land(node, DueExits.call(it.exit(), List.of(it.id()))));
        return due.getFirst().exit();
      }
      market.anvil().passTime(Duration.ofSeconds(10));
    }
    throw new IllegalStateException("no exit is ever due: " + job(id).state());
  }

  /** Runs a job to its draw. */
  Hash drawn(Result committed) {
    var job = post();
    match(job);
    commit(id(job), committed);
    exit(id(job));
    return id(job);
  }

  /** Runs that job to its draw. */
  Hash drawnWith(JobSpec job) {
    market.land(consumer, new Call.PostJobs(List.of(job)));
    match(job);
    commit(id(job), RESULT);
    exit(id(job));
    return id(job);
  }

  /** Runs a job honestly through its audit until its provider has revealed. */
  Hash audited() {
    return auditedWith(RESULT);
  }

  /** As {@link #audited}, of a job that comes to that result. */
  Hash auditedWith(Result result) {
    var id = drawn(result);
    exit(id);
    commitAnswers(id, result);
    reveal(id, result);
    revealAnswers(id, result);
    return id;
  }

  static <E extends ChainEvent> E only(Class<E> kind, TxReceipt receipt) {
    return receipt.events().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce(
            (one, other) -> {
              throw new IllegalStateException("two events: " + one + " " + other);
            })
        .orElseThrow();
  }

  /** What a job comes to that gives that output. */
  static Result result(byte... output) {
    return new Result(
        Digests.sha256(output),
        ChunkTree.root(output),
        new ExitStatus.Exited(0),
        new Fuel(1_500_000_000),
        Hash.ZERO,
        List.of());
  }
}
