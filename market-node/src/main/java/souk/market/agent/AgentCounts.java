package souk.market.agent;

import static java.util.Objects.requireNonNull;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import souk.client.telemetry.Metrics;
import souk.market.share.TransactionCounts;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.tx.TxOutcome;

/** Counts what this node did for agents, and what it earned. Thread-safe. */
public final class AgentCounts {
  private static final int MOST_OPEN = 65_536;

  private final Address self;
  private final Function<AgentId, Optional<Amount>> tips;
  private final TransactionCounts transactions;
  private final Map<Duty.Kind, CounterDataPoint> done = new EnumMap<>(Duty.Kind.class);
  private final CounterDataPoint earned;
  // By turn-job, of turns that are open.
  private final Map<Hash, Tip> open = new HashMap<>();

  private record Tip(Address waker, Amount amount) {}

  /**
   * Told among the metrics.
   *
   * @param self the account that tips go to
   * @param tips the tip of an agent, if there is one of that number
   */
  public AgentCounts(
      Metrics metrics,
      Address self,
      Function<AgentId, Optional<Amount>> tips,
      TransactionCounts transactions) {
    this.self = self;
    this.tips = tips;
    this.transactions = transactions;
    var calls =
        metrics.counters(
            "souk_agent_calls_total", "Calls of this node's for agents that took effect.", "verb");
    for (var kind : Duty.Kind.values()) {
      done.put(kind, calls.labelValues(kind.name().toLowerCase(Locale.ROOT)));
    }
    this.earned =
        metrics.counter(
            "souk_agent_tips_total",
            "Tips of agents that this node earned since it was started, in base units.");
  }

  /** Takes in what happened, to tell which tips are this node's. */
  public synchronized void hear(List<ChainEvent> events) {
    for (var event : events) {
      switch (event) {
        case AgentEvent.AgentWoken woken ->
            woke(woken.agent(), woken.open().jobId(), woken.open().waker());
        case AgentEvent.TurnRaised raised -> {
          open.remove(raised.before());
          woke(raised.agent(), raised.jobId(), raised.waker());
        }
        case AgentEvent.TurnLanded landed -> tipped(landed.jobId(), landed.lander());
        case AgentEvent.TurnTrapped trapped -> tipped(trapped.jobId(), trapped.lander());
        case AgentEvent.TurnFailed failed -> open.remove(failed.jobId());
        default -> {}
      }
    }
  }

  void count(Duty.Kind kind, TxOutcome outcome) {
    transactions.count(outcome, 1);
    if (outcome instanceof TxOutcome.Included) {
      requireNonNull(done.get(kind)).inc();
    }
  }

  private void woke(AgentId agent, Hash jobId, Address waker) {
    if (open.size() < MOST_OPEN) {
      tips.apply(agent).ifPresent(tip -> open.put(jobId, new Tip(waker, tip)));
    }
  }

  private void tipped(Hash jobId, Address lander) {
    var tip = open.remove(jobId);
    if (tip != null) {
      earn(tip.waker(), tip.amount());
      earn(lander, tip.amount());
    }
  }

  private void earn(Address account, Amount tip) {
    if (account.equals(self)) {
      earned.inc(tip.units().doubleValue());
    }
  }
}
