package souk.market.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.node.Samples.DOMAIN;
import static souk.market.node.Samples.LIFETIME;
import static souk.market.node.Samples.NODE;
import static souk.market.node.Samples.NOW;
import static souk.market.node.Samples.PROVIDER;
import static souk.market.node.Samples.RATE;
import static souk.market.node.Samples.acceptance;
import static souk.market.node.Samples.address;
import static souk.market.node.Samples.hash;
import static souk.market.node.Samples.proposal;
import static souk.market.node.Samples.signed;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.client.api.SignedAcceptance;
import souk.protocol.codec.MarketDomain;
import souk.protocol.job.Acceptance;
import souk.protocol.job.SlotNonce;
import souk.protocol.offer.EngineName;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.protocol.value.Signature;
import souk.settlement.keys.AccountKey;

class AcceptanceCheckTest {
  private static final Hash JOB = hash(50);
  private static final Instant EXPIRY = NOW.plus(LIFETIME);
  private static final Duration RUN_TIME = Duration.ofSeconds(60);
  private static final Amount STAKE = Amount.of(40_000_000);
  private static final Price PRICE = Price.of(1_000_000);
  private static final Price LESS = Price.of(999_999);
  private static final BigInteger LESS_RATE = RATE.subtract(BigInteger.ONE);

  private final AcceptanceCheck check = new AcceptanceCheck(DOMAIN, LIFETIME);
  private final Proposal asked = proposal(JOB, PROVIDER.address());

  static Stream<Arguments> lies() {
    return Stream.of(
        lie("job", with(hash(51), 0, hash(8), PRICE, STAKE, 2, RATE, RUN_TIME, EXPIRY)),
        lie("attempt", with(JOB, 1, hash(8), PRICE, STAKE, 2, RATE, RUN_TIME, EXPIRY)),
        lie("offer", with(JOB, 0, hash(9), PRICE, STAKE, 2, RATE, RUN_TIME, EXPIRY)),
        lie("price", with(JOB, 0, hash(8), LESS, STAKE, 2, RATE, RUN_TIME, EXPIRY)),
        lie("stake", with(JOB, 0, hash(8), PRICE, Amount.of(1), 2, RATE, RUN_TIME, EXPIRY)),
        lie("verifiers", with(JOB, 0, hash(8), PRICE, STAKE, 1, RATE, RUN_TIME, EXPIRY)),
        lie("rate", with(JOB, 0, hash(8), PRICE, STAKE, 2, LESS_RATE, RUN_TIME, EXPIRY)),
        lie("run time", with(JOB, 0, hash(8), PRICE, STAKE, 2, RATE, ofMinutes(11), EXPIRY)),
        lie("expired", with(JOB, 0, hash(8), PRICE, STAKE, 2, RATE, RUN_TIME, NOW.minusSeconds(1))),
        lie("too long", with(JOB, 0, hash(8), PRICE, STAKE, 2, RATE, RUN_TIME, later(EXPIRY))));
  }

  @Test
  void takesTheAnswerAskedFor() {
    assertThat(check.problem(asked, List.of(), signed(acceptance(JOB)), NOW)).isEmpty();
  }

  @ParameterizedTest(name = "another {0}")
  @MethodSource("lies")
  void refusesAnAnswerToAnotherQuestion(String name, Acceptance acceptance) {
    assertThat(check.problem(asked, List.of(), signed(acceptance), NOW)).isPresent();
  }

  @Test
  void refusesAnotherEngine() {
    var usual = acceptance(JOB);
    var other =
        new Acceptance(
            JOB,
            0,
            usual.offerId(),
            PRICE,
            STAKE,
            2,
            RATE,
            RUN_TIME,
            new EngineName("abacus"),
            usual.machineVersion(),
            Hash.ZERO,
            Hash.ZERO,
            new SlotNonce(0, 12),
            EXPIRY);

    assertThat(check.problem(asked, List.of(), signed(other), NOW)).isPresent();
  }

  @Test
  void refusesTheSignatureOfSomebodyElse() {
    var stranger = AccountKey.random(new SecureRandom());
    var signature = stranger.sign(DOMAIN.acceptanceDigest(acceptance(JOB), NODE));

    assertThat(
            check.problem(asked, List.of(), new SignedAcceptance(acceptance(JOB), signature), NOW))
        .isPresent();
  }

  @Test
  void refusesAnAcceptanceForAnotherNode() {
    var signature = PROVIDER.sign(DOMAIN.acceptanceDigest(acceptance(JOB), address(98)));

    assertThat(
            check.problem(asked, List.of(), new SignedAcceptance(acceptance(JOB), signature), NOW))
        .isPresent();
  }

  @Test
  void refusesASignatureForAnotherMarket() {
    var elsewhere = new MarketDomain(31_337, address(99));
    var signature = PROVIDER.sign(elsewhere.acceptanceDigest(acceptance(JOB), NODE));

    assertThat(
            check.problem(asked, List.of(), new SignedAcceptance(acceptance(JOB), signature), NOW))
        .isPresent();
  }

  @Test
  void refusesAMissingSignature() {
    assertThat(
            check.problem(
                asked, List.of(), new SignedAcceptance(acceptance(JOB), Signature.NONE), NOW))
        .isPresent();
  }

  private static Arguments lie(String name, Acceptance acceptance) {
    return Arguments.of(name, acceptance);
  }

  private static Duration ofMinutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Instant later(Instant time) {
    return time.plusSeconds(1);
  }

  private static Acceptance with(
      Hash jobId,
      int attempt,
      Hash offerId,
      Price price,
      Amount stake,
      int verifiers,
      BigInteger maxRate,
      Duration runTime,
      Instant expiry) {
    var usual = acceptance(jobId);
    return new Acceptance(
        jobId,
        attempt,
        offerId,
        price,
        stake,
        verifiers,
        maxRate,
        runTime,
        usual.engine(),
        usual.machineVersion(),
        usual.resumePoint(),
        Hash.ZERO,
        usual.slotNonce(),
        expiry);
  }
}
