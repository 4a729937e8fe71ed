package souk.testnet.agent;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import souk.client.Agent;
import souk.client.AgentRequest;
import souk.client.MessageId;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentCall;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.MessageBody;
import souk.settlement.index.EventQuery;
import souk.testnet.cluster.Testnet;

/**
 * A customer has an orchestrator work on a data set: it has the parts done by child jobs, merges
 * them, pays a checker, and answers.
 */
final class OrderStory {
  /** What the customer pays. */
  static final Amount PAID = Amount.of(6_000_000);

  /** What the founder gives the orchestrator to begin with. */
  static final Amount FUNDING = Amount.of(2_000_000);

  private static final Amount CHECK_PRICE = Amount.of(1_500_000);
  private static final Amount MOST_PER_TURN = Amount.of(4_000_000);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Testnet testnet;
  private final IrisWork work;
  private final AgentId orchestrator;
  private final AgentId checker;

  /**
   * What came of it.
   *
   * @param children jobs the orchestrator had run
   * @param settled of them, paid
   * @param answer what the customer was told
   * @param answerRight whether that is what running the program over the whole here comes to
   */
  record Outcome(int children, int settled, String answer, boolean answerRight) {}

  private OrderStory(Testnet testnet, IrisWork work, AgentId orchestrator, AgentId checker) {
    this.testnet = testnet;
    this.work = work;
    this.orchestrator = orchestrator;
    this.checker = checker;
  }

  /** The founder creates both agents. */
  static OrderStory begin(
      Testnet testnet, IrisWork work, Person founder, Bytes orchestrator, Bytes checker)
      throws InterruptedException {
    var delegates = Policies.parent(MOST_PER_TURN, IrisWork.PARTS);
    var checks = Policies.parent(CHECK_PRICE.times(2), 1);
    return new OrderStory(
        testnet,
        work,
        founder.agents().create(AgentRequest.of(orchestrator, delegates, FUNDING)),
        founder.agents().create(AgentRequest.of(checker, checks, FUNDING)));
  }

  AgentId orchestrator() {
    return orchestrator;
  }

  AgentId checker() {
    return checker;
  }

  /** The customer hands in all that jobs read, and sends the order. */
  MessageId order(Person customer) throws InterruptedException {
    work.blobs().forEach(customer::upload);
    var account = customer.agents().find(checker).map(Agent::account).orElseThrow();
    var order = work.order(account, CHECK_PRICE).getBytes(StandardCharsets.UTF_8);
    return customer.agents().send(orchestrator, Bytes.of(order), PAID);
  }

  /** The customer brings what the children wrote, and awaits the answer. */
  Outcome await(Person customer, MessageId order) throws InterruptedException {
    var children = children();
    bring(customer, children);
    var reply = customer.agents().awaitReply(order, PATIENCE);
    var answer = new String(reply.body().toArray(), StandardCharsets.UTF_8);
    var right = work.ofTheWhole().output().sha256();
    var settled = children.stream().filter(this::isSettled).count();
    return new Outcome(
        children.size(), (int) settled, answer, answer.startsWith("done " + right + "\n"));
  }

  /** The jobs of the orchestrator's children, once all are posted. */
  private List<Hash> children() {
    var index = testnet.operator().jobs();
    if (!index.await(() -> spawned().size() == IrisWork.PARTS, PATIENCE)) {
      throw new IllegalStateException(
          "the orchestrator has %d children".formatted(spawned().size()));
    }
    return spawned().stream().map(AgentEvent.ChildSpawned::jobId).toList();
  }

  /** In the order of the parts. */
  private List<AgentEvent.ChildSpawned> spawned() {
    var query = EventQuery.newest(Set.of(AgentEvent.ChildSpawned.class), EventQuery.MOST);
    return testnet.operator().jobs().events(query.of(orchestrator)).reversed().stream()
        .map(AgentEvent.ChildSpawned.class::cast)
        .toList();
  }

  private void bring(Person customer, List<Hash> children) throws InterruptedException {
    if (!testnet
        .operator()
        .jobs()
        .await(() -> children.stream().allMatch(this::isOver), PATIENCE)) {
      throw new IllegalStateException("not all children have ended: " + children);
    }
    var postage = customer.agents().find(orchestrator).orElseThrow().policy().postage();
    var mail = new ArrayList<AgentCall.Outgoing>();
    for (var child : children) {
      var output = customer.souk().output(child);
      output.ifPresent(
          it ->
              mail.add(
                  new AgentCall.Outgoing(
                      orchestrator, MessageBody.of(it.toArray()), Amount.ZERO, postage)));
    }
    customer.send(mail);
  }

  private boolean isOver(Hash job) {
    return testnet
        .operator()
        .jobs()
        .job(job)
        .filter(it -> it.snapshot().state().isFinal())
        .isPresent();
  }

  private boolean isSettled(Hash job) {
    return testnet
        .operator()
        .jobs()
        .job(job)
        .filter(it -> it.snapshot().state() instanceof JobState.Settled)
        .isPresent();
  }
}
