package souk.testnet.settlement;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;
import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import souk.protocol.job.Acceptance;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.settlement.chain.Conditions;
import souk.settlement.chain.SamplingQuote;
import souk.settlement.chain.SamplingRequest;
import souk.testnet.chain.AnvilExtension;

/**
 * The market samples as often as exact arithmetic says, rounded up to a multiple of 2^-24:
 *
 * <pre>{@code
 * 1.4 (P + X) / ((1 - a^m) ((1 - w) S + P + X)), a = 1/5, w = 7/20
 * }</pre>
 *
 * but no less than a provider's record or the market's floor asks.
 */
class SamplingPropertiesTest {
  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private static final int REQUESTS = 100;

  private Story story;
  private Conditions known;

  @BeforeEach
  void passAnAudit() {
    story = new Story(MARKET);
    var id = story.audited();
    story.exit(id);
    story.exit(id);
    known = MARKET.chain().conditions(story.provider.address());
  }

  static LongStream seeds() {
    return LongStream.range(0, 5);
  }

  @Test
  void knowsTheProvidersAudit() {
    assertThat(known.audited()).isEqualTo(story.offer.price().escrowFor(Story.FUEL_LIMIT));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeOnProvidersWithARecord(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < REQUESTS; i++) {
      var request = request(random, story.provider.address());

      assertThat(rate(request)).as("%s", request).isEqualTo(exactRate(request, known.audited()));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreeThatNewcomersAreAlwaysSampled(long seed) {
    var random = new Random(seed);
    for (var i = 0; i < REQUESTS / 10; i++) {
      var request = request(random, story.consumer.address());

      assertThat(rate(request)).as("%s", request).isEqualTo(exactRate(request, Amount.ZERO));
    }
  }

  private Optional<BigInteger> rate(SamplingRequest request) {
    return MARKET.chain().samplingQuote(request).map(SamplingQuote::rate);
  }

  /** P, X and S anywhere in their range, on a logarithmic scale. */
  private SamplingRequest request(Random random, Address provider) {
    var price = number(random, random.nextInt(8) == 0 ? 80 : 21).add(ONE);
    var risk = random.nextBoolean() ? ZERO : number(random, 80);
    var multiple = BigInteger.valueOf(1 + random.nextInt(random.nextBoolean() ? 100 : 65_535));
    return new SamplingRequest(
        story.consumer.address(),
        provider,
        story.node.address(),
        Story.FUEL_LIMIT,
        new Amount(price),
        new Amount(risk),
        new Amount(price.multiply(multiple)),
        1 + random.nextInt(story.verifiers.size()));
  }

  private static BigInteger number(Random random, int mostBits) {
    return new BigInteger(random.nextInt(mostBits), random);
  }

  /** Empty if cheating would pay even if always sampled. */
  private Optional<BigInteger> exactRate(SamplingRequest request, Amount audited) {
    var risk = request.fullPrice().units().add(request.valueAtRisk().units());
    var all = BigInteger.valueOf(5).pow(request.wanted());
    // Both sides of the fraction times 20 and 5^m.
    var gain = risk.multiply(all).multiply(BigInteger.valueOf(20));
    var loss =
        request
            .stake()
            .units()
            .multiply(BigInteger.valueOf(13))
            .add(risk.multiply(BigInteger.valueOf(20)))
            .multiply(all.subtract(ONE));
    if (gain.compareTo(loss) > 0) {
      return Optional.empty();
    }
    if (audited.isLessThan(request.fullPrice())) {
      return Optional.of(Acceptance.ALWAYS);
    }
    var deterring =
        stored(gain.multiply(BigInteger.valueOf(7)), loss.multiply(BigInteger.valueOf(5)));
    return Optional.of(deterring.max(known.floor()));
  }

  /** Rounded up to a multiple of 2^-24; always if that is no less than 1 - 2^-24. */
  private static BigInteger stored(BigInteger part, BigInteger whole) {
    var units = part.shiftLeft(24).add(whole).subtract(ONE).divide(whole);
    var most = TWO.pow(24).subtract(ONE);
    return units.compareTo(most) >= 0 ? Acceptance.ALWAYS : units.shiftLeft(40);
  }
}
