package souk.testnet.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import souk.client.JobRequest;
import souk.client.blob.BlobContent;
import souk.client.market.MarketNodes;
import souk.client.session.ChainSession;
import souk.client.session.Funds;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Digests;
import souk.protocol.evidence.EffectKind;
import souk.protocol.job.ChildJob;
import souk.protocol.job.JobKind;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.runtime.machine.Machine;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentCreation;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.Call;
import souk.settlement.index.EventQuery;
import souk.testnet.cluster.Participant;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.examples.ExampleFiles;

/** The demo's market, with a person who creates agents on it and writes to them. */
final class MarketOfAgents implements AutoCloseable {
  static final Amount TOKEN = Amount.of(1_000_000);
  static final Price CEILING = Price.of(2_500_000);
  static final Duration CHILD_TIME = Duration.ofSeconds(40);
  private static final Duration PATIENT = Duration.ofMinutes(5);

  private static final Fuel FUEL = new Fuel(100_000_000);

  final Testnet testnet;
  final ChainSession person;
  final MarketNodes nodes;
  final ChildJob hello;
  // Its input is nowhere.
  final ChildJob unheardOf;

  private MarketOfAgents(Testnet testnet, ChainSession person) throws IOException {
    this.testnet = testnet;
    this.person = person;
    this.nodes = MarketNodes.at(testnet.markets());
    var program = code("runtime/src/test/resources/wasm/hello.wasm");
    put(program);
    put(new byte[0]);
    this.hello = child(program, new byte[0]);
    this.unheardOf = child(program, new byte[] {1, 2, 3});
  }

  static MarketOfAgents open(Path directory) throws IOException, InterruptedException {
    var testnet = Testnet.prepare(TestnetPlan.demo(), directory);
    try {
      testnet.startNodes();
      var person = Participant.open(testnet, Testnet.CONSUMER);
      new Funds(person).deposit(TOKEN.times(900));
      var market = new MarketOfAgents(testnet, person);
      var agents = testnet.deployment().agents();
      person.perform("approve", new Call.ApproveTransfers(agents, TOKEN.times(900)));
      return market;
    } catch (IOException | RuntimeException | InterruptedException e) {
      testnet.close();
      throw e;
    }
  }

  /** An agent that this person creates, and nobody owns. */
  LivingAgent create(String module, AgentPolicy policy, Amount funding)
      throws IOException, InterruptedException {
    var code = code(module);
    put(code);
    var creation =
        new AgentCreation(
            AgentCode.of(code, Machine.VERSION),
            Hash.ZERO,
            policy,
            Optional.empty(),
            Optional.empty(),
            funding,
            "https://agents.example/%s.json".formatted(Path.of(module).getFileName()));
    person.perform("create", new AgentCall.Create(creation));
    var newest = EventQuery.newest(Set.of(AgentEvent.AgentCreated.class), 1);
    var created = (AgentEvent.AgentCreated) testnet.events(newest).getFirst();
    return new LivingAgent(this, created.agent(), code, funding);
  }

  /** Keeps a blob with the market nodes. */
  Hash put(byte[] blob) {
    nodes.putBlob(BlobContent.of(blob), person.uploadSigner());
    return Digests.sha256(blob);
  }

  private static byte[] code(String module) throws IOException {
    return Files.readAllBytes(ExampleFiles.projectRoot().resolve(module));
  }

  private static ChildJob child(byte[] program, byte[] input) {
    return new ChildJob(
        Digests.sha256(program),
        Digests.sha256(input),
        Hash.ZERO,
        Hash.ZERO,
        ChunkTree.pair(program, input),
        JobKind.COMMAND,
        FUEL,
        16,
        0,
        CEILING);
  }

  Amount balanceOf(Address account) {
    return testnet.chain().account(account).marketBalance();
  }

  /** Effects of all kinds, four children, 20 tokens a day and 4 a turn. */
  static AgentPolicy policy() {
    return policy(EnumSet.allOf(EffectKind.class), TOKEN.times(20), 4, PATIENT);
  }

  /** No end, one child that comes back soon, and 2 tokens a day. */
  static AgentPolicy bounded() {
    return policy(EnumSet.complementOf(EnumSet.of(EffectKind.END)), TOKEN.times(2), 1, CHILD_TIME);
  }

  private static AgentPolicy policy(
      Set<EffectKind> kinds, Amount mostPerDay, int children, Duration childTime) {
    return new AgentPolicy(
        FUEL,
        JobRequest.DEFAULT_MEMORY,
        2,
        20,
        CEILING,
        CEILING,
        Duration.ofHours(1),
        kinds,
        Tags.NONE,
        TOKEN.times(4),
        mostPerDay,
        Amount.of(1_000),
        2,
        Amount.of(10_000),
        PATIENT,
        childTime,
        children,
        2,
        false);
  }

  /** What the turn that reads a message costs at most. */
  static Amount turnCost() {
    return policy().turnCost(CEILING);
  }

  @Override
  public void close() {
    person.close();
    testnet.close();
  }
}
