package souk.verifier.watch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import souk.client.check.Difference;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.verifier.journal.Accusation;
import souk.verifier.journal.Funding;

/** What a verifier's operator reads of what it does unasked. */
final class WatchLog {
  private static final Logger LOG = LoggerFactory.getLogger("souk.verifier");

  private final int decimals;

  /**
   * @param decimals digits after the point one token has
   */
  WatchLog(int decimals) {
    this.decimals = decimals;
  }

  void looking(Hash jobId) {
    LOG.atInfo().addKeyValue("job", jobId).log("looking at the result of job {}", jobId);
  }

  void holds(Hash jobId) {
    LOG.atInfo().addKeyValue("job", jobId).log("the result of job {} holds", jobId);
  }

  void unknown(Hash jobId, String reason) {
    LOG.atInfo().addKeyValue("job", jobId).log("job {} could not be run again: {}", jobId, reason);
  }

  void wrong(Hash jobId, Difference difference) {
    LOG.atWarn()
        .addKeyValue("job", jobId)
        .log(
            "the result of job {} is wrong and will be challenged: {} is {}, not {}",
            jobId,
            difference.what(),
            difference.found(),
            difference.claimed());
  }

  void challenging(Accusation accusation, Amount bond) {
    LOG.atInfo()
        .addKeyValue("job", accusation.jobId())
        .log("challenging job {} with a bond of {}", accusation.jobId(), tokens(bond));
  }

  void ended(Accusation accusation) {
    LOG.atInfo()
        .addKeyValue("job", accusation.jobId())
        .log("the challenge of job {} is over", accusation.jobId());
  }

  void tooMuch(Hash jobId, Amount cost, Amount atRisk, Amount most) {
    LOG.atWarn()
        .addKeyValue("job", jobId)
        .log(
            "not risking {} more on job {}: {} of at most {} are out",
            tokens(cost),
            jobId,
            tokens(atRisk),
            tokens(most));
  }

  void appealing(Funding funding, Amount gain) {
    LOG.atInfo()
        .addKeyValue("claim", funding.claimId())
        .log(
            "appealing: round {} of claim {} costs {} and brings {} if it is right",
            funding.round() + 1,
            funding.claimId(),
            tokens(funding.cost()),
            tokens(gain));
  }

  void failed(String aim, String reason) {
    LOG.warn("{} failed, trying again: {}", aim, reason);
  }

  private String tokens(Amount amount) {
    return amount.toTokens(decimals);
  }
}
