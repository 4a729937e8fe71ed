package souk.settlement.web3j;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3j;
import souk.settlement.chain.ChainException;
import souk.settlement.chain.Deployment;
import souk.settlement.chain.Head;

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
    var web3j = Web3j.build(new Endpoints(List.of(endpoint), limits));
    try {
      requireChainId(endpoint, web3j, deployment);
      requireGenesis(endpoint, web3j, deployment);
    } finally {
      web3j.shutdown();
    }
  }

  private static void requireChainId(URI endpoint, Web3j web3j, Deployment deployment) {
    var chainId =
        Rpc.attempt("eth_chainId", () -> web3j.ethChainId().send().getChainId().longValueExact());
    if (chainId != deployment.chainId()) {
      throw ChainException.permanent(
          "%s serves chain %d, the market is on chain %d"
              .formatted(endpoint, chainId, deployment.chainId()),
          null);
    }
  }

  private static void requireGenesis(URI endpoint, Web3j web3j, Deployment deployment) {
    var genesis = new Blocks(web3j).block(0).map(Head::hash);
    if (!genesis.equals(Optional.of(deployment.genesis()))) {
      throw ChainException.permanent(
          "%s serves another chain than the market's: it was started anew, deploy again"
              .formatted(endpoint),
          null);
    }
  }
}
