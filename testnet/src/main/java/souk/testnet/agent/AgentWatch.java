package souk.testnet.agent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import souk.protocol.evidence.EffectKind;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.Changes;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.DemoEvent;
import souk.testnet.demo.Narrator;

/** Tells what agents do as the chain does. Thread-safe. */
final class AgentWatch {
  private static final int MOST_LETTERS = 90;

  private final Testnet testnet;
  private final Narrator narrator;
  private final Map<AgentId, String> names = new ConcurrentHashMap<>();
  private final Map<Hash, String> work = new ConcurrentHashMap<>();
  private final Map<AgentId, Integer> turns = new ConcurrentHashMap<>();
  private final List<ChainEvent.ProviderSlashed> slashes = new ArrayList<>();

  /**
   * @param narrator may be told by several threads
   */
  AgentWatch(Testnet testnet, Narrator narrator) {
    this.testnet = testnet;
    this.narrator = narrator;
    testnet.operator().jobs().listen(this::take);
  }

  /** What the agent is called from now on. */
  void name(AgentId id, String name) {
    names.put(id, name);
  }

  /** Which turn or child of an agent the job is; empty if none. */
  Optional<String> work(Hash job) {
    return Optional.ofNullable(work.get(job));
  }

  /** Every loss of a provider's stake so far. */
  synchronized List<ChainEvent.ProviderSlashed> slashes() {
    return List.copyOf(slashes);
  }

  private void take(Changes changes) {
    changes.events().forEach(this::take);
  }

  private void take(ChainEvent event) {
    switch (event) {
      case AgentEvent.AgentWoken it -> {
        work.put(it.open().jobId(), "%s's turn %d".formatted(name(it.agent()), it.turn()));
        turns.put(it.agent(), it.turn());
        tell(it, "begins, with %d messages".formatted(it.open().messages()));
      }
      case AgentEvent.TurnRaised it ->
          work.put(it.jobId(), work.getOrDefault(it.before(), name(it.agent()) + "'s turn"));
      case AgentEvent.TurnLanded it -> tell(it, "is done, carried by " + carrier(it.jobId()));
      case AgentEvent.TurnTrapped it -> tell(it, "was dropped: " + it.exitStatus());
      case AgentEvent.TurnFailed it -> tell(it, "came to nothing, and is tried again");
      case AgentEvent.ChildSpawned it -> {
        work.put(it.jobId(), "%s's child %d".formatted(name(it.agent()), it.index()));
        tell(it, "has job %d run, for %s".formatted(it.index(), tokens(it.escrow())));
      }
      case AgentEvent.EffectDone it when it.kind() == EffectKind.SEND && !it.amount().isZero() ->
          tell(it, "sends %s to %s".formatted(tokens(it.amount()), it.to()));
      case AgentEvent.EffectRefused it ->
          tell(it, "may not do effect %d: %s".formatted(it.index(), it.reason()));
      case AgentEvent.MessageSent it -> tell(it, "says \"%s\"".formatted(shortened(it)));
      case ChainEvent.ProviderSlashed it -> takeSlash(it);
      default -> {
        // Nothing a spectator must know.
      }
    }
  }

  private synchronized void takeSlash(ChainEvent.ProviderSlashed slashed) {
    slashes.add(slashed);
    narrator.tell(
        new DemoEvent.CheatCaught(
            testnet.nameOf(slashed.provider()),
            slashed.jobId().toString(),
            slashed.stake().toString()));
  }

  private void tell(AgentEvent event, String deed) {
    var turn = turns.getOrDefault(event.agent(), 0);
    narrator.tell(new DemoEvent.AgentActed(name(event.agent()), turn, deed));
  }

  private String name(AgentId id) {
    return names.getOrDefault(id, "agent " + id);
  }

  private String carrier(Hash job) {
    return testnet
        .operator()
        .jobs()
        .job(job)
        .flatMap(it -> it.snapshot().match())
        .map(match -> testnet.nameOf(match.provider()))
        .orElse("somebody");
  }

  private static String shortened(AgentEvent.MessageSent sent) {
    var text = new String(sent.body().bytes(), StandardCharsets.UTF_8);
    var line = text.lines().findFirst().orElse("");
    return line.length() > MOST_LETTERS ? line.substring(0, MOST_LETTERS) : line;
  }

  private static String tokens(Amount amount) {
    return amount.toTokens(TestnetPlan.DECIMALS);
  }
}
