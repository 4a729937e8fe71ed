package souk.settlement.rpc;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.EndpointHealth;

/**
 * Several endpoints as one: a question goes to the one that answered last, and to the next if it
 * does not. Safe for use by many threads.
 */
public final class Endpoints implements AutoCloseable {
  // What common endpoints take in one batch.
  private static final int MOST_CALLS = 100;

  private final List<Source> sources;
  private final OkHttpClient http;
  private final AtomicReference<Source> preferred;

  /**
   * @param endpoints at least one
   * @throws ChainException if there is none
   */
  public Endpoints(List<URI> endpoints, ConnectionLimits limits) {
    if (endpoints.isEmpty()) {
      throw ChainException.permanent("no endpoint of the chain is given", null);
    }
    this.http = new OkHttpClient.Builder().callTimeout(limits.deadline()).build();
    this.sources =
        endpoints.stream()
            .map(
                uri ->
                    new Source(uri, http, limits.maxResponseBytes(), new Health(System::nanoTime)))
            .toList();
    this.preferred = new AtomicReference<>(sources.getFirst());
  }

  /**
   * The answer to a request that is JSON-RPC already.
   *
   * @param payload one request
   * @throws ChainException if no endpoint answers
   */
  public byte[] ask(byte[] payload) {
    return any(source -> source.ask(payload));
  }

  /** The reply to one call. */
  public <T> RpcReply<T> call(RpcCall call, RpcReader<T> reader) {
    return batch(List.of(call), reader).getFirst();
  }

  /**
   * Replies in the order of the calls, by as few round trips as endpoints allow. Where an endpoint
   * refuses a call for a reason of its own, the others are asked too.
   *
   * @throws ChainException if no endpoint answers
   */
  public <T> List<RpcReply<T>> batch(List<RpcCall> calls, RpcReader<T> reader) {
    var replies = new ArrayList<RpcReply<T>>();
    for (var from = 0; from < calls.size(); from += MOST_CALLS) {
      var part = calls.subList(from, Math.min(from + MOST_CALLS, calls.size()));
      replies.addAll(best(part, reader));
    }
    return replies;
  }

  /** How each of them does. */
  public List<EndpointHealth> health() {
    return sources.stream().map(source -> source.health().told(source.toString())).toList();
  }

  /** The endpoints in the order to be asked, those left out that must not be. */
  List<Source> ranked() {
    var first = preferred.get();
    return sources.stream()
        .filter(source -> !source.health().isBarred())
        .sorted(
            Comparator.<Source>comparingInt(source -> source.health().rank())
                .thenComparing(source -> source != first))
        .toList();
  }

  /** All endpoints. */
  List<Source> all() {
    return sources;
  }

  /** From now on this is asked first, as long as it is well. */
  void prefer(Source source) {
    preferred.set(source);
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** Hosts and ports, for messages. */
  @Override
  public String toString() {
    return sources.stream().map(Source::toString).collect(Collectors.joining(", "));
  }

  /** Something asked of one endpoint. */
  interface Question<T> {
    T ask(Source source) throws NoAnswerException;
  }

  /**
   * What the first endpoint says that answers.
   *
   * @throws ChainException if none does
   */
  <T> T any(Question<T> question) {
    @Nullable NoAnswerException failure = null;
    for (var source : ranked()) {
      try {
        var answer = question.ask(source);
        prefer(source);
        return answer;
      } catch (NoAnswerException e) {
        if (failure != null) {
          e.addSuppressed(failure);
        }
        failure = e;
      }
    }
    throw silence(failure);
  }

  private <T> List<RpcReply<T>> best(List<RpcCall> calls, RpcReader<T> reader) {
    var refused = new ArrayList<List<RpcReply<T>>>();
    try {
      return any(
          source -> {
            var replies = source.batch(calls, reader);
            if (replies.stream().anyMatch(Endpoints::isItsOwnTrouble)) {
              refused.add(replies);
              throw new NoAnswerException(source + ": " + replies.getLast());
            }
            return replies;
          });
    } catch (ChainException e) {
      if (refused.isEmpty()) {
        throw e;
      }
      return refused.getFirst();
    }
  }

  private static boolean isItsOwnTrouble(RpcReply<?> reply) {
    return reply instanceof RpcReply.Refused<?> refused && refused.isItsOwn();
  }

  private static ChainException silence(@Nullable NoAnswerException failure) {
    return failure == null
        ? ChainException.retryable(
            "the chain is not asked: its endpoints want a pause or serve another chain", null)
        : ChainException.retryable("the chain does not answer: " + failure.getMessage(), failure);
  }
}
