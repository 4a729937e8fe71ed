package souk.testnet.attack;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import souk.client.JobRequest;
import souk.client.Souk;
import souk.client.Wishes;
import souk.client.session.ChainSession;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.chain.ChainEvent;
import souk.settlement.index.IndexedJob;
import souk.settlement.tx.Outbox;
import souk.testnet.attack.actor.Lie;
import souk.testnet.attack.actor.LyingProvider;
import souk.testnet.cluster.NodeAccount;
import souk.testnet.cluster.Testnet;
import souk.testnet.cluster.TestnetPlan;
import souk.testnet.demo.JobWatch;
import souk.testnet.work.Program;
import souk.testnet.work.Programs;

/** Where one attack takes place: its accounts and processes, and the jobs it is about. */
final class Stage {
  /** What an attacker bonds as a verifier: as much as an honest one. */
  static final Amount BOND = TestnetPlan.VERIFIER_BOND;

  private static final List<String> LYING_PROVIDER =
      List.of(
          "run", "--price", "2.2", "--bond", "200", "--slots", "2", "--fuel-per-second", "250M");
  private static final Price CEILING = Price.of(2_500_000);
  private static final Duration JOB_PATIENCE = Duration.ofMinutes(4);

  private final Scenario scenario;
  private final Testnet testnet;
  private final ChainSession session;
  private final Souk consumer;
  private final JobWatch watch;
  private final Iterator<Program> programs;
  private final Program agent;
  private final Map<Hash, Program> posted;
  private final Optional<URI> address;
  private final List<Hash> jobs = new ArrayList<>();

  /**
   * @param session of an honest consumer
   * @param consumer the same, with market balance
   * @param programs what jobs may run; shared with other stages
   * @param agent the program of a job of many turns, {@link Programs#garden}
   * @param posted takes what each job runs; shared with other stages
   * @param address where everybody expects the attacker's market node, if it has one
   */
  Stage(
      Scenario scenario,
      Testnet testnet,
      ChainSession session,
      Souk consumer,
      JobWatch watch,
      Iterator<Program> programs,
      Program agent,
      Map<Hash, Program> posted,
      Optional<URI> address) {
    this.scenario = scenario;
    this.testnet = testnet;
    this.session = session;
    this.consumer = consumer;
    this.watch = watch;
    this.programs = programs;
    this.agent = agent;
    this.posted = posted;
    this.address = address;
  }

  /** Where everybody expects the attacker's market node. */
  URI address() {
    return address.orElseThrow();
  }

  /** Names of the attacker's accounts. */
  static List<String> names(Scenario scenario) {
    return Stream.iterate(1, i -> i + 1)
        .limit(scenario.play().accounts())
        .map(i -> "attacker-%s-%d".formatted(scenario.label(), i))
        .toList();
  }

  Scenario scenario() {
    return scenario;
  }

  Play play() {
    return scenario.play();
  }

  Testnet testnet() {
    return testnet;
  }

  /** What the consumer sends. */
  Outbox outbox() {
    return session.outbox();
  }

  /** One of the attacker's accounts, from 1. */
  NodeAccount attacker(int number) {
    return testnet.account(names(scenario).get(number - 1));
  }

  /** Starts a program as one of the attacker's accounts, from 1. */
  void start(int number, Class<?> main, List<String> arguments) {
    testnet.startProgram(attacker(number).name(), main, arguments);
  }

  /** Starts the ordinary provider's program, but for what it commits to. */
  void startLyingProvider(int number, Lie lie) {
    var arguments = new ArrayList<>(List.of(lie.name()));
    arguments.addAll(LYING_PROVIDER);
    start(number, LyingProvider.class, arguments);
  }

  /** Posts a job that runs the next program. */
  Hash post(UnaryOperator<JobRequest> shape) throws InterruptedException {
    return post(programs.next(), shape);
  }

  /** Posts an agent's job. */
  Hash postAgent(UnaryOperator<JobRequest> shape) throws InterruptedException {
    return post(
        agent, request -> shape.apply(request.withTurns(Programs.GARDEN_TURNS, Programs.GARDEN)));
  }

  /** Posts a job that runs what another one runs. */
  Hash repost(Hash job, UnaryOperator<JobRequest> shape) throws InterruptedException {
    return post(Optional.ofNullable(posted.get(job)).orElseThrow(), shape);
  }

  private Hash post(Program program, UnaryOperator<JobRequest> shape) throws InterruptedException {
    var request =
        JobRequest.of(program.invocation(), program.fuelLimit(), CEILING)
            .withPatience(JOB_PATIENCE);
    var id = consumer.post(shape.apply(request));
    posted.put(id, program);
    watch.follow(id, program.title());
    jobs.add(id);
    return id;
  }

  /** Has a job go to a provider before all others. */
  static UnaryOperator<JobRequest> preferring(Address provider) {
    var wishes = new Wishes(Optional.empty(), Set.of(), Amount.ZERO, List.of(provider), List.of());
    return request -> request.withWishes(wishes);
  }

  /** The jobs of this attack, as they are now. */
  List<IndexedJob> jobs() {
    return jobs.stream().map(testnet.operator().jobs()::job).flatMap(Optional::stream).toList();
  }

  /** Whether nothing can happen to the jobs any more. */
  boolean jobsAreFinal() {
    return jobs().size() == jobs.size()
        && jobs().stream().map(job -> job.snapshot().state()).allMatch(JobState::isFinal);
  }

  /** How many of the jobs one of the attacker's accounts, from 1, has committed to. */
  int commitments(int number) {
    var address = attacker(number).address();
    var index = testnet.operator().jobs();
    return (int) jobs.stream().filter(job -> isCommitted(index.events(job), address)).count();
  }

  private static boolean isCommitted(List<ChainEvent> events, Address provider) {
    var attempts =
        events.stream()
            .filter(ChainEvent.Committed.class::isInstance)
            .map(event -> ((ChainEvent.Committed) event).attempt())
            .collect(toUnmodifiableSet());
    return events.stream()
        .filter(ChainEvent.JobMatched.class::isInstance)
        .map(event -> ((ChainEvent.JobMatched) event).deal())
        .anyMatch(deal -> deal.provider().equals(provider) && attempts.contains(deal.attempt()));
  }

  /** Whether one of the attacker's accounts is a provider: has an offer, and a bond. */
  boolean isProvider(int number) {
    return isProvider(attacker(number));
  }

  /** Whether an account is a provider. */
  boolean isProvider(NodeAccount account) {
    var address = account.address();
    var index = testnet.operator().jobs();
    return index.offers().stream().anyMatch(it -> it.offer().provider().equals(address))
        && !testnet.chain().provider(address).free().isZero();
  }

  /** Whether one of the attacker's accounts is a verifier that can be drawn. */
  boolean isVerifier(int number) {
    return !testnet.chain().verifier(attacker(number).address()).weight().isZero();
  }

  /** Whether one of the attacker's accounts has something to challenge with. */
  boolean hasBalance(int number) {
    return !testnet.chain().account(attacker(number).address()).marketBalance().isZero();
  }
}
