package souk.provider.node;

import souk.client.api.SignedCheckpoint;
import souk.client.turn.TurnParcel;
import souk.protocol.codec.MarketDomain;
import souk.provider.journal.AttemptId;
import souk.runtime.state.Checkpoint;
import souk.settlement.keys.Signer;

/** Signs how far this provider has brought its jobs. */
record TurnSigner(MarketDomain domain, Signer signer) {

  /**
   * What others may hold this provider to.
   *
   * @param now of a job with a turn behind it and another to come
   */
  SignedCheckpoint sign(AttemptId id, Checkpoint now) {
    var claim = TurnParcel.claim(id.jobId(), id.attempt(), now);
    return new SignedCheckpoint(claim, signer.sign(domain.checkpointDigest(claim)));
  }
}
