package souk.settlement.web3j;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;
import souk.settlement.rpc.ConnectionLimits;
import souk.settlement.rpc.Endpoints;
import souk.settlement.rpc.Heads;
import souk.settlement.rpc.RpcCall;
import souk.settlement.rpc.RpcReader;
import souk.settlement.rpc.RpcReply;

/** Makes sure that endpoints serve the chain a market is on. */
final class ChainIdentity {
  private ChainIdentity() {}

  /**
   * Asks each endpoint by itself: one that serves another chain must never be failed over to.
   *
   * @throws ChainException if one does, or none answers
   */
  static void require(List<URI> endpoints, Deployment deployment, ConnectionLimits limits) {
    @Nullable ChainException failure = null;
    var reached = false;
    for (var endpoint : endpoints) {
      try {
        requireOne(endpoint, deployment, limits);
        reached = true;
      } catch (ChainException e) {
        if (!e.isRetryable()) {
          throw e;
        }
        failure = e;
      }
    }
    if (!reached) {
      throw failure == null
          ? ChainException.permanent("no endpoint of the chain is given", null)
          : failure;
    }
  }

  private static void requireOne(URI endpoint, Deployment deployment, ConnectionLimits limits) {
    try (var alone = new Endpoints(List.of(endpoint), limits)) {
      requireChainId(alone, deployment);
      requireGenesis(alone, new Heads(alone, deployment, limits), deployment);
    }
  }

  private static void requireChainId(Endpoints alone, Deployment deployment) {
    var chainId =
        switch (alone.call(RpcCall.of("eth_chainId"), RpcReader.NUMBER)) {
          case RpcReply.Result<Long>(var id) -> id;
          case RpcReply.Refused<Long> refused ->
              throw ChainException.retryable(
                  "%s refuses eth_chainId: %s".formatted(alone, refused.message()), null);
        };
    if (chainId != deployment.chainId()) {
      throw ChainException.permanent(
          "%s serves chain %d, the market is on chain %d"
              .formatted(alone, chainId, deployment.chainId()),
          null);
    }
  }

  private static void requireGenesis(Endpoints alone, Heads heads, Deployment deployment) {
    var genesis = heads.block(0).map(Head::hash);
    if (!genesis.equals(Optional.of(deployment.genesis()))) {
      throw ChainException.permanent(
          "%s serves another chain than the market's: it was started anew, deploy again"
              .formatted(alone),
          null);
    }
  }
}
