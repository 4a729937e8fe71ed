package souk.settlement.web3j;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.EffectCodec;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.Result;
import souk.protocol.offer.Tags;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.AgentCode;
import souk.settlement.chain.AgentCreation;
import souk.settlement.chain.AgentPolicy;
import souk.settlement.chain.Turn;
import souk.settlement.web3j.bindings.Agents;

/** Structs that the verbs of Agents take, as the bindings have them. */
final class AgentStructs {
  private static final Result NO_RESULT =
      new Result(Hash.ZERO, Hash.ZERO, new ExitStatus.Exited(0), Fuel.ZERO, Hash.ZERO, List.of());

  private AgentStructs() {}

  static Agents.Creation toBinding(AgentCreation creation) {
    return new Agents.Creation(
        toBinding(creation.code()),
        creation.stateHash().bytes(),
        toBinding(creation.policy()),
        creation.owner().orElse(Address.ZERO).toString(),
        Structs.seconds(creation.wakeAt().orElse(Instant.EPOCH)),
        creation.funding().units(),
        creation.uri());
  }

  static Agents.Code toBinding(AgentCode code) {
    return new Agents.Code(
        code.module().bytes(), code.chunks().bytes(), Structs.number(code.machineVersion()));
  }

  private static Agents.Policy toBinding(AgentPolicy policy) {
    return new Agents.Policy(
        Structs.number(policy.fuelLimit().units()),
        Structs.number(policy.memoryLimit()),
        Structs.number(policy.verifiers()),
        Structs.number(policy.minStakeMultiple()),
        policy.leastCeiling().perGfuel().units(),
        policy.mostCeiling().perGfuel().units(),
        Structs.number(policy.turnTime().toSeconds()),
        Structs.number(policy.kindBits()),
        policy.tags().bits(),
        policy.mostPerTurn().units(),
        policy.mostPerDay().units(),
        policy.postage().units(),
        Structs.number(policy.reserveTurns()),
        policy.tip().units(),
        Structs.number(policy.raiseAfter().toSeconds()),
        Structs.number(policy.childTime().toSeconds()),
        Structs.number(policy.mostChildren()),
        Structs.number(policy.mostDepth()),
        policy.upgradable());
  }

  static AgentPolicy policy(Agents.Policy policy) {
    return new AgentPolicy(
        Structs.fuel(policy.fuelLimit),
        policy.memoryLimit.intValueExact(),
        policy.verifiers.intValueExact(),
        policy.minStakeMultiple.intValueExact(),
        Structs.price(policy.leastCeiling),
        Structs.price(policy.mostCeiling),
        Duration.ofSeconds(policy.turnSeconds.longValueExact()),
        AgentPolicy.kindsOf(policy.kinds.intValueExact()),
        new Tags(policy.tags),
        new Amount(policy.mostPerTurn),
        new Amount(policy.mostPerDay),
        new Amount(policy.postage),
        policy.reserveTurns.intValueExact(),
        new Amount(policy.tip),
        Duration.ofSeconds(policy.raiseSeconds.longValueExact()),
        Duration.ofSeconds(policy.childSeconds.longValueExact()),
        policy.mostChildren.intValueExact(),
        policy.mostDepth.intValueExact(),
        policy.upgradable);
  }

  static AgentCode code(Agents.Code code) {
    return new AgentCode(
        Hash.of(code.module), Hash.of(code.chunks), code.machineVersion.intValueExact());
  }

  static Agents.Turn toBinding(Turn turn) {
    return new Agents.Turn(
        turn.stateHash().bytes(), turn.effects().stream().map(EffectCodec::encode).toList());
  }

  static Agents.Result toBinding(Result result) {
    return new Agents.Result(
        result.outputDigest().bytes(),
        result.outputChunks().bytes(),
        Structs.number(result.exitStatus().code()),
        Structs.number(result.fuelUsed().units()),
        result.effects().bytes(),
        result.trace().stream().map(Hash::bytes).toList());
  }

  /** Of a job that did not settle there is no result to show. */
  static Agents.Result toBinding(Optional<Result> result) {
    return toBinding(result.orElse(NO_RESULT));
  }

  /** A time that is zero where there is none. */
  static Optional<Instant> unlessZero(BigInteger seconds) {
    return seconds.signum() == 0 ? Optional.empty() : Optional.of(Structs.instant(seconds));
  }
}
