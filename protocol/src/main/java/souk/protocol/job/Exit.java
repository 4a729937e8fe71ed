package souk.protocol.job;

/** The transitions that anybody may call once a state's time has come. */
public enum Exit {
  /** Open past its deadline: the escrow goes back. */
  EXPIRE,
  /** Running or Clear past its deadline: late fee, open again. */
  REASSIGN,
  /** Committed with its seed block mined: decide whether it is sampled. */
  DRAW,
  /** A committee's seed block is mined: seat it. */
  SEAT,
  /** A committee's time to commit is over: replace who did not. */
  REPLACE_NO_SHOWS,
  /** The provider did not reveal in an audit: as a wrong result. */
  CONDEMN,
  /** The verifiers' time to reveal is over: agree or dispute. */
  CLOSE_AUDIT,
  /** A jury's seed block is mined: seat it. */
  SEAT_JURY,
  /** A jury's phase is over: reveal, find or decide. */
  ADVANCE_JURY,
  /** A claim and its job are decided: pay it out. */
  CLOSE_CLAIM,
  /** Nobody showed whose turn of a wrong result was wrong: the last provider's. */
  CONVICT_UNATTRIBUTED,
  /** A demand was not answered: charge its provider, or give the fee back. */
  CLOSE_DEMAND,
  /** The challenge window is over: pay. */
  SETTLE
}
