package souk.testnet.attack;

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
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;
import souk.settlement.index.IndexedJob;
import souk.testnet.cluster.NodeAccount;
import souk.testnet.cluster.Testnet;
import souk.testnet.demo.JobWatch;
import souk.testnet.work.Program;

/** Where one attack takes place: its accounts and processes, and the jobs it is about. */
final class Stage {
  private static final Price CEILING = Price.of(2_500_000);
  private static final Duration JOB_PATIENCE = Duration.ofMinutes(4);

  private final Attack attack;
  private final Testnet testnet;
  private final Souk consumer;
  private final JobWatch watch;
  private final Iterator<Program> programs;
  private final Map<Hash, Program> posted;
  private final List<Hash> jobs = new ArrayList<>();

  /**
   * @param consumer an honest one, with market balance
   * @param programs what jobs may run; shared with other stages
   * @param posted takes what each job runs; shared with other stages
   */
  Stage(
      Attack attack,
      Testnet testnet,
      Souk consumer,
      JobWatch watch,
      Iterator<Program> programs,
      Map<Hash, Program> posted) {
    this.attack = attack;
    this.testnet = testnet;
    this.consumer = consumer;
    this.watch = watch;
    this.programs = programs;
    this.posted = posted;
  }

  /** Names of the attacker's accounts. */
  static List<String> names(Attack attack) {
    return Stream.iterate(1, i -> i + 1)
        .limit(attack.play().accounts())
        .map(i -> "attacker-%s-%d".formatted(attack.label(), i))
        .toList();
  }

  Attack attack() {
    return attack;
  }

  Testnet testnet() {
    return testnet;
  }

  Souk consumer() {
    return consumer;
  }

  /** One of the attacker's accounts, from 1. */
  NodeAccount attacker(int number) {
    return testnet.account(names(attack).get(number - 1));
  }

  /** Starts a program as one of the attacker's accounts, from 1. */
  void start(int number, Class<?> main, List<String> arguments) {
    testnet.startProgram(attacker(number).name(), main, arguments);
  }

  /** Posts a job that runs the next program. */
  Hash post(UnaryOperator<JobRequest> shape) throws InterruptedException {
    var program = programs.next();
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

  /** Whether a provider has an offer. */
  boolean hasOffer(Address provider) {
    return testnet.operator().jobs().offers().stream()
        .anyMatch(offer -> offer.offer().provider().equals(provider));
  }
}
