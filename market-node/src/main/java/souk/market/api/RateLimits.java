package souk.market.api;

import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.protocol.value.Address;

/**
 * How often clients and accounts may ask. Who asked longest ago is forgotten when there are too
 * many to remember. Thread-safe.
 */
final class RateLimits {
  private static final int MOST_KNOWN = 20_000;

  private final ApiServer.Config config;
  private final Buckets clients;
  private final Buckets accounts;

  RateLimits(ApiServer.Config config) {
    this.config = config;
    this.clients = new Buckets(config.requestsPerSecond(), config.requestBurst());
    this.accounts = new Buckets(config.writesPerSecond(), config.writeBurst());
  }

  /** Counts a request of a client. */
  void countClient(Context request) {
    var probe =
        clients.of(ClientAddress.of(request, config.behindProxy())).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()), "from your address");
    }
  }

  /** Refuses an account that has used up what it may hand in. */
  void requireAllowance(Address account) {
    var probe = accounts.of(account.toString()).estimateAbilityToConsume(1);
    if (!probe.canBeConsumed()) {
      throw tooMany(
          Duration.ofNanos(probe.getNanosToWaitForRefill()), "signed by account " + account);
    }
  }

  /** Counts what an account has handed in, once its signature is checked: nobody else can. */
  void countAccount(Address account) {
    accounts.of(account.toString()).tryConsume(1);
  }

  private static ProblemException tooMany(Duration wait, String whose) {
    return new ProblemException(
        HttpStatus.TOO_MANY_REQUESTS, "too many requests " + whose + "; slow down", wait);
  }

  private static final class Buckets {
    private final int perSecond;
    private final int burst;
    private final Map<String, Bucket> known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KNOWN;
          }
        };

    Buckets(int perSecond, int burst) {
      this.perSecond = perSecond;
      this.burst = burst;
    }

    synchronized Bucket of(String who) {
      return known.computeIfAbsent(
          who,
          _ ->
              Bucket.builder()
                  .addLimit(
                      limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                  .build());
    }
  }
}
