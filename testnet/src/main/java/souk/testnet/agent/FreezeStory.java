package souk.testnet.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import souk.client.AgentRequest;
import souk.protocol.value.Amount;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.index.IndexedAgent;
import souk.testnet.cluster.Testnet;

/** A chronicle that tips more than it earns runs out of money, freezes, is paid, and goes on. */
final class FreezeStory {
  // Two of them are more than an entry earns.
  private static final Amount TIP = Amount.of(100_000);
  private static final Amount ENTRY = Amount.of(50_000);
  private static final int BOUGHT = 5;
  private static final int COLD_BLOCKS = 12;
  private static final Amount HELP = Amount.of(150_000);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final AgentPolicy POLICY = Policies.writer(TIP);

  /** What its founder gives it. */
  static final Amount FUNDING = POLICY.reserve();

  private final Testnet testnet;
  private final AgentId agent;

  /**
   * What came of it.
   *
   * @param turnsBefore turns it had lived when it froze
   * @param frozen whether it was due and did not wake, for want of money
   * @param turnsAfter turns it had lived at the end
   */
  record Outcome(int turnsBefore, boolean frozen, int turnsAfter) {}

  private FreezeStory(Testnet testnet, AgentId agent) {
    this.testnet = testnet;
    this.agent = agent;
  }

  /** The founder creates it, with no more than its reserve. */
  static FreezeStory begin(Testnet testnet, Person founder, Bytes module)
      throws InterruptedException {
    var request = AgentRequest.of(module, POLICY, FUNDING);
    return new FreezeStory(testnet, founder.agents().create(request));
  }

  AgentId agent() {
    return agent;
  }

  /** The patron buys entries until it freezes, and then helps. */
  Outcome live(Person patron) throws InterruptedException {
    send(patron, "write this down", ENTRY.times(BOUGHT));
    awaitThat(() -> isDue() && runway() == 0 && !canWake());
    var before = turns();
    var since = block();
    awaitThat(() -> block() >= since + COLD_BLOCKS);
    var frozen = turns() == before && isDue() && runway() == 0;
    send(patron, "and go on", HELP);
    awaitThat(() -> turns() >= before + 2);
    return new Outcome(before, frozen, turns());
  }

  private void send(Person patron, String text, Amount value) throws InterruptedException {
    var body = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    var unused = patron.agents().send(agent, body, value);
  }

  private void awaitThat(BooleanSupplier condition) {
    if (!testnet.operator().jobs().await(condition, PATIENCE)) {
      throw new IllegalStateException(
          "agent %s did not freeze or thaw, after %d turns".formatted(agent, turns()));
    }
  }

  /** Whether only money keeps it from waking by itself. */
  private boolean isDue() {
    var now = testnet.chain().head().time();
    return indexed().turn().isEmpty()
        && indexed().wakeAt().stream().anyMatch(time -> !now.isBefore(time));
  }

  private boolean canWake() {
    return testnet.chain().canWake(agent).isPresent();
  }

  private long runway() {
    return testnet.chain().runway(agent).orElse(-1);
  }

  private long block() {
    return testnet.chain().head().number();
  }

  private int turns() {
    return indexed().turns();
  }

  private IndexedAgent indexed() {
    return testnet.operator().jobs().agent(agent).orElseThrow();
  }
}
