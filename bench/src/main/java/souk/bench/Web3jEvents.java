package souk.bench;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog.LogObject;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.http.HttpService;
import souk.bench.canned.CannedMarket;
import souk.protocol.value.Address;
import souk.settlement.web3j.bindings.History;
import souk.settlement.web3j.bindings.Market;
import souk.settlement.web3j.bindings.Orders;

/** The events that a canned market has, as web3j and the bindings it generates read them. */
final class Web3jEvents {
  private static final Map<String, Function<Log, ?>> READERS =
      Map.ofEntries(
          Map.entry(EventEncoder.encode(Market.BONDED_EVENT), Market::getBondedEventFromLog),
          Map.entry(
              EventEncoder.encode(Orders.OFFERPOSTED_EVENT), Orders::getOfferPostedEventFromLog),
          Map.entry(EventEncoder.encode(Orders.JOBPOSTED_EVENT), Orders::getJobPostedEventFromLog),
          Map.entry(
              EventEncoder.encode(Orders.JOBMATCHED_EVENT), Orders::getJobMatchedEventFromLog),
          Map.entry(EventEncoder.encode(Market.COMMITTED_EVENT), Market::getCommittedEventFromLog),
          Map.entry(EventEncoder.encode(Market.DRAWN_EVENT), Market::getDrawnEventFromLog),
          Map.entry(
              EventEncoder.encode(Market.RESULTREVEALED_EVENT),
              Market::getResultRevealedEventFromLog),
          Map.entry(
              EventEncoder.encode(History.AUDITPASSED_EVENT), History::getAuditPassedEventFromLog),
          Map.entry(
              EventEncoder.encode(Market.JOBSETTLED_EVENT), Market::getJobSettledEventFromLog));

  private Web3jEvents() {}

  /**
   * Fetches and decodes all that the market logged.
   *
   * @param blocks most blocks an answer
   * @return how many events there were
   */
  static long fetch(URI endpoint, CannedMarket market, int blocks) throws IOException {
    var contracts = market.deployment().contracts().stream().map(Address::toString).toList();
    var web3j = Web3j.build(new HttpService(endpoint.toString()));
    try {
      var events = 0L;
      for (var from = market.firstBlock(); from <= market.lastBlock(); from += blocks) {
        var to = Math.min(market.lastBlock(), from + blocks - 1);
        var filter = new EthFilter(block(from), block(to), contracts);
        for (Object found : web3j.ethGetLogs(filter).send().getLogs()) {
          var log = (Log) (LogObject) found;
          var reader = READERS.get(log.getTopics().getFirst());
          events += reader == null || reader.apply(log) == null ? 0 : 1;
        }
      }
      return events;
    } finally {
      web3j.shutdown();
    }
  }

  private static DefaultBlockParameter block(long number) {
    return DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
  }
}
