package souk.provider.node;

/** What becomes of the jobs that run when a provider is to stop working. */
public enum Leaving {
  /** Each is finished here. */
  FINISH,
  /**
   * An agent's job that has a turn behind it is given to the next provider. That costs the late
   * fee; the turns are paid when the job settles. All others are finished here.
   */
  HAND_OVER
}
