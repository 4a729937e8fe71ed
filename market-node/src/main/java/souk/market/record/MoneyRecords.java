package souk.market.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import souk.client.api.Flow;
import souk.client.api.FlowList;
import souk.client.api.PriceList;
import souk.client.api.PricePoint;
import souk.client.api.Slash;
import souk.client.api.SlashList;
import souk.client.market.Page;
import souk.market.record.EventPages.Timeless;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;

/** What was paid, given back and lost, as events told it. Thread-safe. */
final class MoneyRecords {
  private final JobIndex index;
  private final EventPages prices;
  private final EventPages flows;
  private final EventPages slashes;

  MoneyRecords(JobIndex index, BlockTimes times) {
    this.index = index;
    this.prices = new EventPages(index, times, Set.of(ChainEvent.JobSettled.class));
    this.slashes =
        new EventPages(
            index, times, Set.of(ChainEvent.ProviderSlashed.class, LegEvent.LegSlashed.class));
    this.flows =
        new EventPages(
            index,
            times,
            Set.of(
                ChainEvent.JobSettled.class,
                ChainEvent.JobRefunded.class,
                ChainEvent.JobVoided.class,
                ChainEvent.ProviderSlashed.class,
                ChainEvent.LateFeeCharged.class,
                LegEvent.LegPaid.class,
                LegEvent.LegSlashed.class,
                ChainEvent.Burned.class));
  }

  PriceList prices(Page page) {
    var part = prices.part(page, this::price);
    return new PriceList(part.elements(), part.next());
  }

  FlowList flows(Page page) {
    var part = flows.part(page, this::flows);
    return new FlowList(part.elements(), part.next());
  }

  SlashList slashes(Page page) {
    var part = slashes.part(page, MoneyRecords::slash);
    return new SlashList(part.elements(), part.next());
  }

  /** The money an event moved; nothing if it moved none. */
  List<Timeless<Flow>> flows(ChainEvent event) {
    var flows = new Flows(event);
    switch (event) {
      case ChainEvent.JobSettled it -> {
        var job = index.job(it.jobId());
        var terms = job.flatMap(known -> known.snapshot().match());
        flows.add(it.jobId(), Flow.Kind.PAID, it.paid(), terms.map(MatchTerms::provider));
        flows.add(it.jobId(), Flow.Kind.FEE, it.fee(), terms.map(MatchTerms::marketNode));
        flows.add(it.jobId(), Flow.Kind.REFUNDED, it.refunded(), job.map(MoneyRecords::consumer));
      }
      case ChainEvent.JobRefunded it ->
          flows.add(it.jobId(), Flow.Kind.REFUNDED, it.refunded(), Optional.of(it.consumer()));
      case ChainEvent.JobVoided it ->
          flows.add(
              it.jobId(),
              Flow.Kind.REFUNDED,
              it.refunded(),
              index.job(it.jobId()).map(MoneyRecords::consumer));
      case ChainEvent.ProviderSlashed it ->
          flows.add(it.jobId(), Flow.Kind.SLASHED, it.stake(), Optional.of(it.provider()));
      case LegEvent.LegPaid it -> {
        flows.add(it.jobId(), Flow.Kind.PAID, it.paid(), Optional.of(it.provider()));
        flows.add(it.jobId(), Flow.Kind.FEE, it.fee(), Optional.of(it.marketNode()));
      }
      case LegEvent.LegSlashed it ->
          flows.add(it.jobId(), Flow.Kind.SLASHED, it.lost(), Optional.of(it.provider()));
      case ChainEvent.LateFeeCharged it ->
          flows.add(it.jobId(), Flow.Kind.LATE_FEE, it.fee(), Optional.of(it.provider()));
      case ChainEvent.Burned it -> flows.burned(it.amount());
      default -> {}
    }
    return flows.moved;
  }

  private List<Timeless<PricePoint>> price(ChainEvent event) {
    if (!(event instanceof ChainEvent.JobSettled settled)) {
      return List.of();
    }
    return index.job(settled.jobId()).flatMap(job -> job.snapshot().match()).stream()
        .map(MatchTerms::price)
        .<Timeless<PricePoint>>map(
            price ->
                time -> new PricePoint(settled.at().blockNumber(), time, settled.jobId(), price))
        .toList();
  }

  private static List<Timeless<Slash>> slash(ChainEvent event) {
    return switch (event) {
      case ChainEvent.ProviderSlashed it ->
          slash(it, it.provider(), it.stake(), it.toConsumer(), it.toCourt(), it.toSink());
      case LegEvent.LegSlashed it ->
          slash(it, it.provider(), it.lost(), it.toConsumer(), it.toCourt(), it.toSink());
      default -> List.of();
    };
  }

  private static List<Timeless<Slash>> slash(
      ChainEvent.OfJob event,
      Address provider,
      Amount lost,
      Amount toConsumer,
      Amount toCourt,
      Amount toSink) {
    var at = event.at();
    return List.of(
        time ->
            new Slash(
                at.blockNumber(),
                time,
                event.jobId(),
                provider,
                lost,
                toConsumer,
                toCourt,
                toSink,
                at.transaction()));
  }

  private static Address consumer(IndexedJob job) {
    return job.spec().consumer();
  }

  private static final class Flows {
    private final ChainEvent event;
    private final List<Timeless<Flow>> moved = new ArrayList<>();

    Flows(ChainEvent event) {
      this.event = event;
    }

    void add(Hash jobId, Flow.Kind kind, Amount amount, Optional<Address> account) {
      add(Optional.of(jobId), kind, amount, account);
    }

    void burned(Amount amount) {
      add(Optional.empty(), Flow.Kind.BURNED, amount, Optional.empty());
    }

    private void add(
        Optional<Hash> jobId, Flow.Kind kind, Amount amount, Optional<Address> account) {
      if (!amount.isZero()) {
        var at = event.at();
        moved.add(
            time ->
                new Flow(at.blockNumber(), time, jobId, kind, amount, account, at.transaction()));
      }
    }
  }
}
