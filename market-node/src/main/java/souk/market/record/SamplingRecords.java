package souk.market.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import souk.client.api.Sampling;
import souk.client.api.SamplingPoint;
import souk.client.market.Page;
import souk.market.record.EventPages.Timeless;
import souk.protocol.value.Address;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.Conditions;
import souk.settlement.chain.Head;
import souk.settlement.index.JobIndex;

/** How the market's least sampling rate moved. Thread-safe. */
final class SamplingRecords {
  private static final BigDecimal ALWAYS = new BigDecimal(BigInteger.TWO.pow(64));
  private static final int DIGITS = 4;

  private final Chain chain;
  private final JobIndex index;
  private final EventPages points;
  private @Nullable Read newest;

  /** What the contracts said at a block. */
  private record Read(Optional<Head> at, Conditions conditions) {}

  SamplingRecords(Chain chain, JobIndex index, BlockTimes times) {
    this.chain = chain;
    this.index = index;
    this.points =
        new EventPages(
            index, times, Set.of(ChainEvent.AuditPassed.class, ChainEvent.FaultProven.class));
  }

  Sampling sampling(Page page) {
    var now = conditions();
    var part = points.part(page, SamplingRecords::point);
    return new Sampling(
        fraction(now.floor()), now.meanPrice(), now.members(), part.elements(), part.next());
  }

  /** Asks the contracts once a block. */
  private synchronized Conditions conditions() {
    var head = index.head();
    var known = newest;
    if (known == null || !known.at().equals(head)) {
      known = new Read(head, chain.conditions(Address.ZERO));
      newest = known;
    }
    return known.conditions();
  }

  private static List<Timeless<SamplingPoint>> point(ChainEvent event) {
    var block = event.at().blockNumber();
    return switch (event) {
      case ChainEvent.AuditPassed it ->
          List.of(
              time ->
                  new SamplingPoint(
                      block,
                      time,
                      fraction(it.floor()),
                      Optional.of(it.meanPrice()),
                      Optional.empty()));
      case ChainEvent.FaultProven it ->
          List.of(
              time ->
                  new SamplingPoint(
                      block,
                      time,
                      fraction(it.floor()),
                      Optional.empty(),
                      Optional.of(it.account())));
      default -> List.of();
    };
  }

  /** A rate in units of 2^-64 as a fraction of one. */
  static String fraction(BigInteger rate) {
    return new BigDecimal(rate).divide(ALWAYS, DIGITS, RoundingMode.HALF_UP).toPlainString();
  }
}
