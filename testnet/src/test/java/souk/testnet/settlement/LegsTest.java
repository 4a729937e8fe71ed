package souk.testnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import souk.protocol.codec.Digests;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.evidence.JobCheckpoint;
import souk.protocol.evidence.Result;
import souk.protocol.job.Exit;
import souk.protocol.job.JobSpec;
import souk.protocol.job.JobState;
import souk.protocol.value.Amount;
import souk.protocol.value.Fuel;
import souk.protocol.value.Hash;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.RelayCall;
import souk.testnet.chain.AnvilExtension;

/** Jobs that are gone on with from where somebody signed, on the real contracts. */
class LegsTest {
  private static final int TURNS = 3;
  private static final long TURN_FUEL = 500_000_000;

  @RegisterExtension
  private static final AnvilExtension MARKET = new AnvilExtension(Markets.whereOneAuditSuffices());

  private Story story;
  private JobSpec job;
  private Hash id;

  @BeforeEach
  void begin() {
    story = new Story(MARKET);
    job = story.post();
    id = story.id(job);
    story.match(job);
  }

  @Test
  void paysWhoHandedAJobOverForItsTurns() {
    MARKET.land(story.provider, new RelayCall.HandOver(signed(1, 0)));

    var leg = story.job(id).relayed().legs().getFirst();
    assertThat(story.job(id).state()).isInstanceOf(JobState.Open.class);
    assertThat(leg.point()).isEqualTo(Evidence.resumePoint(run(0).trace().subList(0, 1)));
    assertThat(leg.provider()).isEqualTo(story.provider.address());
    assertThat(leg.turns()).isEqualTo(1);

    finish(run(0));
    var receipt = MARKET.land(story.node, new Call.Settle(List.of(id)));

    var paid = Story.only(LegEvent.LegPaid.class, receipt);
    var last = Story.only(ChainEvent.JobSettled.class, receipt);
    assertThat(paid.paid().plus(paid.fee())).isEqualTo(Amount.of(500_000));
    assertThat(last.paid().plus(last.fee())).isEqualTo(Amount.of(1_000_000));
    assertThat(last.refunded()).isEqualTo(job.escrow().minus(Amount.of(1_500_000)));
    assertThat(MARKET.chain().provider(story.provider.address()).locked().isZero()).isTrue();
  }

  @Test
  void keepsWhatWasLandedOfALateProvider() {
    MARKET.land(story.node, new RelayCall.LandCheckpoints(List.of(signed(2, 0))));
    assertThat(story.job(id).relayed().landedTurns()).isEqualTo(2);

    assertThat(story.exit(id)).isEqualTo(Exit.REASSIGN);

    assertThat(story.job(id).relayed().legs()).hasSize(1);
    assertThat(story.job(id).relayed().legs().getFirst().turns()).isEqualTo(2);
  }

  @Test
  void slashesWhoeverSignedTheFirstWrongTurn() {
    awaitAttribution();
    var awaited = story.job(id).relayed().attribution().orElseThrow();
    assertThat(awaited.item()).isEqualTo(new Item.Whole());

    var receipt = MARKET.land(story.node, new RelayCall.Attribute(id, run(0)));

    assertThat(Story.only(LegEvent.Attributed.class, receipt).leg()).isZero();
    assertThat(Story.only(LegEvent.LegSlashed.class, receipt).provider())
        .isEqualTo(story.provider.address());
    assertThat(Story.only(ChainEvent.ProviderExcused.class, receipt).jobId()).isEqualTo(id);
    assertThat(story.job(id).attempt()).isEqualTo(2);
    assertThat(story.job(id).relayed().legs()).isEmpty();
  }

  @Test
  void convictsTheLastProviderIfNobodyShowsWhoseTurnWasWrong() {
    awaitAttribution();

    assertThat(story.exit(id)).isEqualTo(Exit.CONVICT_UNATTRIBUTED);

    assertThat(story.job(id).attempt()).isEqualTo(2);
    assertThat(story.job(id).relayed().legs()).hasSize(1);
    assertThat(story.job(id).relayed().attribution()).isEmpty();
  }

  /** The first turn is wrong and handed over; its result is found wrong. */
  private void awaitAttribution() {
    MARKET.land(story.provider, new RelayCall.HandOver(signed(1, 1)));
    resumed(run(1));
    story.commitAnswers(id, run(0));
    story.reveal(id, run(1));
    story.revealAnswers(id, run(0));
    assertThat(story.exit(id)).isEqualTo(Exit.CLOSE_AUDIT);
    while (story.job(id).relayed().attribution().isEmpty()) {
      for (var claim : story.job(id).claims()) {
        story.commitVotes(id, claim.id(), run(0));
        story.revealVotes(id, claim.id(), run(0));
      }
      story.exit(id);
    }
  }

  private void finish(Result result) {
    resumed(result);
    story.commitAnswers(id, result);
    story.reveal(id, result);
    story.revealAnswers(id, result);
    story.exit(id);
    MARKET.anvil().passTime(MARKET.chain().parameters().challengeWindow().plusSeconds(60));
  }

  private void resumed(Result result) {
    story.resume(job, story.job(id).relayed().legs().getLast().point());
    story.commit(id, result);
    story.exit(id);
    story.exit(id);
  }

  private RelayCall.Signed signed(int turns, int wrong) {
    var trace = run(wrong).trace().subList(0, turns);
    var checkpoint =
        new JobCheckpoint(
            id,
            story.job(id).attempt(),
            turns,
            Evidence.before(trace),
            state(turns, wrong),
            new Fuel(turns * TURN_FUEL),
            Hash.ZERO,
            Hash.ZERO);
    var digest = MARKET.deployment().domain().checkpointDigest(checkpoint);
    return new RelayCall.Signed(checkpoint, story.provider.sign(digest));
  }

  /** A run that is wrong from that turn on; 0: right. */
  private static Result run(int wrong) {
    var trace =
        IntStream.rangeClosed(1, TURNS)
            .mapToObj(
                turn ->
                    Evidence.turnHash(
                        state(turn, wrong), new Fuel(turn * TURN_FUEL), Hash.ZERO, Hash.ZERO))
            .toList();
    var plain = Story.RESULT;
    return new Result(
        plain.outputDigest(),
        plain.outputChunks(),
        plain.exitStatus(),
        new Fuel(TURNS * TURN_FUEL),
        plain.effects(),
        trace);
  }

  private static Hash state(int turn, int wrong) {
    return Digests.sha256(new byte[] {(byte) turn, (byte) (wrong != 0 && turn >= wrong ? 1 : 0)});
  }
}
