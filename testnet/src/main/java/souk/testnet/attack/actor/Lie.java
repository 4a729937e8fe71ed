package souk.testnet.attack.actor;

import java.util.Random;
import souk.protocol.evidence.Result;
import souk.protocol.job.JobSpec;
import souk.provider.journal.Produced;
import souk.provider.node.ResultPolicy;
import souk.testnet.cluster.WrongResults;

/** What a provider that computes honestly commits to instead. */
public enum Lie {
  /** Always another output. */
  WRONG {
    @Override
    ResultPolicy policy() {
      return new WrongResults();
    }
  },
  /** Another output in one job of twenty, by a seed under which the third is the first. */
  SOMETIMES_WRONG {
    @Override
    ResultPolicy policy() {
      var chance = new Random(SEED);
      var wrong = new WrongResults();
      return (job, computed) -> isUnlucky(chance) ? wrong.commitTo(job, computed) : computed;
    }
  },
  /** Another output where the consumer has much to lose. */
  WRONG_FOR_HIGH_VALUE {
    @Override
    ResultPolicy policy() {
      var wrong = new WrongResults();
      return (job, computed) ->
          job.valueAtRisk().isZero() ? computed : wrong.commitTo(job, computed);
    }
  },
  /** The right output, and all fuel there was as if it had been used. */
  INFLATED_FUEL {
    @Override
    ResultPolicy policy() {
      return Lie::inflated;
    }
  };

  private static final long SEED = 2;
  private static final int ONE_IN = 20;

  abstract ResultPolicy policy();

  private static boolean isUnlucky(Random chance) {
    return chance.nextInt(ONE_IN) == 0;
  }

  private static Produced inflated(JobSpec job, Produced computed) {
    var honest = computed.result();
    var inflated =
        new Result(
            honest.outputDigest(),
            honest.outputChunks(),
            honest.exitStatus(),
            job.fuelLimit(),
            honest.effects(),
            honest.trace());
    return new Produced(inflated, computed.output());
  }
}
