package souk.verifier.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.verifier.node.Fixtures.CLAIM;
import static souk.verifier.node.Fixtures.DEPLOYMENT;
import static souk.verifier.node.Fixtures.JOB;
import static souk.verifier.node.Fixtures.NOW;
import static souk.verifier.node.Fixtures.RESULT;
import static souk.verifier.node.Fixtures.SELF;
import static souk.verifier.node.Fixtures.hash;
import static souk.verifier.node.Fixtures.head;
import static souk.verifier.watch.Watched.REVEALED;
import static souk.verifier.watch.Watched.WRONG;
import static souk.verifier.watch.Watched.indexed;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.client.node.OverdueExits;
import souk.client.node.Payments;
import souk.client.node.Pursuits;
import souk.protocol.codec.Evidence;
import souk.protocol.evidence.Item;
import souk.protocol.job.JobState;
import souk.protocol.job.JuryState;
import souk.protocol.value.Amount;
import souk.protocol.value.Hash;
import souk.settlement.chain.AccountSnapshot;
import souk.settlement.chain.Call;
import souk.settlement.chain.ClaimCall;
import souk.settlement.chain.ClaimSnapshot;
import souk.settlement.chain.Head;
import souk.settlement.chain.JurySnapshot;
import souk.settlement.index.IndexedJob;
import souk.settlement.journal.Journal;
import souk.settlement.tx.TxOutcome;
import souk.verifier.journal.Accusation;
import souk.verifier.journal.VerifierJournal;
import souk.verifier.journal.WatchJournal;

/** Each {@code sees} is a verifier started anew over the journal that a kill left. */
class ChallengesTest {
  private static final Item EXIT = new Item.Exit();
  private static final Amount BOND = Amount.of(1_000);
  private static final long NOWHERE = 0;

  @TempDir private Path directory;
  private final Map<String, Call> sent = new LinkedHashMap<>();
  // By seal, the height at which it landed.
  private final Map<Hash, Long> landed = new HashMap<>();
  private Amount balance = Amount.of(10_000);

  @BeforeEach
  void accuse() {
    try (var file = open()) {
      VerifierJournal.in(file).keep(JOB, RESULT);
      WatchJournal.in(file).accuse(JOB, 0, EXIT, new SecureRandom());
    }
  }

  @Test
  void sealsTheChallengeItHadDecidedOnOnceHoweverOftenItIsKilled() {
    sees(indexed(REVEALED), 1, BOND);
    sees(indexed(REVEALED), 2, BOND);

    assertThat(sent.values()).containsExactly(seal());
  }

  @Test
  void makesTheChallengeABlockAfterItsSealAlsoIfItIsKilledBetween() {
    sees(indexed(REVEALED), 1, BOND);
    landed.put(seal().seal(), 2L);
    sent.clear();

    seesOnce(indexed(REVEALED), 2);
    assertThat(sent).isEmpty();

    sees(indexed(REVEALED), 3, BOND);
    assertThat(sent.values()).containsExactly(challenge());
  }

  @Test
  void sealsAnewWhatAReorganizationTookAway() {
    sees(indexed(REVEALED), 1, BOND);
    landed.put(seal().seal(), 2L);
    seesOnce(indexed(REVEALED), 2);
    landed.clear();
    sent.clear();

    seesOnce(indexed(REVEALED), 3);

    assertThat(sent.values()).containsExactly(seal());
  }

  @Test
  void makesNoChallengeWhoseWindowEndsBehindItsSeal() {
    var ending = indexed(new JobState.Revealed(NOW.plusSeconds(3)));
    sees(ending, 1, BOND);
    landed.put(seal().seal(), 3L);
    sent.clear();

    sees(ending, 4, BOND);

    assertThat(sent).isEmpty();
    assertThat(accusations()).isZero();
  }

  @Test
  void everyChallengeHasASaltOfItsOwn() {
    var first = accusation().salt();
    try (var file = open()) {
      WatchJournal.in(file).accuse(JOB, 1, EXIT, new SecureRandom());
      assertThat(WatchJournal.in(file).accusations())
          .extracting(Accusation::salt)
          .contains(first)
          .doesNotHaveDuplicates()
          .doesNotContain(Hash.ZERO);
    }
  }

  @Test
  void countsTheBondBeforeItPutsItUp() {
    balance = Amount.ZERO;
    landed.put(seal().seal(), 1L);

    sees(indexed(REVEALED), 2, BOND);

    assertThat(sent.values()).noneMatch(ClaimCall.Challenge.class::isInstance);
    assertThat(atRisk()).isEqualTo(BOND);
  }

  @Test
  void risksNoMoreThanItsOperatorAllows() {
    sees(indexed(REVEALED), 1, Amount.of(BOND.units().longValueExact() - 1));

    assertThat(sent).isEmpty();
    assertThat(atRisk()).isEqualTo(Amount.ZERO);
  }

  @Test
  void leavesAnItemToWhoWasFirst() {
    sees(indexed(Watched.challenged()), 1, BOND);

    assertThat(sent).isEmpty();
    assertThat(accusations()).isZero();
  }

  @Test
  void givesUpWhenTheWindowIsOver() {
    sees(indexed(new JobState.Revealed(NOW.plusSeconds(3))), 4, BOND);

    assertThat(sent).isEmpty();
    assertThat(accusations()).isZero();
  }

  @Test
  void followsItsClaimUntilItIsPaidOut() {
    sees(indexed(REVEALED), 1, BOND);
    sent.clear();

    var decided = indexed(Watched.disputedBy(own(new JuryState.Appealable(NOW), false)));
    sees(decided, 4, BOND);
    assertThat(atRisk()).isEqualTo(BOND);
    assertThat(sent.values()).containsExactly(new ClaimCall.AdvanceJuries(List.of(CLAIM)));

    sees(indexed(Watched.disputedBy(own(new JuryState.Closed(), true))), 6, BOND);
    assertThat(atRisk()).isEqualTo(Amount.ZERO);
    assertThat(accusations()).isZero();
  }

  private static ClaimSnapshot own(JuryState jury, boolean closed) {
    return new ClaimSnapshot(
        CLAIM,
        closed ? ClaimSnapshot.Status.UPHELD : ClaimSnapshot.Status.OPEN,
        closed,
        EXIT,
        Optional.of(SELF),
        BOND,
        hash(41),
        Evidence.item(RESULT, EXIT),
        Hash.ZERO,
        new JurySnapshot(jury, 0, Amount.of(8_000), Hash.ZERO, List.of()));
  }

  private void seesOnce(IndexedJob job, long block) {
    sees(job, block, block, BOND);
  }

  /** At that block and the next two, as long as exits are left to others. */
  private void sees(IndexedJob job, long block, Amount most) {
    sees(job, block, block + 2, most);
  }

  private void sees(IndexedJob job, long block, long last, Amount most) {
    try (var file = open()) {
      var journal = WatchJournal.in(file);
      var log = new WatchLog(6);
      var pursuits = new Pursuits(this::submit);
      var challenges =
          new Challenges(
              SELF,
              DEPLOYMENT,
              VerifierJournal.in(file),
              journal,
              _ -> BOND,
              this::sealedAt,
              new Risk(journal, most, log),
              new Payments(this::owner, pursuits, log::failed),
              pursuits,
              new OverdueExits(2, pursuits),
              log);
      for (var at = block; at <= last; at++) {
        challenges.atBlock(head(at), _ -> Optional.of(job));
      }
    }
  }

  private long sealedAt(Hash seal, Head at) {
    var height = landed.getOrDefault(seal, NOWHERE);
    return height <= at.number() ? height : NOWHERE;
  }

  private ClaimCall.SealChallenge seal() {
    return new ClaimCall.SealChallenge(challenge().seal(DEPLOYMENT, 0, SELF));
  }

  private ClaimCall.Challenge challenge() {
    return new ClaimCall.Challenge(
        JOB, WRONG, EXIT, Evidence.item(RESULT, EXIT), accusation().salt());
  }

  private Accusation accusation() {
    try (var file = open()) {
      return WatchJournal.in(file).accusations().getFirst();
    }
  }

  private TxOutcome submit(String key, Call call) {
    sent.putIfAbsent(key, call);
    return new TxOutcome.Pending();
  }

  private AccountSnapshot owner() {
    return new AccountSnapshot(SELF, Amount.of(1), Amount.of(10_000), Amount.ZERO, balance);
  }

  private Amount atRisk() {
    try (var file = open()) {
      return WatchJournal.in(file).atRisk();
    }
  }

  private int accusations() {
    try (var file = open()) {
      return WatchJournal.in(file).accusations().size();
    }
  }

  private Journal open() {
    return Journal.open(directory.resolve("verifier.db"));
  }
}
