package souk.cli.config;

import java.time.Duration;
import java.util.List;
import souk.cli.convert.DurationText;
import souk.cli.convert.SizeText;
import souk.market.state.LastStates;

/** How much a market node keeps of agents' last states, and how long. */
final class StateSettings {
  private static final LastStates.Config STANDARD = LastStates.Config.DEFAULT;

  static final Setting<Long> CAPACITY =
      Setting.of(
              "states.capacity",
              "SIZE",
              "Most bytes of all last states of agent jobs together.",
              SizeText::parse)
          .otherwise(mebibytes(STANDARD.capacityBytes()));

  static final Setting<Long> QUOTA =
      Setting.of(
              "states.quota",
              "SIZE",
              "Most bytes of the last states of one consumer's jobs; its newest stay.",
              SizeText::parse)
          .otherwise(mebibytes(STANDARD.quotaBytes()));

  static final Setting<Duration> GRACE =
      Setting.of(
              "states.grace",
              "TIME SPAN",
              "How long a last state is kept that no agent pays for, in block time, up to 366d.",
              DurationText::parse)
          .otherwise(STANDARD.grace().toDays() + "d");

  static final List<Setting<?>> ALL = List.of(CAPACITY, QUOTA, GRACE);

  private StateSettings() {}

  static LastStates.Config config(Values values) {
    return new LastStates.Config(values.get(CAPACITY), values.get(QUOTA), values.get(GRACE));
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + "MiB";
  }
}
