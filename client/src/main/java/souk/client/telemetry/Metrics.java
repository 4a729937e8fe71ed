package souk.client.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node counts and measures, in the form Prometheus reads. One of them a node; names begin
 * with {@code souk_}, times are in seconds, amounts of data in bytes. Thread-safe.
 */
public final class Metrics {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  /** The media type of {@link #text()}. */
  public static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double[] LATENCIES = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Histogram requests =
      Histogram.builder()
          .name("souk_http_request_seconds")
          .help(
              "Time HTTP requests took, by route template; streams and long polls with their wait.")
          .labelNames("method", "route", "status")
          .classicUpperBounds(LATENCIES)
          .classicOnly()
          .register(registry);

  /**
   * A counter of its own.
   *
   * @param name ends in {@code _total}
   * @param help one sentence
   */
  public CounterDataPoint counter(String name, String help) {
    var counter = Counter.builder().name(name).help(help).register(registry);
    counter.initLabelValues();
    return counter;
  }

  /** A family of counters that differ in the values of one label: few, and none a stranger's. */
  public Counter counters(String name, String help, String label) {
    return Counter.builder().name(name).help(help).labelNames(label).register(registry);
  }

  /** A value that is looked up when somebody reads it. */
  public void gauge(String name, String help, DoubleSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> ifKnown(() -> callback.call(value.getAsDouble())))
        .register(registry);
  }

  /** Values that are looked up when somebody reads them, by the values of one label. */
  public void gauges(
      String name,
      String help,
      String label,
      Supplier<? extends Map<String, ? extends Number>> values) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(
            callback ->
                ifKnown(
                    () ->
                        values
                            .get()
                            .forEach((key, value) -> callback.call(value.doubleValue(), key))))
        .register(registry);
  }

  /** Counts kept elsewhere that only grow, by the values of one label. */
  public void counts(
      String name,
      String help,
      String label,
      Supplier<? extends Map<String, ? extends Number>> values) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(label)
        .callback(
            callback ->
                ifKnown(
                    () ->
                        values
                            .get()
                            .forEach((key, value) -> callback.call(value.doubleValue(), key))))
        .register(registry);
  }

  /**
   * A request was answered.
   *
   * @param method HTTP method
   * @param route template of the route, as {@code /v1/jobs/{id}}
   * @param status HTTP status code
   */
  public void request(String method, String route, int status, Duration time) {
    requests.labelValues(method, route, Integer.toString(status)).observe(time.toNanos() / 1e9);
  }

  /** Everything, as Prometheus reads it, but what cannot be looked up now. */
  public byte[] text() {
    var text = new ByteArrayOutputStream();
    try {
      writer.write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return text.toByteArray();
  }

  // A journal that does not answer must not hide what else there is to tell.
  private static void ifKnown(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.debug("a metric is left out: {}", e.getMessage());
    }
  }
}
