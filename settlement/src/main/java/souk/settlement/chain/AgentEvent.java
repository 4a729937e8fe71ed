package souk.settlement.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.protocol.evidence.EffectKind;
import souk.protocol.evidence.ExitStatus;
import souk.protocol.job.JobState;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.protocol.value.Price;

/** Something that Agents logged about one agent. */
public sealed interface AgentEvent extends ChainEvent {

  /** The agent. */
  AgentId agent();

  // Life

  /**
   * An agent lives.
   *
   * @param owner empty: nobody
   * @param stateHash zero: it begins
   * @param wakeAt empty: it waits for mail
   */
  record AgentCreated(
      LogPosition at,
      AgentId agent,
      Address account,
      Address creator,
      Optional<Address> owner,
      AgentCode code,
      Hash stateHash,
      Optional<Instant> wakeAt,
      AgentPolicy policy)
      implements AgentEvent {}

  /** It has other code. */
  record AgentUpgraded(LogPosition at, AgentId agent, AgentCode code) implements AgentEvent {}

  /** It does not wake until its owner wants it to, or does again. */
  record AgentPaused(LogPosition at, AgentId agent, boolean paused) implements AgentEvent {}

  /**
   * Nobody owns it any more.
   *
   * @param owner who did
   */
  record AgentRenounced(LogPosition at, AgentId agent, Address owner) implements AgentEvent {}

  /**
   * Nothing wakes it any more.
   *
   * @param left what its heir got
   */
  record AgentEnded(LogPosition at, AgentId agent, Address heir, Amount left)
      implements AgentEvent {}

  /** What came to it after its end went to its heir. */
  record Swept(LogPosition at, AgentId agent, Address heir, Amount amount) implements AgentEvent {}

  // Mail

  /**
   * A message is in its mailbox.
   *
   * @param number from 0
   * @param sender empty: the contract itself; {@link souk.protocol.codec.NoticeCodec} reads its
   *     body
   * @param postage what the turn that reads it may cost the agent
   * @param depth how many times over it is a child's consequence
   */
  record MessageReceived(
      LogPosition at,
      AgentId agent,
      long number,
      Optional<Address> sender,
      Amount value,
      Amount postage,
      int depth,
      MessageBody body)
      implements AgentEvent {}

  /** The value of a message went back: its turn trapped, or the agent ended before it was read. */
  record ValueReturned(LogPosition at, AgentId agent, long number, Address sender, Amount value)
      implements AgentEvent {}

  /** It told an account something that is no agent's. */
  record MessageSent(LogPosition at, AgentId agent, Address to, Amount value, MessageBody body)
      implements AgentEvent {}

  // Turns

  /**
   * A turn-job is posted.
   *
   * @param turn turns completed before it
   * @param firstMessage number of the first message of its inbox
   * @param balance as the input has it
   * @param input SHA-256 of the input
   * @param chunks as in the job
   * @param open the turn
   */
  record AgentWoken(
      LogPosition at,
      AgentId agent,
      int turn,
      long firstMessage,
      Amount balance,
      Hash input,
      Hash chunks,
      OpenTurn open)
      implements AgentEvent {}

  /**
   * The same turn waits for a match at a higher ceiling, as another job.
   *
   * @param before the job it was
   * @param postage what it took from the postage beside that
   */
  record TurnRaised(
      LogPosition at,
      AgentId agent,
      Hash jobId,
      Address waker,
      Hash before,
      Price ceiling,
      Amount postage)
      implements AgentEvent {}

  /**
   * A settled turn is opened: its inbox is read, and effects follow.
   *
   * @param turn turns completed before it
   * @param stateHash the state it left
   * @param effects how many it asks for
   * @param refunded what was in its purse: of the escrow, and from late providers
   * @param price what the next turn-job's ceiling begins with
   */
  record TurnOpened(
      LogPosition at,
      AgentId agent,
      Hash jobId,
      int turn,
      Hash stateHash,
      int effects,
      Amount refunded,
      Price price)
      implements AgentEvent {}

  /**
   * A turn is completed, and its tips are paid.
   *
   * @param wakeAt block time from which the agent wakes without mail; empty: it waits for mail
   */
  record TurnLanded(
      LogPosition at, AgentId agent, Hash jobId, Address lander, int turn, Optional<Instant> wakeAt)
      implements AgentEvent {}

  /**
   * A turn was dropped: its mail is gone, the values returned.
   *
   * @param refunded what was in its purse: of the escrow, and from late providers
   * @param price what the next turn-job's ceiling begins with
   * @param wakeAt block time from which the agent wakes without mail; empty: it waits for mail
   * @param delay what the last failure in a row added
   */
  record TurnTrapped(
      LogPosition at,
      AgentId agent,
      Hash jobId,
      Address lander,
      ExitStatus exitStatus,
      Amount refunded,
      Price price,
      Optional<Instant> wakeAt,
      Duration delay)
      implements AgentEvent {}

  /**
   * A turn-job came to nothing: its mail is unread, and its postage there again.
   *
   * @param outcome the final state of the job
   * @param refunded what was in its purse
   * @param notBefore block time before which the agent does not wake
   * @param delay what this failure added
   */
  record TurnFailed(
      LogPosition at,
      AgentId agent,
      Hash jobId,
      JobState outcome,
      Amount refunded,
      Instant notBefore,
      Duration delay)
      implements AgentEvent {}

  // Effects

  /**
   * An effect is done.
   *
   * @param index its number in its turn
   * @param to who got it; of a spawn the purse of the child, of an end the heir, of a sleep zero
   * @param amount what it moved; of a sleep the time, in seconds of Unix time
   */
  record EffectDone(
      LogPosition at,
      AgentId agent,
      int turn,
      int index,
      EffectKind kind,
      Address to,
      Amount amount)
      implements AgentEvent {}

  /**
   * An effect is refused; the others go on.
   *
   * @param index its number in its turn
   * @param kind empty: it is of none
   */
  record EffectRefused(
      LogPosition at, AgentId agent, int turn, int index, Optional<EffectKind> kind, Refusal reason)
      implements AgentEvent {}

  /**
   * It has a child.
   *
   * @param purse which of its purses pays the job
   * @param depth how many times over it is a child's consequence
   * @param turn number of the turn that asked for it
   * @param index number of the effect in that turn
   */
  record ChildSpawned(
      LogPosition at,
      AgentId agent,
      Hash jobId,
      int purse,
      int depth,
      int turn,
      int index,
      Amount escrow)
      implements AgentEvent {}

  /**
   * A child is final, and its parent told if it lives.
   *
   * @param outcome the final state of the job
   */
  record ChildReported(
      LogPosition at, AgentId agent, Hash jobId, JobState outcome, Amount cost, Amount refunded)
      implements AgentEvent {}
}
