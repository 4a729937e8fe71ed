package souk.provider.node;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.client.api.AcceptanceRequest;
import souk.client.api.SignedAcceptance;
import souk.protocol.codec.CodeId;
import souk.protocol.codec.MarketDomain;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.job.Acceptance;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.OutputKey;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.provider.journal.AttemptId;
import souk.runtime.machine.Machine;
import souk.settlement.chain.HashPrefix;
import souk.settlement.chain.Head;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.Leg;
import souk.settlement.chain.MatchTerms;
import souk.settlement.chain.Relayed;

/** A provider, one offer of its and one job that fits it. */
final class Fixtures {
  static final Address SELF = address(1);
  static final Address OTHER = address(2);
  static final Address CONSUMER = address(3);
  static final Address MARKET_NODE = address(4);
  static final MarketDomain DOMAIN = new MarketDomain(31_337, address(5));
  static final EngineName ENGINE = new EngineName("endive");
  static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  static final BigInteger OUTPUT_PRIVATE_KEY = BigInteger.valueOf(4_711);
  static final OutputKey OUTPUT_KEY = Ecies.outputKey(OUTPUT_PRIVATE_KEY);

  static final OfferTerms TERMS =
      new OfferTerms(
          Price.of(1_000_000),
          20,
          2,
          new Fuel(10_000_000_000L),
          1_024,
          new Fuel(1_000_000_000),
          Tags.NONE.with(7),
          Duration.ofHours(1),
          Duration.ofSeconds(15));

  static final Offer OFFER = TERMS.offer(SELF, ENGINE, NOW, 0, BigInteger.ONE);
  static final Hash OFFER_ID = DOMAIN.offerId(OFFER);
  static final JobSpec SPEC = spec(NOW.plusSeconds(600), 5_000_000_000L);
  static final Hash JOB = DOMAIN.jobId(SPEC);
  static final AttemptId ATTEMPT = new AttemptId(JOB, 0);
  static final Amount STAKE = Amount.of(20 * 5_000_000);

  static final Result RESULT =
      new Result(hash(20), hash(21), new ExitStatus.Exited(0), new Fuel(77), Hash.ZERO, List.of());

  private Fixtures() {}

  static Address address(int number) {
    var bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }

  static Hash hash(int number) {
    var bytes = new byte[Hash.SIZE];
    bytes[Hash.SIZE - 1] = (byte) number;
    return Hash.of(bytes);
  }

  static JobSpec spec(Instant latestFinish, long fuelLimit) {
    return spec(latestFinish, fuelLimit, CodeId.of(hash(10), Machine.VERSION));
  }

  static JobSpec spec(Instant latestFinish, long fuelLimit, Hash codeId) {
    return new JobSpec(
        CONSUMER,
        codeId,
        hash(10),
        hash(11),
        Hash.ZERO,
        Hash.ZERO,
        Hash.ZERO,
        JobKind.COMMAND,
        new Fuel(fuelLimit),
        256,
        0,
        Price.of(2_000_000),
        Amount.ZERO,
        0,
        5,
        Tags.NONE,
        latestFinish,
        NOW,
        Optional.of(OUTPUT_KEY),
        Hash.ZERO,
        0,
        BigInteger.TWO);
  }

  static AcceptanceRequest request() {
    return request(SPEC);
  }

  static AcceptanceRequest request(JobSpec spec) {
    return request(
        DOMAIN.jobId(spec),
        spec,
        OFFER.price(),
        OFFER.price().escrowFor(spec.fuelLimit()).times(OFFER.stakeMultiple()));
  }

  static AcceptanceRequest request(Hash jobId, JobSpec spec, Price price, Amount stake) {
    return new AcceptanceRequest(
        jobId,
        spec,
        Signature.NONE,
        0,
        OFFER_ID,
        Optional.empty(),
        price,
        stake,
        2,
        BigInteger.ONE,
        NOW.plusSeconds(30),
        MARKET_NODE);
  }

  static SignedAcceptance promise(Instant expiry) {
    return new SignedAcceptance(
        new Acceptance(
            JOB,
            0,
            OFFER_ID,
            OFFER.price(),
            STAKE,
            2,
            Acceptance.ALWAYS,
            Duration.ofSeconds(20),
            ENGINE,
            Machine.VERSION,
            Hash.ZERO,
            Hash.ZERO,
            new SlotNonce(0, 1),
            expiry),
        Signature.of(new byte[Signature.ECDSA_SIZE]));
  }

  static Head head(long number) {
    return new Head(number, hash(30), hash(31), NOW.plusSeconds(number));
  }

  static JobSnapshot open(int attempt) {
    return snapshot(
        new JobState.Open(SPEC.latestFinish()), attempt, Optional.empty(), Relayed.NONE);
  }

  static JobSnapshot matched(JobState state) {
    return matched(state, SELF);
  }

  static JobSnapshot matched(JobState state, Address provider) {
    return matched(state, provider, 0);
  }

  static JobSnapshot matched(JobState state, Address provider, int attempt) {
    var terms =
        new MatchTerms(
            provider,
            MARKET_NODE,
            0,
            OFFER.price(),
            Amount.of(5_000_000),
            STAKE,
            Amount.of(10),
            2,
            BigInteger.ONE,
            Duration.ofSeconds(20));
    return snapshot(state, attempt, Optional.of(terms), Relayed.NONE);
  }

  /** Open for a second attempt, behind this provider's turns. */
  static JobSnapshot relayed() {
    var leg =
        new Leg(hash(40), SELF, OFFER.price(), 3, MARKET_NODE, new Fuel(50), STAKE, Amount.of(10));
    return snapshot(
        new JobState.Open(SPEC.latestFinish()),
        1,
        Optional.empty(),
        new Relayed(List.of(leg), 0, Optional.empty()));
  }

  private static JobSnapshot snapshot(
      JobState state, int attempt, Optional<MatchTerms> match, Relayed relayed) {
    return new JobSnapshot(
        JOB,
        state,
        attempt,
        CONSUMER,
        SPEC.escrow(),
        SPEC.fuelLimit(),
        match,
        false,
        HashPrefix.NONE,
        HashPrefix.NONE,
        Fuel.ZERO,
        false,
        List.of(),
        List.of(),
        relayed,
        head(0));
  }
}
