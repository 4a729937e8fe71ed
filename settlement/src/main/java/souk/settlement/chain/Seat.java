package souk.settlement.chain;

import souk.protocol.value.Address;

/**
 * One verifier's seat in the committee of an audit or in a jury.
 *
 * @param number from 0, over all rounds: what its verbs name it by
 * @param verifier who sits
 * @param status how far it is
 * @param round round it was seated in: of a committee 0, then 1 and 2 (replacements); of a jury
 *     from 0; its answer's commitment binds it
 * @param answer the answer's commitment, once revealed the answer; empty before both
 */
public record Seat(int number, Address verifier, Status status, int round, HashPrefix answer) {
  /** What a seated verifier has done. */
  public enum Status {
    /** Nothing yet: it owes its commitment. */
    WAITING,
    /** Has committed and owes the reveal. */
    COMMITTED,
    /** Has revealed its answer. */
    REVEALED,
    /** Has said that it could not run the job. */
    UNABLE,
    /** Did not commit in time. */
    NO_SHOW
  }
}
