package souk.testnet.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import souk.client.AgentRequest;
import souk.protocol.value.Amount;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.AgentState;
import souk.testnet.cluster.Testnet;

/** A chronicle that tips more than it earns runs out of money, freezes, is paid, and goes on. */
final class FreezeStory {
  // Two of them are more than an entry earns.
  private static final Amount TIP = Amount.of(100_000);
  private static final Amount ENTRY = Amount.of(50_000);
  private static final int BOUGHT = 7;
  private static final int COLD_BLOCKS = 12;
  private static final Amount HELP = Amount.of(150_000);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final AgentPolicy POLICY = Policies.writer(TIP);

  /** What its founder gives it. */
  static final Amount FUNDING = POLICY.reserve();

  private final Testnet testnet;
  private final AgentId agent;
  private OptionalLong frozenSince = OptionalLong.empty();

  /**
   * What came of it.
   *
   * @param turnsBefore turns it had lived when it was due and did not wake, for want of money
   * @param turnsAfter turns it had lived at the end
   */
  record Outcome(int turnsBefore, int turnsAfter) {}

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
    awaitThat(this::isLongFrozen);
    var before = turns();
    send(patron, "and go on", HELP);
    awaitThat(() -> turns() >= before + 2);
    return new Outcome(before, turns());
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

  /** Whether it was frozen whenever this was asked, for some blocks. */
  private boolean isLongFrozen() {
    if (!isFrozen()) {
      frozenSince = OptionalLong.empty();
      return false;
    }
    var block = testnet.chain().head().number();
    frozenSince = frozenSince.isEmpty() ? OptionalLong.of(block) : frozenSince;
    return block >= frozenSince.getAsLong() + COLD_BLOCKS;
  }

  /** Whether only money keeps it from waking by itself. */
  private boolean isFrozen() {
    var chain = testnet.chain();
    var before = chain.agent(agent).orElseThrow();
    var poor = chain.runway(agent).orElse(1) == 0 && chain.canWake(agent).isEmpty();
    // What was read in between is of one time if nothing has happened since.
    var after = chain.agent(agent).orElseThrow();
    var now = after.readAt().time();
    return poor
        && after.state() instanceof AgentState.Idle
        && after.turns() == before.turns()
        && after.wakeAt().stream().anyMatch(time -> !now.isBefore(time));
  }

  private int turns() {
    return testnet.operator().jobs().agent(agent).orElseThrow().turns();
  }
}
