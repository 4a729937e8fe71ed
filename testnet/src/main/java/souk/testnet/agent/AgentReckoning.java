package souk.testnet.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import souk.client.run.JobRunner;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.runtime.machine.Execution;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AgentId;
import souk.settlement.chain.Chain;
import souk.settlement.chain.MatchTerms;
import souk.settlement.index.IndexedAgent;
import souk.settlement.index.IndexedJob;
import souk.settlement.index.JobIndex;
import souk.testnet.cluster.Testnet;
import souk.testnet.demo.Reckoning;

/** What came of agents that rest: runs everything again here, and counts the money. */
final class AgentReckoning {
  private final Testnet testnet;
  private final Path root;
  private final JobIndex index;

  /**
   * @param root the project's folder
   */
  AgentReckoning(Testnet testnet, Path root) {
    this.testnet = testnet;
    this.root = root;
    this.index = testnet.operator().jobs();
  }

  /** What came of one. */
  AgentLine line(Cast.Role role) {
    var agent = index.agent(role.id()).orElseThrow();
    var events = LifeEvents.of(testnet, role.id());
    var undisturbed = Undisturbed.life(index, role.module(root), agent, events);
    return new AgentLine(
        role.name(),
        role.id(),
        agent.turns(),
        carriers(events),
        undisturbed.wrong(),
        undisturbed.finalStateEqual(),
        Treasury.of(index, agent, role.funding(), events),
        money(agent));
  }

  /** Children that were paid for another result than running the program here comes to. */
  int wrongChildren(OrderStory order, IrisWork work) {
    var parts = children(order.orchestrator());
    var wholes = children(order.checker());
    var wrong = IntStream.range(0, parts.size()).filter(i -> isWrong(parts.get(i), work.ofPart(i)));
    return (int)
        (wrong.count() + wholes.stream().filter(it -> isWrong(it, work.ofTheWhole())).count());
  }

  private List<Hash> children(AgentId parent) {
    return LifeEvents.of(testnet, parent).of(AgentEvent.ChildSpawned.class).stream()
        .map(AgentEvent.ChildSpawned::jobId)
        .toList();
  }

  private boolean isWrong(Hash child, Execution expected) {
    return index
        .job(child)
        .filter(Reckoning::isSettled)
        .flatMap(IndexedJob::result)
        .filter(paid -> !paid.equals(JobRunner.result(expected)))
        .isPresent();
  }

  /** Providers whose turns the agent took. */
  List<String> carriers(LifeEvents events) {
    return events.of(AgentEvent.TurnOpened.class).stream()
        .flatMap(opened -> index.job(opened.jobId()).stream())
        .flatMap(job -> job.snapshot().match().stream())
        .map(MatchTerms::provider)
        .map(testnet::nameOf)
        .distinct()
        .sorted()
        .toList();
  }

  /** In its account, and in purses that pay nothing just now. */
  private Amount money(IndexedAgent agent) {
    return addresses(testnet.chain(), agent)
        .map(address -> testnet.chain().account(address).marketBalance())
        .reduce(Amount.ZERO, Amount::plus);
  }

  /** Its account and its purses. */
  static Stream<Address> addresses(Chain chain, IndexedAgent agent) {
    return Stream.concat(
        Stream.of(agent.account()),
        IntStream.rangeClosed(0, agent.policy().mostChildren())
            .mapToObj(number -> chain.purseOf(agent.id(), number)));
  }
}
