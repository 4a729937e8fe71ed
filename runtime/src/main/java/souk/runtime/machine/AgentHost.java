package souk.runtime.machine;

import souk.protocol.job.AgentInput;

/** The host side of an agent job: a {@link Host} for each of its turns. */
public final class AgentHost {
  private final AgentJob job;
  private final AgentInput input;
  private final RandomSeed seed;

  /**
   * The host of an agent job.
   *
   * @throws IllegalArgumentException if the job's input is not an agent's
   */
  public AgentHost(AgentJob job) {
    this.job = job;
    this.input = job.input();
    this.seed = new RandomSeed(job.invocation());
  }

  /**
   * A host for one turn.
   *
   * @param order which turn, and what it may use
   * @param fuel the guest's counter
   */
  public Host turn(TurnOrder order, GuestFuel fuel) {
    return Host.ofTurn(job, input, order, seed, fuel);
  }
}
