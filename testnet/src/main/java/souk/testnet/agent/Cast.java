package souk.testnet.agent;

import java.nio.file.Path;
import java.util.List;
import souk.protocol.value.Amount;
import souk.runtime.machine.Bytes;
import souk.settlement.chain.AgentId;
import souk.testnet.cluster.Testnet;

/**
 * The demo's agents and their stories.
 *
 * @param order of the orchestrator and the checker
 * @param chronicle of the chronicle
 * @param freeze of the spendthrift
 */
record Cast(OrderStory order, ChronicleStory chronicle, FreezeStory freeze) {

  /**
   * One of them.
   *
   * @param example the example it runs
   * @param funding what its creator gave it
   */
  record Role(String name, AgentId id, String example, Amount funding) {
    Bytes module(Path root) {
      return Cast.module(root, example);
    }
  }

  /** Creates them. */
  static Cast create(Testnet testnet, Path root, People people) throws InterruptedException {
    var founder = people.founder();
    var chronicle = module(root, "chronicle");
    return new Cast(
        OrderStory.begin(
            testnet,
            IrisWork.in(root),
            founder,
            module(root, "orchestrator"),
            module(root, "checker")),
        ChronicleStory.begin(testnet, chronicle),
        FreezeStory.begin(testnet, founder, chronicle));
  }

  /** All of them; the orchestrator is the first and the chronicle the third. */
  List<Role> roles() {
    return List.of(
        new Role("orchestrator", order.orchestrator(), "orchestrator", OrderStory.FUNDING),
        new Role("checker", order.checker(), "checker", OrderStory.FUNDING),
        new Role("chronicle", chronicle.chronicle(), "chronicle", ChronicleStory.FUNDING),
        new Role("spendthrift", freeze.agent(), "chronicle", FreezeStory.FUNDING));
  }

  private static Bytes module(Path root, String example) {
    return IrisWork.read(root.resolve("examples").resolve(example).resolve(example + ".wasm"));
  }
}
