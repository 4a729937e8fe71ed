package souk.cli.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a command's flags of the settings of a provider. */
public final class ProviderFlags extends SettingFlags {
  @Override
  Map<String, Setting<?>> flags() {
    var flags = new LinkedHashMap<String, Setting<?>>(OfferFlags.FLAGS);
    flags.put("--floor", PriceSettings.FLOOR);
    flags.put("--cost", PriceSettings.COST);
    flags.put("--signed-offer", WorkSettings.SIGNED);
    flags.put("--bond", WorkSettings.BOND);
    flags.put("--engine", WorkSettings.ENGINE);
    flags.put("--when", WorkSettings.WHEN);
    flags.put("--on-pause", WorkSettings.PAUSING);
    flags.put("--cpus", WorkSettings.CPUS);
    flags.put("--memory", WorkSettings.MEMORY);
    flags.put("--disk", WorkSettings.DISK);
    flags.put("--metrics-port", WorkSettings.METRICS_PORT);
    return flags;
  }
}
