package souk.testnet.attack.actor;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import souk.protocol.job.JobSpec;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.provider.node.ResultPolicy;

/** What an attacker's process is. */
public enum Role {
  /** A provider that does not reveal. */
  REVEAL_WITHHOLDER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return new RogueProvider(foothold, Conducts.withholdReveal(foothold), foothold::holds);
    }
  },
  /** A provider that keeps its outputs to itself. */
  OUTPUT_WITHHOLDER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return new RogueProvider(foothold, Conducts.withholdOutput(foothold), foothold::holds);
    }
  },
  /** A provider that promises the consumer that is its argument anything, and looks afterwards. */
  CARELESS_PROVIDER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      var conduct = Conducts.withholdOutput(foothold);
      return new RogueProvider(foothold, conduct, isFrom(arguments.getFirst()));
    }
  },
  /** The same, and lets a job use more fuel than its limit. */
  UNMETERED_PROVIDER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      var conduct = Conducts.ignoreFuelLimit(foothold);
      return new RogueProvider(foothold, conduct, isFrom(arguments.getFirst()));
    }
  },
  /** A provider that signs more fuel than an agent's turns took, and leaves the rest to others. */
  CHECKPOINT_FORGER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return new RogueProvider(foothold, new CheckpointForger(foothold), foothold::holds);
    }
  },
  /** A provider that commits to what others committed to. */
  COMMITMENT_COPIER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return new RogueProvider(foothold, Conducts.copyCommitment(foothold), foothold::holds);
    }
  },
  /** A verifier that commits to what others committed to. */
  COPYING_VERIFIER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return new RogueVerifier(foothold, Votes.copying(foothold));
    }
  },
  /** A verifier that agrees with every provider. */
  AGREEING_VERIFIER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return new RogueVerifier(foothold, Votes.agreeing(foothold));
    }
  },
  /** A verifier that confirms what accounts say, each given as ADDRESS=LIE. */
  COLLUDING_VERIFIER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      var accomplices = new HashMap<Address, ResultPolicy>();
      for (var argument : arguments) {
        var parts = argument.split("=", 2);
        accomplices.put(Address.parse(parts[0]), Lie.valueOf(parts[1]).policy());
      }
      return new RogueVerifier(foothold, Votes.colluding(foothold, accomplices));
    }
  },
  /** Challenges what is right, but of the providers that are its arguments. */
  FALSE_CHALLENGER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) throws InterruptedException {
      foothold.souk().deposit(PURSE);
      return new FalseChallenger(foothold, false, arguments);
    }
  },
  /** The same, and appeals whatever is decided. */
  APPEAL_SPAMMER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) throws InterruptedException {
      foothold.souk().deposit(PURSE);
      return new FalseChallenger(foothold, true, arguments);
    }
  },
  /** Sends matches once more that are in a block already. */
  MATCH_REPLAYER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return new MatchReplayer(foothold);
    }
  },
  /** Sends matches that are in no block yet, and tips more than who found them. */
  MATCH_FRONT_RUNNER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return FrontRunner.of(foothold, foothold.session().chain().deployment().orders());
    }
  },
  /** Sends challenges that are in no block yet, and tips more than who found what is wrong. */
  CHALLENGE_FRONT_RUNNER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) throws InterruptedException {
      foothold.souk().deposit(PURSE);
      return FrontRunner.of(foothold, foothold.session().chain().deployment().court().disputes());
    }
  },
  /** Posts jobs nobody can run. */
  UNRUNNABLE_CONSUMER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) throws InterruptedException {
      foothold.souk().deposit(PURSE);
      new BadConsumer(foothold).postUnrunnable();
      return NOTHING_MORE;
    }
  },
  /** Posts jobs that do all the harm a job can do, to no provider that is an argument. */
  HOSTILE_CONSUMER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) throws InterruptedException {
      foothold.souk().deposit(PURSE);
      new BadConsumer(foothold).postHostile(arguments.stream().map(Address::parse).toList());
      return NOTHING_MORE;
    }
  },
  /** Posts jobs larger than any machine. */
  HUGE_CONSUMER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) throws InterruptedException {
      foothold.souk().deposit(PURSE);
      new BadConsumer(foothold).postHuge();
      return NOTHING_MORE;
    }
  },
  /** A market node that keeps everything to itself; as the next ones, at a port, before a node. */
  CENSOR {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return serve(arguments, Misdeeds.censor(foothold.address()));
    }
  },
  /** A market node that asks providers late and in the wrong order. */
  REORDERER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return serve(arguments, Misdeeds.reorder(foothold.address()));
    }
  },
  /** A market node that gives other bytes than it is asked for. */
  BLOB_FORGER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return serve(arguments, Misdeeds.wrongBlobs(foothold.address()));
    }
  },
  /** A market node that floods its peers with orders. */
  GOSSIP_SPAMMER {
    @Override
    Act begin(Foothold foothold, List<String> arguments) {
      return serve(arguments, Misdeeds.spam(foothold.address()));
    }
  };

  private static final Act NOTHING_MORE = _ -> {};

  private static final Amount PURSE = Amount.of(500_000_000);

  /** Takes up the role, before the first block. */
  abstract Act begin(Foothold foothold, List<String> arguments) throws InterruptedException;

  private static Predicate<JobSpec> isFrom(String consumer) {
    var address = Address.parse(consumer);
    return job -> job.consumer().equals(address);
  }

  private static Act serve(List<String> arguments, RogueMarket.Misdeed misdeed) {
    var port = Integer.parseInt(arguments.getFirst());
    RogueMarket.serve(port, URI.create(arguments.getLast()), misdeed);
    return NOTHING_MORE;
  }
}
