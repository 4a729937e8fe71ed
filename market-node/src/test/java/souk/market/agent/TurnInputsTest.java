package souk.market.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static souk.market.agent.Life.JOB;
import static souk.market.agent.Life.NOW;
import static souk.market.agent.Life.hash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.market.telemetry.EventLog;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.codec.Digests;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.JobState;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;

class TurnInputsTest {
  private static final Hash INPUT =
      Digests.sha256(
          AgentInputCodec.encode(
              new AgentInput(
                  Life.POLICY.fuelLimit(),
                  Life.POLICY.mostPerTurn(),
                  Optional.of(
                      new AgentStanding(
                          Life.ACCOUNT, 3, Amount.of(123_456), Optional.of(Life.STATE))),
                  List.of(
                      new Message(Life.address(5), Amount.ZERO, "message 5".getBytes(UTF_8)),
                      new Message(Address.ZERO, Amount.of(6), "message 6".getBytes(UTF_8))))));

  private final FakeAgents facts = new FakeAgents();
  private final FakeBlobs blobs = new FakeBlobs();
  private final TurnInputs inputs = new TurnInputs(facts, blobs, new EventLog());

  @BeforeEach
  void wake() {
    facts.agents.add(Life.working(2));
    facts.unread.add(Life.message(5));
    facts.unread.add(Life.message(6));
    facts.unread.add(Life.message(7));
    facts.put(Life.job(JOB, new JobState.Open(NOW), INPUT, Optional.empty()));
  }

  @AfterEach
  void close() {
    inputs.close();
  }

  @Test
  void rebuildsWhatATurnReadsFromEvents() throws InterruptedException {
    inputs.keep(10);

    assertThat(becomes(() -> blobs.has(INPUT))).isTrue();
  }

  @Test
  void keepsNothingThatTheJobDoesNotName() throws InterruptedException {
    facts.put(Life.job(JOB, new JobState.Open(NOW), hash(66), Optional.empty()));

    inputs.keep(10);
    inputs.close();

    assertThat(blobs.here).isEmpty();
  }

  @Test
  void asksPeersForWhatItCannotRebuild() throws InterruptedException {
    facts.unread.clear();
    blobs.atPeers.add(INPUT);

    inputs.keep(10);

    assertThat(becomes(() -> blobs.has(INPUT))).isTrue();
  }

  @Test
  void triesAgainWhenMoreIsKnown() throws InterruptedException {
    var mail = List.copyOf(facts.unread);
    facts.unread.clear();
    inputs.keep(10);
    assertThat(becomes(() -> blobs.asked.contains(INPUT))).isTrue();

    facts.unread.addAll(mail);

    var block = new AtomicLong(10);
    assertThat(
            becomes(
                () -> {
                  inputs.keep(block.addAndGet(4));
                  return blobs.has(INPUT);
                }))
        .isTrue();
  }

  private static boolean becomes(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    return condition.getAsBoolean();
  }
}
