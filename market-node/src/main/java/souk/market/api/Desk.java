package souk.market.api;

import java.time.Duration;
import java.util.Optional;
import souk.client.api.AcceptanceRequests;
import souk.client.api.Explanation;
import souk.client.api.SealedOutput;
import souk.client.api.SignedAcceptance;
import souk.protocol.value.Address;
import souk.protocol.value.Hash;

/** What the node behind the API takes and hands out. Thread-safe. */
public interface Desk {

  /** What became of something handed in. */
  sealed interface Reply {
    /** It is written down and will be acted on. */
    record Taken() implements Reply {}

    /**
     * It is not what it should be, or comes too late.
     *
     * @param reason one line
     */
    record Refused(String reason) implements Reply {}

    /** Another replica of this node leads and takes it; this one may, soon. */
    record NotLeading() implements Reply {}
  }

  /** Why a job is not matched yet; empty if there is no such job. */
  Optional<Explanation> explain(Hash jobId);

  /** Open requests to a provider, as soon as there is one newer than the cursor. */
  AcceptanceRequests acceptanceRequests(Address provider, long after, Duration wait)
      throws InterruptedException;

  /** Takes a provider's answer to a request. */
  Reply accept(SignedAcceptance acceptance) throws InterruptedException;

  /** Takes a provider's word on where a job's encrypted output is. */
  Reply note(SealedOutput output);

  /** Where a job's encrypted output is. */
  Optional<SealedOutput> sealedOutput(Hash jobId);
}
