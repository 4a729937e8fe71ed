package souk.testnet.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import souk.client.AgentRequest;
import souk.protocol.value.Amount;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.index.IndexedAgent;
import souk.testnet.cluster.Testnet;

/** A chronicle lives on what others pay it, and nobody has its creator's key any more. */
final class ChronicleStory {
  /** Turns it lives. */
  static final int TURNS = 50;

  private static final String CREATOR = "creator";
  private static final Amount ENTRY = Amount.of(50_000);
  private static final List<Integer> BOUGHT = List.of(20, 18, 12);
  private static final int LEFT_WHEN_BOUGHT = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final AgentPolicy POLICY = Policies.writer(Policies.TIP);

  /** What its creator gives it: not less than its reserve, or it would be frozen from the start. */
  static final Amount FUNDING = POLICY.reserve();

  private final Testnet testnet;
  private final AgentId chronicle;
  private final boolean keyDeleted;

  private ChronicleStory(Testnet testnet, AgentId chronicle, boolean keyDeleted) {
    this.testnet = testnet;
    this.chronicle = chronicle;
    this.keyDeleted = keyDeleted;
  }

  /** Somebody creates it, with no owner; then that account's key is deleted. */
  static ChronicleStory begin(Testnet testnet, Bytes module) throws InterruptedException {
    var home = testnet.account(CREATOR).home();
    AgentId id;
    try (var creator = Person.enter(testnet, CREATOR, FUNDING)) {
      id = creator.agents().create(AgentRequest.of(module, POLICY, FUNDING));
    }
    testnet.forget(CREATOR);
    return new ChronicleStory(testnet, id, !Files.exists(home));
  }

  AgentId chronicle() {
    return chronicle;
  }

  /** Whether nobody can act as its creator. */
  boolean isKeyDeleted() {
    return keyDeleted;
  }

  /**
   * The patrons take turns in buying entries, whenever few are left.
   *
   * @return turns it has lived at the end
   */
  int live(List<Person> patrons) throws InterruptedException {
    var until = 0;
    for (var i = 0; i < BOUGHT.size(); i++) {
      awaitTurns(Math.max(0, until - LEFT_WHEN_BOUGHT));
      var patron = patrons.get(i % patrons.size());
      var word = "for the chronicle".getBytes(StandardCharsets.UTF_8);
      var unused = patron.agents().send(chronicle, Bytes.of(word), ENTRY.times(BOUGHT.get(i)));
      until += BOUGHT.get(i);
    }
    awaitTurns(TURNS);
    return turns();
  }

  private void awaitTurns(int count) {
    if (!testnet.operator().jobs().await(() -> turns() >= count, PATIENCE)) {
      throw new IllegalStateException("the chronicle lived %d turns only".formatted(turns()));
    }
  }

  private int turns() {
    return testnet.operator().jobs().agent(chronicle).map(IndexedAgent::turns).orElse(0);
  }
}
