package souk.client.api;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import souk.protocol.codec.Digests;
import souk.protocol.job.Acceptance;
import souk.protocol.job.Exit;
import souk.protocol.job.JobKind;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.job.OutputKey;
import souk.protocol.job.Placement;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;

/** One of each document. */
final class Samples {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Address CONSUMER = Address.of(filled(Address.SIZE, 0xc0));
  private static final Address PROVIDER = Address.of(filled(Address.SIZE, 0xb0));
  private static final EngineName ENGINE = new EngineName("endive");

  static final JobSpec SPEC =
      new JobSpec(
          CONSUMER,
          hash(1),
          Digests.sha256(new byte[] {1}),
          Digests.sha256(new byte[] {2}),
          Hash.ZERO,
          Digests.sha256(new byte[] {3}),
          hash(4),
          JobKind.COMMAND,
          new Fuel(5_000_000_000L),
          256,
          0,
          Price.of(1_000_000),
          Amount.ZERO,
          2,
          20,
          Tags.NONE.with(3),
          NOON.plusSeconds(600),
          NOON,
          Optional.of(new OutputKey(3, hash(7))),
          Hash.ZERO,
          0,
          BigInteger.TWO.pow(255));

  static final Offer OFFER =
      new Offer(
          PROVIDER,
          Price.of(900_000),
          20,
          new Fuel(1L << 40),
          1024,
          new Fuel(400_000_000),
          4,
          Tags.NONE.with(3).with(5),
          ENGINE,
          Hash.ZERO,
          NOON.plusSeconds(86_400),
          0,
          BigInteger.ONE);

  static final NodeInfo NODE_INFO =
      new NodeInfo(PROVIDER, 31_337, CONSUMER, 42, NOON, new TokenInfo("USDX", 6), "0.1.0");

  static final JobView OPEN_JOB = job(new JobState.Open(NOON.plusSeconds(600)));

  static final JobView RUNNING_JOB =
      new JobView(
          hash(9),
          SPEC,
          new JobState.Running(NOON.plusSeconds(60)),
          1,
          Optional.of(PROVIDER),
          Optional.of(Price.of(900_000)),
          Optional.empty(),
          Optional.of(Exit.REASSIGN),
          Optional.of(NOON.plusSeconds(60)),
          OptionalLong.empty(),
          Optional.empty(),
          43);

  static final JobView COMMITTED_JOB =
      new JobView(
          hash(9),
          SPEC,
          new JobState.Committed(50),
          1,
          Optional.of(PROVIDER),
          Optional.of(Price.of(900_000)),
          Optional.empty(),
          Optional.of(Exit.DRAW),
          Optional.empty(),
          OptionalLong.of(50),
          Optional.empty(),
          44);

  static final JobView SETTLED_JOB =
      new JobView(
          hash(9),
          SPEC,
          new JobState.Settled(),
          1,
          Optional.of(PROVIDER),
          Optional.of(Price.of(900_000)),
          Optional.of(new Fuel(7)),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.of(
              new ResultView(
                  Digests.sha256(new byte[] {5}), "exited", OptionalLong.of(0), new Fuel(7))),
          45);

  static final JobSteps STEPS =
      new JobSteps(
          List.of(
              new Step(
                  "job_matched",
                  43,
                  Optional.of(NOON),
                  hash(10),
                  Optional.of(1),
                  Optional.of(PROVIDER),
                  Map.of("price", "900000")),
              new Step(
                  "drawn",
                  44,
                  Optional.empty(),
                  hash(11),
                  Optional.empty(),
                  Optional.empty(),
                  Map.of())));

  static final PriceList PRICES =
      new PriceList(
          List.of(new PricePoint(45, Optional.of(NOON), hash(9), Price.of(900_000))),
          Optional.of("abc"));

  static final ProviderList PROVIDERS =
      new ProviderList(
          List.of(new ProviderView(PROVIDER, Amount.of(5), Amount.of(6), Amount.of(7), 1, 4, 2, 3)),
          Optional.empty());

  static final VerifierList VERIFIERS =
      new VerifierList(
          List.of(new VerifierView(CONSUMER, Amount.of(5), Amount.of(6), Amount.of(7))),
          Optional.empty());

  static final Sampling SAMPLING =
      new Sampling(
          "0.0200",
          Price.of(1_000_000),
          4,
          List.of(
              new SamplingPoint(
                  46, Optional.of(NOON), "0.0600", Optional.empty(), Optional.of(PROVIDER)),
              new SamplingPoint(
                  45,
                  Optional.of(NOON),
                  "0.0200",
                  Optional.of(Price.of(1_000_000)),
                  Optional.empty())),
          Optional.empty());

  static final FlowList FLOWS =
      new FlowList(
          List.of(
              new Flow(
                  45,
                  Optional.of(NOON),
                  Optional.of(hash(9)),
                  Flow.Kind.LATE_FEE,
                  Amount.of(8),
                  Optional.of(PROVIDER),
                  hash(10)),
              new Flow(
                  45,
                  Optional.of(NOON),
                  Optional.empty(),
                  Flow.Kind.BURNED,
                  Amount.of(4),
                  Optional.empty(),
                  hash(10))),
          Optional.of("abc"));

  static final SlashList SLASHES =
      new SlashList(
          List.of(
              new Slash(
                  45,
                  Optional.of(NOON),
                  hash(9),
                  PROVIDER,
                  Amount.of(40),
                  Amount.of(2),
                  Amount.of(14),
                  Amount.of(24),
                  hash(10))),
          Optional.empty());

  static final Stats STATS =
      new Stats(
          Map.of("Open", 2L, "Settled", 9L), 3, 2, 1, Amount.of(100), Amount.of(40), Amount.of(24));

  static final BlockView BLOCK = new BlockView(42, NOON);

  static final OfferList OFFERS =
      new OfferList(List.of(new OfferView(hash(8), OFFER, 3)), Optional.empty());

  static final AcceptanceRequests REQUESTS =
      new AcceptanceRequests(
          77,
          List.of(
              new AcceptanceRequest(
                  hash(9),
                  SPEC,
                  Signature.NONE,
                  0,
                  hash(8),
                  Optional.empty(),
                  Price.of(900_000),
                  Amount.of(90_000_000),
                  2,
                  BigInteger.TWO.pow(60),
                  NOON.plusSeconds(30),
                  CONSUMER)));

  static final SignedOffer SIGNED_OFFER =
      new SignedOffer(OFFER, Signature.of(filled(Signature.ECDSA_SIZE, 0x56)));

  static final SignedJob SIGNED_JOB =
      new SignedJob(SPEC, Signature.of(filled(Signature.ECDSA_SIZE, 0x57)));

  static final SignedPlacement PLACEMENT =
      new SignedPlacement(
          new Placement(
              hash(9),
              Optional.of(ENGINE),
              Set.of(Region.NORTH_AMERICA, Region.EUROPE),
              Amount.of(5_000_000),
              List.of(PROVIDER),
              List.of(CONSUMER),
              1_770_000_000_000L),
          Signature.of(filled(Signature.ECDSA_SIZE, 0x58)));

  static final OrderFeed FEED =
      new OrderFeed(12, List.of(SIGNED_OFFER), List.of(SIGNED_JOB), List.of(PLACEMENT));

  static final SignedAcceptance ACCEPTANCE =
      new SignedAcceptance(
          new Acceptance(
              hash(9),
              0,
              hash(8),
              Price.of(900_000),
              Amount.of(90_000_000),
              2,
              Acceptance.ALWAYS,
              Duration.ofSeconds(90),
              ENGINE,
              1,
              Hash.ZERO,
              Hash.ZERO,
              new SlotNonce(2, 12),
              NOON.plusSeconds(30)),
          Signature.of(filled(Signature.ECDSA_SIZE, 0x55)));

  static final SealedOutput SEALED_OUTPUT =
      new SealedOutput(
          hash(9),
          0,
          Digests.sha256(new byte[] {4}),
          Signature.of(filled(Signature.ECDSA_SIZE, 0x66)));

  static final Problem PROBLEM =
      new Problem(
          "/problems/conflict",
          "Conflict",
          409,
          "the job is no longer open",
          Optional.of("/v1/acceptances"));

  private Samples() {}

  static JobView job(JobState state) {
    return new JobView(
        hash(9),
        SPEC,
        state,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Exit.EXPIRE),
        Optional.of(NOON.plusSeconds(600)),
        OptionalLong.empty(),
        Optional.empty(),
        42);
  }

  static Hash hash(int number) {
    return Hash.of(filled(Hash.SIZE, number));
  }

  private static byte[] filled(int size, int value) {
    var bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
