package souk.settlement.chain;

import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/**
 * One verifier's seat in a job's audit or jury.
 *
 * @param verifier who sits
 * @param status how far it is
 * @param round round it was seated in: 0 the first committee, 1 and 2 replacements, 3 the jury; its
 *     answer's commitment binds it
 * @param answer the answer's commitment, once revealed its result root; zero before both
 */
public record AuditSeat(Address verifier, Status status, int round, Hash answer) {
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
