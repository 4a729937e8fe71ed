package souk.market.agent;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import souk.client.node.Crew;
import souk.market.telemetry.EventLog;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.Digests;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.ChainException;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedAgent.PostedTurn;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.JournalException;

/**
 * Puts what open turns read among the node's blobs, where it is kept like any job's input. It is
 * rebuilt from events, and is what the job names or nothing. Its methods are called by one thread.
 */
final class TurnInputs implements AutoCloseable {
  private static final long BLOCKS_BETWEEN_TRIES = 4;

  private final AgentFacts facts;
  private final AgentBlobs blobs;
  private final EventLog log;
  private final Crew<Hash> crew = new Crew<>("input of");
  private final Set<Hash> done = ConcurrentHashMap.newKeySet();
  private final Map<Hash, Long> notBefore = new HashMap<>();

  TurnInputs(AgentFacts facts, AgentBlobs blobs, EventLog log) {
    this.facts = facts;
    this.blobs = blobs;
    this.log = log;
  }

  /** Sees to it at that block that the inputs of all open turns are here. */
  void keep(long block) {
    var open = new HashSet<Hash>();
    for (var agent : facts.agents()) {
      agent
          .turn()
          .filter(turn -> !turn.opened())
          .ifPresent(
              turn -> {
                open.add(turn.jobId());
                keep(agent, turn, block);
              });
    }
    done.retainAll(open);
    notBefore.keySet().retainAll(open);
  }

  private void keep(IndexedAgent agent, PostedTurn turn, long block) {
    var jobId = turn.jobId();
    if (!done.contains(jobId) && block >= notBefore.getOrDefault(jobId, 0L)) {
      notBefore.put(jobId, block + BLOCKS_BETWEEN_TRIES);
      crew.start(jobId, () -> keep(agent, turn));
    }
  }

  private void keep(IndexedAgent agent, PostedTurn turn) {
    try {
      var job = facts.job(turn.jobId()).filter(it -> !it.snapshot().state().isFinal());
      if (job.isPresent() && isKept(agent, turn, job.get())) {
        done.add(turn.jobId());
      }
    } catch (IOException | ChainException | JournalException e) {
      log.trouble("what agent %s reads cannot be kept: %s".formatted(agent.id(), e.getMessage()));
    }
  }

  private boolean isKept(IndexedAgent agent, PostedTurn turn, IndexedJob job) throws IOException {
    var digest = job.spec().input();
    if (blobs.has(digest)) {
      return true;
    }
    var input = input(agent, turn).filter(it -> Digests.sha256(it).equals(digest));
    return input.isPresent() ? blobs.make(input.get()) : blobs.bring(digest);
  }

  /** The input as the contract made it; empty if not all events are known. */
  private Optional<byte[]> input(IndexedAgent agent, PostedTurn turn) {
    var count = turn.woken().open().messages();
    var mail = facts.unread(agent.id()).stream().limit(count).toList();
    return mail.size() < count ? Optional.empty() : Optional.of(encode(agent, turn.woken(), mail));
  }

  private static byte[] encode(
      IndexedAgent agent, AgentEvent.AgentWoken woken, List<AgentEvent.MessageReceived> mail) {
    var standing =
        new AgentStanding(
            agent.account(),
            woken.turn(),
            woken.balance(),
            Optional.of(agent.stateHash()).filter(hash -> !hash.isZero()));
    return AgentInputCodec.encode(
        new AgentInput(
            agent.policy().fuelLimit(),
            agent.policy().mostPerTurn(),
            Optional.of(standing),
            mail.stream().map(TurnInputs::message).toList()));
  }

  private static Message message(AgentEvent.MessageReceived mail) {
    return new Message(mail.sender().orElse(Address.ZERO), mail.value(), mail.body().bytes());
  }

  @Override
  public void close() {
    crew.close();
  }
}
