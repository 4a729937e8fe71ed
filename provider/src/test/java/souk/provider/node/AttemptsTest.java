package souk.provider.node;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.provider.node.Fixtures.ATTEMPT;
import static souk.provider.node.Fixtures.CONSUMER;
import static souk.provider.node.Fixtures.DOMAIN;
import static souk.provider.node.Fixtures.JOB;
import static souk.provider.node.Fixtures.MARKET_NODE;
import static souk.provider.node.Fixtures.NOW;
import static souk.provider.node.Fixtures.OTHER;
import static souk.provider.node.Fixtures.OUTPUT_PRIVATE_KEY;
import static souk.provider.node.Fixtures.RESULT;
import static souk.provider.node.Fixtures.SELF;
import static souk.provider.node.Fixtures.SPEC;
import static souk.provider.node.Fixtures.hash;
import static souk.provider.node.Fixtures.matched;
import static souk.provider.node.Fixtures.open;
import static souk.provider.node.Fixtures.promise;
import static souk.provider.node.Fixtures.relayed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import souk.protocol.codec.ChunkTree;
import souk.protocol.codec.Evidence;
import souk.protocol.job.JobState;
import souk.protocol.seal.Ecies;
import souk.protocol.value.Address;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.provider.journal.AttemptId;
import souk.provider.journal.Opening;
import souk.provider.journal.Produced;
import souk.settlement.chain.BlobRole;
import souk.settlement.chain.Call;
import souk.settlement.chain.ChainEvent;
import souk.settlement.chain.ChunkShown;
import souk.settlement.chain.DemandCall;
import souk.settlement.chain.DemandEvent;
import souk.settlement.chain.JobSnapshot;
import souk.settlement.chain.LegEvent;
import souk.settlement.chain.LogPosition;

@Timeout(60)
class AttemptsTest {
  private static final JobSnapshot RUNNING = matched(new JobState.Running(NOW.plusSeconds(60)));
  private static final JobSnapshot CLEAR = matched(new JobState.Clear(NOW.plusSeconds(60)));
  private static final JobSnapshot REVEALED = matched(new JobState.Revealed(NOW.plusSeconds(60)));
  private static final Hash DEMAND = hash(70);
  private static final LogPosition AT = new LogPosition(1, hash(1), hash(2), 0);
  private static final String COMMIT = "commit/" + ATTEMPT.key() + "#0";
  private static final String REVEAL = "reveal/" + ATTEMPT.key() + "#0";

  @TempDir private Path directory;
  private final FakeWorld world = new FakeWorld();

  @Test
  void holdsTheSlotOfAPromiseAfterARestart() {
    try (var provider = restart()) {
      provider.journal.promise(promise(NOW.plusSeconds(30)));
    }

    try (var provider = restart()) {
      provider.sees(open(0), 1);

      assertThat(provider.slots.take(new AttemptId(hash(99), 0))).isFalse();
      assertThat(world.sent).isEmpty();
    }
  }

  @Test
  void givesTheSlotBackWhenThePromiseWasNotLandedInTime() {
    try (var provider = restart()) {
      provider.journal.promise(promise(NOW.plusSeconds(30)));
    }

    try (var provider = restart()) {
      provider.sees(open(0), 31);

      assertThat(provider.slots.take(new AttemptId(hash(99), 0))).isTrue();
      assertThat(provider.journal.unfinished()).isEmpty();
    }
  }

  @Test
  void givesTheSlotOfAJobBackThatAReorgTookAwayForGood() {
    try (var provider = restart()) {
      provider.journal.promise(promise(NOW.plusSeconds(30)));
    }

    try (var provider = restart()) {
      provider.seesNothing(30);
      assertThat(provider.slots.holds(ATTEMPT)).isTrue();
      provider.seesNothing(31);

      assertThat(provider.slots.holds(ATTEMPT)).isFalse();
    }
  }

  @Test
  void runsAJobThatWasMatchedWhileItWasDown() throws InterruptedException {
    try (var provider = restart()) {
      provider.sees(RUNNING, 1);
      provider.awaitProgress();

      assertThat(provider.attempt().opening().map(Opening::result)).contains(RESULT);
    }
  }

  @Test
  void runsAgainWhatItWasKilledOver() throws InterruptedException {
    world.hangs = true;
    try (var provider = restart()) {
      provider.sees(RUNNING, 1);
      world.running.await();
    }
    world.hangs = false;

    try (var provider = restart()) {
      provider.sees(RUNNING, 2);
      provider.awaitProgress();

      assertThat(provider.attempt().opening()).isPresent();
      assertThat(world.runs).hasValue(2);
    }
  }

  @Test
  void commitsToWhatItRanBeforeTheRestartWithoutRunningItAgain() throws InterruptedException {
    var opening = runThenKill();

    try (var provider = restart()) {
      provider.sees(RUNNING, 2);

      assertThat(world.sent).containsEntry(COMMIT, commitTo(opening));
      assertThat(world.runs).hasValue(1);
    }
  }

  @Test
  void submitsTheSameCommitmentHoweverOftenItIsKilled() throws InterruptedException {
    var opening = runThenKill();

    for (var block = 2; block < 5; block++) {
      try (var provider = restart()) {
        provider.sees(RUNNING, block);
      }
    }

    assertThat(world.sent).isEqualTo(Map.of(COMMIT, commitTo(opening)));
  }

  @Test
  void freesTheSlotOnceTheCommitmentIsOnChain() throws InterruptedException {
    runThenKill();

    try (var provider = restart()) {
      provider.sees(matched(new JobState.Committed(9)), 2);

      assertThat(provider.slots.holds(ATTEMPT)).isFalse();
    }
  }

  @Test
  void revealsWhatItCommittedToBeforeTheRestart() throws InterruptedException {
    var opening = runThenKill();

    try (var provider = restart()) {
      provider.sees(CLEAR, 3);
      provider.awaitProgress();
      provider.sees(CLEAR, 4);

      assertThat(world.sent).containsEntry(REVEAL, reveal(opening));
    }
  }

  @Test
  void handsTheOutputOverBeforeItReveals() throws InterruptedException {
    runThenKill();

    try (var provider = restart()) {
      provider.sees(CLEAR, 3);
      provider.awaitProgress();
      provider.sees(CLEAR, 4);

      assertThat(world.sent).containsKey(REVEAL);
      assertThat(world.hadTheOutputAtTheReveal).isTrue();
    }
  }

  @Test
  void sealsTheOutputForTheConsumer() throws InterruptedException {
    runThenKill();

    try (var provider = restart()) {
      provider.sees(CLEAR, 3);
      provider.awaitProgress();
    }

    var note = world.notes.getFirst();
    var sealed = world.blobs.getOrDefault(note.blob(), new byte[0]);
    assertThat(Ecies.open(OUTPUT_PRIVATE_KEY, JOB, sealed)).isEqualTo(FakeWorld.OUTPUT.toArray());
    assertThat(note.signature().bytes())
        .isEqualTo(DOMAIN.sealedOutputDigest(JOB, 0, note.blob()).bytes());
  }

  @Test
  void keepsTheOutputToItselfUntilTheDrawIsClearOrVerifiersHaveCommitted()
      throws InterruptedException {
    runThenKill();

    try (var provider = restart()) {
      provider.sees(matched(new JobState.Committed(9)), 3);
      provider.sees(matched(new JobState.AuditCommit(true, 9, NOW.plusSeconds(60))), 4);
    }

    assertThat(world.blobs).isEmpty();
  }

  @Test
  void revealsWithoutTheMarketNodesWhenHalfTheTimeIsGone() throws InterruptedException {
    var opening = runThenKill();
    world.marketsAreDead = true;
    var clear = matched(new JobState.Clear(NOW.plusSeconds(20)));

    try (var provider = restart()) {
      provider.sees(clear, 15);
      assertThat(world.sent).isEmpty();
      provider.sees(clear, 16);

      assertThat(world.sent).containsEntry(REVEAL, reveal(opening));
    }
  }

  @Test
  void handsTheOutputOverAfterTheRevealIfItCouldNotBefore() throws InterruptedException {
    runThenKill();

    try (var provider = restart()) {
      provider.sees(matched(new JobState.Revealed(NOW.plusSeconds(60))), 20);
      provider.awaitProgress();
    }

    assertThat(world.notes).isNotEmpty();
  }

  @Test
  void commitsToWhatItsPolicyChooses() throws InterruptedException {
    var chosen = new Produced(RESULT, FakeWorld.OUTPUT);
    world.policy = (_, _) -> chosen;

    var opening = runThenKill();

    assertThat(opening.result()).isEqualTo(chosen.result());
  }

  @Test
  void countsWhatItEarnedLessTheMarketFee() throws InterruptedException {
    runThenKill();
    world.events.add(settled(990));

    try (var provider = restart()) {
      provider.sees(matched(new JobState.Settled()), 30);

      assertThat(provider.journal.earned()).isEqualTo(Amount.of(990));
      assertThat(provider.journal.unfinished()).isEmpty();
    }
  }

  @Test
  void countsOnlyItsOwnTurnsOfAJobThatOthersBegan() throws InterruptedException {
    runThenKill();
    world.events.addAll(List.of(legPaid(OTHER, 300), settled(690)));

    try (var provider = restart()) {
      provider.sees(matched(new JobState.Settled()), 30);

      assertThat(provider.journal.earned()).isEqualTo(Amount.of(690));
    }
  }

  @Test
  void countsTheTurnsThatAnotherProviderWentOnFrom() throws InterruptedException {
    runThenKill();
    try (var provider = restart()) {
      provider.sees(relayed(), 20);

      assertThat(provider.journal.unfinished()).isEmpty();
      assertThat(provider.journal.earned()).isEqualTo(Amount.ZERO);
    }
    world.events.addAll(List.of(legPaid(SELF, 300), settled(690)));

    try (var provider = restart()) {
      provider.sees(matched(new JobState.Settled(), OTHER, 1), 30);

      assertThat(provider.journal.earned()).isEqualTo(Amount.of(300));
      assertThat(provider.journal.handedOn()).isEmpty();
    }
  }

  @Test
  void countsItsTurnsOfAJobThatEndedWhileItWasDown() throws InterruptedException {
    runThenKill();
    world.events.addAll(List.of(legPaid(SELF, 300), settled(690)));

    try (var provider = restart()) {
      provider.sees(matched(new JobState.Settled(), OTHER, 1), 30);

      assertThat(provider.journal.earned()).isEqualTo(Amount.of(300));
    }
  }

  @Test
  void callsADueExitOfTheJobThatOthersWentOnWith() throws InterruptedException {
    runThenKill();
    var revealed = matched(new JobState.Revealed(NOW.plusSeconds(22)), OTHER, 1);

    try (var provider = restart()) {
      provider.sees(relayed(), 20);
      IntStream.range(21, 27).forEach(block -> provider.sees(revealed, block));
    }

    assertThat(world.sent.values()).contains(new Call.Settle(List.of(JOB)));
  }

  @Test
  void callsADueExitOfItsOwnJobIfNobodyElseDoes() throws InterruptedException {
    runThenKill();
    var revealed = matched(new JobState.Revealed(NOW.plusSeconds(9)));

    try (var provider = restart()) {
      provider.sees(revealed, 10);
      provider.sees(revealed, 11);
      assertThat(world.sent).isEmpty();
      provider.sees(revealed, 12);
    }

    assertThat(world.sent.values()).containsExactly(new Call.Settle(List.of(JOB)));
  }

  @Test
  void answersADemandForItsOutput() throws InterruptedException {
    runThenKill();

    try (var provider = restart()) {
      provider.sees(REVEALED, 20, demand(BlobRole.OUTPUT));
      provider.awaitProgress();
      provider.awaitProgress();
      provider.sees(REVEALED, 21, demand(BlobRole.OUTPUT));
    }

    assertThat(answered().data()).isEqualTo(FakeWorld.OUTPUT.toArray());
    assertThat(answered().demandId()).isEqualTo(DEMAND);
  }

  @Test
  void answersADemandForItsInputWithBothRoots() throws InterruptedException {
    runThenKill();
    var sampled = matched(new JobState.AuditCommit(true, 9, NOW.plusSeconds(60)));

    try (var provider = restart()) {
      provider.sees(sampled, 20, demand(BlobRole.INPUT));
      provider.awaitProgress();
      provider.sees(sampled, 21, demand(BlobRole.INPUT));
    }

    assertThat(answered().data()).isEqualTo(SPEC.input().bytes());
    assertThat(answered().moduleChunks()).isEqualTo(ChunkTree.root(SPEC.module().bytes()));
    assertThat(answered().inputChunks()).isEqualTo(ChunkTree.root(SPEC.input().bytes()));
  }

  private static ChainEvent settled(long paid) {
    return new ChainEvent.JobSettled(AT, JOB, Amount.of(paid), Amount.of(9), Amount.of(5), false);
  }

  private static ChainEvent legPaid(Address provider, long paid) {
    return new LegEvent.LegPaid(
        AT, JOB, 0, provider, MARKET_NODE, Amount.of(paid), Amount.of(3), Amount.ZERO);
  }

  private ChunkShown answered() {
    return world.sent.values().stream()
        .filter(DemandCall.Answer.class::isInstance)
        .map(call -> ((DemandCall.Answer) call).chunk())
        .findFirst()
        .orElseThrow();
  }

  private static DemandEvent.ChunkDemanded demand(BlobRole blob) {
    return new DemandEvent.ChunkDemanded(
        AT, DEMAND, JOB, CONSUMER, 0, blob, 0, Amount.of(10_000), NOW.plusSeconds(30));
  }

  private RestartedProvider restart() {
    return new RestartedProvider(directory, world);
  }

  private Opening runThenKill() throws InterruptedException {
    try (var provider = restart()) {
      provider.journal.promise(promise(NOW.plusSeconds(30)));
      provider.sees(RUNNING, 1);
      provider.awaitProgress();
      return provider.attempt().opening().orElseThrow();
    }
  }

  private static Call commitTo(Opening opening) {
    var root = Evidence.resultRoot(opening.result());
    Hash commitment = Evidence.commitment(DOMAIN, JOB, 0, root, opening.salt(), SELF);
    return new Call.CommitResults(List.of(new Call.ResultCommitment(JOB, 0, commitment)));
  }

  private static Call reveal(Opening opening) {
    var reveal = new Call.ResultReveal(JOB, opening.result(), opening.salt());
    return new Call.RevealResults(List.of(reveal));
  }
}
