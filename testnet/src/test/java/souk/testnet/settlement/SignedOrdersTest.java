package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.protocol.job.JobState;
import souk.protocol.value.Hash;
import souk.protocol.value.Signature;
import souk.settlement.chain.Call;
import souk.settlement.chain.Chain;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.CodeSignature;
import souk.settlement.chain.GasEstimate;
import souk.settlement.chain.Match;
import souk.settlement.chain.TxReceipt;
import souk.testnet.chain.AnvilExtension;

/** What is signed and never posted, on the real contracts. */
class SignedOrdersTest {
  private static final Signature NONSENSE = Signature.of(new byte[] {1, 2, 3});

  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private Story story;
  private Chain chain;

  @BeforeEach
  void begin() {
    story = new Story(MARKET);
    chain = MARKET.chain();
  }

  @Test
  void aSignedJobAndASignedOfferLandInOneTransaction() {
    var job = story.newJob();
    var offer = story.newOffer();
    var offerId = MARKET.deployment().domain().offerId(offer);

    var receipt =
        land(
            story.matched(
                job, story.consumer.sign(story.id(job)), offer, story.provider.sign(offerId)));

    assertThat(Story.only(ChainEvent.JobPosted.class, receipt).job()).isEqualTo(job);
    assertThat(Story.only(ChainEvent.JobMatched.class, receipt).deal().offerId())
        .isEqualTo(offerId);
    assertThat(story.job(story.id(job)).state()).isInstanceOf(JobState.Running.class);
  }

  @Test
  void oneTransactionCancelsAllThatWasSigned() {
    var job = story.newJob();
    var id = story.id(job);
    var signature = story.consumer.sign(id);
    assertThat(chain.stands(story.consumer.address(), id, 0, signature)).isTrue();

    MARKET.land(story.consumer, new Call.CancelAllOrders());

    assertThat(chain.stands(story.consumer.address(), id, 0, signature)).isFalse();
    assertThat(refusal(story.matched(job, signature))).isEqualTo("OrderIsCancelled");
  }

  @Test
  void aSignedJobThatWasCancelledNeverLands() {
    var job = story.newJob();
    var id = story.id(job);
    var signature = story.consumer.sign(id);

    MARKET.land(story.consumer, new Call.CancelJobs(List.of(id)));

    assertThat(chain.stands(story.consumer.address(), id, 0, signature)).isFalse();
    assertThat(refusal(story.matched(job, signature))).isEqualTo("OrderIsCancelled");
  }

  @Test
  void nobodySignsForSomebodyElse() {
    var job = story.newJob();
    var signature = story.provider.sign(story.id(job));

    assertThat(chain.stands(story.consumer.address(), story.id(job), 0, signature)).isFalse();
    assertThat(refusal(story.matched(job, signature))).isEqualTo("BadSignature");
  }

  /** Code of the consumer's account answers for a signature that no key made. */
  @ParameterizedTest
  @CsvSource({
    "says yes,                VALID,   7f1626ba7e{zeros}60005260206000f3",
    "says yes and much more,  VALID,   7f1626ba7e{zeros}600052620300006000f3",
    "says no,                 REFUSED, 60206000f3",
    "says too little,         REFUSED, 7f1626ba7e{zeros}600052601f6000f3",
    "burns all its gas,       REFUSED, 5b600056",
    "wants too much memory,   REFUSED, 7f1626ba7e{zeros}600052630fffffff6000f3",
    "reverts,                 REFUSED, 60006000fd",
    "stops,                   REFUSED, 00",
    "is no code,              REFUSED, fe"
  })
  void judgesCodeAsTheContractsDo(String what, CodeSignature verdict, String code) {
    var job = story.newJob();
    var id = story.id(job);
    setCode(code.replace("{zeros}", "00".repeat(28)));

    assertThat(chain.codeSignature(story.consumer.address(), id, NONSENSE))
        .describedAs(what)
        .isEqualTo(verdict);
    assertThat(refusal(story.matched(job, NONSENSE)))
        .describedAs(what)
        .isEqualTo(verdict == CodeSignature.VALID ? "" : "BadSignature");
  }

  @Test
  void theKeyOfAnAccountWithCodeStillSigns() {
    var job = story.newJob();
    var signature = story.consumer.sign(story.id(job));
    setCode("60206000f3");

    assertThat(chain.stands(story.consumer.address(), story.id(job), 0, signature)).isTrue();
    assertThat(refusal(story.matched(job, signature))).isEmpty();
  }

  @Test
  void anAccountWithoutCodeSaysNothing() {
    assertThat(chain.codeSignature(story.consumer.address(), Hash.ZERO, NONSENSE))
        .isEqualTo(CodeSignature.NO_CODE);
  }

  private void setCode(String code) {
    MARKET.anvil().call("anvil_setCode", story.consumer.address().toString(), "0x" + code);
  }

  private TxReceipt land(Match match) {
    return MARKET.land(story.node, new Call.MatchJobs(List.of(match)));
  }

  /** Why the contracts would not land it; empty if they would. */
  private String refusal(Match match) {
    var call = chain.encode(new Call.MatchJobs(List.of(match)));
    return switch (chain.estimate(story.node.address(), call)) {
      case GasEstimate.Refused(var reason) -> reason.toString();
      case GasEstimate.Units _ -> "";
    };
  }
}
