package souk.cli.config;

import java.time.Duration;
import java.util.List;
import souk.cli.convert.DurationText;
import souk.market.order.SignedOrders;

/** How many signed orders a market node keeps, and for whom. */
final class OrderSettings {
  private static final int MOST = 1_000_000;
  private static final int MOST_CHECKS = 100_000;
  private static final SignedOrders.Config STANDARD = SignedOrders.Config.DEFAULT;

  static final Setting<Integer> ORDERS =
      count("orders.most", MOST, "Most signed offers and jobs together.")
          .otherwise(STANDARD.mostOrders());

  static final Setting<Integer> PLACEMENTS =
      count("orders.most-placements", MOST, "Most placements: wishes where a job goes.")
          .otherwise(STANDARD.mostPlacements());

  static final Setting<Integer> OFFERS_EACH =
      count("orders.most-offers-each", MOST, "Most signed offers of one provider.")
          .otherwise(STANDARD.mostOffersEach());

  static final Setting<Integer> JOBS_EACH =
      count("orders.most-jobs-each", MOST, "Most signed jobs, and placements, of one consumer.")
          .otherwise(STANDARD.mostJobsEach());

  static final Setting<Duration> LONGEST_LIFE =
      Setting.of(
              "orders.longest-life",
              "TIME SPAN",
              "How far in the future a signed order may end.",
              DurationText::parse)
          .otherwise(STANDARD.longestLife().toDays() + "d");

  static final Setting<Integer> PEER_CHECKS =
      count(
              "orders.peer-checks-a-second",
              MOST_CHECKS,
              "How many of one peer's orders are looked at in a second; a bad one counts ten.")
          .otherwise(STANDARD.peerChecksASecond());

  static final List<Setting<?>> ALL =
      List.of(ORDERS, PLACEMENTS, OFFERS_EACH, JOBS_EACH, LONGEST_LIFE, PEER_CHECKS);

  private OrderSettings() {}

  static SignedOrders.Config config(Values values) {
    return new SignedOrders.Config(
        values.get(ORDERS),
        values.get(PLACEMENTS),
        values.get(OFFERS_EACH),
        values.get(JOBS_EACH),
        values.get(LONGEST_LIFE),
        values.get(PEER_CHECKS));
  }

  private static Setting<Integer> count(String key, int most, String description) {
    return Setting.of(key, "1.." + most, description, Readers.integer(1, most));
  }
}
