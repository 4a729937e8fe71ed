package souk.client.telemetry;

import static java.util.stream.Collectors.toMap;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import souk.client.session.ChainSession;
import souk.protocol.job.JobState;
import souk.settlement.chain.EndpointHealth;
import souk.settlement.chain.Head;
import souk.settlement.index.Changes;
import souk.settlement.index.JobIndex;

/** What is measured of the chain that a node follows, of the market there, and of the process. */
public final class NodeMetrics {
  private static final Set<String> FINAL =
      Set.of(
          new JobState.Settled().label(),
          new JobState.Refunded().label(),
          new JobState.Void().label());

  private final CounterDataPoint events;
  private final CounterDataPoint reorgs;

  private NodeMetrics(Metrics metrics) {
    this.events =
        metrics.counter("souk_index_events_total", "Events of the market that were indexed.");
    this.reorgs =
        metrics.counter("souk_index_reorgs_total", "Reorgs that took back blocks already indexed.");
  }

  /**
   * Measures from now on.
   *
   * @param clock tells how old the newest block is
   */
  public static void bind(Metrics metrics, ChainSession session, Clock clock) {
    var node = new NodeMetrics(metrics);
    session.jobs().listen(node::told);
    head(metrics, session.jobs(), clock);
    chain(metrics, session);
    market(metrics, session.jobs());
    process(metrics);
  }

  private void told(Changes changes) {
    events.inc(changes.events().size());
    if (changes.rolledBack()) {
      reorgs.inc();
    }
  }

  private static void chain(Metrics metrics, ChainSession session) {
    metrics.gauge(
        "souk_outbox_queue",
        "Calls of this node's account that are in no block yet.",
        session.outbox()::queue);
    metrics.counts(
        "souk_rpc_calls_total",
        "Requests to the chain's endpoints.",
        "endpoint",
        () -> byEndpoint(session, EndpointHealth::calls));
    metrics.counts(
        "souk_rpc_failures_total",
        "Requests that an endpoint did not answer, or answered wrongly.",
        "endpoint",
        () -> byEndpoint(session, EndpointHealth::failures));
    metrics.gauges(
        "souk_rpc_usable",
        "Whether an endpoint is asked now.",
        "endpoint",
        () -> byEndpoint(session, endpoint -> endpoint.usable() ? 1L : 0L));
  }

  private static Map<String, Long> byEndpoint(
      ChainSession session, Function<EndpointHealth, Long> value) {
    return session.chain().endpoints().stream()
        .collect(toMap(EndpointHealth::label, value, Long::sum));
  }

  private static void head(Metrics metrics, JobIndex index, Clock clock) {
    metrics.gauge(
        "souk_head_block",
        "Number of the newest block that is indexed.",
        () -> index.head().map(Head::number).orElse(0L));
    metrics.gauge(
        "souk_head_age_seconds",
        "Age of the newest block that is indexed, by this machine's clock.",
        () -> age(index.head().map(Head::time).orElse(Instant.EPOCH), clock));
  }

  private static double age(Instant block, Clock clock) {
    return Math.max(0, Duration.between(block, clock.instant()).toMillis() / 1e3);
  }

  private static void market(Metrics metrics, JobIndex index) {
    metrics.gauge(
        "souk_index_deepest_reorg_blocks",
        "Most blocks that a reorg took back at once.",
        () -> index.counts().deepestReorg());
    metrics.gauge(
        "souk_index_repairs",
        "Jobs and bonds that were not as the contracts have them, and are again.",
        () -> index.counts().repairs());
    metrics.gauges(
        "souk_live_jobs", "Jobs that are not final, by state.", "state", () -> liveJobs(index));
    metrics.gauge("souk_offers", "Offers that were not cancelled.", () -> index.offers().size());
    metrics.gauge(
        "souk_providers", "Accounts that ever bonded as provider.", () -> index.providers().size());
    metrics.gauge(
        "souk_verifiers", "Accounts that ever bonded as verifier.", () -> index.verifiers().size());
  }

  /** Of every state, also those that no job is in. */
  private static Map<String, Long> liveJobs(JobIndex index) {
    var jobs = new TreeMap<String, Long>();
    for (var state : JobState.class.getPermittedSubclasses()) {
      jobs.put(state.getSimpleName(), 0L);
    }
    jobs.keySet().removeAll(FINAL);
    index.live().forEach(job -> jobs.merge(job.snapshot().state().label(), 1L, Long::sum));
    return jobs;
  }

  private static void process(Metrics metrics) {
    var memory = ManagementFactory.getMemoryMXBean();
    metrics.gauge(
        "souk_jvm_heap_used_bytes", "Heap in use.", () -> memory.getHeapMemoryUsage().getUsed());
    metrics.gauge(
        "souk_jvm_heap_max_bytes", "Most heap.", () -> memory.getHeapMemoryUsage().getMax());
    metrics.gauge(
        "souk_jvm_other_used_bytes",
        "Memory of the JVM in use beside the heap.",
        () -> memory.getNonHeapMemoryUsage().getUsed());
    var threads = ManagementFactory.getThreadMXBean();
    metrics.gauge("souk_jvm_threads", "Platform threads.", threads::getThreadCount);
    var process = ManagementFactory.getRuntimeMXBean();
    metrics.gauge("souk_uptime_seconds", "Time since start.", () -> process.getUptime() / 1e3);
  }
}
