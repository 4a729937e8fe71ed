package souk.settlement.index;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import souk.settlement.chain.AgentEvent;
import souk.settlement.chain.AuditEvent;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ClaimEvent;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.VerifierEvent;

/** The numbers that kinds of events have in the journal. */
final class EventKinds {
  // Journals hold places in this list: new kinds go to its end.
  private static final List<Class<? extends ChainEvent>> KINDS =
      List.of(
          ChainEvent.Deposited.class,
          ChainEvent.Withdrawn.class,
          ChainEvent.Bonded.class,
          ChainEvent.Unbonded.class,
          ChainEvent.BondWithdrawn.class,
          ChainEvent.Pulled.class,
          ChainEvent.Paid.class,
          ChainEvent.Burned.class,
          ChainEvent.AuditPassed.class,
          ChainEvent.FaultProven.class,
          ChainEvent.OfferPosted.class,
          ChainEvent.OfferCancelled.class,
          ChainEvent.JobPosted.class,
          ChainEvent.JobCancelled.class,
          ChainEvent.OrdersCancelled.class,
          ChainEvent.JobMatched.class,
          ChainEvent.Committed.class,
          ChainEvent.Drawn.class,
          ChainEvent.RevealAwaited.class,
          ChainEvent.ResultRevealed.class,
          ChainEvent.ResultConfirmed.class,
          ChainEvent.JobDisputed.class,
          ChainEvent.ProviderSlashed.class,
          ChainEvent.JobHeld.class,
          ChainEvent.LateFeeCharged.class,
          ChainEvent.JobReopened.class,
          ChainEvent.JobSettled.class,
          ChainEvent.JobRefunded.class,
          ChainEvent.JobVoided.class,
          ChainEvent.Skipped.class,
          AuditEvent.CommitteeAwaited.class,
          AuditEvent.Seated.class,
          AuditEvent.AnswerCommitted.class,
          AuditEvent.UnableDeclared.class,
          AuditEvent.AnswerRevealed.class,
          AuditEvent.AuditExtended.class,
          AuditEvent.SeatClosed.class,
          ClaimEvent.ClaimOpened.class,
          ClaimEvent.ClaimDecided.class,
          ClaimEvent.ClaimClosed.class,
          ClaimEvent.JuryAwaited.class,
          ClaimEvent.JurySeated.class,
          ClaimEvent.VoteCommitted.class,
          ClaimEvent.JurorUnable.class,
          ClaimEvent.JuryRevealing.class,
          ClaimEvent.VoteRevealed.class,
          ClaimEvent.JuryFound.class,
          ClaimEvent.Appealed.class,
          ClaimEvent.JurorClosed.class,
          ClaimEvent.AppealClosed.class,
          DemandEvent.ChunkDemanded.class,
          DemandEvent.ChunkAnswered.class,
          DemandEvent.DemandClosed.class,
          VerifierEvent.Bonded.class,
          VerifierEvent.Unbonded.class,
          VerifierEvent.BondWithdrawn.class,
          VerifierEvent.StakeLocked.class,
          VerifierEvent.StakeReleased.class,
          ChainEvent.ProviderExcused.class,
          LegEvent.CheckpointLanded.class,
          LegEvent.LegKept.class,
          LegEvent.LegsDropped.class,
          LegEvent.LegPaid.class,
          LegEvent.LegSlashed.class,
          LegEvent.AttributionAwaited.class,
          LegEvent.Attributed.class,
          ChainEvent.ChallengeSealed.class,
          ChainEvent.Transferred.class,
          ChainEvent.Approved.class,
          AgentEvent.AgentCreated.class,
          AgentEvent.AgentUpgraded.class,
          AgentEvent.AgentPaused.class,
          AgentEvent.AgentRenounced.class,
          AgentEvent.AgentEnded.class,
          AgentEvent.Swept.class,
          AgentEvent.MessageReceived.class,
          AgentEvent.ValueReturned.class,
          AgentEvent.MessageSent.class,
          AgentEvent.AgentWoken.class,
          AgentEvent.TurnRaised.class,
          AgentEvent.TurnOpened.class,
          AgentEvent.TurnLanded.class,
          AgentEvent.TurnTrapped.class,
          AgentEvent.TurnFailed.class,
          AgentEvent.EffectDone.class,
          AgentEvent.EffectRefused.class,
          AgentEvent.ChildSpawned.class,
          AgentEvent.ChildReported.class);

  private static final Map<Class<?>, Integer> NUMBERS = byKind();

  private EventKinds() {}

  static int number(ChainEvent event) {
    return number(event.getClass());
  }

  /**
   * @throws IllegalArgumentException if it is no record of an event
   */
  static int number(Class<?> kind) {
    var number = NUMBERS.get(kind);
    if (number == null) {
      throw new IllegalArgumentException("no kind of event: " + kind.getName());
    }
    return number;
  }

  /** Whether events of that number are about agents. */
  static boolean areOfAgents(int number) {
    return AgentEvent.class.isAssignableFrom(KINDS.get(number));
  }

  /** All of them, from 0. */
  static List<Integer> numbers() {
    return IntStream.range(0, KINDS.size()).boxed().toList();
  }

  private static Map<Class<?>, Integer> byKind() {
    var numbers = new HashMap<Class<?>, Integer>();
    KINDS.forEach(kind -> numbers.put(kind, numbers.size()));
    return Map.copyOf(numbers);
  }
}
