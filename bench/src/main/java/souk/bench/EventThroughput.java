package souk.bench;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import souk.bench.canned.CannedMarket;
import souk.bench.canned.CannedProcess;
import souk.protocol.value.Address;
import souk.settlement.index.JobIndex;
import souk.settlement.journal.Journal;
import souk.settlement.log.LogDecoder;
import souk.settlement.log.LogReader;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.rpc.Endpoints;
import souk.settlement.rpc.RpcCall;
import souk.settlement.rpc.RpcReader;
import souk.settlement.rpc.RpcReply;
import souk.settlement.web3j.Web3jChain;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;

/**
 * Logs of whole job lives, from JSON-RPC over HTTP into a market node's journal; beside it the same
 * answers fetched alone, fetched and decoded, and fetched and decoded by web3j. The answers are
 * canned, as real calls could not make so many in time, and ready in another process before the
 * clock starts.
 */
final class EventThroughput implements Benchmark {
  private static final int PROVIDERS = 1_000;
  private static final int JOBS = Integer.getInteger("souk.bench.jobs", 33_000);
  // As many as the endpoint tells at once.
  private static final int BLOCKS = 64;
  // The first ones are spent on compiling.
  private static final int ROUNDS = 5;
  private static final long AIM = 100_000;
  private static final Duration POLL = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Override
  public Report run() throws Exception {
    try (var directory = new WorkDirectory();
        var testnet =
            Testnet.prepare(TestnetPlan.trusting(), directory.path().resolve("testnet"))) {
      var parent = testnet.chain().head();
      var time = Instant.now().getEpochSecond() - JOBS / CannedMarket.JOBS_A_BLOCK;
      var market = new CannedMarket(testnet.deployment(), parent, time, PROVIDERS, JOBS);
      try (var canned = CannedProcess.start(market, directory.path(), testnet.anvil().endpoint())) {
        return measure(directory, canned.endpoint(), market);
      }
    }
  }

  private static Report measure(WorkDirectory directory, URI endpoint, CannedMarket market)
      throws Exception {
    var logs = market.logs();
    var fetched = perSecond("fetch", logs, () -> fetch(endpoint, market, EventThroughput::skip));
    var decoded = perSecond("decode", logs, () -> fetch(endpoint, market, EventThroughput::decode));
    var byWeb3j = perSecond("web3j", logs, () -> Web3jEvents.fetch(endpoint, market, BLOCKS));
    var indexed = perSecond("index", logs, () -> index(directory, endpoint, market));
    return new Report(
        List.of(
            Figure.of("events_per_s", indexed, "1/s", AIM),
            Figure.of("fetch_events_per_s", fetched, "1/s"),
            Figure.of("decode_events_per_s", decoded, "1/s"),
            Figure.of("web3j_events_per_s", byWeb3j, "1/s")),
        List.of(
            ("%,d logs of %,d job lives, canned: made up beforehand, sent over HTTP by another"
                    + " process on the same cores; events_per_s is from JSON-RPC into a journal on"
                    + " disk; each figure is the best of %d rounds")
                .formatted(logs, JOBS, ROUNDS)));
  }

  private interface Round {
    /** Returns how many logs it took. */
    long run() throws Exception;
  }

  private static long perSecond(String name, long logs, Round round) throws Exception {
    var best = 0L;
    for (var i = 0; i < ROUNDS; i++) {
      var begun = System.nanoTime();
      var taken = round.run();
      var seconds = (System.nanoTime() - begun) / 1e9;
      if (taken != logs) {
        throw new IllegalStateException("%s took %d of %d logs".formatted(name, taken, logs));
      }
      best = Math.max(best, Math.round(logs / seconds));
      System.err.printf("%s: %,d events in %.1f s%n", name, taken, seconds);
    }
    return best;
  }

  private static long fetch(URI endpoint, CannedMarket market, RpcReader<Integer> reader) {
    var contracts = market.deployment().contracts().stream().map(Address::toString).toList();
    var logs = 0L;
    try (var endpoints = new Endpoints(List.of(endpoint), ConnectionLimits.DEFAULT)) {
      for (var from = market.firstBlock(); from <= market.lastBlock(); from += BLOCKS) {
        var to = Math.min(market.lastBlock(), from + BLOCKS - 1);
        var filter = Map.of("fromBlock", hex(from), "toBlock", hex(to), "address", contracts);
        logs +=
            switch (endpoints.call(RpcCall.of("eth_getLogs", filter), reader)) {
              case RpcReply.Result<Integer>(var count) -> count;
              case RpcReply.Refused<Integer> refused ->
                  throw new IllegalStateException(refused.message());
            };
      }
    }
    return logs;
  }

  private static int skip(JsonParser parser) throws IOException {
    var logs = 0;
    while (parser.nextToken() != null && parser.currentToken().isStructStart()) {
      parser.skipChildren();
      logs++;
    }
    return logs;
  }

  private static int decode(JsonParser parser) throws IOException {
    return LogDecoder.decode(LogReader.read(parser)).size();
  }

  private static long index(WorkDirectory directory, URI endpoint, CannedMarket market)
      throws Exception {
    var file = directory.path().resolve("index-%d.db".formatted(System.nanoTime()));
    try (var chain = Web3jChain.connect(List.of(endpoint), market.deployment());
        var journal = Journal.open(file);
        var index = JobIndex.start(chain, journal, POLL)) {
      index.awaitCaughtUp(PATIENCE);
      return market.logs();
    }
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
