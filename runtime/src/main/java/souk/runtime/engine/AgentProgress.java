package souk.runtime.engine;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.protocol.codec.Digests;
import souk.protocol.codec.EffectCodec;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Effect;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.evidence.TurnEffect;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.runtime.machine.AgentJob;
import souk.runtime.machine.Machine;
import souk.runtime.machine.TurnOrder;
import souk.runtime.state.AgentState;
import souk.runtime.state.Checkpoint;

/** How far a job has come and the state it is in: the rules of {@code docs/agent-abi.md}. */
final class AgentProgress {
  private final AgentJob job;
  private final Fuel turnFuel;
  private final AgentState state;
  private final MessageDigest written = Digests.newSha256();
  private Checkpoint now;

  AgentProgress(AgentJob job, Checkpoint from, AgentState state) {
    this.job = job;
    this.turnFuel = job.input().turnFuel();
    this.now = from;
    this.state = state;
    written.update(from.output().toArray());
  }

  Checkpoint now() {
    return now;
  }

  AgentState state() {
    return state;
  }

  /** The next turn; empty if the job has no fuel for it, and has ended so. */
  Optional<TurnOrder> next() {
    var left = job.limits().fuel().units() - now.fuelUsed().units();
    if (left <= 0) {
      now = ended(now, new ExitStatus.OutOfFuel());
      return Optional.empty();
    }
    return Optional.of(
        new TurnOrder(
            now.turns(),
            turnFuel.min(new Fuel(left)),
            job.limits().outputBytes() - now.output().size(),
            Machine.MAX_LOG_BYTES - now.log().size()));
  }

  private static Checkpoint ended(Checkpoint at, ExitStatus status) {
    return new Checkpoint(
        at.job(),
        Optional.of(status),
        at.fuelUsed(),
        at.output(),
        at.log(),
        at.effects(),
        at.trace(),
        at.stateHash());
  }

  /**
   * Moves on by what a turn came to.
   *
   * @throws IllegalArgumentException if no turn from this state comes to that
   */
  void take(TurnOutcome.Ended turn) {
    turn.delta().ifPresent(state::apply);
    written.update(turn.output().toArray());
    now = turn.delta().isPresent() ? kept(turn) : dropped(turn);
  }

  private Checkpoint kept(TurnOutcome.Ended turn) {
    var stateHash = state.root();
    var effects = new ArrayList<>(now.effects());
    turn.effects().forEach(effect -> effects.add(new TurnEffect(now.turns(), effect)));
    var trace = new ArrayList<>(now.trace());
    var fuelUsed = now.fuelUsed().plus(turn.fuelUsed());
    trace.add(Evidence.turnHash(stateHash, fuelUsed, outputDigest(), EffectCodec.root(effects)));
    return after(turn, effects, trace, Optional.of(stateHash));
  }

  private Checkpoint dropped(TurnOutcome.Ended turn) {
    return after(turn, now.effects(), now.trace(), now.stateHash());
  }

  /** Of all output so far, without reading it all again at each turn. */
  private Hash outputDigest() {
    try {
      return Hash.of(((MessageDigest) written.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every SHA-256 of the JDK can be cloned", e);
    }
  }

  private Checkpoint after(
      TurnOutcome.Ended turn,
      List<TurnEffect> effects,
      List<Hash> trace,
      Optional<Hash> stateHash) {
    var last = !turn.returned() || trace.size() == job.turnLimit() || ends(turn.effects());
    return new Checkpoint(
        now.job(),
        last ? Optional.of(turn.status()) : Optional.empty(),
        now.fuelUsed().plus(turn.fuelUsed()),
        now.output().followedBy(turn.output()),
        now.log().followedBy(turn.log()),
        effects,
        trace,
        stateHash);
  }

  private static boolean ends(List<Effect> effects) {
    return effects.stream()
        .anyMatch(
            effect ->
                switch (effect) {
                  case Effect.Sleep _, Effect.End _ -> true;
                  case Effect.Pay _, Effect.Send _, Effect.Spawn _ -> false;
                });
  }
}
