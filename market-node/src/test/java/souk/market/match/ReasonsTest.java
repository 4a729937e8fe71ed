package souk.market.match;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.match.Orders.FUEL;
import static souk.market.match.Orders.NOW;
import static souk.market.match.Orders.PRICE;
import static souk.market.match.Orders.demand;
import static souk.market.match.Orders.priced;
import static souk.market.match.Orders.provider;
import static souk.market.match.Orders.supply;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.market.match.Orders.Wish;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Region;
import souk.protocol.offer.Tags;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Price;

class ReasonsTest {
  private static final Demand USUAL = demand(1);
  private static final Amount NONE = Amount.ZERO;

  static Stream<Arguments> remedies() {
    return Stream.of(
        row(
            Requirement.PRICE,
            USUAL,
            priced(1, 1_200_000),
            "raise the price ceiling to 1.2 T per Gfuel"),
        row(
            Requirement.FUEL,
            demand(1, job(new Fuel(2_500_000_000L), 256, 10, Tags.NONE, 600)),
            supply(1),
            "lower the fuel limit to 2000000000"),
        row(
            Requirement.MEMORY,
            demand(1, job(FUEL, 300, 10, Tags.NONE, 600)),
            supply(1),
            "lower the memory limit to 256 pages"),
        row(
            Requirement.SPEED,
            demand(1, job(FUEL, 256, 10, Tags.NONE, 19)),
            supply(1),
            "let it finish as late as " + NOW.plusSeconds(20)),
        row(
            Requirement.TAGS,
            demand(1, job(FUEL, 256, 10, Tags.NONE.with(3).with(200), 600)),
            supply(1),
            "do without the tags 3, 200"),
        row(
            Requirement.STAKE,
            demand(1, job(FUEL, 256, 21, Tags.NONE, 600)),
            supply(1),
            "lower the least stake multiple to 20"),
        row(
            Requirement.VALUE_AT_RISK,
            Orders.risking(USUAL, 9_000_000_000L),
            supply(1),
            "lower the value at risk to 3222 T"),
        row(
            Requirement.REGION,
            Orders.wishing(USUAL, Wish.regions(Region.AFRICA)),
            supply(1, ask(Tags.NONE.with(Region.EUROPE.tag()))),
            "allow the region europe"),
        row(
            Requirement.REGION,
            Orders.wishing(USUAL, Wish.regions(Region.AFRICA)),
            supply(1),
            "ask for no region"),
        row(
            Requirement.ENGINE,
            Orders.wishing(USUAL, Wish.engine(new EngineName("v8"))),
            supply(1),
            "allow the engine endive"),
        row(
            Requirement.REPUTATION,
            Orders.wishing(USUAL, Wish.leastAudited(Amount.of(9))),
            Orders.with(supply(1), Amount.of(7), 0),
            "ask for an audited value of at most 0.000007 T"),
        row(
            Requirement.BLOCKED,
            Orders.wishing(USUAL, Wish.blocking(provider(1))),
            supply(1),
            "do not block " + provider(1)),
        row(
            Requirement.SLOTS,
            USUAL,
            Orders.with(supply(1), 0, Orders.PLENTY),
            "wait: the providers that fit are busy"),
        row(
            Requirement.BOND,
            USUAL,
            Orders.with(supply(1), 1, NONE),
            "wait: the providers that fit have no bond free for it"),
        row(
            Requirement.FAILED_BEFORE,
            Orders.failed(USUAL, provider(1)),
            supply(1),
            "wait for another provider"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("remedies")
  void saysTheLeastThatHelps(Requirement requirement, Demand demand, Supply supply, String remedy) {
    var reasons = explain(demand, supply);

    assertThat(reasons.fitting()).isZero();
    assertThat(reasons.failing()).hasSize(1);
    var failing = reasons.failing().getFirst();
    assertThat(failing.requirement()).isEqualTo(requirement);
    assertThat(failing.onlyThis()).isEqualTo(1);
    assertThat(failing.remedy()).contains(remedy);
    assertThat(reasons.summary()).isEqualTo("none of 1 offers fits: " + remedy);
  }

  @Test
  void theRiskItNamesIsTheLargestThatFits() {
    assertThat(explain(Orders.risking(USUAL, 3_222_000_000L), supply(1)).fitting()).isEqualTo(1);
    assertThat(explain(Orders.risking(USUAL, 3_222_000_001L), supply(1)).fitting()).isZero();
  }

  @Test
  void countsWhatFailsMoreThanOneThingForEachOfThem() {
    var dearAndSmall = supply(1, ask(Price.of(2_000_000), new Fuel(1), Tags.NONE));

    var reasons = explain(USUAL, dearAndSmall, priced(2, 1_100_000), supply(3));

    assertThat(reasons.offers()).isEqualTo(3);
    assertThat(reasons.fitting()).isEqualTo(1);
    assertThat(reasons.failing())
        .extracting(Reasons.Failing::requirement)
        .containsExactly(Requirement.PRICE, Requirement.FUEL);
    assertThat(reasons.failing()).extracting(Reasons.Failing::offers).containsExactly(2, 1);
    assertThat(reasons.failing()).extracting(Reasons.Failing::onlyThis).containsExactly(1, 0);
    assertThat(reasons.failing().getLast().remedy()).isEmpty();
    assertThat(reasons.summary())
        .isEqualTo("1 of 3 offers fit: the job waits for a provider's word");
  }

  @Test
  void namesTheSmallestOfSeveralChanges() {
    var reasons = explain(USUAL, priced(1, 1_500_000), priced(2, 1_100_000), priced(3, 1_200_000));

    assertThat(reasons.failing().getFirst().remedy())
        .contains("raise the price ceiling to 1.1 T per Gfuel");
  }

  @Test
  void anOfferNobodyCanTakeIsNoRemedy() {
    assertThat(explain(USUAL, priced(1, 0)).failing().getFirst().remedy()).isEmpty();
  }

  @Test
  void saysThatNobodyCanVerify() {
    var deserted = Orders.climate(PRICE, 0, Set.of());

    var reasons = Reasons.of(USUAL, List.of(supply(1)), deserted, NOW, ReasonsTest::tokens);

    assertThat(reasons.failing().getFirst().remedy())
        .contains("wait for verifiers: nobody may verify it");
  }

  @Test
  void saysThatThereIsNoOffer() {
    assertThat(explain(USUAL).summary())
        .isEqualTo("no offer stands: wait for a provider, or start one");
  }

  private static String tokens(Amount amount) {
    return amount.toTokens(6) + " T";
  }

  private static Reasons explain(Demand demand, Supply... supplies) {
    return Reasons.of(demand, List.of(supplies), Orders.climate(), NOW, ReasonsTest::tokens);
  }

  private static Orders.Ask ask(Tags tags) {
    return ask(PRICE, FUEL, tags);
  }

  private static Orders.Ask ask(Price price, Fuel maxFuel, Tags tags) {
    return new Orders.Ask(price, 20, maxFuel, 256, FUEL, tags, NOW.plusSeconds(9));
  }

  private static Orders.Job job(Fuel fuel, int pages, int multiple, Tags tags, int seconds) {
    return new Orders.Job(fuel, pages, PRICE, multiple, tags, NOW.plusSeconds(seconds), NOW);
  }

  private static Arguments row(
      Requirement requirement, Demand demand, Supply supply, String remedy) {
    return Arguments.of(requirement, demand, supply, remedy);
  }
}
