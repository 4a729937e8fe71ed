package souk.client.api;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import souk.protocol.value.Amount;

/**
 * The market in numbers, from its first block on.
 *
 * @param jobs how many are in each state, by the state's name
 * @param offers that stand
 * @param providers that ever bonded
 * @param verifiers that ever bonded
 * @param settledValue paid for settled jobs, fees included
 * @param slashedValue stake that providers lost
 * @param burned what went to the sink
 */
public record Stats(
    Map<String, Long> jobs,
    long offers,
    long providers,
    long verifiers,
    Amount settledValue,
    Amount slashedValue,
    Amount burned) {
  public Stats {
    jobs = Collections.unmodifiableMap(new TreeMap<>(jobs));
  }
}
