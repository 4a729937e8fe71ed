package souk.bench.canned;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;

/**
 * What a market logged, block after block: first every provider's bond and offer, then jobs, each
 * posted, matched, committed, drawn, revealed and settled in six blocks in a row.
 *
 * @param deployment the market's contracts
 * @param parent the real block they follow
 * @param firstTime time of the block after it, in seconds; a second a block
 * @param providers how many
 * @param jobs how many
 */
public record CannedMarket(
    Deployment deployment, Head parent, long firstTime, int providers, int jobs) {
  /** Jobs that enter in a block. */
  public static final int JOBS_A_BLOCK = 20;

  private static final int PROVIDERS_A_BLOCK = 50;
  private static final int STAGES = 6;
  private static final int AUDITED_OF = 8;
  private static final long FUEL_LIMIT = 1_000_000_000L;
  private static final long PRICE = 1_000_000L;
  private static final long CONSUMERS = 1000;
  private static final long RATE = Long.MAX_VALUE / 4;

  // Different kinds of things have different numbers.
  private static final long OFFER = 1L << 40;
  private static final long CONSUMER = 2L << 40;
  private static final long PROVIDER = 3L << 40;
  private static final long BLOB = 4L << 40;
  private static final long BLOCK = 5L << 40;
  private static final long TRANSACTION = 6L << 40;

  private static final String BONDED = LogText.topic("Bonded(address,uint256)");
  private static final String OFFER_POSTED =
      LogText.topic(
          "OfferPosted(bytes32,address,(address,uint128,uint32,uint64,uint32,uint64,uint32,uint256,"
              + "bytes32,bytes32,uint64,uint64,uint256))");
  private static final String JOB_POSTED =
      LogText.topic(
          "JobPosted(bytes32,address,(bytes32,bytes32,bytes32,bytes32,bytes32,bytes32,uint8,uint16,"
              + "uint8,bytes32),(address,uint64,uint32,uint128,uint128,uint8,uint32,uint256,uint64,"
              + "uint64,bytes32,uint64,uint256))");
  private static final String JOB_MATCHED =
      LogText.topic(
          "JobMatched(bytes32,address,address,(bytes32,uint8,uint32,uint256,uint256,uint256,uint8,"
              + "uint64,uint32,uint64,bytes32))");
  private static final String COMMITTED = LogText.topic("Committed(bytes32,uint8,bytes32,uint64)");
  private static final String DRAWN = LogText.topic("Drawn(bytes32,bool,bool,uint64)");
  private static final String RESULT_REVEALED =
      LogText.topic(
          "ResultRevealed(bytes32,uint8,bytes32,(bytes32,bytes32,uint64,uint64,bytes32,bytes32[]),"
              + "uint8,uint64)");
  private static final String AUDIT_PASSED =
      LogText.topic("AuditPassed(address,uint256,uint256,uint64)");
  private static final String JOB_SETTLED =
      LogText.topic("JobSettled(bytes32,uint256,uint256,uint256,bool)");

  /** Height of the first block with logs. */
  public long firstBlock() {
    return parent.number() + 1;
  }

  /** Height of the last block with logs. */
  public long lastBlock() {
    return firstBlock() + blocksOfOffers() + blocksOfJobs() + STAGES - 2;
  }

  /** How many logs there are in all blocks together. */
  public long logs() {
    return 2L * providers + (long) STAGES * jobs + (jobs + AUDITED_OF - 1L) / AUDITED_OF;
  }

  /** The hash of a block of that height, with logs or right before those. */
  String blockHash(long number) {
    if (number < firstBlock()) {
      return parent.hash().toString();
    }
    var hex = HexFormat.of();
    return "0x%s%s%s"
        .formatted(
            hex.toHexDigits(LogText.mixed(BLOCK + number)),
            "0".repeat(32),
            hex.toHexDigits(number));
  }

  /** Its time in seconds. */
  long time(long number) {
    return firstTime + number - firstBlock();
  }

  /** Whether a block has logs. */
  boolean hasLogs(long number) {
    return number >= firstBlock() && number <= lastBlock();
  }

  /** How many logs the blocks of a range have at most. */
  long mostLogs(long from, long to) {
    var blocks = Math.max(0, Math.min(to, lastBlock()) - Math.max(from, firstBlock()) + 1);
    return blocks * (STAGES + 1) * JOBS_A_BLOCK;
  }

  /** A block's logs as JSON, with commas between them; nothing if it has none. */
  byte[] logs(long number) {
    var out = new StringBuilder();
    if (hasLogs(number)) {
      var log = new LogText(out, number, blockHash(number));
      var place = number - firstBlock();
      if (place < blocksOfOffers()) {
        writeOffers(log, place, number);
      } else {
        writeJobs(log, place - blocksOfOffers(), number);
      }
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private long blocksOfOffers() {
    return (providers + PROVIDERS_A_BLOCK - 1L) / PROVIDERS_A_BLOCK;
  }

  private long blocksOfJobs() {
    return (jobs + JOBS_A_BLOCK - 1L) / JOBS_A_BLOCK;
  }

  private void writeOffers(LogText log, long place, long number) {
    var end = Math.min(providers, (place + 1) * PROVIDERS_A_BLOCK);
    for (var i = place * PROVIDERS_A_BLOCK; i < end; i++) {
      var transaction = TRANSACTION + number;
      log.begin(deployment.market().toString(), BONDED, transaction).address(PROVIDER + i);
      log.data().number(1_000_000_000_000L).end();
      log.begin(deployment.orders().toString(), OFFER_POSTED, transaction);
      log.hash(OFFER + i).address(PROVIDER + i).data();
      log.address(PROVIDER + i).number(PRICE + i).number(20).number(10 * FUEL_LIMIT);
      log.number(4096).number(FUEL_LIMIT).number(4).number(i % 4).text("v8").number(0);
      log.number(firstTime + (1L << 31)).number(0).number(i).end();
    }
  }

  private void writeJobs(LogText log, long batch, long number) {
    for (var stage = STAGES - 1; stage >= 0; stage--) {
      var begin = (batch - stage) * JOBS_A_BLOCK;
      for (var i = Math.max(0, begin); i < Math.min(jobs, begin + JOBS_A_BLOCK); i++) {
        write(log, stage, i, number);
      }
    }
  }

  private void write(LogText log, int stage, long job, long number) {
    switch (stage) {
      case 0 -> posted(log, job, number);
      case 1 -> matched(log, job, number);
      case 2 -> {
        market(log, COMMITTED, number).hash(job).data();
        log.number(0).hash(BLOB + job).number(number + 2).end();
      }
      case 3 -> {
        market(log, DRAWN, number).hash(job).data();
        log.number(isAudited(job) ? 1 : 0).number(0).number(time(number) + 600).end();
      }
      case 4 -> revealed(log, job, number);
      default -> settled(log, job, number);
    }
  }

  private void posted(LogText log, long job, long number) {
    log.begin(deployment.orders().toString(), JOB_POSTED, TRANSACTION + number);
    log.hash(job).address(CONSUMER + job % CONSUMERS).data();
    log.hash(BLOB).hash(BLOB + 1).hash(BLOB + 2 + job).number(0).number(0).hash(BLOB + 3);
    log.number(0).number(0).number(0).number(0);
    log.address(CONSUMER + job % CONSUMERS).number(FUEL_LIMIT).number(256).number(2 * PRICE);
    log.number(0).number(0).number(0).number(0).number(time(number) + 86_400);
    log.number(time(number)).number(0).number(0).number(job).end();
  }

  private void matched(LogText log, long job, long number) {
    log.begin(deployment.orders().toString(), JOB_MATCHED, TRANSACTION + number);
    log.hash(job).address(provider(job)).address(CONSUMER - 1).data();
    log.hash(OFFER + job % providers).number(0).number(job % 4).number(PRICE).number(20);
    log.number(PRICE).number(2).number(RATE).number(60).number(time(number) + 600).text("v8").end();
  }

  private void revealed(LogText log, long job, long number) {
    var auditReveal = 7;
    var revealed = 8;
    market(log, RESULT_REVEALED, number).hash(job).data();
    log.number(0).hash(BLOB + 4 + job).number(5 * 32);
    log.number(isAudited(job) ? auditReveal : revealed).number(time(number) + 600);
    log.hash(BLOB + 5 + job).hash(BLOB + 6 + job).number(0).number(FUEL_LIMIT / 2).number(0);
    log.number(6 * 32).number(0).end();
  }

  private void settled(LogText log, long job, long number) {
    if (isAudited(job)) {
      log.begin(deployment.history().toString(), AUDIT_PASSED, TRANSACTION + number);
      log.address(provider(job)).data().number(PRICE).number(PRICE).number(RATE).end();
    }
    market(log, JOB_SETTLED, number).hash(job).data();
    log.number(495_000).number(5_000).number(1_500_000).number(isAudited(job) ? 1 : 0).end();
  }

  private LogText market(LogText log, String topic, long number) {
    return log.begin(deployment.market().toString(), topic, TRANSACTION + number);
  }

  private long provider(long job) {
    return PROVIDER + job % providers;
  }

  private static boolean isAudited(long job) {
    return job % AUDITED_OF == 0;
  }
}
