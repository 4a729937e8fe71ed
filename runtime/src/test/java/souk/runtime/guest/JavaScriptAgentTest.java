package souk.runtime.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.AgentInputCodec;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus.Exited;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.job.AgentInput;
import souk.protocol.job.AgentStanding;
import souk.protocol.job.Arguments;
import souk.protocol.job.ChildJob;
import souk.protocol.job.JobKind;
import souk.protocol.job.Message;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.engine.AgentRunner;
import souk.runtime.engine.Engines;
import souk.runtime.engine.TurnObserver;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Execution;
import souk.runtime.machine.Limits;
import souk.runtime.machine.RunOutcome;

/** Scripts that are agents, on the fastest engine there is. */
final class JavaScriptAgentTest {
  private static final Fuel FUEL = new Fuel(2_000_000_000L);
  private static final Address SENDER = Address.parse("0x1111111111111111111111111111111111111111");

  @TempDir static Path cache;

  private static Execution run(int turns, String script) {
    return run(turns, script, Optional.empty());
  }

  private static Execution run(int turns, String script, Optional<AgentStanding> standing) {
    var message = new Message(SENDER, Amount.of(77), utf8("hällo"));
    var input =
        AgentInputCodec.encode(new AgentInput(FUEL, Amount.of(500), standing, List.of(message)));
    var invocation =
        JavaScript.invocation(
            "agent.js", Bytes.utf8(script), Arguments.NONE, Bytes.of(input), new TreeMap<>());
    var job =
        new AgentJob(
            invocation, Limits.of(FUEL, 1_024), turns, Instant.ofEpochSecond(1_760_000_000));
    var engine = Engines.on(cache).all(Duration.ofMinutes(5)).getFirst();
    var outcome = new AgentRunner(engine).run(job, TurnObserver.NONE);
    assertThat(outcome).isInstanceOf(RunOutcome.Completed.class);
    return ((RunOutcome.Completed) outcome).execution();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void variablesLiveOn() {
    var execution =
        run(
            3,
            """
            let count = 10;
            const seen = new Map();
            const turn = async ({ number, limit, budget, postedAt, inbox: [{ from, value, body, text }] }) => {
              count += await Promise.resolve(number);
              seen.set(number, count);
              print(number, limit, budget, postedAt, from, value, body.length, text(), [...seen.values()]);
            };
            """);

    assertThat(execution.output().text())
        .isEqualTo(
            """
            0 3 500n 1760000000 0x1111111111111111111111111111111111111111 77n 6 hällo [10]
            1 3 500n 1760000000 0x1111111111111111111111111111111111111111 77n 6 hällo [10, 11]
            2 3 500n 1760000000 0x1111111111111111111111111111111111111111 77n 6 hällo [10, 11, 13]
            """);
    assertThat(execution.trace()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void anAgentKnowsItsAccountAndItsAge() {
    var script =
        """
        export function turn({ number, first, isLast, account }) {
          print(number, first, isLast, account);
        }
        """;
    var standing =
        new AgentStanding(SENDER, 800, new Amount(BigInteger.TWO.pow(70)), Optional.empty());

    assertThat(run(2, script, Optional.of(standing)).output().text())
        .isEqualTo(
            """
            800 800 false { address: "0x1111111111111111111111111111111111111111", balance: 1180591620717411303424n }
            801 800 true { address: "0x1111111111111111111111111111111111111111", balance: 1180591620717411303424n }
            """);
    assertThat(run(2, script).output().text()).isEqualTo("0 0 false null\n1 0 true null\n");
  }

  @Test
  void wishesAreEffects() {
    var execution =
        run(
            9,
            """
            const hash = (digit) => "0x" + digit.repeat(64);
            export function turn({ number, inbox: [{ from }] }) {
              if (number === 0) souk.pay(from, (1n << 100n) + 5n);
              if (number === 0) souk.send(from, "grüezi", 3);
              if (number === 1) souk.spawn({ module: hash("a"), input: hash("b"), chunks: hash("c"),
                fuelLimit: 1000, memoryLimit: 2, turnLimit: 3, priceCeiling: 4n }, 5);
              if (number === 2) souk.sleep(1_800_000_000);
            }
            """);

    var large = new Amount(BigInteger.TWO.pow(100).add(BigInteger.valueOf(5)));
    var child =
        new ChildJob(
            hashOf(0xaa),
            hashOf(0xbb),
            Hash.ZERO,
            Hash.ZERO,
            hashOf(0xcc),
            JobKind.AGENT_JOB,
            new Fuel(1_000),
            2,
            3,
            new Price(Amount.of(4)));
    assertThat(execution.effects())
        .containsExactly(
            new TurnEffect(0, new Effect.Pay(SENDER, large)),
            new TurnEffect(0, new Effect.Send(SENDER, Amount.of(3), utf8("grüezi"))),
            new TurnEffect(1, new Effect.Spawn(child, Amount.of(5))),
            new TurnEffect(2, new Effect.Sleep(Instant.ofEpochSecond(1_800_000_000))));
    assertThat(execution.trace()).hasSize(3);
  }

  private static Hash hashOf(int octet) {
    var bytes = new byte[Hash.SIZE];
    Arrays.fill(bytes, (byte) octet);
    return Hash.of(bytes);
  }

  @Test
  void aTurnThatThrowsIsDropped() {
    var execution =
        run(
            5,
            """
            export function turn({ number, inbox: [{ from }] }) {
              souk.pay(from, 1);
              if (number === 2) throw new Error("enough");
            }
            """);

    assertThat(execution.status()).isEqualTo(new Exited(1));
    assertThat(execution.effects()).hasSize(2);
    assertThat(execution.trace()).hasSize(2);
    assertThat(execution.log().text()).startsWith("Error: enough\n    at turn (/agent.js:3");
  }

  @Test
  void aScriptWithoutATurnIsNoAgent() {
    assertThat(run(2, "print(1)").log().text())
        .startsWith("TypeError: /agent.js has no turn function: define or export one");
  }
}
