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
  /** A dispute's phase is over. */
  CLOSE_DISPUTE,
  /** The challenge window is over: pay. */
  SETTLE
}
