package souk.bench;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.settlement.chain.Chain;
import souk.settlement.chain.Match;
import souk.settlement.keys.AccountKey;

/** Orders as nodes write them: nothing in them is shorter than in earnest. */
final class GasOrders {
  /** Salt of every commitment; on a chain of its own nobody guesses it. */
  static final Hash SALT = Digests.keccak256(new byte[] {1});

  private static final int MACHINE = 1;
  private static final byte[] MODULE = {1};
  private static final byte[] INPUT = {2};
  private static final Price PRICE = Price.of(1_000_000);
  // So much stake that the floor alone decides how often jobs are sampled: of a hundred that land
  // together, none is within a few tries. What a job costs does not depend on it.
  private static final int STAKE_MULTIPLE = 200;
  private static final int VERIFIERS = 2;
  private static final Duration RUN_TIME = Duration.ofSeconds(20);
  private static final Duration VALIDITY = Duration.ofMinutes(4);
  private static final Duration PATIENCE = Duration.ofDays(2);
  private static final Duration OFFERED = Duration.ofDays(1_000);

  private final Chain chain;
  private final AccountKey consumer;
  private final Address marketNode;
  private int orders;

  GasOrders(Chain chain, AccountKey consumer, Address marketNode) {
    this.chain = chain;
    this.consumer = consumer;
    this.marketNode = marketNode;
  }

  /** What a job comes to that gives that output. */
  static Result result(byte... output) {
    return new Result(
        Digests.sha256(output),
        ChunkTree.root(output),
        new ExitStatus.Exited(0),
        new Fuel(1_500_000),
        Hash.ZERO,
        List.of());
  }

  Hash id(JobSpec job) {
    return domain().jobId(job);
  }

  JobSpec job(Fuel fuelLimit) {
    var now = chain.head().time();
    return new JobSpec(
        consumer.address(),
        CodeId.of(Digests.sha256(MODULE), MACHINE),
        Digests.sha256(MODULE),
        Digests.sha256(INPUT),
        Hash.ZERO,
        Digests.sha256(MODULE, INPUT),
        ChunkTree.pair(MODULE, INPUT),
        JobKind.COMMAND,
        fuelLimit,
        1_024,
        0,
        PRICE,
        Amount.ZERO,
        VERIFIERS,
        Offer.MIN_STAKE_MULTIPLE,
        Tags.NONE,
        now.plus(PATIENCE),
        now,
        Optional.of(consumer.outputKey()),
        Hash.ZERO,
        0,
        salt());
  }

  Offer offer(AccountKey provider) {
    return new Offer(
        provider.address(),
        PRICE,
        STAKE_MULTIPLE,
        new Fuel(1L << 40),
        4_096,
        new Fuel(1_000_000_000),
        100,
        Tags.NONE,
        new EngineName("endive"),
        Digests.sha256(INPUT),
        chain.head().time().plus(OFFERED),
        0,
        salt());
  }

  /** A match with a posted offer; the provider has run the job already, in the lane it takes. */
  Match match(
      JobSpec job, boolean posted, AccountKey provider, Offer offer, int lane, Result result) {
    var acceptance = acceptance(job, offer, lane, result);
    return new Match(
        job,
        posted ? Signature.NONE : consumer.sign(id(job)),
        offer,
        Signature.NONE,
        acceptance,
        provider.sign(domain().acceptanceDigest(acceptance, marketNode)));
  }

  private Acceptance acceptance(JobSpec job, Offer offer, int lane, Result result) {
    var root = Evidence.resultRoot(result);
    return new Acceptance(
        id(job),
        0,
        domain().offerId(offer),
        PRICE,
        PRICE.escrowFor(job.fuelLimit()).times(STAKE_MULTIPLE),
        VERIFIERS,
        Acceptance.ALWAYS,
        RUN_TIME,
        offer.engine(),
        MACHINE,
        Hash.ZERO,
        Evidence.commitment(domain(), id(job), 0, root, SALT, offer.provider()),
        chain.lane(offer.provider(), lane).next(),
        chain.head().time().plus(VALIDITY));
  }

  private MarketDomain domain() {
    return chain.deployment().domain();
  }

  private BigInteger salt() {
    var number = ByteBuffer.allocate(Integer.BYTES).putInt(++orders).array();
    return new BigInteger(1, Digests.keccak256(number).bytes());
  }
}
