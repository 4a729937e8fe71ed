package souk.cli.config;

import java.util.List;
import java.util.Locale;
import souk.cli.convert.SizeText;
import souk.cli.convert.Tokens;
import souk.provider.machine.WorkTime;
import souk.provider.node.Leaving;
import souk.provider.node.Operation;
import souk.runtime.engine.EngineChoice;

/** What a provider stakes, what of this machine it may use, and when. */
final class WorkSettings {
  private static final int MOST_PORT = 65_535;
  private static final int MOST_CPUS = 65_535;

  static final Setting<Tokens> BOND =
      Setting.of(
          "stake.bond",
          "TOKENS",
          "Stake to hold; it is raised to this from what the account owns.",
          Tokens::new);

  static final Setting<Boolean> SIGNED =
      Setting.of(
              "offer.signed",
              Setting.SWITCH,
              "Hand a signed offer to the market nodes in place of posting one.",
              Readers::truth)
          .otherwise(false);

  static final Setting<EngineChoice> ENGINE =
      Setting.of(
              "capacity.engine",
              "auto|endive|v8",
              "What runs WebAssembly; v8 needs Node.js.",
              text -> Readers.oneOf(EngineChoice.class).apply(text.toLowerCase(Locale.ROOT)))
          .otherwise("auto");

  static final Setting<Integer> CPUS =
      Setting.of(
          "capacity.cpus",
          "1.." + MOST_CPUS,
          "Processors that jobs may keep busy: never more jobs at once than this.",
          Readers.integer(1, MOST_CPUS));

  static final Setting<Long> MEMORY =
      Setting.of(
          "capacity.memory",
          "SIZE",
          "Memory that all jobs together may use: slots are as many as fit into it.",
          SizeText::parse);

  static final Setting<Long> DISK =
      Setting.of(
              "capacity.disk",
              "SIZE",
              "Disk that journal and blobs may take; blobs give way first.",
              SizeText::parse)
          .otherwise((Operation.DEFAULT_DISK_BYTES >> 30) + "GiB");

  static final Setting<WorkTime> WHEN =
      Setting.of(
              "work.when",
              "always|idle|HOURS",
              "When new jobs are taken: always, idle, 22:00-07:00, or idle,22:00-07:00.",
              WorkTime::parse)
          .otherwise("always");

  static final Setting<Leaving> PAUSING =
      Setting.of(
              "work.on-pause",
              "finish|hand-over",
              "What becomes of an agent's job that runs when that time is over; handing it over\n"
                  + "costs the late fee, a fifth of the job's price.",
              Readers.oneOf(Leaving.class))
          .otherwise("finish");

  static final Setting<Integer> METRICS_PORT =
      Setting.of(
          "metrics.port",
          "0.." + MOST_PORT,
          "Port on the loopback interface for /metrics and /ready; 0 for any that is free.",
          Readers.integer(0, MOST_PORT));

  static final List<Setting<?>> ALL =
      List.of(SIGNED, BOND, ENGINE, CPUS, MEMORY, DISK, WHEN, PAUSING, METRICS_PORT);

  private WorkSettings() {}
}
