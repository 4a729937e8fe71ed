package souk.testnet.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import souk.client.JobOutcome;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.protocol.evidence.EffectKind;
import souk.protocol.job.Arguments;
import souk.protocol.offer.EngineName;
import souk.protocol.offer.Offer;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Bytes;
import souk.runtime.machine.Invocation;
import souk.runtime.machine.Machine;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentCreation;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.Call;
import souk.settlement.chain.MessageBody;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;

/**
 * A market of a cheat and an honest provider, with a consumer, and with an offer by a stranger
 * whose text is an attack on browsers.
 */
final class MarketOfTwo implements AutoCloseable {
  /** The engine that the stranger's offer says it has: 1..32 printable characters. */
  static final String ATTACK = "<img/src=x/onerror=alert(1)>";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Fuel FUEL = new Fuel(1_000_000_000);
  private static final Amount TOKEN = Amount.of(1_000_000);

  private final Testnet testnet;
  private final Souk souk;

  private MarketOfTwo(Testnet testnet, Souk souk) {
    this.testnet = testnet;
    this.souk = souk;
  }

  static MarketOfTwo open(Path directory) throws InterruptedException {
    var testnet = Testnet.prepare(TestnetPlan.contested(), directory);
    testnet.startNodes();
    var souk = Participant.connect(testnet, Testnet.CONSUMER);
    souk.deposit(Amount.of(100_000_000));
    var market = new MarketOfTwo(testnet, souk);
    market.postAttack();
    return market;
  }

  /** Where its market node answers. */
  URI site() {
    return testnet.markets().getFirst();
  }

  /** The provider that answers wrongly; cheaper, so jobs come to it first. */
  Address cheat() {
    return testnet.account("provider-1").address();
  }

  /** Who posts the jobs. */
  Address consumer() {
    return testnet.account(Testnet.CONSUMER).address();
  }

  /** Posts a job that counts words. */
  Hash post(String text) throws InterruptedException {
    return souk.post(request(text, Price.of(2_500_000)));
  }

  /** Posts a job that counts words, which the cheat takes: the honest provider sleeps meanwhile. */
  Hash postToTheCheat(String text) throws InterruptedException {
    var honest = testnet.node("provider-2");
    honest.pause();
    try {
      var job = post(text);
      var index = testnet.operator().jobs();
      if (!index.await(() -> index.job(job).filter(MarketOfTwo::isTaken).isPresent(), PATIENCE)) {
        throw new IllegalStateException("the cheat did not take the job in time");
      }
      return job;
    } finally {
      honest.resume();
    }
  }

  private static boolean isTaken(IndexedJob job) {
    return job.snapshot().provider().isPresent();
  }

  /** Posts a job that nobody runs, since it pays too little. */
  Hash postTooCheap() throws InterruptedException {
    return souk.post(request("cheap", Price.of(1_000_000)));
  }

  /**
   * Creates an agent whose module nobody has, so that it stays as it is: with two messages, of
   * which its turn reads the first.
   *
   * @param first text of the first
   * @param second text of the second
   * @return its number
   */
  long raiseAgent(String first, String second) throws InterruptedException {
    var operator = testnet.operator();
    var index = operator.jobs();
    var funding = Amount.of(50_000_000);
    operator.perform("mint", new Call.Mint(operator.address(), Amount.of(100_000_000)));
    operator.perform("approve", new Call.Approve(Amount.of(100_000_000)));
    operator.perform("deposit", new Call.Deposit(Amount.of(100_000_000)));
    var agents = testnet.deployment().agents();
    operator.perform("let", new Call.ApproveTransfers(agents, Amount.of(100_000_000)));
    operator.perform("create", new AgentCall.Create(creation(funding)));
    require(index.await(() -> !index.agents().isEmpty(), PATIENCE), "the agent is not indexed");
    var agent = index.agents().getLast().id();
    write(agent.number(), first);
    write(agent.number(), second);
    operator.perform("wake", new AgentCall.Wake(agent, List.of(MessageBody.of(first))));
    return agent.number();
  }

  /** Writes to that agent. */
  void write(long agent, String text) throws InterruptedException {
    var postage = policy().turnCost(policy().mostCeiling());
    var message = new AgentCall.Outgoing(new AgentId(agent), MessageBody.of(text), TOKEN, postage);
    testnet.operator().perform("send", new AgentCall.Send(List.of(message)));
  }

  private static AgentCreation creation(Amount funding) {
    return new AgentCreation(
        AgentCode.of(new byte[] {7}, Machine.VERSION),
        Hash.ZERO,
        policy(),
        Optional.empty(),
        Optional.empty(),
        funding,
        "https://agents.example/1.json");
  }

  private static AgentPolicy policy() {
    return new AgentPolicy(
        FUEL,
        16,
        2,
        20,
        Price.of(2_500_000),
        Price.of(5_000_000),
        Duration.ofHours(1),
        EnumSet.of(EffectKind.PAY),
        Tags.NONE,
        TOKEN,
        TOKEN,
        Amount.of(10),
        2,
        Amount.of(10_000),
        Duration.ofHours(1),
        Duration.ofHours(1),
        0,
        0,
        false);
  }

  private static void require(boolean came, String otherwise) {
    if (!came) {
      throw new IllegalStateException(otherwise);
    }
  }

  /** Waits until a job is paid. */
  void awaitPaid(Hash job) throws InterruptedException {
    var outcome = souk.await(job, PATIENCE);
    if (!(outcome instanceof JobOutcome.Settled)) {
      throw new IllegalStateException("the job was not paid in time: " + outcome);
    }
  }

  /** A paid job's output. */
  byte[] output(Hash job) throws InterruptedException {
    return souk.output(job).orElseThrow().toArray();
  }

  @Override
  public void close() {
    souk.close();
    testnet.close();
  }

  private static JobRequest request(String text, Price ceiling) {
    var invocation =
        new Invocation(
            ExampleFiles.module("wordstat"),
            new Arguments(List.of("20"), new TreeMap<>()),
            Bytes.of(text.getBytes(UTF_8)),
            new TreeMap<>());
    return JobRequest.of(invocation, FUEL, ceiling);
  }

  private void postAttack() throws InterruptedException {
    var operator = testnet.operator();
    var offer =
        new Offer(
            operator.address(),
            Price.of(9_000_000),
            Offer.DEFAULT_STAKE_MULTIPLE,
            FUEL,
            1024,
            new Fuel(1),
            1,
            Tags.NONE,
            new EngineName(ATTACK),
            Hash.ZERO,
            testnet.chain().head().time().plus(Duration.ofDays(1)),
            0,
            BigInteger.ONE);
    operator.perform("attack", new Call.PostOffers(List.of(offer)));
  }
}
