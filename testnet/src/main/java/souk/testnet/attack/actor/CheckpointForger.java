package souk.testnet.attack.actor;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.api.SignedCheckpoint;
import souk.client.market.MarketClient;
import souk.client.market.MarketException;
import souk.client.market.MarketNodes;
import souk.client.run.JobRunner;
import souk.client.turn.TurnParcel;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.Evidence;
import souk.protocol.job.JobState;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.engine.TurnObserver;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;
import souk.runtime.state.Delta;
import souk.runtime.state.Place;
import souk.settlement.chain.Head;
import souk.settlement.chain.RelayCall;
import souk.settlement.index.IndexedJob;

/**
 * Runs an agent for some turns, signs that they took more fuel than they did, gives the state that
 * goes with it to all market nodes, and hands the job over: who goes on builds on a lie.
 */
final class CheckpointForger implements RogueProvider.Conduct {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointForger.class);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final int TURNS = 3;
  private static final Fuel LIE = new Fuel(300_000_000);

  private final Foothold foothold;
  private final JobRunner runner;
  private final SecureRandom random = new SecureRandom();
  private final Map<Hash, SignedCheckpoint> signed = new HashMap<>();

  CheckpointForger(Foothold foothold) {
    this.foothold = foothold;
    this.runner = foothold.runner(LONGEST);
  }

  @Override
  public void mind(IndexedJob job, Head now) {
    if (job.snapshot().state() instanceof JobState.Running) {
      var claim = signed.computeIfAbsent(job.id(), _ -> forge(job));
      var call =
          new RelayCall.HandOver(new RelayCall.Signed(claim.checkpoint(), claim.signature()));
      foothold.pursue("hand over/" + job.id(), call, now);
    }
  }

  /** Runs the job, signs its lie, and spreads what goes with it. */
  private SignedCheckpoint forge(IndexedJob job) {
    var forgery = new Forgery();
    var unused = runner.run(job.spec(), Optional.empty(), forgery);
    var place = forgery.place.orElseThrow();
    var claim = TurnParcel.claim(job.id(), job.snapshot().attempt(), place.checkpoint());
    var digest = foothold.session().domain().checkpointDigest(claim);
    var result = new SignedCheckpoint(claim, foothold.key().sign(digest));
    var parcel = TurnParcel.whole(place).encode().orElseThrow();
    MarketNodes.at(foothold.markets()).each().forEach(node -> give(node, result, parcel));
    return result;
  }

  private void give(MarketClient node, SignedCheckpoint claim, byte[] parcel) {
    try {
      var job = claim.checkpoint().jobId();
      node.putTurn(claim, Ecies.seal(node.sealingKey(), job, parcel, random));
    } catch (MarketException e) {
      LOG.warn("{} does not take the turn: {}", node, e.getMessage());
    }
  }

  /** What the job is like behind some turns, but for their fuel. */
  private static final class Forgery implements TurnObserver {
    private Optional<Place> place = Optional.empty();

    @Override
    public void turnEnded(Checkpoint now, Optional<Delta> delta, AgentState state) {
      if (now.turns() == TURNS) {
        place = Optional.of(new Place(forged(now), state.snapshot()));
      }
    }

    private static Checkpoint forged(Checkpoint honest) {
      var fuel = honest.fuelUsed().plus(LIE);
      var trace = new ArrayList<>(honest.trace());
      trace.set(
          TURNS - 1,
          Evidence.turnHash(
              honest.stateHash().orElseThrow(),
              fuel,
              honest.output().sha256(),
              EffectCodec.root(honest.effects())));
      return new Checkpoint(
          honest.job(),
          honest.end(),
          fuel,
          honest.output(),
          honest.log(),
          honest.effects(),
          trace,
          honest.stateHash());
    }
  }
}
