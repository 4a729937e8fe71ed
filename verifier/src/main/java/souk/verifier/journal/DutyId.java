package souk.verifier.journal;

import souk.protocol.value.Hash;

/** One answer a verifier owes, by the seat it holds. */
public sealed interface DutyId {
  /** The job to run. */
  Hash jobId();

  /** Attempt of the job that is in question. */
  int attempt();

  /** Number of the seat. */
  int seat();

  /** The whole id as text: names the duty among all that ever were. */
  String key();

  /** An answer in the audit of a job. */
  record Audit(Hash jobId, int attempt, int seat) implements DutyId {
    @Override
    public String key() {
      return jobId + "/" + attempt + "/" + seat;
    }

    /** Short, for people: the first digits of the job's id, the attempt and the seat. */
    @Override
    public String toString() {
      return "audit " + beginning(jobId) + "/" + attempt + "/" + seat;
    }
  }

  /** A vote in the jury of a claim about a job. */
  record Vote(Hash jobId, int attempt, Hash claimId, int seat) implements DutyId {
    @Override
    public String key() {
      return claimId + "/" + seat;
    }

    /** Short, for people: the first digits of the job's and the claim's id, and the seat. */
    @Override
    public String toString() {
      return "jury " + beginning(jobId) + "/" + beginning(claimId) + "/" + seat;
    }
  }

  private static String beginning(Hash id) {
    return id.toString().substring(0, 10);
  }
}
