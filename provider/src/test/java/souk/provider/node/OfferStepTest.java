package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.ENGINE;
import static souk.provider.node.Fixtures.NOW;
import static souk.provider.node.Fixtures.OFFER;
import static souk.provider.node.Fixtures.OFFER_ID;
import static souk.provider.node.Fixtures.TERMS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.protocol.offer.Offer;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

class OfferStepTest {
  @Test
  void postsAnOfferWhereNoneStands() {
    assertThat(next(Map.of(), NOW)).isEqualTo(new OfferStep.Post());
  }

  @Test
  void keepsAnOfferOfTheSameTerms() {
    assertThat(next(Map.of(OFFER_ID, OFFER), NOW)).isEqualTo(new OfferStep.Keep());
  }

  @Test
  void postsTheNextOneBeforeTheLastExpires() {
    var aboutToExpire = OFFER.expiry().minusSeconds(60);

    assertThat(next(Map.of(OFFER_ID, OFFER), aboutToExpire)).isEqualTo(new OfferStep.Post());
  }

  @Test
  void cancelsOffersOfOtherTermsFirst() {
    var dearer =
        new OfferTerms(
            Price.of(3_000_000),
            TERMS.stakeMultiple(),
            TERMS.slots(),
            TERMS.maxFuel(),
            TERMS.maxPages(),
            TERMS.fuelPerSecond(),
            TERMS.tags(),
            TERMS.lifetime(),
            TERMS.margin());

    assertThat(OfferStep.next(dearer, ENGINE, Map.of(OFFER_ID, OFFER), NOW))
        .isEqualTo(new OfferStep.Cancel(List.of(OFFER_ID)));
  }

  @Test
  void promisesARunTimeInWholeSecondsRoundedUp() {
    assertThat(TERMS.runTime(new Fuel(1_000_000_001))).isEqualTo(Duration.ofSeconds(17));
  }

  private static OfferStep next(Map<Hash, Offer> own, Instant now) {
    return OfferStep.next(TERMS, ENGINE, own, now);
  }
}
