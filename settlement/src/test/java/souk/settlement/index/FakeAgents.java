package souk.settlement.index;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;
import souk.settlement.chain.Head;

/** Agents of a make-believe market: what they log, in an order that a contract would. */
final class FakeAgents {
  private final Map<Long, Agent> agents = new TreeMap<>();

  private enum Phase {
    IDLE,
    WORKING,
    LANDING,
    ENDED
  }

  /**
   * One of them.
   *
   * @param values of messages to come out of the mailbox, by their number
   * @param children jobs it waits for
   */
  private record Agent(
      Phase phase,
      long first,
      long next,
      int messages,
      int turn,
      Hash job,
      Map<Long, Long> values,
      List<Hash> children) {
    private Agent with(Phase phase, long first, int messages, int turn, Hash job) {
      return new Agent(phase, first, next, messages, turn, job, values, children);
    }

    private Agent with(long next, Map<Long, Long> values) {
      return new Agent(phase, first, next, messages, turn, job, values, children);
    }

    private Agent with(List<Hash> children) {
      return new Agent(phase, first, next, messages, turn, job, values, children);
    }
  }

  FakeAgents copy() {
    var copy = new FakeAgents();
    copy.agents.putAll(agents);
    return copy;
  }

  /** Something happens that may happen now. */
  List<FakeLogs.Log> act(RandomGenerator random, Head now) {
    if (agents.isEmpty() || random.nextInt(12) == 0) {
      return create(now);
    }
    var id = 1 + random.nextLong(agents.size());
    var agent = requireNonNull(agents.get(id));
    if (!agent.children().isEmpty() && random.nextInt(4) == 0) {
      return report(id, agent);
    }
    return switch (agent.phase()) {
      case IDLE ->
          switch (random.nextInt(5)) {
            case 0 -> wake(id, agent, random, now);
            case 1 -> List.of(ownersWish(id, random));
            default -> send(id, agent, random);
          };
      case WORKING ->
          switch (random.nextInt(6)) {
            case 0 -> trap(id, agent, now);
            case 1 -> fail(id, agent, now);
            case 2 -> raise(id, agent, random);
            case 3 -> send(id, agent, random);
            default -> open(id, agent, random);
          };
      case LANDING -> random.nextInt(3) == 0 ? send(id, agent, random) : land(id, agent, random);
      case ENDED -> returnMail(id, agent);
    };
  }

  private List<FakeLogs.Log> create(Head now) {
    var id = agents.size() + 1L;
    agents.put(id, new Agent(Phase.IDLE, 0, 0, 0, 0, Hash.ZERO, Map.of(), List.of()));
    return List.of(FakeLogs.agentCreated(id, account(id), now.time()));
  }

  private static FakeLogs.Log ownersWish(long id, RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> FakeLogs.agentUpgraded(id, random.nextInt(9));
      case 1 -> FakeLogs.agentRenounced(id);
      default -> FakeLogs.agentPaused(id, random.nextBoolean());
    };
  }

  private List<FakeLogs.Log> send(long id, Agent agent, RandomGenerator random) {
    var value = random.nextInt(3);
    var values = new TreeMap<>(agent.values());
    if (value != 0) {
      values.put(agent.next(), (long) value);
    }
    agents.put(id, agent.with(agent.next() + 1, values));
    return List.of(FakeLogs.messageReceived(id, agent.next(), value, random.nextInt(80)));
  }

  private List<FakeLogs.Log> wake(long id, Agent agent, RandomGenerator random, Head now) {
    var messages = (int) Math.min(agent.next() - agent.first(), random.nextInt(4));
    var job = job(random);
    agents.put(id, agent.with(Phase.WORKING, agent.first(), messages, agent.turn(), job));
    return List.of(FakeLogs.agentWoken(id, job, agent.turn(), agent.first(), messages, now.time()));
  }

  private List<FakeLogs.Log> raise(long id, Agent agent, RandomGenerator random) {
    var job = job(random);
    agents.put(id, agent.with(Phase.WORKING, agent.first(), agent.messages(), agent.turn(), job));
    return List.of(FakeLogs.turnRaised(id, job, agent.job()));
  }

  private List<FakeLogs.Log> open(long id, Agent agent, RandomGenerator random) {
    var children = new ArrayList<>(agent.children());
    var logs = new ArrayList<FakeLogs.Log>();
    logs.add(FakeLogs.turnOpened(id, agent.job(), agent.turn()));
    if (random.nextBoolean()) {
      children.add(job(random));
      logs.add(FakeLogs.childSpawned(id, children.getLast(), agent.turn()));
    }
    var first = agent.first() + agent.messages();
    agents.put(
        id,
        agent
            .with(agent.next(), valuesFrom(first, agent))
            .with(children)
            .with(Phase.LANDING, first, 0, agent.turn(), agent.job()));
    return logs;
  }

  private List<FakeLogs.Log> land(long id, Agent agent, RandomGenerator random) {
    var ends = random.nextInt(8) == 0;
    var phase = ends ? Phase.ENDED : Phase.IDLE;
    agents.put(id, agent.with(phase, agent.first(), 0, agent.turn() + 1, Hash.ZERO));
    var logs = new ArrayList<FakeLogs.Log>();
    logs.add(FakeLogs.messageSent(id, agent.turn(), 3));
    logs.add(FakeLogs.sendDone(id, agent.turn(), 3));
    logs.add(FakeLogs.turnLanded(id, agent.job(), agent.turn()));
    if (ends) {
      logs.add(FakeLogs.agentEnded(id));
    }
    return logs;
  }

  private List<FakeLogs.Log> trap(long id, Agent agent, Head now) {
    var first = agent.first() + agent.messages();
    var logs = new ArrayList<>(List.of(FakeLogs.turnTrapped(id, agent.job(), now.time())));
    agent
        .values()
        .forEach(
            (number, value) -> {
              if (number < first) {
                logs.add(FakeLogs.valueReturned(id, number, value));
              }
            });
    agents.put(
        id,
        agent
            .with(agent.next(), valuesFrom(first, agent))
            .with(Phase.IDLE, first, 0, agent.turn(), Hash.ZERO));
    return logs;
  }

  private List<FakeLogs.Log> fail(long id, Agent agent, Head now) {
    agents.put(id, agent.with(Phase.IDLE, agent.first(), 0, agent.turn(), Hash.ZERO));
    return List.of(FakeLogs.turnFailed(id, agent.job(), now.time()));
  }

  private List<FakeLogs.Log> report(long id, Agent agent) {
    var children = agent.children();
    agents.put(id, agent.with(children.subList(1, children.size())));
    return List.of(FakeLogs.childReported(id, children.getFirst()));
  }

  private List<FakeLogs.Log> returnMail(long id, Agent agent) {
    var values = new TreeMap<>(agent.values());
    if (values.isEmpty()) {
      return List.of(FakeLogs.swept(id, 7));
    }
    var oldest = requireNonNull(values.pollFirstEntry());
    agents.put(id, agent.with(agent.next(), values));
    return List.of(FakeLogs.valueReturned(id, oldest.getKey(), oldest.getValue()));
  }

  private static Map<Long, Long> valuesFrom(long first, Agent agent) {
    var left = new HashMap<>(agent.values());
    left.keySet().removeIf(number -> number < first);
    return left;
  }

  private static Hash job(RandomGenerator random) {
    var bytes = new byte[Hash.SIZE];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  private static Address account(long id) {
    return FakeMarket.party((int) (50 + id % 50));
  }
}
