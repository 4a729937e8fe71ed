package souk.testnet.attack.actor;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import souk.client.Souk;
import souk.client.market.MarketNodes;
import souk.client.node.Pursuits;
import souk.client.run.JobRunner;
import souk.client.run.JobSources;
import souk.client.run.Preparation;
import souk.client.session.ChainSession;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.runtime.engine.Engine;
import souk.runtime.engine.EngineChoice;
import souk.runtime.engine.Engines;
import souk.settlement.chain.Call;
import souk.settlement.chain.Head;
import souk.settlement.index.JobIndex;
import souk.settlement.keys.AccountKey;

/**
 * All that an attacker has: an account, the chain, and the market's API.
 *
 * @param session its way to the chain
 * @param souk the market as its account uses it
 * @param key its key
 * @param endpoints the chain's JSON-RPC endpoints
 * @param markets market nodes
 * @param machineCache where files are kept that help jobs to start
 * @param pursuits sees to it that its calls take effect
 */
record Foothold(
    ChainSession session,
    Souk souk,
    AccountKey key,
    List<URI> endpoints,
    List<URI> markets,
    Path machineCache,
    Pursuits pursuits) {

  static Foothold of(
      ChainSession.Config chain, AccountKey key, List<URI> markets, Path machineCache) {
    var session = ChainSession.open(chain, key);
    return new Foothold(
        session,
        Souk.over(session, key, markets, machineCache),
        key,
        chain.endpoints(),
        markets,
        machineCache,
        Pursuits.through(session.outbox()));
  }

  JobIndex index() {
    return session.jobs();
  }

  Address address() {
    return key.address();
  }

  /** Sees to it that a call takes effect, missing at that block. */
  void pursue(String aim, Call call, Head now) {
    var unused = pursuits.pursue(aim, call, now.number());
  }

  /** Whether it has all that a job needs, and its machine admits it. */
  boolean holds(JobSpec job) {
    return runner(Duration.ofMinutes(1)).prepare(job) instanceof Preparation.Ready;
  }

  /** Runs jobs as an honest node does. */
  JobRunner runner(Duration longest) {
    var nodes = MarketNodes.at(markets);
    return new JobRunner(new JobSources(nodes, nodes), engine(longest));
  }

  /** What it runs them on. */
  Engine engine(Duration longest) {
    return Engines.on(machineCache).engine(EngineChoice.ENDIVE, longest);
  }
}
